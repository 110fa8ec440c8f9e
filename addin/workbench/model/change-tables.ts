import { type Area, areaAt, columnsIn, fitsSheet, overlap, rowsIn, sameArea } from './area.ts';
import { ExcelError } from './excel-error.ts';
import { continueRows } from './grow-tables.ts';
import { checkUnlocked } from './protection.ts';
import { cellAt, cellsOf, formatAt, type Sheet, setCell } from './sheet.ts';
import { deleteCells, insertCells } from './shift-cells.ts';
import { bodyArea, type Table } from './table.ts';
import { freeName, newColumn, renameFromHeaders } from './table-headers.ts';
import { readTyped } from './typed-input.ts';
import { type Editor, findName, findTable, markStale, newNumber, tell, type Workbook } from './workbook.ts';
import type { CellInput } from './write-cells.ts';

/** Makes a table of an area; without headers a header row is put in above the first row. */
export function createTable(editor: Editor, sheet: Sheet, area: Area, hasHeaders: boolean): Table {
  const { book } = editor;
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  if (sheet.tables.some((other) => overlap(other.area, area) !== null)) throw new ExcelError('InvalidOperation');
  if (sheet.merges.some((merge) => overlap(merge, area) !== null)) throw new ExcelError('InvalidOperation');
  if (!hasHeaders) insertCells(editor, sheet, { ...area, bottom: area.top }, 'Down');
  const atLeast = hasHeaders && rowsIn(area) === 1 ? area.bottom + 1 : area.bottom + (hasHeaders ? 0 : 1);
  const number = newNumber(book);
  const table: Table = {
    id: String(number),
    name: freeTableName(book),
    area: { ...area, bottom: atLeast },
    columns: Array.from({ length: columnsIn(area) }, (_, index) => ({ id: index + 1, name: '', filter: null })),
    style: 'TableStyleMedium2',
    showHeaders: true,
    showTotals: false,
    showBandedRows: true,
    showBandedColumns: false,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    showFilterButton: true,
    sorted: [],
  };
  sheet.tables.push(table);
  renameFromHeaders(sheet, table);
  markStale(book);
  tell(editor, { kind: 'tableAdded', sheet, table });
  return table;
}

function freeTableName(book: Workbook): string {
  for (let number = 1; ; number += 1) {
    if (findTable(book, `Table${number}`) === undefined) return `Table${number}`;
  }
}

export function renameTable(editor: Editor, sheet: Sheet, table: Table, name: string): void {
  if (!/^[A-Za-z_\\\u0080-\uffff][\w.\\\u0080-\uffff]{0,254}$/.test(name)) throw new ExcelError('InvalidArgument');
  const other = findTable(editor.book, name);
  if ((other !== undefined && other.table !== table) || findName(editor.book, name, null) !== undefined) {
    throw new ExcelError('ItemAlreadyExists');
  }
  table.name = name;
  tell(editor, { kind: 'appearanceChanged', sheet });
}

/** Takes the table and its cells away (`delete`), or only the table (`convertToRange`). */
export function removeTable(editor: Editor, sheet: Sheet, table: Table, withCells: boolean): void {
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  sheet.tables.splice(sheet.tables.indexOf(table), 1);
  if (withCells) {
    for (const { row, column } of [...cellsOf(sheet, table.area)]) {
      setCell(sheet, row, column, { value: null, formula: null, format: null });
    }
  }
  markStale(editor.book);
  tell(editor, { kind: 'tableDeleted', sheet, table });
}

/** The header row must stay where it is, and the area must overlap the old one, as in Excel. */
export function resizeTable(editor: Editor, sheet: Sheet, table: Table, area: Area): void {
  if (area.top !== table.area.top || overlap(area, table.area) === null || rowsIn(area) < 2) {
    throw new ExcelError('InvalidArgument');
  }
  if (sheet.tables.some((other) => other !== table && overlap(other.area, area) !== null)) {
    throw new ExcelError('InvalidOperation');
  }
  if (sameArea(area, table.area)) return;
  const byPlace = new Map(table.columns.map((column, index) => [table.area.left + index, column]));
  const old = [...table.columns];
  table.columns.splice(0);
  for (let column = area.left; column <= area.right; column += 1) {
    table.columns.push(byPlace.get(column) ?? newColumn([...old, ...table.columns], ''));
  }
  table.area = area;
  renameFromHeaders(sheet, table);
  markStale(editor.book);
  tell(editor, { kind: 'appearanceChanged', sheet });
}

/** Adds rows before a body row, or at the end for null; cells below make way only if they hold something. */
export function addTableRows(
  editor: Editor,
  sheet: Sheet,
  table: Table,
  index: number | null,
  rows: readonly (readonly CellInput[])[],
): number {
  const body = bodyArea(table);
  const bodyRows = rowsIn(body);
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  if (rows.some((row) => row.length !== table.columns.length)) throw new ExcelError('InvalidArgument');
  if (index !== null && (index < 0 || index > bodyRows)) throw new ExcelError('InvalidArgument');
  const at = body.top + (index ?? bodyRows);
  const added = areaAt(at, body.left, rows.length, table.columns.length);
  if (!fitsSheet(added)) throw new ExcelError('InvalidOperation');
  const below = { ...added, top: table.area.bottom + 1, bottom: table.area.bottom + rows.length };
  const atEnd = at === table.area.bottom + 1;
  const makesWay =
    !atEnd || [...cellsOf(sheet, below)].some(({ cell }) => cell.value !== null || cell.formula !== null);
  if (makesWay) insertCells({ ...editor, muted: true }, sheet, added, 'Down');
  if (atEnd) table.area = { ...table.area, bottom: table.area.bottom + rows.length };
  fillRows(editor, sheet, added, rows);
  continueRows(editor.book, sheet, table, added);
  markStale(editor.book);
  tell(editor, {
    kind: 'cellsChanged',
    sheet,
    changeType: makesWay ? 'CellInserted' : 'RangeEdited',
    area: added,
    shift: makesWay ? 'ShiftCellDown' : 'None',
    single: null,
    tables: [{ table, changeType: 'RowInserted', area: added }],
  });
  return at - body.top;
}

function fillRows(editor: Editor, sheet: Sheet, area: Area, rows: readonly (readonly CellInput[])[]): void {
  const year = new Date(editor.book.now()).getUTCFullYear();
  for (const [offset, inputs] of rows.entries()) {
    for (const [step, input] of inputs.entries()) {
      if (input === null) continue;
      const [row, column] = [area.top + offset, area.left + step];
      const { format } = cellAt(sheet, row, column);
      const shown = formatAt(sheet, row, column);
      const { value, formula, numberFormat } = readTyped(input, shown.numberFormat, year);
      const brings = numberFormat !== null && shown.numberFormat === 'General';
      setCell(sheet, row, column, { value, formula, format: brings ? { ...shown, numberFormat } : format });
    }
  }
}

/** Takes body rows out; cells below move up within the table's columns. */
export function deleteTableRows(editor: Editor, sheet: Sheet, table: Table, index: number, count: number): void {
  const body = bodyArea(table);
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  if (index < 0 || index + count > rowsIn(body)) throw new ExcelError('ItemNotFound');
  const area = { ...body, top: body.top + index, bottom: body.top + index + count - 1 };
  checkUnlocked(sheet, area);
  deleteCells(editor, sheet, area, 'Up');
}

/** Adds a column before the given one, or at the end for null. */
export function addTableColumn(
  editor: Editor,
  sheet: Sheet,
  table: Table,
  index: number | null,
  name: string | null,
): number {
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  const at = index ?? table.columns.length;
  if (at < 0 || at > table.columns.length) throw new ExcelError('InvalidArgument');
  const left = table.area.left + at;
  const area = { ...table.area, left, right: left };
  if (at < table.columns.length || [...cellsOf(sheet, area)].length > 0) insertCells(editor, sheet, area, 'Right');
  if (at === table.columns.length) {
    table.area = { ...table.area, right: left };
    table.columns.push(newColumn(table.columns, ''));
  }
  const taken = new Set(table.columns.filter((_, each) => each !== at).map((column) => column.name.toLowerCase()));
  const header = freeName(name ?? `Column${table.columns.length}`, taken);
  setCell(sheet, table.area.top, left, { ...cellAt(sheet, table.area.top, left), value: header, formula: null });
  renameFromHeaders(sheet, table);
  markStale(editor.book);
  tell(editor, { kind: 'appearanceChanged', sheet });
  return at;
}
