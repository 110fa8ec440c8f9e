import { cellAt, cellsOf, type Sheet, setCell } from './sheet.ts';
import { insertCells } from './shift-cells.ts';
import { bodyArea, headerArea, type Table, totalsArea } from './table.ts';
import { renameFromHeaders } from './table-headers.ts';
import { type Editor, markStale, tell } from './workbook.ts';

/** Shows or takes away the totals row; what is below makes way for it. */
export function showTotals(editor: Editor, sheet: Sheet, table: Table, show: boolean): void {
  if (table.showTotals === show) return;
  if (show) {
    const below = { ...table.area, top: table.area.bottom + 1, bottom: table.area.bottom + 1 };
    const occupied = [...cellsOf(sheet, below)].some(({ cell }) => cell.value !== null || cell.formula !== null);
    if (occupied) insertCells({ ...editor, muted: true }, sheet, below, 'Down');
    table.area = { ...table.area, bottom: below.bottom };
    const first = cellAt(sheet, below.top, below.left);
    setCell(sheet, below.top, below.left, { ...first, value: 'Total', formula: null });
  } else {
    for (const { row, column } of [...cellsOf(sheet, totalsArea(table))]) {
      setCell(sheet, row, column, { value: null, formula: null, format: null });
    }
    table.area = { ...table.area, bottom: table.area.bottom - 1 };
  }
  table.showTotals = show;
  markStale(editor.book);
  tell(editor, { kind: 'appearanceChanged', sheet });
}

/** Without headers the header row's cells are emptied; the columns keep their names. */
export function showHeaders(editor: Editor, sheet: Sheet, table: Table, show: boolean): void {
  if (table.showHeaders === show) return;
  const header = show
    ? { ...table.area, top: bodyArea(table).top - 1, bottom: bodyArea(table).top - 1 }
    : headerArea(table);
  if (!show) {
    for (const { row, column, cell } of [...cellsOf(sheet, header)])
      setCell(sheet, row, column, { ...cell, value: null });
  }
  table.area = { ...table.area, top: show ? header.top : header.top + 1 };
  table.showHeaders = show;
  if (show) {
    for (const [index, { name }] of table.columns.entries()) {
      const column = table.area.left + index;
      setCell(sheet, table.area.top, column, { ...cellAt(sheet, table.area.top, column), value: name, formula: null });
    }
    renameFromHeaders(sheet, table);
  }
  tell(editor, { kind: 'appearanceChanged', sheet });
}
