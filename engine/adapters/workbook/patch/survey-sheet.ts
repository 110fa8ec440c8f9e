import { type CellRange, cellName, gridColumns, parseCell, parseRange } from '../package/cell-reference.ts';
import { isTrue } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { decodeXml } from '../package/xml-text.ts';
import { PlainCell } from '../read/plain-cell.ts';

export type Span = { readonly start: number; readonly end: number };

export type FormulaSpan = Span & {
  readonly kind: 'normal' | 'shared' | 'array' | 'dataTable';
  readonly text: string;
  /** Of a shared formula; its text stands in the master only. */
  readonly index: string | null;
};

export type CellSpan = Span & {
  readonly row: number;
  readonly column: number;
  /** The open tag as it stands. */
  readonly tag: string;
  readonly style: number | null;
  readonly formula: FormulaSpan | null;
  /** Carries a rich value (a picture, a linked data type) that text cannot replace. */
  readonly rich: boolean;
  /** Has a value or a formula. */
  readonly filled: boolean;
};

export type RowSpan = Span & {
  readonly row: number;
  readonly tag: string;
  readonly selfClosing: boolean;
  readonly closeStart: number;
  /** Style of the whole row, where it has one of its own. */
  readonly style: number | null;
  readonly spans: (Span & { readonly text: string }) | null;
  readonly cells: readonly CellSpan[];
};

export type SharedFormulaGroup = {
  readonly master: { readonly row: number; readonly column: number; readonly text: string };
  readonly dependents: { readonly row: number; readonly column: number; readonly formula: FormulaSpan }[];
};

/** Where everything a patch may touch or must respect stands in a worksheet's text. */
export type SheetSurvey = {
  /** Of the sheet's own elements: empty, or with its colon. */
  readonly prefix: string;
  readonly sheetData: Span & { readonly selfClosing: boolean; readonly closeStart: number };
  readonly rowStarts: readonly { readonly row: number; readonly start: number }[];
  /** The wanted rows that exist. */
  readonly rowByNumber: ReadonlyMap<number, RowSpan>;
  readonly dimension: (Span & { readonly range: CellRange }) | null;
  readonly columnStyles: readonly { readonly first: number; readonly last: number; readonly style: number }[];
  readonly merges: readonly CellRange[];
  /** Array formulas and data tables: the range they fill. */
  readonly arrays: readonly CellRange[];
  readonly sharedFormulas: ReadonlyMap<string, SharedFormulaGroup>;
  /** Range lists of validations, conditional formats and protected ranges, the x14 ones included. */
  readonly rangeLists: readonly (Span & { readonly text: string })[];
};

/** Scans a worksheet once; cells are kept for the wanted rows only. Throws FileFault. */
export function surveySheet(xml: string, part: string, wantedRows: ReadonlySet<number>): SheetSurvey {
  const cursor = new XmlCursor(xml, part);
  const rowStarts: { row: number; start: number }[] = [];
  const rowByNumber = new Map<number, RowSpan>();
  const columnStyles: { first: number; last: number; style: number }[] = [];
  const merges: CellRange[] = [];
  const arrays: CellRange[] = [];
  const sharedFormulas = new Map<string, SharedFormulaGroup>();
  const rangeLists: (Span & { text: string })[] = [];
  let dimension: SheetSurvey['dimension'] = null;
  let sheetData: SheetSurvey['sheetData'] | null = null;
  let prefix = '';
  let lastRow = 0;
  const formulas = { arrays, sharedFormulas };

  const surveySheetData = (): void => {
    const { start, end, selfClosing } = cursor;
    prefix = cursor.prefix === '' ? '' : `${cursor.prefix}:`;
    while (cursor.next() !== 'close' || cursor.depth !== 2) {
      if (cursor.token !== 'open' || cursor.local !== 'row' || cursor.namespace !== 'main') continue;
      const given = cursor.attribute('r');
      const row = given === null ? lastRow + 1 : Number(given);
      lastRow = row;
      rowStarts.push({ row, start: cursor.start });
      const surveyed = surveyRow(cursor, row, wantedRows.has(row), formulas);
      if (surveyed !== null && rowByNumber.has(row)) throw cursor.fault(`the row ${row} is given twice`);
      if (surveyed !== null) rowByNumber.set(row, surveyed);
    }
    sheetData = { start, end: selfClosing ? end : cursor.end, selfClosing, closeStart: cursor.start };
  };

  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open') continue;
    if (cursor.namespace === 'xm' && cursor.local === 'sqref') {
      const start = cursor.end;
      const text = cursor.readElementText();
      rangeLists.push({ start, end: cursor.start, text });
    }
    if (cursor.namespace !== 'main') continue;
    if (cursor.local === 'sheetData' && cursor.depth === 2) surveySheetData();
    else if (cursor.local === 'dimension') {
      const range = parseRange(cursor.attribute('ref') ?? '');
      const span = cursor.attributeSpan('ref');
      if (range !== null && span !== null) dimension = { start: span.valueStart, end: span.valueEnd, range };
    } else if (cursor.local === 'col') {
      const style = numberOf(cursor.attribute('style'));
      const first = numberOf(cursor.attribute('min'));
      const last = numberOf(cursor.attribute('max'));
      if (style !== null && first !== null && last !== null) columnStyles.push({ first, last, style });
    } else if (cursor.local === 'mergeCell') {
      const range = parseRange(cursor.attribute('ref') ?? '');
      if (range !== null) merges.push(range);
    } else if (listsRanges.has(cursor.local)) {
      const span = cursor.attributeSpan('sqref');
      const text = cursor.attribute('sqref');
      if (span !== null && text !== null) rangeLists.push({ start: span.valueStart, end: span.valueEnd, text });
    }
  }
  if (sheetData === null) throw cursor.fault('the sheet has no sheetData');
  return {
    prefix,
    sheetData,
    rowStarts,
    rowByNumber,
    dimension,
    columnStyles,
    merges,
    arrays,
    sharedFormulas,
    rangeLists,
  };
}

const listsRanges: ReadonlySet<string> = new Set(['dataValidation', 'conditionalFormatting', 'protectedRange']);

type Formulas = { readonly arrays: CellRange[]; readonly sharedFormulas: Map<string, SharedFormulaGroup> };

/** From the open token of `row`; the cursor then stands on its close token. */
function surveyRow(cursor: XmlCursor, row: number, wanted: boolean, formulas: Formulas): RowSpan | null {
  const { start, end: openEnd, selfClosing } = cursor;
  const tag = wanted ? cursor.xml.slice(start, openEnd) : '';
  const style = isTrue(cursor.attribute('customFormat')) ? numberOf(cursor.attribute('s')) : null;
  const spansAt = wanted ? cursor.attributeSpan('spans') : null;
  const spans =
    spansAt === null
      ? null
      : {
          start: spansAt.valueStart,
          end: spansAt.valueEnd,
          text: cursor.xml.slice(spansAt.valueStart, spansAt.valueEnd),
        };
  const cells: CellSpan[] = [];
  const taken = new Set<number>();
  let column = 0;
  const plainly = cursor.prefix === '' && !selfClosing;
  const plain = new PlainCell();
  const add = (cell: CellSpan): void => {
    if (!wanted) return;
    if (column > gridColumns) throw cursor.fault(`the cell ${cellName(row, column)} lies outside the grid`);
    if (taken.has(column)) throw cursor.fault(`the cell ${cellName(row, column)} is given twice`);
    taken.add(column);
    cells.push(cell);
  };
  const addPlainCells = (): void => {
    for (let at = cursor.end; plain.read(cursor.xml, at, row); at = plain.end) {
      cursor.passTo(plain.end);
      column = plain.column;
      add(toCellSpan(cursor, row, at, plain));
    }
  };
  if (plainly) addPlainCells();
  while (cursor.next() !== 'close' || cursor.depth !== 3) {
    if (cursor.token !== 'open' || cursor.local !== 'c' || cursor.namespace !== 'main') continue;
    const { depth } = cursor;
    const given = cursor.attribute('r');
    column = given === null ? column + 1 : (parseCell(given)?.column ?? 0);
    if (column === 0) throw cursor.fault('a cell without a proper reference');
    add(surveyCell(cursor, row, column, wanted, formulas));
    if (plainly && depth === 4) addPlainCells();
  }
  if (!wanted) return null;
  return { row, start, end: cursor.end, tag, selfClosing, closeStart: cursor.start, style, spans, cells };
}

function toCellSpan(cursor: XmlCursor, row: number, start: number, plain: PlainCell): CellSpan {
  const { xml, part } = cursor;
  const { column, end, tagEnd, formulaStart, formulaEnd, valueStart, valueEnd } = plain;
  const formula: FormulaSpan | null =
    formulaStart < 0
      ? null
      : {
          start: formulaStart - '<f>'.length,
          end: formulaEnd + '</f>'.length,
          kind: 'normal',
          text: decodeXml(xml.slice(formulaStart, formulaEnd), part),
          index: null,
        };
  const style = plain.style < 0 ? null : plain.style;
  const filled = formula !== null || (valueStart >= 0 && valueEnd > valueStart);
  return { row, column, start, end, tag: xml.slice(start, tagEnd), style, formula, rich: false, filled };
}

function surveyCell(cursor: XmlCursor, row: number, column: number, wanted: boolean, formulas: Formulas): CellSpan {
  const { start } = cursor;
  const tag = wanted ? cursor.xml.slice(start, cursor.end) : '';
  const style = wanted ? numberOf(cursor.attribute('s')) : null;
  const hasValueMetadata = cursor.attribute('vm') !== null;
  let formula: FormulaSpan | null = null;
  let filled = false;
  while (cursor.next() !== 'close' || cursor.depth !== 4) {
    if (cursor.token !== 'open' || cursor.namespace !== 'main' || cursor.depth !== 5) continue;
    if (cursor.local === 'f') {
      formula = surveyFormula(cursor, row, column, formulas);
      filled = true;
    } else if (cursor.local === 'v' || cursor.local === 'is') {
      filled ||= !cursor.selfClosing && !cursor.xml.startsWith('</', cursor.end);
      cursor.skip();
    }
  }
  return { row, column, start, end: cursor.end, tag, style, formula, rich: hasValueMetadata, filled };
}

function surveyFormula(cursor: XmlCursor, row: number, column: number, formulas: Formulas): FormulaSpan {
  const { start } = cursor;
  const type = cursor.attribute('t');
  const index = type === 'shared' ? cursor.attribute('si') : null;
  const range = parseRange(cursor.attribute('ref') ?? '');
  const text = cursor.readElementText();
  const kind = type === 'array' || type === 'dataTable' ? type : index === null ? 'normal' : 'shared';
  const formula: FormulaSpan = { start, end: cursor.end, kind, text, index };
  if ((kind === 'array' || kind === 'dataTable') && range !== null) formulas.arrays.push(range);
  if (index !== null) {
    if (text !== '') formulas.sharedFormulas.set(index, { master: { row, column, text }, dependents: [] });
    else formulas.sharedFormulas.get(index)?.dependents.push({ row, column, formula });
  }
  return formula;
}

function numberOf(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isInteger(value) && value >= 0 ? value : null;
}
