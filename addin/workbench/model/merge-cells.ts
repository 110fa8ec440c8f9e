import { type Area, cellsIn, overlap, rowsIn } from './area.ts';
import { ExcelError } from './excel-error.ts';
import { cellAt, cellsOf, type Sheet, setCell } from './sheet.ts';
import { type Editor, tell } from './workbook.ts';

/** Merges an area, or each of its rows; only the first cell keeps its content. */
export function mergeCells(editor: Editor, sheet: Sheet, area: Area, across: boolean): void {
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  if (sheet.tables.some((table) => overlap(table.area, area) !== null)) throw new ExcelError('InvalidOperation');
  unmergeCells(editor, sheet, area);
  const count = across ? rowsIn(area) : 1;
  for (let step = 0; step < count; step += 1) {
    const part = across ? { ...area, top: area.top + step, bottom: area.top + step } : area;
    if (cellsIn(part) === 1) continue;
    sheet.merges.push(part);
    for (const { row, column } of [...cellsOf(sheet, part)]) {
      const first = row === part.top && column === part.left;
      if (!first) setCell(sheet, row, column, { ...cellAt(sheet, row, column), value: null, formula: null });
    }
  }
  tell(editor, { kind: 'appearanceChanged', sheet });
}

export function unmergeCells(editor: Editor, sheet: Sheet, area: Area): void {
  if (sheet.protection !== null) throw new ExcelError('AccessDenied');
  sheet.merges = sheet.merges.filter((merge) => overlap(merge, area) === null);
  tell(editor, { kind: 'appearanceChanged', sheet });
}
