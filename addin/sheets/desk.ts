import type { ReadWorkbook } from '#engine/contract/model/cells';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { type ActionId, actionId, recordRef } from '#engine/contract/model/ids';
import { cellNames, type TableKey, tableLayouts } from '#engine/contract/model/layout';
import { type LocatedTable, locateName, locateTable } from '#engine/domain/sheets/locate';
import { readWorkbook } from '#engine/domain/sheets/read';
import type { WorkbookReading } from '#engine/domain/sheets/reading';
import type { WorkbookIdentity } from '#engine/domain/sheets/view';
import type { FieldKey } from '../state/model.ts';
import { fieldKey, overviewKey } from '../state/select.ts';
import type { CellSays } from './cell-says.ts';
import { createEcho, type Echo } from './echo.ts';
import type { Shown } from './edits.ts';
import { userFinder } from './find-user.ts';
import type { Host, Place } from './host.ts';
import type { Truth } from './truth.ts';

/** Everything the jobs of this folder share about one bound workbook. Each job leaves it consistent. */
export type Desk = {
  readonly host: Host;
  readonly truth: Truth;
  readonly identity: WorkbookIdentity;
  readonly echo: Echo;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** A local edit of the field is on its way (or held back): its cell is the person's. */
  readonly pendingValue: (key: FieldKey) => { readonly value: FieldValue } | null;
  /** Nothing of the engine's is missing here: the line is open and has caught up. */
  readonly isUpToDate: () => boolean;
  /** The workbook as it was last seen. */
  mirror: ReadWorkbook;
  /** What each input cell said then. */
  readonly says: Map<FieldKey, CellSays>;
  /** What each input cell showed before anybody typed over it. */
  readonly shown: Map<FieldKey, Shown>;
  /** What co-authors typed, until the engine has it; `since` in milliseconds. */
  readonly foreign: Map<FieldKey, { readonly says: CellSays; readonly since: number }>;
  /** Rows nobody may guess about, as of the last look at the whole sheet. */
  doubtful: ReadonlySet<string>;
  /** Actions the assessment had while this workbook was open. */
  readonly once: Set<string>;
  /** Rows this pane has put at the end of a table, by table and key. */
  readonly appended: Set<string>;
  /** Conflict rows whose decision was refused: their cell is cleared, to be decided anew. */
  readonly undecided: Set<string>;
  /** Excel does not let this workbook's tables get columns. */
  narrow: boolean;
};

export function createDesk(
  parts: Pick<Desk, 'host' | 'truth' | 'identity' | 'now' | 'pendingValue' | 'isUpToDate'> & {
    readonly mirror: ReadWorkbook;
  },
): Desk {
  return {
    ...parts,
    echo: createEcho(),
    says: new Map(),
    shown: new Map(),
    foreign: new Map(),
    doubtful: new Set(),
    once: new Set(),
    appended: new Set(),
    undecided: new Set(),
    narrow: false,
  };
}

/** Reads the mirror, or a part of it, by the engine's own rules. */
export function readMirror({ truth }: Desk, file: ReadWorkbook): WorkbookReading {
  const { people, actions } = truth.view();
  return readWorkbook(file, {
    findUser: userFinder(people),
    titleByAction: new Map(actions.map(({ id, title }) => [id, title])),
  });
}

const tableKeys = Object.keys(tableLayouts) as readonly TableKey[]; // the object has these keys alone
const locatedByMirror = new WeakMap<ReadWorkbook, Map<TableKey, LocatedTable | null>>();

/** Where a table stands in the mirror; found once a mirror. */
export function tableOf({ mirror }: Desk, key: TableKey): LocatedTable | null {
  const known = locatedByMirror.get(mirror) ?? new Map<TableKey, LocatedTable | null>();
  locatedByMirror.set(mirror, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const located = locateTable(mirror, key);
  known.set(key, located);
  return located;
}

export function tablesOf(desk: Desk): readonly LocatedTable[] {
  return tableKeys.flatMap((key) => tableOf(desk, key) ?? []);
}

/** Where a field's cell stands; null when its row, column or name is not in the workbook. */
export function placeOfField(desk: Desk, key: FieldKey): Place | null {
  const subject = desk.truth.subject(key);
  if (subject === null) return null;
  if (subject.action === null) {
    const found = locateName(desk.mirror, subject.field === 'title' ? cellNames.title : cellNames.services);
    return found === null ? null : { sheet: found.sheet.name, row: found.row, column: found.column };
  }
  return placeInRow(desk, 'actions', subject.action, subject.field);
}

/** A cell of a row by the row's key and the column's; null where there is none. */
export function placeInRow(desk: Desk, table: TableKey, rowKey: string, columnKey: string): Place | null {
  const located = tableOf(desk, table);
  const row = located?.rows.find(({ key }) => key === rowKey)?.row;
  const column = located?.columns.get(columnKey)?.column;
  return located === null || row === undefined || column === undefined
    ? null
    : { sheet: located.sheet.name, row, column };
}

/** The field whose input cell stands at a place; null for every other cell. */
export function fieldAt(desk: Desk, { sheet, row, column }: Place): FieldKey | null {
  const actions = tableOf(desk, 'actions');
  if (actions !== null && actions.sheet.name === sheet) {
    const field = inputFields(actions).get(column);
    const parsed = actionId.safeParse(actions.rows[row - actions.headerRow - 1]?.key);
    return field === undefined || !parsed.success ? null : fieldKey(recordRef(parsed.data), field);
  }
  for (const field of ['title', 'inScopeServices'] as const) {
    const key = overviewKey(desk.truth.view(), field);
    const place = placeOfField(desk, key);
    if (place !== null && place.sheet === sheet && place.row === row && place.column === column) return key;
  }
  return null;
}

/** The record fields people fill in, by the column they stand in now. */
export function inputFields(actions: LocatedTable): ReadonlyMap<number, RecordField> {
  const fields = new Map<number, RecordField>();
  for (const { key, field } of actions.layout.columns) {
    const at = actions.columns.get(key)?.column;
    if (field !== null && at !== undefined) fields.set(at, field);
  }
  return fields;
}

/** The row's action where the desk may write to it. */
export function isDoubtful({ doubtful }: Desk, action: ActionId | null): boolean {
  return action !== null && doubtful.has(action);
}

/** What the engine has for a field, as a cell says it. */
export function engineSays({ truth }: Desk, key: FieldKey): Shown {
  const { value, position } = truth.known(key);
  return { says: { kind: 'value', value }, position };
}
