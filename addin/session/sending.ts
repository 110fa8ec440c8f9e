import type { WorkbookId } from '#engine/contract/model/ids';
import type { Desk } from '../sheets/desk.ts';
import type { PendingEdit } from '../state/model.ts';
import { fieldKey } from '../state/select.ts';
import { createOutbox, type Outbox, type Stroke, type WaitingSet } from '../sync/outbox.ts';
import { freshId } from '../sync/outside.ts';
import { createSender, type PushAnswer, type Sender } from '../sync/sender.ts';
import type { Joined } from './parts.ts';
import { problemOf } from './problems.ts';

/** The outbox of the open workbook and what sends it, and what a person sees of both. */
export interface Sending {
  /** Opens the outbox of a workbook (null: of none) with what earlier panes on this machine left behind. */
  open(workbook: WorkbookId | null): Promise<Outbox>;
  /** Begins to send what is open. */
  start(judged: (waiting: WaitingSet, answer: Exclude<PushAnswer, { kind: 'later' | 'lost' }>) => void): void;
  /** Resolves when the strokes are stored; `pump` sends them. */
  record(strokes: readonly Stroke[]): Promise<void>;
  /** Something was recorded, or the line is back. */
  pump(): void;
  /** Edits recorded by an earlier pane are pending here, too. */
  showWaiting(desk: Desk): void;
  /** Sets of a history that is no more cannot be judged: what no cell shows is kept before the person as refused. */
  dropStranded(desk: Desk): Promise<void>;
  stop(): void;
}

/** The engine takes nothing for now: a person should know, for it may need one. */
const told: readonly string[] = ['read-only', 'disk-full', 'unreachable'];

export function createSending(joined: Joined): Sending {
  const { clock, live, random, storage, tell, state } = joined;
  const instance = freshId(random);
  let opened = 0;
  let outbox: Outbox | null = null;
  let sender: Sender | null = null;

  const show = (): void => {
    const sets = outbox?.waiting() ?? [];
    const waiting = sets.reduce((sum, { set }) => sum + set.changes.length, 0);
    const stored = outbox?.isStored() ?? true;
    tell({ kind: 'set', to: { outbox: { waiting, oldest: sets[0]?.at ?? null, stored } } });
    if (!stored) tell({ kind: 'problem', problem: problemOf('storage') });
  };
  const delayed = (why: { readonly code: string; readonly detail: string } | null): void => {
    if (why !== null) {
      if (told.includes(why.code)) tell({ kind: 'problem', problem: problemOf(why.code, { detail: why.detail }) });
      return;
    }
    for (const { id, code } of state().problems) if (told.includes(code)) tell({ kind: 'dismissed', problem: id });
  };

  return {
    async open(workbook) {
      const copy = await copyName(joined, workbook ?? 'none');
      opened += 1;
      const box = createOutbox({ storage, copy, instance: `${instance}${opened}`, workbook, now: clock.now });
      await box.restore();
      outbox = box;
      show();
      return box;
    },
    start(judged) {
      if (outbox === null) return;
      sender = createSender({
        ...{ outbox, clock, random, delayed },
        push: live.push,
        isConnected: live.isConnected,
        answered(waiting, answer) {
          judged(waiting, answer);
          show();
        },
      });
      sender.pump();
    },
    async record(strokes) {
      await outbox?.record(strokes);
    },
    pump() {
      show();
      sender?.pump();
    },
    showWaiting(desk) {
      const edits = (outbox?.waiting() ?? []).flatMap(({ set, at }) =>
        set.changes.flatMap(({ entity, field, value }): readonly PendingEdit[] => {
          const subject = desk.truth.subject(fieldKey(entity, field));
          return subject === null ? [] : [{ entity, field: subject.field, value, since: at }];
        }),
      );
      if (edits.length > 0) tell({ kind: 'edited', edits });
    },
    async dropStranded(desk) {
      const epochs = new Map(desk.truth.cursors().map(({ partition, epoch }) => [partition, epoch]));
      for (const { set, at } of outbox?.waiting() ?? []) {
        const epoch = epochs.get(set.partition);
        if (epoch === undefined || epoch === set.epoch) continue;
        for (const { entity, field, value } of set.changes) {
          const says = desk.says.get(fieldKey(entity, field));
          if (says?.kind === 'value' && says.value === value) continue;
          const edit = { entity, field: field as PendingEdit['field'], value, since: at }; // recorded by this code
          tell({ kind: 'refused', edit: { ...edit, code: 'unknown-epoch', detail: '' } });
        }
        await outbox?.remove(set.id);
      }
      show();
    },
    stop() {
      sender?.stop();
      sender = null;
    },
  };
}

/** Names this copy of a workbook on this machine. Where storage fails it is another each time. */
async function copyName({ storage, random, document }: Joined, workbook: string): Promise<string> {
  const key = `controlbook/copy/${workbook}/${document}`;
  const known = await storage.read(key).catch(() => null);
  if (known !== null && /^[a-z0-9]{8,40}$/.test(known)) return known;
  const fresh = freshId(random);
  await storage.write(key, fresh).catch(() => {
    // Nothing depends on it but that two edits of one cell around a reload count as one person's.
  });
  return fresh;
}
