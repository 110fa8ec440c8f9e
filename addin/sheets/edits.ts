import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { assessmentRef, type Position, recordRef } from '#engine/contract/model/ids';
import { type BatchColumn, findMishaps, type Mishap } from '#engine/domain/sheets/mishap';
import type { WorkbookReading } from '#engine/domain/sheets/reading';
import type { FieldKey } from '../state/model.ts';
import { fieldKey } from '../state/select.ts';
import { type CellSays, saysOf, saysSame } from './cell-says.ts';
import type { Truth } from './truth.ts';

/** What a cell showed when the pane last looked, and the position of the engine's value in or under it. */
export type Shown = { readonly says: CellSays; readonly position: Position };

/** A cell that says something else than it showed. */
export type CellChange = { readonly key: FieldKey; readonly says: CellSays; readonly shown: Shown };

/** What a person typed, ready to be sent. */
export type LocalEdit = {
  readonly key: FieldKey;
  readonly says: Exclude<CellSays, { kind: 'formula' }>;
  readonly was: CellSays;
  readonly base: Position;
  /** A co-author's, sent from here because nobody else did: it is judged beside this person's own edits, not on top. */
  readonly isOthers?: true;
};

export type SaysByKey = ReadonlyMap<FieldKey, CellSays>;

/** Every input cell of a reading by its field; rows nobody may guess about are in no reading. */
export function saysByKey(reading: WorkbookReading, truth: Truth): SaysByKey {
  const says = new Map<FieldKey, CellSays>();
  for (const { action, fields } of reading.records) {
    for (const [field, cell] of Object.entries(fields)) says.set(fieldKey(recordRef(action), field), saysOf(cell));
  }
  const own = assessmentRef(truth.view().workbook.assessment);
  for (const [field, cell] of Object.entries(reading.overview)) {
    if (cell !== null) says.set(fieldKey(own, field), saysOf(cell));
  }
  return says;
}

export function changesSince(says: SaysByKey, shown: ReadonlyMap<FieldKey, Shown>): readonly CellChange[] {
  return [...says].flatMap(([key, now]) => {
    const before = shown.get(key);
    return before === undefined || saysSame(before.says, now) ? [] : [{ key, says: now, shown: before }];
  });
}

/** Where a change came from, as far as Excel told: `unseen` is one found by looking, with no event. */
export type Origin = 'local' | 'remote' | 'unseen';

export type Weighed =
  /** The engine has this value already: nothing to send. */
  | 'engine'
  /** A value this pane has tried to write itself: what the engine has now is written over it. */
  | 'echo'
  /** A value the engine had lately, brought by a co-author's pane that is ahead or behind. */
  | 'old-news'
  /** A co-author's typing: their pane sends it. */
  | 'foreign'
  | 'edit'
  /** A formula was put into the cell; it is theirs and says nothing. */
  | 'silent';

/** @param foreign what this cell was known to say by a co-author. */
export function weigh(
  change: CellChange,
  origin: Origin,
  about: {
    readonly truth: Truth;
    readonly isEcho: (key: FieldKey, value: FieldValue) => boolean;
    readonly foreign: CellSays | null;
    /** Milliseconds; values the engine had since then are old news from co-authors. */
    readonly recently: number;
  },
): Weighed {
  const { key, says } = change;
  if (says.kind === 'formula') return 'silent';
  if (says.kind === 'value') {
    const { value } = about.truth.known(key);
    if (saysSame(says, { kind: 'value', value })) return 'engine';
    if (about.isEcho(key, says.value)) return 'echo';
    if (origin !== 'local' && about.truth.hadLately(key, says.value, about.recently)) return 'old-news';
  }
  if (origin === 'remote') return 'foreign';
  if (origin === 'unseen' && about.foreign !== null && saysSame(about.foreign, says)) return 'foreign';
  return 'edit';
}

/**
 * Columns of a batch of edits that look like a slip of the hand: the same judgement as for a saved file. Every row of
 * the column counts, so the whole sheet's content is needed.
 */
export function mishapsIn(
  edits: readonly LocalEdit[],
  reading: WorkbookReading,
  shown: ReadonlyMap<FieldKey, Shown>,
): readonly (Mishap & { readonly field: RecordField })[] {
  const counts = new Map<string, number>();
  for (const { key } of edits) {
    const field = key.slice(key.indexOf('#') + 1);
    counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const edited = new Map(edits.map((edit) => [edit.key, edit]));
  const columns = [...counts].flatMap(([field, count]): BatchColumn[] => {
    // Fewer are never a mishap; asking about every typed cell would be work for nothing.
    if (count < 5) return [];
    const cells = reading.records.flatMap(({ action, fields }) => {
      const cell = fields[field as RecordField]; // a key's field; others are not found
      const key = fieldKey(recordRef(action), field);
      const before = shown.get(key);
      if (cell === undefined || !cell.value.ok || before?.says.kind !== 'value') return [];
      const yours = edited.has(key) ? cell.value.value : before.says.value;
      return [{ base: before.says.value, yours, blank: cell.blank }];
    });
    return [{ field, cells }];
  });
  return findMishaps(columns) as readonly (Mishap & { field: RecordField })[]; // the fields are those of the columns
}
