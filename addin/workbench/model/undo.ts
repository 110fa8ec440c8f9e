import type { Area } from './area.ts';
import type { Cell } from './cell.ts';
import { cellAt, cellsOf, type PlacedCell, type Sheet, setCell } from './sheet.ts';
import { deleteCells, insertCells } from './shift-cells.ts';
import type { Table } from './table.ts';
import { type Editor, markStale, tell } from './workbook.ts';
import { tablesIn } from './write-cells.ts';

/** One step a person can take back and do again. */
export type UndoStep = {
  readonly sheet: Sheet;
  readonly undo: (editor: Editor) => void;
  readonly redo: (editor: Editor) => void;
};

/** Does something to the cells of a sheet and notes which of them it changed, so that just these can be put back. */
export function recordCells(sheet: Sheet, act: () => void): UndoStep | null {
  const before = new Map([...sheet.cells].map(([row, cells]) => [row, new Map(cells)]));
  const tablesBefore = sheet.tables.map(copyTable);
  act();
  const changes = [...changedCells(before, sheet)];
  if (changes.length === 0) return null;
  const tablesAfter = sheet.tables.map(copyTable);
  const put = (which: 'before' | 'after', tables: readonly TableState[]) => (editor: Editor) => {
    for (const { row, column, ...each } of changes) setCell(sheet, row, column, each[which]);
    restoreTables(tables);
    tellPutBack(editor, sheet, changes);
  };
  return { sheet, undo: put('before', tablesBefore), redo: put('after', tablesAfter) };
}

type ChangedCell = { readonly row: number; readonly column: number; readonly before: Cell; readonly after: Cell };

function* changedCells(before: ReadonlyMap<number, ReadonlyMap<number, Cell>>, sheet: Sheet): Generator<ChangedCell> {
  for (const row of new Set([...before.keys(), ...sheet.cells.keys()])) {
    const [old, now] = [before.get(row), sheet.cells.get(row)];
    for (const column of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
      const [was, is] = [old?.get(column), now?.get(column)];
      if (was !== is) {
        const none = { value: null, formula: null, format: null };
        yield { row, column, before: was ?? none, after: is ?? none };
      }
    }
  }
}

type TableState = { readonly table: Table; readonly area: Area; readonly names: readonly string[] };

function copyTable(table: Table): TableState {
  return { table, area: table.area, names: table.columns.map(({ name }) => name) };
}

function restoreTables(states: readonly TableState[]): void {
  for (const { table, area, names } of states) {
    table.area = area;
    table.columns.splice(names.length);
    for (const [index, name] of names.entries()) {
      const column = table.columns[index];
      if (column !== undefined) column.name = name;
    }
  }
}

function tellPutBack(editor: Editor, sheet: Sheet, changes: readonly ChangedCell[]): void {
  const area = {
    top: Math.min(...changes.map(({ row }) => row)),
    left: Math.min(...changes.map(({ column }) => column)),
    bottom: Math.max(...changes.map(({ row }) => row)),
    right: Math.max(...changes.map(({ column }) => column)),
  };
  const [only] = changes;
  const single = changes.length === 1 && only !== undefined ? cellAt(sheet, only.row, only.column).value : undefined;
  markStale(editor.book);
  tell(editor, {
    kind: 'cellsChanged',
    sheet,
    changeType: 'RangeEdited',
    area,
    shift: 'None',
    single:
      single === undefined || only === undefined
        ? null
        : { before: single === only.before.value ? only.after.value : only.before.value, after: single },
    tables: tablesIn(sheet, area, 'RangeEdited'),
  });
}

export function recordInsertedRows(sheet: Sheet, rows: Area): UndoStep {
  return {
    sheet,
    undo: (editor) => deleteCells(editor, sheet, rows, 'Up'),
    redo: (editor) => insertCells(editor, sheet, rows, 'Down'),
  };
}

/** Takes the rows out; to take that back they are put in again with what they held. */
export function recordDeletedRows(editor: Editor, sheet: Sheet, rows: Area): UndoStep {
  const held: readonly PlacedCell[] = [...cellsOf(sheet, rows)];
  deleteCells(editor, sheet, rows, 'Up');
  return {
    sheet,
    undo: (by) => {
      insertCells({ ...by, muted: true }, sheet, rows, 'Down');
      for (const { row, column, cell } of held) setCell(sheet, row, column, cell);
      markStale(by.book);
      const tables = tablesIn(sheet, rows, 'RowInserted');
      tell(by, {
        kind: 'cellsChanged',
        sheet,
        changeType: 'RowInserted',
        area: rows,
        shift: 'None',
        single: null,
        tables,
      });
    },
    redo: (by) => deleteCells(by, sheet, rows, 'Up'),
  };
}
