import { parseAddress } from './address.ts';
import { type Area, areaAt, fitsSheet, rowsIn, wholeRows } from './area.ts';
import { activateSheet, renameSheet, selectAreas } from './change-sheets.ts';
import { choicesAt, meetsValidation } from './check-validation.ts';
import { ExcelError } from './excel-error.ts';
import { clearTableFilters, filterColumn } from './filter-rows.ts';
import { checkUnlocked } from './protection.ts';
import { cellAt, formatAt, type Sheet } from './sheet.ts';
import { insertCells } from './shift-cells.ts';
import { shiftFormula } from './shift-formula.ts';
import { sortTable } from './sort-rows.ts';
import type { FilterCriteria } from './table.ts';
import { readTyped } from './typed-input.ts';
import { recordCells, recordDeletedRows, recordInsertedRows, type UndoStep } from './undo.ts';
import { type Editor, findSheet, findTable, seatOf, type Workbook } from './workbook.ts';
import { type CellInput, clearCells, placeCells, writeCells } from './write-cells.ts';

/**
 * What a person does in Excel, for tests and for the grid. Addresses are as in `Sheet1!B2:C3`; without a sheet they mean
 * the one in front. What Excel would refuse throws an ExcelError and changes nothing.
 */
export type Person = {
  readonly seat: string;
  /** Types into one cell. A value the cell's validation stops is refused with InvalidArgument and the alert's text. */
  readonly type: (address: string, text: string) => void;
  /** Picks from a drop-down: in Excel on the web no pane hears of it. */
  readonly pick: (address: string, choice: string) => void;
  /** Pastes from the given cell on; validation does not stop a paste. */
  readonly paste: (address: string, rows: readonly (readonly CellInput[])[]) => void;
  /** Drags the first row of the area down over the rest of it. */
  readonly fillDown: (address: string) => void;
  readonly clear: (address: string) => void;
  readonly insertRows: (address: string) => void;
  readonly deleteRows: (address: string) => void;
  readonly sort: (tableName: string, columnName: string, ascending?: boolean) => void;
  /** Null takes the column's filter off. */
  readonly filter: (tableName: string, columnName: string, shown: readonly string[] | null) => void;
  readonly clearFilters: (tableName: string) => void;
  readonly select: (address: string) => void;
  readonly activate: (sheetName: string) => void;
  readonly renameSheet: (before: string, after: string) => void;
  /** Begins typing in a cell without finishing: panes are refused until `endCellEdit`. */
  readonly startCellEdit: () => void;
  readonly endCellEdit: () => void;
  /** False when there is nothing to take back. */
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  readonly choices: (address: string) => readonly string[] | null;
};

export function personAt(book: Workbook, seatId: string): Person {
  const seat = seatOf(book, seatId);
  const editor: Editor = { book, author: { seat: seatId, pane: null } };
  let done: UndoStep[] = [];
  let undone: UndoStep[] = [];
  let acting = false;

  // Rows that others move make the places a step remembers wrong, so its sheet's steps go.
  book.listeners.add((event) => {
    const moves = event.kind === 'rowsSorted' || (event.kind === 'cellsChanged' && event.changeType !== 'RangeEdited');
    if (acting || !moves) return;
    done = done.filter(({ sheet }) => sheet !== event.sheet);
    undone = undone.filter(({ sheet }) => sheet !== event.sheet);
  });

  function act(step: () => UndoStep | null): void {
    acting = true;
    try {
      const made = step();
      if (made === null) return;
      done.push(made);
      undone = [];
    } finally {
      acting = false;
    }
  }

  function placeOf(text: string): { readonly sheet: Sheet; readonly area: Area } {
    const address = parseAddress(text);
    const sheet = address?.sheetName == null ? seat.activeSheet : findSheet(book, address.sheetName);
    if (address === null || sheet === undefined) throw new ExcelError('InvalidReference');
    return { sheet, area: address.area };
  }

  function tableOf(name: string, columnName: string) {
    const found = findTable(book, name);
    const column = found?.table.columns.find((each) => each.name === columnName);
    if (found === undefined || column === undefined) throw new ExcelError('ItemNotFound');
    return { ...found, column };
  }

  /** Takes the latest step off one pile, plays it, and lays it on the other. */
  function replay(from: UndoStep[], to: UndoStep[], way: 'undo' | 'redo'): boolean {
    const step = from.pop();
    if (step === undefined) return false;
    acting = true;
    try {
      step[way](editor);
    } finally {
      acting = false;
    }
    to.push(step);
    return true;
  }

  return {
    seat: seatId,
    type(address, text) {
      const { sheet, area } = placeOf(address);
      const { top, left } = area;
      checkUnlocked(sheet, areaAt(top, left));
      const year = new Date(book.now()).getUTCFullYear();
      const { value } = readTyped(text, formatAt(sheet, top, left).numberFormat, year);
      if (!meetsValidation(book, sheet, top, left, value)) {
        throw new ExcelError(
          'InvalidArgument',
          "This value doesn't match the data validation restrictions of the cell.",
        );
      }
      act(() => recordCells(sheet, () => writeCells(editor, sheet, areaAt(top, left), [[text]])));
    },
    pick(address, choice) {
      const { sheet, area } = placeOf(address);
      if (choicesAt(book, sheet, area.top, area.left)?.includes(choice) !== true) {
        throw new ExcelError('InvalidArgument', `The drop-down does not offer ${choice}.`);
      }
      const quietly = { ...editor, silent: true };
      act(() => recordCells(sheet, () => writeCells(quietly, sheet, areaAt(area.top, area.left), [[choice]])));
    },
    paste(address, rows) {
      const { sheet, area } = placeOf(address);
      const pasted = areaAt(area.top, area.left, rows.length, rows[0]?.length ?? 0);
      if (!fitsSheet(pasted)) throw new ExcelError('InvalidReference');
      act(() => recordCells(sheet, () => writeCells(editor, sheet, pasted, rows)));
    },
    fillDown(address) {
      const { sheet, area } = placeOf(address);
      if (rowsIn(area) < 2) throw new ExcelError('InvalidReference');
      const filled = { ...area, top: area.top + 1 };
      checkUnlocked(sheet, filled);
      const copy = (row: number, column: number) => {
        const from = cellAt(sheet, area.top, column);
        const formula = from.formula === null ? null : shiftFormula(from.formula, row - area.top, 0);
        return { ...from, formula };
      };
      act(() => recordCells(sheet, () => placeCells(editor, sheet, filled, copy)));
    },
    clear(address) {
      const { sheet, area } = placeOf(address);
      act(() => recordCells(sheet, () => clearCells(editor, sheet, area, { contents: true, formats: false })));
    },
    insertRows(address) {
      const { sheet, area } = placeOf(address);
      const rows = wholeRows(area);
      act(() => {
        insertCells(editor, sheet, rows, 'Down');
        return recordInsertedRows(sheet, rows);
      });
    },
    deleteRows(address) {
      const { sheet, area } = placeOf(address);
      act(() => recordDeletedRows(editor, sheet, wholeRows(area)));
    },
    sort(tableName, columnName, ascending = true) {
      const { sheet, table, column } = tableOf(tableName, columnName);
      const key = table.columns.indexOf(column);
      act(() => recordCells(sheet, () => sortTable(editor, sheet, table, [{ key, ascending }])));
    },
    filter(tableName, columnName, shown) {
      const { sheet, table, column } = tableOf(tableName, columnName);
      const criteria: FilterCriteria | null = shown === null ? null : { filterOn: 'Values', values: shown };
      filterColumn(editor, sheet, table, column, criteria);
    },
    clearFilters(tableName) {
      const found = findTable(book, tableName);
      if (found === undefined) throw new ExcelError('ItemNotFound');
      clearTableFilters(editor, found.sheet, found.table);
    },
    select(address) {
      const places = address.split(',').map(placeOf);
      const [first] = places;
      if (first !== undefined)
        selectAreas(
          editor,
          first.sheet,
          places.map(({ area }) => area),
        );
    },
    activate: (sheetName) => activateSheet(editor, placeOf(`'${sheetName.replaceAll("'", "''")}'!A1`).sheet),
    renameSheet: (before, after) => renameSheet(editor, placeOf(`'${before.replaceAll("'", "''")}'!A1`).sheet, after),
    startCellEdit() {
      seat.editingCell = true;
    },
    endCellEdit() {
      seat.editingCell = false;
    },
    undo: () => replay(done, undone, 'undo'),
    redo: () => replay(undone, done, 'redo'),
    choices(address) {
      const { sheet, area } = placeOf(address);
      return choicesAt(book, sheet, area.top, area.left);
    },
  };
}
