import type { CellEdit, TableAppend, WorkbookPatch } from '#engine/contract/model/cells';
import type { RecordField } from '#engine/contract/model/field';
import { type ActionId, actionId, recordRef } from '#engine/contract/model/ids';
import { cellNames, type TableKey, tableLayouts } from '#engine/contract/model/layout';
import { ok, type Result } from '#engine/domain/result';
import type { LocatedTable } from '#engine/domain/sheets/locate';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import type { FieldKey } from '../state/model.ts';
import { fieldKey, overviewKey } from '../state/select.ts';
import { saysSame } from './cell-says.ts';
import { type Desk, engineSays, readMirror, tablesOf } from './desk.ts';
import { type LocalEdit, type SaysByKey, saysByKey } from './edits.ts';
import type { HostProblem } from './host.ts';
import { onlyRows, withColumns } from './mirror.ts';
import { writeGuarded } from './write-guarded.ts';

export type RefreshOutcome = {
  readonly recovered: readonly LocalEdit[];
  /** Rows stood elsewhere: look at everything and refresh again. */
  readonly moved: boolean;
  /** Rows are missing that were left out: a co-author's pane may be adding them in this moment. */
  readonly lacking: boolean;
};

/**
 * Makes the whole workbook show the view: scores, notices, conflicts, history, rows that went, cells typed over. The
 * smallest set of edits, in batches that leave the person time in between. What the workbook has seen is noted on its
 * identity sheet, so that its file, saved and opened elsewhere, is compared with the right past.
 */
export async function refresh(
  desk: Desk,
  pause: () => Promise<void>,
  mayAppend: boolean,
): Promise<Result<RefreshOutcome, HostProblem>> {
  const view = desk.truth.view();
  for (const { id } of view.actions) desk.once.add(id);
  const present = new Set<string>(view.actions.map(({ id }) => id));
  const identity = { ...view.workbook, workbook: desk.identity.workbook, cursors: seenCursors(desk) };
  const model = projectWorkbook({ ...view, workbook: identity });
  await pause();
  const planned = (): WorkbookPatch =>
    planPatch(desk.mirror, model, {
      isPending: (table, rowKey, column) => isTheirs(desk, table, rowKey, column),
      doubtful: desk.doubtful,
      undecided: desk.undecided,
      isRetired: (action) => desk.once.has(action) && !present.has(action),
      addsColumns: desk.host.abilities.growTables && !desk.narrow,
    });
  const first = planned();
  const widened = await addLateColumns(desk, first);
  if (!widened.ok) return widened;
  const patch = widened.value ? planned() : first;
  // Excel computes its formulas by itself; only what it shows in a file nobody opens would need the number.
  const edits = [...patch.edits.filter(({ value }) => !isCached(value)), ...clearCopies(desk)];
  const appends = mayAppend ? patch.appends : [];
  await pause();
  const written = await writeGuarded(desk, edits, appends);
  if (!written.ok) return written;
  desk.undecided.clear();
  for (const { table, rows } of appends) for (const row of rows) desk.appended.add(appendedKey(table, row));
  await pause();
  if (edits.length + appends.length > 0) takeStock(desk);
  return ok({ ...written.value, lacking: appends.length < patch.appends.length });
}

/**
 * Adds what columns came after the workbook was made; true when the workbook is another now. Where Excel does not let
 * them be added (the sheet is protected), the engine does when the file is saved.
 */
async function addLateColumns(desk: Desk, { columns = [] }: WorkbookPatch): Promise<Result<boolean, HostProblem>> {
  if (columns.length === 0) return ok(false);
  const added = await desk.host.addColumns(columns);
  if (added.ok) desk.mirror = withColumns(desk.mirror, columns);
  else if (added.error.code === 'protected' || added.error.code === 'failed') desk.narrow = true;
  else return added;
  return ok(true);
}

/**
 * Two panes on one workbook may both have added a row. The lower copy is emptied, never deleted: two panes can do that
 * at the same time. Copies on the action items stay unless this pane added one and nothing stands in it that does not
 * stand in the upper row: what a person copied is theirs.
 */
function clearCopies(desk: Desk): readonly CellEdit[] {
  return tablesOf(desk).flatMap((table) => {
    if (table.layout.order === 'rewritten') return [];
    const upper = new Map<string, number>();
    return table.rows.flatMap(({ row, key }): readonly CellEdit[] => {
      const first = key === null ? undefined : upper.get(key);
      if (key !== null && first === undefined) upper.set(key, row);
      if (key === null || first === undefined) return [];
      const isOurs = desk.appended.has(`${table.name} ${key}`);
      if (table.layout.key === 'actions' && !(isOurs && addsNothing(desk, table, row, first))) return [];
      return [...table.columns.values()].flatMap(({ column }) =>
        table.grid.get(row)?.get(column) === undefined
          ? []
          : [{ sheet: table.sheet.name, row, column, value: null, owned: true }],
      );
    });
  });
}

/** Every value in the row is the upper row's, the engine's, or one the engine had before. */
function addsNothing(desk: Desk, table: LocatedTable, row: number, first: number): boolean {
  const alone = (wanted: number): SaysByKey =>
    saysByKey(
      readMirror(
        desk,
        onlyRows(desk.mirror, table.sheet.name, (at) => at === table.headerRow || at === wanted),
      ),
      desk.truth,
    );
  const original = alone(first);
  return [...alone(row)].every(([key, says]) => {
    if (desk.truth.subject(key)?.action == null) return true;
    const upper = original.get(key);
    if (upper !== undefined && saysSame(says, upper)) return true;
    if (says.kind !== 'value') return false;
    return (
      saysSame(says, engineSays(desk, key).says) || desk.truth.hadLately(key, says.value, Number.NEGATIVE_INFINITY)
    );
  });
}

function appendedKey(table: string, row: TableAppend['rows'][number]): string {
  const layout = Object.values(tableLayouts).find(({ name }) => name.toLowerCase() === table.toLowerCase());
  const header = layout?.columns.find(({ key }) => key === layout.keyColumn)?.header ?? '';
  return `${table} ${String(row[header] ?? '')}`;
}

/** After a refresh the cells show what the engine has, but for those of the person's. */
function takeStock(desk: Desk): void {
  const reading = readMirror(desk, desk.mirror);
  desk.doubtful = reading.doubtful;
  for (const [key, says] of saysByKey(reading, desk.truth)) {
    const engine = engineSays(desk, key);
    if (saysSame(says, engine.says)) desk.shown.set(key, engine);
    desk.says.set(key, says);
  }
}

function isTheirs(desk: Desk, table: TableKey | 'overview', rowKey: string, column: string): boolean {
  const key = keyOf(desk, table, rowKey, column);
  return key !== null && (desk.pendingValue(key) !== null || desk.foreign.has(key));
}

function keyOf({ truth }: Desk, table: TableKey | 'overview', rowKey: string, column: string): FieldKey | null {
  if (table === 'overview') return overviewKey(truth.view(), column === cellNames.title ? 'title' : 'inScopeServices');
  const action = actionId.safeParse(rowKey);
  return table === 'actions' && action.success
    ? fieldKey(recordRef(action.data as ActionId), column as RecordField)
    : null; // columns of fields are named after them
}

/**
 * What the workbook has seen. A partition in which somebody changed a field that a person here is typing over has not
 * been seen beyond what the file said: the two edits are for the engine to compare.
 */
function seenCursors(desk: Desk) {
  const { truth, identity, shown } = desk;
  const behind = new Set(
    truth.subjects().flatMap((subject) => {
      if (desk.pendingValue(subject.key) === null && !desk.foreign.has(subject.key)) return [];
      const base = shown.get(subject.key)?.position ?? 0;
      return truth.known(subject.key).position > base ? [truth.partitionOf(subject)] : [];
    }),
  );
  return truth.cursors().map((cursor) => {
    const before = identity.cursors.find(({ partition }) => partition === cursor.partition);
    return behind.has(cursor.partition) && before?.epoch === cursor.epoch ? before : cursor;
  });
}

function isCached(value: CellEdit['value']): boolean {
  return typeof value === 'object' && value !== null && 'cached' in value;
}
