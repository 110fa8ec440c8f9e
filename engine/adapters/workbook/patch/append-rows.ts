import type { CellEdit, TableAppend } from '../../../contract/model/cells.ts';
import { type CellRange, overlaps, parseRange, rangeName } from '../package/cell-reference.ts';
import type { PackageLimits } from '../package/limits.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { shiftFormula } from '../read/shift-formula.ts';
import type { TablePart } from '../read/tables.ts';
import type { Refusal, SheetSurroundings } from './refuse-cell.ts';
import type { CellSpan, SheetSurvey } from './survey-sheet.ts';
import type { Splice } from './text-splice.ts';

/** Where rows added to a table will stand, below its last row. */
export function appendedRange(table: TablePart, count: number): CellRange {
  const { firstColumn, lastColumn, lastRow } = table.range;
  return { firstColumn, lastColumn, firstRow: lastRow + 1, lastRow: lastRow + count };
}

/** Judges a whole append; null means that the rows may be added. Nothing is ever moved out of the way. */
export function refuseAppend(
  table: TablePart,
  count: number,
  sheet: SheetSurroundings,
  limits: PackageLimits,
): Refusal | null {
  const area = appendedRange(table, count);
  const inArea = (range: CellRange): boolean => overlaps(range, area);
  const refuse = (reason: Refusal['reason'], what: string): Refusal => ({
    reason,
    message: `The table ${table.name} ${what}`,
  });
  if (table.totalsRows > 0) {
    return refuse('totals-row', 'has a totals row below which nothing can be added. Turn the totals row off in Excel.');
  }
  if (table.query)
    return refuse('query-table', 'is filled by a query, which would write over new rows. Add them at its source.');
  if (area.lastRow > limits.rows) {
    return refuse(
      'out-of-reach',
      `would grow beyond row ${limits.rows}, the last that is read. Start another workbook.`,
    );
  }
  if (sheet.tables.some((other) => other !== table && inArea(other.range))) {
    return refuse('table-below', 'has another table right below it. Move that table in Excel.');
  }
  if (sheet.pivots.some(inArea)) return refuse('pivot', 'has a pivot table right below it. Move that table in Excel.');
  const blocked =
    sheet.survey.merges.some(inArea) ||
    sheet.survey.arrays.some(inArea) ||
    cellsIn(sheet.survey, area).some((cell) => cell.filled);
  return blocked ? refuse('cells-below', 'has filled or merged cells right below it. Move them in Excel.') : null;
}

export type AppendPlan = {
  /** Values by place; a missing value in a calculated column is that column's formula without a cached value. */
  readonly edits: readonly { readonly row: number; readonly column: number; readonly value: CellEdit['value'] }[];
  readonly styleByColumn: ReadonlyMap<number, number>;
  readonly rowAttributes: ReadonlyMap<number, string>;
  readonly unknownHeaders: readonly string[];
  /** A formula was added without a value, so Excel has to compute on opening. */
  readonly needsCalculation: boolean;
};

/** Fills appended rows by header: given values, calculated columns from the row above, styles from the last row. */
export function planAppend(table: TablePart, rows: TableAppend['rows'], survey: SheetSurvey): AppendPlan {
  const { firstColumn, lastRow } = table.range;
  const hasData = lastRow >= table.range.firstRow + table.headerRows;
  const templateRow = hasData ? survey.rowByNumber.get(lastRow) : undefined;
  const template = new Map<number, CellSpan>(templateRow?.cells.map((cell) => [cell.column, cell]));
  const edits: { row: number; column: number; value: CellEdit['value'] }[] = [];
  const rowAttributes = new Map<number, string>();
  let needsCalculation = false;
  for (const [index, values] of rows.entries()) {
    const row = lastRow + 1 + index;
    const valueByHeader = new Map(Object.entries(values));
    rowAttributes.set(row, templateRow === undefined ? '' : keptRowAttributes(templateRow.tag));
    for (const [offset, column] of table.columns.entries()) {
      const place = firstColumn + offset;
      const value = valueByHeader.get(column.name);
      const formula = columnFormula(survey, template.get(place), column.formula, index + 1);
      const cached = typeof value === 'object' && value !== null && 'cached' in value ? value.cached : null;
      const computed = formula === null ? null : { formula, value: cached };
      const takesFormula = value === undefined || (typeof value === 'object' && value !== null && 'cached' in value);
      if (!takesFormula) edits.push({ row, column: place, value });
      else if (computed !== null) {
        edits.push({ row, column: place, value: computed });
        needsCalculation ||= computed.value === null;
      } else if (value !== undefined) edits.push({ row, column: place, value: cached });
    }
  }
  const headers = new Set(table.columns.map((column) => column.name));
  const unknownHeaders = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((header) => !headers.has(header));
  const styleByColumn = new Map<number, number>();
  for (const cell of template.values()) if (cell.style !== null) styleByColumn.set(cell.column, cell.style);
  return { edits, styleByColumn, rowAttributes, unknownHeaders, needsCalculation };
}

function columnFormula(
  survey: SheetSurvey,
  above: CellSpan | undefined,
  calculated: string | null,
  down: number,
): string | null {
  const formula = above?.formula ?? null;
  // A calculated column's own text is relative to an unknown row, so the cell above is the better witness.
  if (calculated === null) return null;
  if (formula?.kind === 'normal') return shiftFormula(formula.text, down, 0);
  if (formula?.kind === 'shared' && formula.index !== null) {
    const master = survey.sharedFormulas.get(formula.index)?.master;
    if (master !== undefined && above !== undefined) {
      return shiftFormula(master.text, above.row - master.row + down, above.column - master.column);
    }
  }
  return calculated;
}

/** Height, style and outline level of the row above, not its number, extent or state of being hidden. */
function keptRowAttributes(tag: string): string {
  const kept = tag.match(/\s+(s|customFormat|ht|customHeight|outlineLevel)\s*=\s*("[^"]*"|'[^']*')/g) ?? [];
  return kept.join('');
}

/** The table part with every range that ended on its last row grown by `count` rows. Throws FileFault. */
export function growTable(xml: string, table: TablePart, count: number): readonly Splice[] {
  const cursor = new XmlCursor(xml, table.part);
  const splices: Splice[] = [];
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (!['table', 'autoFilter', 'sortState', 'sortCondition'].includes(cursor.local)) continue;
    const span = cursor.attributeSpan('ref');
    const range = parseRange(cursor.attribute('ref') ?? '');
    if (span === null || range === null || range.lastRow !== table.range.lastRow) continue;
    const text = rangeName({ ...range, lastRow: range.lastRow + count });
    splices.push({ start: span.valueStart, end: span.valueEnd, text });
  }
  return splices;
}

/** Validations, conditional formats and protected ranges that end exactly on the table's last row grow with it. */
export function growRangeLists(survey: SheetSurvey, table: TablePart, count: number): readonly Splice[] {
  const { firstColumn, lastColumn, lastRow } = table.range;
  const splices: Splice[] = [];
  for (const list of survey.rangeLists) {
    let grown = false;
    const ranges = list.text.split(/\s+/).map((reference) => {
      const range = parseRange(reference);
      const ends =
        range !== null &&
        range.lastRow === lastRow &&
        range.firstColumn <= lastColumn &&
        range.lastColumn >= firstColumn &&
        range.lastRow >= table.range.firstRow + table.headerRows;
      if (!ends) return reference;
      grown = true;
      return rangeName({ ...range, lastRow: lastRow + count });
    });
    if (grown) splices.push({ start: list.start, end: list.end, text: ranges.join(' ') });
  }
  return splices;
}

function cellsIn(survey: SheetSurvey, area: CellRange): readonly CellSpan[] {
  const found: CellSpan[] = [];
  for (let row = area.firstRow; row <= area.lastRow; row += 1) {
    for (const cell of survey.rowByNumber.get(row)?.cells ?? []) {
      if (cell.column >= area.firstColumn && cell.column <= area.lastColumn) found.push(cell);
    }
  }
  return found;
}
