import type { TableColumn } from '../../../contract/model/cells.ts';
import { type CellRange, gridColumns, overlaps, parseRange, rangeName } from '../package/cell-reference.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { encodeXml } from '../package/xml-text.ts';
import type { TablePart } from '../read/tables.ts';
import type { Refusal, SheetSurroundings } from './refuse-cell.ts';
import type { Splice } from './text-splice.ts';

/** Judges a column at a table's right end; null means that it may be added. Nothing is ever moved out of the way. */
export function refuseColumn(table: TablePart, column: TableColumn, sheet: SheetSurroundings): Refusal | null {
  const { firstRow, lastRow, lastColumn } = table.range;
  const area: CellRange = { firstRow, lastRow, firstColumn: lastColumn + 1, lastColumn: lastColumn + 1 };
  const refuse = (reason: Refusal['reason'], what: string): Refusal => ({
    reason,
    message: `The table ${table.name} ${what}`,
  });
  if (area.lastColumn > gridColumns || column.column !== area.lastColumn || table.headerRows !== 1) {
    return refuse('no-such-column', `takes no column "${column.header}" there. Take a fresh copy of the workbook.`);
  }
  if (table.query) return refuse('query-table', 'is filled by a query, which knows no other columns.');
  const inArea = (range: CellRange): boolean => overlaps(range, area);
  if (sheet.pivots.some(inArea)) return refuse('pivot', 'has a pivot table right beside it. Move that table in Excel.');
  const filled = [...sheet.survey.rowByNumber.values()].some(({ row, cells }) => {
    return row >= firstRow && row <= lastRow && cells.some((cell) => cell.column === area.firstColumn && cell.filled);
  });
  const blocked = filled || sheet.survey.merges.some(inArea) || sheet.survey.arrays.some(inArea);
  const besides = sheet.tables.some((other) => other !== table && inArea(other.range));
  return blocked || besides
    ? refuse('cells-beside', 'has filled or merged cells right beside it. Move them in Excel.')
    : null;
}

/** The table with one more column. */
export function withColumn(table: TablePart, { header }: TableColumn): TablePart {
  const range = { ...table.range, lastColumn: table.range.lastColumn + 1 };
  return { ...table, range, columns: [...table.columns, { name: header, formula: null }] };
}

/** The table part with one more column at its end; filter and table grow. Throws FileFault. */
export function widenTable(xml: string, table: TablePart, { header }: TableColumn): readonly Splice[] {
  const cursor = new XmlCursor(xml, table.part);
  const splices: Splice[] = [];
  let [last, prefix] = [0, ''];
  while (cursor.next() !== 'end') {
    if (cursor.namespace !== 'main') continue;
    if (cursor.token === 'close') {
      if (cursor.local !== 'tableColumns') continue;
      const text = `<${prefix}tableColumn id="${last + 1}" name="${encodeXml(header)}"/>`;
      splices.push({ start: cursor.start, end: cursor.start, text });
    } else if (cursor.local === 'tableColumn') last = Math.max(last, Number(cursor.attribute('id') ?? 0));
    else if (cursor.local === 'tableColumns') {
      prefix = cursor.prefix === '' ? '' : `${cursor.prefix}:`;
      const span = cursor.attributeSpan('count');
      if (span !== null) {
        splices.push({ start: span.valueStart, end: span.valueEnd, text: String(table.columns.length + 1) });
      }
    } else if (cursor.local === 'table' || cursor.local === 'autoFilter') {
      const span = cursor.attributeSpan('ref');
      const range = parseRange(cursor.attribute('ref') ?? '');
      if (span === null || range?.lastColumn !== table.range.lastColumn) continue;
      const text = rangeName({ ...range, lastColumn: range.lastColumn + 1 });
      splices.push({ start: span.valueStart, end: span.valueEnd, text });
    }
  }
  return splices;
}

/** Gives a column of the sheet its width where nothing is said of it yet. Throws FileFault. */
export function setWidth(xml: string, part: string, { column, width }: TableColumn): readonly Splice[] {
  const cursor = new XmlCursor(xml, part);
  let at: number | null = null;
  let last = 0;
  while (cursor.next() !== 'end') {
    if (cursor.namespace !== 'main') continue;
    const prefix = cursor.prefix === '' ? '' : `${cursor.prefix}:`;
    const own = `<${prefix}col min="${column}" max="${column}" width="${width}" customWidth="1"/>`;
    if (cursor.local === 'col' && cursor.token === 'close') {
      if (last < column) at = cursor.end;
    } else if (cursor.local === 'col') {
      last = Number(cursor.attribute('max'));
      if (Number(cursor.attribute('min')) <= column && last >= column) return [];
    } else if (cursor.local === 'cols' && cursor.token === 'open') at = cursor.end;
    else if (cursor.local === 'sheetData') {
      const { start } = cursor;
      return at === null
        ? [{ start, end: start, text: `<${prefix}cols>${own}</${prefix}cols>` }]
        : [{ start: at, end: at, text: own }];
    }
  }
  return [];
}
