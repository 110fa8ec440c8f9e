import type { CellValue, ColumnModel, SheetModel, WorkbookModel } from '../../../contract/model/table.ts';
import { parseReference } from './a1.ts';

export type PlacedCell = {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  readonly kind: ColumnModel['kind'];
};

/** Every cell of a sheet with its place: loose cells, headers, rows. Blank and spare cells are left out. */
function* placedCells(sheet: SheetModel): Generator<PlacedCell> {
  for (const { row, column, value, kind } of sheet.loose) yield { row, column, value, kind };
  for (const table of sheet.tables) {
    for (const [index, column] of table.columns.entries()) {
      yield { row: table.headerRow, column: table.firstColumn + index, value: column.header, kind: 'text' };
      for (const [offset, { cells }] of table.rows.entries()) {
        const value = cells[index] ?? null;
        const row = table.headerRow + 1 + offset;
        if (value !== null) yield { row, column: table.firstColumn + index, value, kind: column.kind };
      }
    }
  }
}

/** What stands in an area such as `'Overview'!$B$2:$B$9`, row by row, null where nothing does. */
export function cellsIn(model: WorkbookModel, reference: string): readonly (PlacedCell | null)[] {
  const target = parseReference(reference);
  const sheet = model.sheets.find(({ name }) => name === target?.sheet);
  if (target === null || sheet === undefined) throw new Error(`A chart points at ${reference}, which is not there.`);
  const { firstRow, lastRow, firstColumn, lastColumn } = target.area;
  const width = lastColumn - firstColumn + 1;
  const found: (PlacedCell | null)[] = new Array((lastRow - firstRow + 1) * width).fill(null);
  for (const cell of placedCells(sheet)) {
    if (cell.row < firstRow || cell.row > lastRow || cell.column < firstColumn || cell.column > lastColumn) continue;
    found[(cell.row - firstRow) * width + cell.column - firstColumn] = cell;
  }
  return found;
}
