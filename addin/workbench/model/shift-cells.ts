import {
  type Area,
  columnsIn,
  holdsArea,
  isWholeColumns,
  isWholeRows,
  lastColumn,
  lastRow,
  overlap,
  rowsIn,
} from './area.ts';
import { ExcelError } from './excel-error.ts';
import { continueRows } from './grow-tables.ts';
import type { ChangeType, ShiftDirection } from './model-event.ts';
import { moveAll } from './move-all.ts';
import { checkAllowed, checkUnlocked } from './protection.ts';
import { cellAt, cellsOf, type Line, type Sheet, setCell } from './sheet.ts';
import { bodyArea, headerArea, type Table } from './table.ts';
import { type Editor, markStale, tell } from './workbook.ts';
import { tablesIn } from './write-cells.ts';

export type InsertShift = 'Down' | 'Right';
export type DeleteShift = 'Up' | 'Left';

/** Where an area is after cells came in or went out; null when nothing is left of it. */
export type Move = (area: Area) => Area | null;

/** Puts blank cells in and moves what was there. Everything that stands on the moved cells follows. */
export function insertCells(editor: Editor, sheet: Sheet, area: Area, shift: InsertShift): void {
  checkShiftAllowed(sheet, area, 'Insert');
  checkTables(sheet, area, shift === 'Down');
  if (pushesOff(sheet, area, shift)) throw new ExcelError('NonBlankCellOffSheet');
  const before = new Map(sheet.tables.map((table) => [table, table.area]));
  const move = insertMove(area, shift);
  moveCells(sheet, area, shift === 'Down' ? rowsIn(area) : 0, shift === 'Right' ? columnsIn(area) : 0, area);
  moveAll(editor.book, sheet, move);
  takeLooksOver(sheet, area, shift);
  for (const [table, old] of before) {
    if (shift === 'Down' && rowsIn(table.area) > rowsIn(old)) {
      const added = overlap(area, table.area);
      if (added !== null) continueRows(editor.book, sheet, table, added);
    }
  }
  told(editor, sheet, area, shift === 'Down' ? 'ShiftCellDown' : 'ShiftCellRight', 'Inserted');
}

/** Takes cells out and moves what is behind them. A table keeps one blank row when its last goes. */
export function deleteCells(editor: Editor, sheet: Sheet, area: Area, shift: DeleteShift): void {
  checkShiftAllowed(sheet, area, 'Delete');
  checkTables(sheet, area, shift === 'Up');
  if (shift === 'Up' && sheet.tables.some((table) => losesItsHeader(table, area)))
    throw new ExcelError('InvalidOperation');
  const emptied = shift === 'Up' ? sheet.tables.find((table) => losesItsBody(table, area)) : undefined;
  if (emptied !== undefined) {
    emptyTable(editor, sheet, emptied, area);
    return;
  }
  const tables = tablesIn(sheet, area, isWholeColumns(area) ? 'ColumnDeleted' : 'RowDeleted');
  moveCells(
    sheet,
    area,
    shift === 'Up' ? -rowsIn(area) : 0,
    shift === 'Left' ? -columnsIn(area) : 0,
    afterArea(area, shift),
  );
  moveAll(editor.book, sheet, deleteMove(area, shift));
  told(editor, sheet, area, shift === 'Up' ? 'ShiftCellUp' : 'ShiftCellLeft', 'Deleted', tables);
}

function emptyTable(editor: Editor, sheet: Sheet, table: Table, area: Area): void {
  const body = bodyArea(table);
  for (const { row, column, cell } of [...cellsOf(sheet, { ...body, top: body.bottom })]) {
    setCell(sheet, row, column, { ...cell, value: null, formula: null });
  }
  const rest = { ...area, bottom: body.bottom - 1 };
  if (rest.bottom >= rest.top) deleteCells(editor, sheet, rest, 'Up');
  else told(editor, sheet, area, 'None', 'Deleted', [{ table, changeType: 'RowDeleted', area: body }]);
}

function losesItsBody(table: Table, area: Area): boolean {
  const body = bodyArea(table);
  return holdsArea(area, body) && overlap(area, headerArea(table)) === null && area.bottom === body.bottom;
}

function losesItsHeader(table: Table, area: Area): boolean {
  return table.showHeaders && overlap(area, headerArea(table)) !== null && !holdsArea(area, table.area);
}

function insertMove(inserted: Area, shift: InsertShift): Move {
  return (area) => {
    if (shift === 'Down') {
      if (area.left < inserted.left || area.right > inserted.right || isWholeColumns(area)) return area;
      const by = rowsIn(inserted);
      if (area.bottom < inserted.top) return area;
      const top = area.top >= inserted.top ? area.top + by : area.top;
      return top > lastRow ? null : { ...area, top, bottom: Math.min(area.bottom + by, lastRow) };
    }
    if (area.top < inserted.top || area.bottom > inserted.bottom || isWholeRows(area)) return area;
    const by = columnsIn(inserted);
    if (area.right < inserted.left) return area;
    const left = area.left >= inserted.left ? area.left + by : area.left;
    return left > lastColumn ? null : { ...area, left, right: Math.min(area.right + by, lastColumn) };
  };
}

function deleteMove(deleted: Area, shift: DeleteShift): Move {
  return (area) => {
    if (shift === 'Up') {
      if (area.left < deleted.left || area.right > deleted.right || isWholeColumns(area)) return area;
      const [top, bottom] = closeGap(area.top, area.bottom, deleted.top, deleted.bottom);
      return top > bottom ? null : { ...area, top, bottom };
    }
    if (area.top < deleted.top || area.bottom > deleted.bottom || isWholeRows(area)) return area;
    const [left, right] = closeGap(area.left, area.right, deleted.left, deleted.right);
    return left > right ? null : { ...area, left, right };
  };
}

function closeGap(first: number, last: number, from: number, to: number): [number, number] {
  const by = to - from + 1;
  return [first > to ? first - by : Math.min(first, from), last > to ? last - by : Math.min(last, from - 1)];
}

/** Moves all cells from an edge of the sheet on, and with whole rows or columns their sizes and looks. */
function moveCells(sheet: Sheet, area: Area, rows: number, columns: number, from: Area): void {
  const moving = rows === 0 ? { ...from, right: lastColumn } : { ...from, bottom: lastRow };
  const placed = [...cellsOf(sheet, moving)];
  const gone = [...cellsOf(sheet, area)];
  for (const { row, column } of [...placed, ...gone])
    setCell(sheet, row, column, { value: null, formula: null, format: null });
  for (const { row, column, cell } of placed) setCell(sheet, row + rows, column + columns, cell);
  if (rows !== 0 && isWholeRows(area)) {
    moveLines(sheet.rows, area.top, rows);
    const hidden = [...sheet.filteredRows].filter((row) => rows > 0 || row < area.top || row > area.bottom);
    sheet.filteredRows.clear();
    for (const row of hidden) sheet.filteredRows.add(row >= area.top ? row + rows : row);
  }
  if (columns !== 0 && isWholeColumns(area)) moveLines(sheet.columns, area.left, columns);
}

function moveLines(lines: Map<number, Line>, from: number, by: number): void {
  const kept = [...lines].filter(([at]) => by > 0 || at < from || at >= from - by);
  lines.clear();
  for (const [at, line] of kept) lines.set(at >= from ? at + by : at, line);
}

function afterArea(area: Area, shift: DeleteShift): Area {
  return shift === 'Up'
    ? { ...area, top: area.bottom + 1, bottom: lastRow }
    : { ...area, left: area.right + 1, right: lastColumn };
}

/** New rows look like the row above, new columns like the one to the left. */
function takeLooksOver(sheet: Sheet, area: Area, shift: InsertShift): void {
  const beside =
    shift === 'Down'
      ? { ...area, top: area.top - 1, bottom: area.top - 1 }
      : { ...area, left: area.left - 1, right: area.left - 1 };
  if (beside.top < 0 || beside.left < 0) return;
  for (const { row, column, cell } of [...cellsOf(sheet, beside)]) {
    if (cell.format === null) continue;
    const count = shift === 'Down' ? rowsIn(area) : columnsIn(area);
    for (let step = 1; step <= count; step += 1) {
      const [r, c] = shift === 'Down' ? [row + step, column] : [row, column + step];
      setCell(sheet, r, c, { ...cellAt(sheet, r, c), format: cell.format });
    }
  }
}

function checkShiftAllowed(sheet: Sheet, area: Area, verb: 'Insert' | 'Delete'): void {
  if (sheet.protection === null) return;
  if (isWholeRows(area)) checkAllowed(sheet, `allow${verb}Rows`);
  else if (isWholeColumns(area)) checkAllowed(sheet, `allow${verb}Columns`);
  else throw new ExcelError('AccessDenied');
  if (verb === 'Delete') checkUnlocked(sheet, area);
}

/** A shift may not tear a table: it takes all of its columns (or rows) along, or none. */
function checkTables(sheet: Sheet, area: Area, vertical: boolean): void {
  for (const { area: table } of sheet.tables) {
    const torn = vertical
      ? overlap({ ...area, bottom: lastRow }, table) !== null && (area.left > table.left || area.right < table.right)
      : overlap({ ...area, right: lastColumn }, table) !== null && (area.top > table.top || area.bottom < table.bottom);
    if (torn) throw new ExcelError('InsertDeleteConflict');
  }
}

function pushesOff(sheet: Sheet, area: Area, shift: InsertShift): boolean {
  const edge =
    shift === 'Down'
      ? { ...area, top: lastRow - rowsIn(area) + 1, bottom: lastRow }
      : { ...area, left: lastColumn - columnsIn(area) + 1, right: lastColumn };
  return [...cellsOf(sheet, edge)].some(({ cell }) => cell.value !== null || cell.formula !== null);
}

function told(
  editor: Editor,
  sheet: Sheet,
  area: Area,
  shift: ShiftDirection,
  what: 'Inserted' | 'Deleted',
  tables = tablesIn(sheet, area, isWholeColumns(area) ? 'ColumnInserted' : 'RowInserted'),
): void {
  markStale(editor.book);
  const unit = isWholeRows(area) ? 'Row' : isWholeColumns(area) ? 'Column' : 'Cell';
  const changeType: ChangeType = `${unit}${what}`;
  tell(editor, {
    kind: 'cellsChanged',
    sheet,
    changeType,
    area,
    shift: unit === 'Cell' ? shift : 'None',
    single: null,
    tables,
  });
}
