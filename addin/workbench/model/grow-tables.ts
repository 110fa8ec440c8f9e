import { type Area, areaAt, overlap } from './area.ts';
import type { CellsChanged } from './model-event.ts';
import { cellAt, formatAt, type Sheet, setCell } from './sheet.ts';
import { shiftFormula } from './shift-formula.ts';
import { bodyArea, type Table } from './table.ts';
import { freeName, newColumn } from './table-headers.ts';
import { markStale, type Workbook } from './workbook.ts';

/**
 * A table takes in the row right below it, or the column right beside it, once something stands there. Tables with a
 * totals row do not grow down. A new row takes looks, validation, conditional formats and column formulas over.
 */
export function growTables(book: Workbook, sheet: Sheet, written: Area): CellsChanged['tables'] {
  return sheet.tables.flatMap((table) => [
    ...growDown(book, sheet, table, written),
    ...growRight(sheet, table, written),
  ]);
}

function growDown(book: Workbook, sheet: Sheet, table: Table, written: Area): CellsChanged['tables'] {
  const { left, right, bottom } = table.area;
  if (table.showTotals || written.top > bottom + 1 || written.left < left || written.right > right) return [];
  const below = overlap(written, { top: bottom + 1, left, bottom: written.bottom, right });
  if (below === null || below.top !== bottom + 1) return [];
  let last = bottom;
  while (last < below.bottom && hasContent(sheet, { ...below, top: last + 1, bottom: last + 1 })) last += 1;
  const grown: Area = { top: bottom + 1, left, bottom: last, right };
  if (last === bottom || sheet.tables.some((other) => other !== table && overlap(other.area, grown) !== null))
    return [];
  table.area = { ...table.area, bottom: last };
  continueRows(book, sheet, table, grown);
  return [{ table, changeType: 'RowInserted', area: grown }];
}

function growRight(sheet: Sheet, table: Table, written: Area): CellsChanged['tables'] {
  const { top, right, bottom } = table.area;
  if (written.left !== right + 1 || written.right !== right + 1 || written.top < top || written.bottom > bottom)
    return [];
  const grown: Area = { top, left: right + 1, bottom, right: right + 1 };
  if (!hasContent(sheet, written)) return [];
  if (sheet.tables.some((other) => other !== table && overlap(other.area, grown) !== null)) return [];
  const taken = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const header = cellAt(sheet, top, right + 1);
  const name = header.value === null ? freeName(`Column${table.columns.length + 1}`, taken) : String(header.value);
  table.columns.push(newColumn(table.columns, name));
  table.area = { ...table.area, right: right + 1 };
  if (header.value === null && table.showHeaders) setCell(sheet, top, right + 1, { ...header, value: name });
  return [{ table, changeType: 'ColumnInserted', area: grown }];
}

function hasContent(sheet: Sheet, area: Area): boolean {
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const { value, formula } = cellAt(sheet, row, column);
      if (value !== null || formula !== null) return true;
    }
  }
  return false;
}

/** New rows of a table look and behave like the row above them. */
export function continueRows(book: Workbook, sheet: Sheet, table: Table, added: Area): void {
  const above = added.top - 1;
  if (above < bodyArea(table).top) return;
  for (let column = added.left; column <= added.right; column += 1) {
    const model = cellAt(sheet, above, column);
    for (let row = added.top; row <= added.bottom; row += 1) {
      const cell = cellAt(sheet, row, column);
      const blank = cell.value === null && cell.formula === null;
      const formula = blank && model.formula !== null ? shiftFormula(model.formula, row - above, 0) : cell.formula;
      const keepsFormat = formatAt(sheet, row, column).numberFormat !== 'General' && model.format === null;
      const format = keepsFormat ? cell.format : (model.format ?? cell.format);
      setCell(sheet, row, column, { value: cell.value, formula, format });
    }
  }
  markStale(book);
  const stretch = (areas: readonly Area[]): readonly Area[] => areas.map((area) => stretched(area, above, added));
  sheet.validations = sheet.validations.map((each) => ({ ...each, areas: stretch(each.areas) }));
  for (const format of sheet.conditionalFormats) format.areas = stretch(format.areas);
}

/** An area that ends with the row above and covers none of the new ones reaches over them as well. */
function stretched(area: Area, above: number, added: Area): Area {
  const besideTable = area.right < added.left || area.left > added.right;
  return area.bottom !== above || besideTable || overlap(area, areaAt(added.top, area.left)) !== null
    ? area
    : { ...area, bottom: added.bottom };
}
