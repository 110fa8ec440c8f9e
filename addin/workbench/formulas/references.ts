import { type Area, lastColumn, lastRow } from '../model/area.ts';
import type { Sheet } from '../model/sheet.ts';
import { bodyArea, headerArea, type Table, totalsArea } from '../model/table.ts';
import { findSheet, type Workbook } from '../model/workbook.ts';
import type { Expression } from './syntax.ts';

type Where = {
  readonly book: Workbook;
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly rowShift: number;
  readonly columnShift: number;
};
export type Place = { readonly sheet: Sheet; readonly area: Area };

/** Where a range lies for the formula's own cell; null where it has fallen off the sheet or names none. */
export function rangePlace(range: Extract<Expression, { kind: 'range' }>, where: Where): Place | null {
  const sheet = range.sheet === null ? where.sheet : findSheet(where.book, range.sheet);
  if (sheet === undefined) return null;
  const shiftRow = (row: number, fixed: boolean): number =>
    fixed || range.span === 'wholeColumns' ? row : row + where.rowShift;
  const shiftColumn = (column: number, fixed: boolean): number =>
    fixed || range.span === 'wholeRows' ? column : column + where.columnShift;
  const rows = [shiftRow(range.from.row, range.from.rowFixed), shiftRow(range.to.row, range.to.rowFixed)];
  const columns = [
    shiftColumn(range.from.column, range.from.columnFixed),
    shiftColumn(range.to.column, range.to.columnFixed),
  ];
  const area = {
    top: Math.min(...rows),
    left: Math.min(...columns),
    bottom: Math.max(...rows),
    right: Math.max(...columns),
  };
  const fits = area.top >= 0 && area.left >= 0 && area.bottom <= lastRow && area.right <= lastColumn;
  return fits ? { sheet, area } : null;
}

/** Where a structured reference lies; null where its table, a column or the row is not there. */
export function structuredPlace(
  { table: name, items, columns }: Extract<Expression, { kind: 'structured' }>,
  where: Where,
): Place | null {
  const found = name === null ? tableAround(where) : tableNamed(where.book, name);
  if (found === null) return null;
  const { sheet, table } = found;
  const across = columnSpan(table, columns);
  if (across === null) return null;
  const down = rowSpan(table, items, where);
  return down === null ? null : { sheet, area: { ...down, left: across.left, right: across.right } };
}

function tableAround({ sheet, row, column }: Where): { readonly sheet: Sheet; readonly table: Table } | null {
  const table = sheet.tables.find(
    ({ area }) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right,
  );
  return table === undefined ? null : { sheet, table };
}

function tableNamed(book: Workbook, name: string): { readonly sheet: Sheet; readonly table: Table } | null {
  const wanted = name.toLowerCase();
  for (const sheet of book.sheets) {
    const table = sheet.tables.find((each) => each.name.toLowerCase() === wanted);
    if (table !== undefined) return { sheet, table };
  }
  return null;
}

function columnSpan(table: Table, columns: readonly string[]): Pick<Area, 'left' | 'right'> | null {
  if (columns.length === 0) return { left: table.area.left, right: table.area.right };
  const places = columns.map((name) =>
    table.columns.findIndex((each) => each.name.toLowerCase() === name.toLowerCase()),
  );
  if (places.includes(-1)) return null;
  return { left: table.area.left + Math.min(...places), right: table.area.left + Math.max(...places) };
}

function rowSpan(table: Table, items: readonly string[], where: Where): Area | null {
  if (items.length === 0) return bodyArea(table);
  const parts: Area[] = [];
  for (const item of items) {
    switch (item.toLowerCase()) {
      case '#all':
        parts.push(table.area);
        break;
      case '#data':
        parts.push(bodyArea(table));
        break;
      case '#headers':
        if (!table.showHeaders) return null;
        parts.push(headerArea(table));
        break;
      case '#totals':
        if (!table.showTotals) return null;
        parts.push(totalsArea(table));
        break;
      case '#this row': {
        const body = bodyArea(table);
        if (where.row < body.top || where.row > body.bottom) return null;
        parts.push({ ...body, top: where.row, bottom: where.row });
        break;
      }
      default:
        return null;
    }
  }
  const [first] = parts;
  if (first === undefined) return null;
  return {
    ...first,
    top: Math.min(...parts.map(({ top }) => top)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
  };
}
