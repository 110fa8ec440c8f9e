import type { Change, Verdict } from '#engine/contract/model/change';
import type { Entry } from '#engine/contract/model/entry';
import type { FieldValue } from '#engine/contract/model/field';
import type { CommandId, EntityRef, PartitionId, UserId } from '#engine/contract/model/ids';
import { fieldsEqual } from '#engine/domain/fields/equal';
import { normalizeField } from '#engine/domain/fields/normalize';
import { type CommandMeta, type Draft, openDraft } from '#engine/domain/journal/draft';
import { type ChangeContext, decideChanges } from '#engine/domain/reconcile/decide-changes';
import { createImage, type Image } from '#engine/domain/state/image';

export const group = 'group:g' as PartitionId;

/** The record of action n. */
export const record = (n: number): EntityRef => `record/a${n}` as EntityRef;

export const openContext: ChangeContext = {
  equal: fieldsEqual,
  normalize: (kind, raw) =>
    normalizeField(kind, raw, { dateSystem: '1900', shownAsDate: false, findUser: () => 'u' as UserId }),
  refuses: () => null,
  forbids: () => null,
};

/** One partition without a store: decisions are folded at once. Hashes are left empty; the chain is tested elsewhere. */
export type Ledger = {
  readonly image: Image;
  readonly entries: Entry[];
  write<T>(decide: (draft: Draft) => T, meta?: Partial<CommandMeta>): T;
  edit(changes: readonly Change[], meta?: Partial<CommandMeta>, context?: ChangeContext): readonly Verdict[];
};

export function createLedger(): Ledger {
  const image = createImage(group, 'e');
  const entries: Entry[] = [];
  let commands = 0;
  const ledger: Ledger = {
    image,
    entries,
    write(decide, meta) {
      commands += 1;
      const draft = openDraft(image, { ...defaults(commands), ...meta }, '', () => '');
      const reply = decide(draft);
      entries.push(...draft.keep().map(({ entry }) => entry));
      return reply;
    },
    edit: (changes, meta, context = openContext) =>
      ledger.write((draft) => decideChanges(draft, changes, context), meta),
  };
  return ledger;
}

function defaults(command: number): CommandMeta {
  return {
    command: `c:${command}` as CommandId,
    actor: 'ann' as UserId,
    channel: 'api',
    lineage: null,
    time: new Date(Date.UTC(2026, 0, 1) + command * 1000).toISOString(),
  };
}

export function note(n: number, value: FieldValue, base: number): Change {
  return { entity: record(n), field: 'implementationNotes', value, base };
}
