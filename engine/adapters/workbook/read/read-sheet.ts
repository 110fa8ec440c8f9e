import type { ReadCell } from '../../../contract/model/cells.ts';
import { cellName, parseCell } from '../package/cell-reference.ts';
import { FileFault } from '../package/file-fault.ts';
import type { PackageLimits } from '../package/limits.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { decodeXml, undoCellEscapes } from '../package/xml-text.ts';
import { isoToSerial } from './date-serial.ts';
import { PlainCell } from './plain-cell.ts';
import { readRichText, tooLong } from './shared-strings.ts';
import { shiftFormula } from './shift-formula.ts';

/** What a sheet's cells refer to, and how much may be read. */
export type SheetContext = {
  readonly sharedStrings: readonly string[];
  readonly dateByStyle: readonly boolean[];
  readonly date1904: boolean;
  readonly limits: PackageLimits;
  /** Cells read so far in the whole workbook. */
  readonly budget: { left: number };
};

export type SheetCells = { readonly cells: readonly ReadCell[]; readonly leftOut: number };

/**
 * The cells of a worksheet part, row by row, empty ones left out. Cells beyond the row and column caps are counted, not
 * read. Rows and cells without `r` follow the one before. Only cells
 * that are `wanted` are looked into. Throws FileFault.
 */
export function readSheet(
  xml: string,
  part: string,
  context: SheetContext,
  wanted: (row: number, column: number) => boolean = () => true,
): SheetCells {
  const cursor = new XmlCursor(xml, part);
  const reader = { cursor, context, shared: new Map<string, SharedFormula>() };
  const cells: ReadCell[] = [];
  let leftOut = 0;
  let row = 0;
  let column = 0;
  let ordered = true;
  let last = 0;
  let plainly = false;
  const plain = new PlainCell();
  const add = (cell: ReadCell | null): void => {
    if (cell === null) return;
    context.budget.left -= 1;
    if (context.budget.left < 0) throw tooManyCells(context.limits.cells);
    const position = cell.row * 65_536 + cell.column;
    if (position <= last) ordered = false;
    last = position;
    cells.push(cell);
  };
  const readPlainCells = (): void => {
    while (plain.read(xml, cursor.end, row)) {
      cursor.passTo(plain.end);
      column = plain.column;
      if (row > context.limits.rows || column > context.limits.columns) leftOut += 1;
      else if (wanted(row, column)) add(toReadCell(reader, plain, row));
    }
  };
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'row' && cursor.depth === 3) {
      const given = cursor.attribute('r');
      row = given === null ? row + 1 : Number(given);
      if (!Number.isInteger(row) || row < 1) throw cursor.fault('a row without a proper number');
      column = 0;
      plainly = cursor.prefix === '' && !cursor.selfClosing;
      if (plainly) readPlainCells();
    } else if (cursor.local === 'c' && cursor.depth === 4) {
      const given = cursor.attribute('r');
      const place = given === null ? { row, column: column + 1 } : parseCell(given);
      if (place === null) throw cursor.fault('a cell without a proper reference');
      if (place.row !== row) throw cursor.fault(`the cell ${given ?? ''} stands in row ${row}`);
      column = place.column;
      if (row > context.limits.rows || column > context.limits.columns) {
        cursor.skip();
        leftOut += 1;
        continue;
      }
      if (!wanted(row, column)) continue;
      add(readCell(reader, row, column));
      if (plainly) readPlainCells();
    }
  }
  if (!ordered) {
    cells.sort((a, b) => a.row - b.row || a.column - b.column);
    const twice = cells.find((cell, index) => {
      const next = cells[index + 1];
      return next !== undefined && next.row === cell.row && next.column === cell.column;
    });
    if (twice !== undefined) throw cursor.fault(`the cell ${cellName(twice.row, twice.column)} is given twice`);
  }
  return { cells, leftOut };
}

type SharedFormula = { readonly text: string; readonly row: number; readonly column: number };

type CellReader = {
  readonly cursor: XmlCursor;
  readonly context: SheetContext;
  readonly shared: Map<string, SharedFormula>;
};

function toReadCell(reader: CellReader, plain: PlainCell, row: number): ReadCell | null {
  const { xml, part } = reader.cursor;
  const { column, style, type, formulaStart, formulaEnd, valueStart, valueEnd } = plain;
  const formula = formulaStart < 0 ? null : undoCellEscapes(decodeXml(xml.slice(formulaStart, formulaEnd), part));
  const date = style >= 0 && (reader.context.dateByStyle[style] ?? false);
  if (plain.integer >= 0 && type === 'n') return { row, column, kind: 'number', value: plain.integer, formula, date };
  if (plain.integer >= 0 && type === 's') return sharedCell(reader, row, column, plain.integer, formula, date);
  const raw = valueStart < 0 ? null : decodeXml(xml.slice(valueStart, valueEnd), part);
  return valueCell(reader, row, column, { type, raw, inline: null, formula, date });
}

/** From the open token of `c`; the cursor then stands on its close token. Null when the cell is empty. */
function readCell(reader: CellReader, row: number, column: number): ReadCell | null {
  const { cursor, context } = reader;
  const type = cursor.attribute('t') ?? 'n';
  const style = cursor.attribute('s');
  let formula: string | null = null;
  let raw: string | null = null;
  let inline: string | null = null;
  const depth = cursor.depth;
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'v') raw = cursor.readElementText();
    else if (cursor.local === 'f') formula = readFormula(reader, row, column);
    else if (cursor.local === 'is') inline = readRichText(cursor, context.limits.characters);
  }
  const date = style !== null && (context.dateByStyle[Number(style)] ?? false);
  return valueCell(reader, row, column, { type, raw, inline, formula, date });
}

type CellParts = {
  readonly type: string;
  readonly raw: string | null;
  readonly inline: string | null;
  readonly formula: string | null;
  readonly date: boolean;
};

/** Null when the cell is empty. */
function valueCell(
  reader: CellReader,
  row: number,
  column: number,
  { type, raw, inline, formula, date }: CellParts,
): ReadCell | null {
  const { context } = reader;
  if (type === 'inlineStr') return textCell(reader, row, column, inline ?? undoCellEscapes(raw ?? ''), formula, date);
  if (raw === null || raw === '') return textCell(reader, row, column, inline ?? '', formula, date);
  switch (type) {
    case 's':
      return sharedCell(reader, row, column, Number(raw), formula, date);
    case 'str':
      return textCell(reader, row, column, undoCellEscapes(raw), formula, date);
    case 'b':
      return { row, column, kind: 'boolean', value: raw.trim() === '1' || raw.trim() === 'true', formula, date };
    case 'e':
      return { row, column, kind: 'error', value: raw, formula, date };
    case 'd': {
      const value = isoToSerial(raw, context.date1904);
      if (value === null) return textCell(reader, row, column, raw, formula, date);
      return { row, column, kind: 'number', value, formula, date: true };
    }
    default: {
      const value = Number(raw);
      if (!Number.isFinite(value)) return textCell(reader, row, column, raw, formula, date);
      return { row, column, kind: 'number', value, formula, date };
    }
  }
}

function sharedCell(
  reader: CellReader,
  row: number,
  column: number,
  index: number,
  formula: string | null,
  date: boolean,
): ReadCell | null {
  const shared = reader.context.sharedStrings[index];
  if (shared === undefined) {
    throw reader.cursor.fault(`the cell ${cellName(row, column)} names a text that is not there`);
  }
  return textCell(reader, row, column, shared, formula, date);
}

function textCell(
  { cursor, context }: CellReader,
  row: number,
  column: number,
  value: string,
  formula: string | null,
  date: boolean,
): ReadCell | null {
  if (value.length > context.limits.characters) {
    throw tooLong(`${cursor.part}, cell ${cellName(row, column)}`, context.limits.characters);
  }
  return value === '' && formula === null ? null : { row, column, kind: 'text', value, formula, date };
}

/** From the open token of `f`. A dependent of a shared formula gets the text Excel would show for it. */
function readFormula(reader: CellReader, row: number, column: number): string {
  const { cursor, shared } = reader;
  const index = cursor.attribute('t') === 'shared' ? cursor.attribute('si') : null;
  const text = undoCellEscapes(cursor.readElementText());
  if (index === null) return text;
  if (text !== '') {
    shared.set(index, { text, row, column });
    return text;
  }
  const master = shared.get(index);
  return master === undefined ? '' : shiftFormula(master.text, row - master.row, column - master.column);
}

function tooManyCells(most: number): FileFault {
  return new FileFault(
    'too-many-cells',
    `The workbook has more than ${most} filled cells, which is the most that is read. Move large data sheets to a workbook of their own.`,
  );
}
