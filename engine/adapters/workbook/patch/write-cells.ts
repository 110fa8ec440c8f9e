import { type CellRange, cellName, rangeName } from '../package/cell-reference.ts';
import { encodeXml } from '../package/xml-text.ts';
import { shiftFormula } from '../read/shift-formula.ts';
import { type CellContent, contentMarkup } from './cell-content.ts';
import type { CellSpan, RowSpan, SheetSurvey } from './survey-sheet.ts';
import type { Splice } from './text-splice.ts';

/** A cell to be written, already judged. */
export type CellWrite = {
  readonly row: number;
  readonly column: number;
  readonly content: CellContent;
  /** Null leaves the style of an existing cell, and gives a new cell none. */
  readonly style: number | null;
};

/**
 * The splices that put the writes into the sheet's text: existing cells are replaced where they stand, new ones go in
 * order, row `spans` and the sheet's `dimension` widen. `rowAttributes` go to rows that do not exist yet.
 */
export function writeCells(
  xml: string,
  survey: SheetSurvey,
  writes: readonly CellWrite[],
  rowAttributes: ReadonlyMap<number, string>,
): readonly Splice[] {
  const writesByRow = new Map<number, CellWrite[]>();
  for (const write of [...writes].sort((a, b) => a.row - b.row || a.column - b.column)) {
    const row = writesByRow.get(write.row);
    if (row === undefined) writesByRow.set(write.row, [write]);
    else row.push(write);
  }
  const splices: Splice[] = [];
  const newRows: string[] = [];
  const insertions = new Map<number, string[]>();
  const prefix = survey.prefix;
  const lastRow = survey.rowStarts.reduce((last, { row }) => Math.max(last, row), 0);
  for (const [number, rowWrites] of writesByRow) {
    const row = survey.rowByNumber.get(number);
    if (row !== undefined) {
      splices.push(...writeIntoRow(xml, survey, row, rowWrites));
      continue;
    }
    const cells = newCells(prefix, rowWrites);
    if (cells === '') continue;
    const markup = `<${prefix}row r="${number}"${rowAttributes.get(number) ?? ''}>${cells}</${prefix}row>`;
    if (survey.sheetData.selfClosing) newRows.push(markup);
    else {
      const next = number < lastRow ? survey.rowStarts.find(({ row: other }) => other > number) : undefined;
      const at = next?.start ?? survey.sheetData.closeStart;
      const waiting = insertions.get(at);
      if (waiting === undefined) insertions.set(at, [markup]);
      else waiting.push(markup);
    }
  }
  for (const [at, rows] of insertions) splices.push({ start: at, end: at, text: rows.join('') });
  if (newRows.length > 0) {
    const { start, end } = survey.sheetData;
    splices.push({ start, end, text: `<${prefix}sheetData>${newRows.join('')}</${prefix}sheetData>` });
  }
  splices.push(...unshare(survey, writes), ...widenDimension(survey, writes));
  return splices;
}

function writeIntoRow(xml: string, survey: SheetSurvey, row: RowSpan, writes: readonly CellWrite[]): readonly Splice[] {
  const { prefix } = survey;
  const splices: Splice[] = [];
  const added: CellWrite[] = [];
  for (const write of writes) {
    const cell = row.cells.find((other) => other.column === write.column);
    if (cell !== undefined) splices.push(replaceCell(xml, prefix, cell, write));
    else if (write.content.kind !== 'empty') added.push(write);
  }
  if (added.length === 0) return splices;
  if (row.selfClosing) {
    const text = `${widenedTag(row, added).replace(/\s*\/>$/, '>')}${newCells(prefix, added)}</${prefix}row>`;
    return [{ start: row.start, end: row.end, text }];
  }
  for (const write of added) {
    const at = row.cells.find((other) => other.column > write.column)?.start ?? row.closeStart;
    splices.push({ start: at, end: at, text: newCells(prefix, [write]) });
  }
  const spans = widenedSpans(row, added);
  if (row.spans !== null && spans !== null) {
    splices.push({ start: row.spans.start, end: row.spans.end, text: spans });
  }
  return splices;
}

/** Keeps every attribute of the cell but its type and, unless the formula stays, its metadata. */
function replaceCell(xml: string, prefix: string, cell: CellSpan, write: CellWrite): Splice {
  const kept = write.content.kind === 'cached' && cell.formula !== null;
  const drop = kept ? /\s+t\s*=\s*("[^"]*"|'[^']*')/g : /\s+(t|cm|vm)\s*=\s*("[^"]*"|'[^']*')/g;
  let tag = cell.tag.replace(drop, '').replace(/\s*\/?>$/, '');
  if (write.style !== null && write.style !== cell.style) {
    tag = `${tag.replace(/\s+s\s*=\s*("[^"]*"|'[^']*')/, '')} s="${write.style}"`;
  }
  const formula = cell.formula === null ? '' : xml.slice(cell.formula.start, cell.formula.end);
  const { type, inner } = contentMarkup(write.content, prefix, formula);
  const head = type === null ? tag : `${tag} t="${type}"`;
  return {
    start: cell.start,
    end: cell.end,
    text: inner === '' ? `${head}/>` : `${head}>${inner}</${prefix}c>`,
  };
}

function newCells(prefix: string, writes: readonly CellWrite[]): string {
  return writes
    .filter((write) => write.content.kind !== 'empty' || write.style !== null)
    .map((write) => {
      const { type, inner } = contentMarkup(write.content, prefix, '');
      const style = write.style === null ? '' : ` s="${write.style}"`;
      const head = `<${prefix}c r="${cellName(write.row, write.column)}"${style}${type === null ? '' : ` t="${type}"`}`;
      return inner === '' ? `${head}/>` : `${head}>${inner}</${prefix}c>`;
    })
    .join('');
}

function widenedSpans(row: RowSpan, added: readonly CellWrite[]): string | null {
  if (row.spans === null) return null;
  const ends = row.spans.text.split(/[\s:]+/).map(Number);
  if (ends.some((end) => !Number.isInteger(end) || end < 1)) return null;
  const columns = [...ends, ...added.map((write) => write.column)];
  const widened = `${Math.min(...columns)}:${Math.max(...columns)}`;
  const covered = Math.min(...columns) === Math.min(...ends) && Math.max(...columns) === Math.max(...ends);
  return covered ? null : widened;
}

function widenedTag(row: RowSpan, added: readonly CellWrite[]): string {
  const spans = widenedSpans(row, added);
  if (row.spans === null || spans === null) return row.tag;
  return row.tag.slice(0, row.spans.start - row.start) + spans + row.tag.slice(row.spans.end - row.start);
}

/** Where a shared formula's master is written over, each of its dependents gets the text it stood for. */
function unshare(survey: SheetSurvey, writes: readonly CellWrite[]): readonly Splice[] {
  const written = new Set(
    writes.filter((write) => write.content.kind !== 'cached').map((write) => cellName(write.row, write.column)),
  );
  const splices: Splice[] = [];
  for (const { master, dependents } of survey.sharedFormulas.values()) {
    if (!written.has(cellName(master.row, master.column))) continue;
    for (const { row, column, formula } of dependents) {
      if (written.has(cellName(row, column))) continue;
      const text = shiftFormula(master.text, row - master.row, column - master.column);
      splices.push({
        start: formula.start,
        end: formula.end,
        text: `<${survey.prefix}f>${encodeXml(text)}</${survey.prefix}f>`,
      });
    }
  }
  return splices;
}

function widenDimension(survey: SheetSurvey, writes: readonly CellWrite[]): readonly Splice[] {
  if (survey.dimension === null) return [];
  const { start, end, range } = survey.dimension;
  let widened: CellRange = range;
  for (const { row, column, content, style } of writes) {
    if (content.kind === 'empty' && style === null) continue;
    widened = {
      firstRow: Math.min(widened.firstRow, row),
      firstColumn: Math.min(widened.firstColumn, column),
      lastRow: Math.max(widened.lastRow, row),
      lastColumn: Math.max(widened.lastColumn, column),
    };
  }
  const name = rangeName(widened);
  return name === rangeName(range) ? [] : [{ start, end, text: name }];
}
