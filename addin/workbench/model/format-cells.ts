import { type Area, cellsIn, columnsIn, isWholeColumns, isWholeRows } from './area.ts';
import { type CellFormat, formatChanger } from './cell-format.ts';
import { ExcelError } from './excel-error.ts';
import { checkAllowed } from './protection.ts';
import { cellAt, cellsOf, formatAt, plainLine, type Sheet, setCell } from './sheet.ts';
import { type Editor, tell } from './workbook.ts';

/** Changes how cells look. Whole rows, columns and sheets keep it on the row, the column or the sheet. */
export function formatCells(
  editor: Editor,
  sheet: Sheet,
  area: Area,
  change: (format: CellFormat) => CellFormat,
): void {
  checkAllowed(sheet, 'allowFormatCells');
  const changed = formatChanger(change);
  if (isWholeRows(area) && isWholeColumns(area)) {
    sheet.format = changed(sheet.format);
    for (const lines of [sheet.rows, sheet.columns]) {
      for (const [at, line] of lines)
        if (line.format !== null) lines.set(at, { ...line, format: changed(line.format) });
    }
    changeOwn(sheet, area, changed);
  } else if (isWholeColumns(area)) {
    for (let column = area.left; column <= area.right; column += 1) {
      const line = sheet.columns.get(column) ?? plainLine;
      sheet.columns.set(column, { ...line, format: changed(line.format ?? sheet.format) });
    }
    changeOwn(sheet, area, changed);
    for (const [row, line] of sheet.rows) {
      // A row's own look is stronger than the column's, so its cells in the column need one of their own.
      if (line.format !== null) changeEach(sheet, { ...area, top: row, bottom: row }, changed);
    }
  } else if (isWholeRows(area)) {
    changeOwn(sheet, area, changed);
    for (const [column, line] of sheet.columns) {
      if (line.format !== null) changeEach(sheet, { ...area, left: column, right: column }, changed);
    }
    for (let row = area.top; row <= area.bottom; row += 1) {
      const line = sheet.rows.get(row) ?? plainLine;
      sheet.rows.set(row, { ...line, format: changed(line.format ?? sheet.format) });
    }
  } else changeEach(sheet, area, changed);
  tell(editor, { kind: 'formatChanged', sheet, area });
}

const mostFormatted = 5_000_000;

function changeEach(sheet: Sheet, area: Area, changed: (format: CellFormat) => CellFormat): void {
  if (cellsIn(area) > mostFormatted) throw new ExcelError('RangeExceedsLimit');
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column < area.left + columnsIn(area); column += 1) {
      setCell(sheet, row, column, { ...cellAt(sheet, row, column), format: changed(formatAt(sheet, row, column)) });
    }
  }
}

function changeOwn(sheet: Sheet, area: Area, changed: (format: CellFormat) => CellFormat): void {
  for (const { row, column, cell } of [...cellsOf(sheet, area)]) {
    if (cell.format !== null) setCell(sheet, row, column, { ...cell, format: changed(cell.format) });
  }
}

/** What all cells of an area show alike; null when they differ. */
export function sharedFormat<T>(sheet: Sheet, area: Area, read: (format: CellFormat) => T): T | null {
  const first = read(formatAt(sheet, area.top, area.left));
  const rows = Math.min(area.bottom, area.top + 20_000);
  for (let row = area.top; row <= rows; row += 1) {
    for (let column = area.left; column <= Math.min(area.right, area.left + 500); column += 1) {
      if (read(formatAt(sheet, row, column)) !== first) return null;
    }
  }
  return first;
}
