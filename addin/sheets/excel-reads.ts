/// <reference types="office-js" />
import type { ReadCell, ReadTable } from '#engine/contract/model/cells';
import { toCells } from './excel-cells.ts';
import type { Area, Outline, OutlineSheet } from './host.ts';

/** Sheets, tables and names in two rounds. Fills in which sheet an id of an event means. */
export async function readOutline(context: Excel.RequestContext, sheetNames: Map<string, string>): Promise<Outline> {
  const { worksheets, tables, names } = context.workbook;
  worksheets.load('items/id, items/name, items/visibility');
  tables.load('items/name, items/showHeaders, items/showTotals, items/worksheet/name');
  names.load('items/name, items/formula');
  await context.sync();
  const used = worksheets.items.map((sheet) => {
    const range = sheet.getUsedRangeOrNullObject(true);
    range.load('rowIndex, columnIndex, rowCount, columnCount');
    return range;
  });
  const parts = tables.items.map((table) => {
    const range = table.getRange();
    range.load('rowIndex, columnIndex, rowCount, columnCount');
    const header = table.showHeaders ? table.getHeaderRowRange() : null;
    header?.load('values');
    return { table, range, header };
  });
  await context.sync();
  sheetNames.clear();
  const sheets = worksheets.items.map((sheet, index): OutlineSheet => {
    sheetNames.set(sheet.id, sheet.name);
    const range = used[index];
    return {
      name: sheet.name,
      visibility: visibilityOf(sheet.visibility),
      used: range === undefined || range.isNullObject ? null : areaOf(sheet.name, range),
      tables: parts
        .filter(({ table, header }) => table.worksheet.name === sheet.name && header !== null)
        .map(({ table, range: own, header }) => tableOf(table, own, header)),
    };
  });
  return { sheets, names: Object.fromEntries(names.items.map(({ name, formula }) => [name, String(formula)])) };
}

function visibilityOf(visibility: string): OutlineSheet['visibility'] {
  return visibility === 'VeryHidden' ? 'veryHidden' : visibility === 'Hidden' ? 'hidden' : 'visible';
}

function areaOf(sheet: string, { rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Area {
  return {
    sheet,
    firstRow: rowIndex + 1,
    lastRow: rowIndex + rowCount,
    firstColumn: columnIndex + 1,
    lastColumn: columnIndex + columnCount,
  };
}

function tableOf(table: Excel.Table, range: Excel.Range, header: Excel.Range | null): ReadTable {
  const { firstRow, lastRow, firstColumn, lastColumn } = areaOf('', range);
  const headers = (header?.values[0] ?? []).map(String);
  return {
    name: table.name,
    firstRow,
    lastRow: lastRow - (table.showTotals ? 1 : 0),
    firstColumn,
    lastColumn,
    headers,
  };
}

/** Excel on the web answers with at most 5 MB; long texts make few cells heavy. */
const cellsAtOnce = 8_000;
const cellsInRound = 24_000;

/** Reads areas in as few rounds as the answers' size allows; a piece that is too heavy is read in two. */
export async function readAreas(
  context: Excel.RequestContext,
  areas: readonly Area[],
): Promise<readonly (readonly ReadCell[])[]> {
  const pieces = areas.flatMap((area, index) => pieceRows(area).map((piece) => ({ piece, index })));
  const cells: ReadCell[][] = areas.map(() => []);
  for (let start = 0; start < pieces.length; ) {
    let end = start;
    for (let count = 0; end < pieces.length && (end === start || count < cellsInRound); end += 1) {
      count += sizeOf(pieces[end]?.piece);
    }
    const round = pieces.slice(start, end);
    const read = await readPieces(
      context,
      round.map(({ piece }) => piece),
    );
    for (const [step, { index }] of round.entries()) cells[index]?.push(...(read[step] ?? []));
    start = end;
  }
  return cells;
}

async function readPieces(
  context: Excel.RequestContext,
  pieces: readonly Area[],
): Promise<readonly (readonly ReadCell[])[]> {
  const ranges = pieces.map((piece) => {
    const range = rangeOf(context, piece);
    range.load('values, formulas');
    return range;
  });
  try {
    await context.sync();
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return readHalves(context, pieces, error);
  }
  const formats = await readFormats(context, pieces, ranges);
  return ranges.map(({ values, formulas }, index) => {
    const piece = pieces[index];
    const byColumn = formats[index];
    if (piece === undefined) return [];
    return toCells(piece.firstRow, piece.firstColumn, values, formulas, (row, column) => {
      const format: unknown = byColumn?.get(column)?.numberFormat[row - piece.firstRow]?.[0];
      return typeof format === 'string' ? format : 'General';
    });
  });
}

async function readHalves(
  context: Excel.RequestContext,
  pieces: readonly Area[],
  error: unknown,
): Promise<readonly (readonly ReadCell[])[]> {
  const found: (readonly ReadCell[])[] = [];
  for (const piece of pieces) {
    const middle = Math.floor((piece.firstRow + piece.lastRow) / 2);
    if (pieces.length > 1) found.push((await readPieces(context, [piece]))[0] ?? []);
    else if (middle >= piece.lastRow) throw error;
    else {
      const halves = [
        { ...piece, lastRow: middle },
        { ...piece, firstRow: middle + 1 },
      ];
      const [upper = [], lower = []] = [
        await readPieces(context, halves.slice(0, 1)),
        await readPieces(context, halves.slice(1)),
      ];
      found.push([...upper.flat(), ...lower.flat()]);
    }
  }
  return found;
}

/** Only plain numbers may be dates, and they stand in few columns. */
async function readFormats(
  context: Excel.RequestContext,
  pieces: readonly Area[],
  ranges: readonly Excel.Range[],
): Promise<readonly ReadonlyMap<number, Excel.Range>[]> {
  const formats = ranges.map(({ values, formulas }, index) => {
    const piece = pieces[index];
    const columns = new Set<number>();
    for (const [step, row] of values.entries()) {
      for (const [offset, value] of row.entries()) {
        const written: unknown = formulas[step]?.[offset];
        if (typeof value === 'number' && !(typeof written === 'string' && written.startsWith('='))) columns.add(offset);
      }
    }
    const byColumn = new Map<number, Excel.Range>();
    for (const offset of piece === undefined ? [] : columns) {
      if (piece === undefined) continue;
      const column = piece.firstColumn + offset;
      const range = rangeOf(context, { ...piece, firstColumn: column, lastColumn: column });
      range.load('numberFormat');
      byColumn.set(column, range);
    }
    return byColumn;
  });
  if (formats.some((byColumn) => byColumn.size > 0)) await context.sync();
  return formats;
}

export function rangeOf(context: Excel.RequestContext, area: Area): Excel.Range {
  const { sheet, firstRow, lastRow, firstColumn, lastColumn } = area;
  return context.workbook.worksheets
    .getItem(sheet)
    .getRangeByIndexes(firstRow - 1, firstColumn - 1, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
}

function pieceRows(area: Area): readonly Area[] {
  const width = area.lastColumn - area.firstColumn + 1;
  const rows = Math.max(1, Math.floor(cellsAtOnce / Math.max(1, width)));
  const pieces: Area[] = [];
  for (let row = area.firstRow; row <= area.lastRow; row += rows) {
    pieces.push({ ...area, firstRow: row, lastRow: Math.min(area.lastRow, row + rows - 1) });
  }
  return pieces;
}

function sizeOf(area: Area | undefined): number {
  if (area === undefined) return 0;
  return (area.lastRow - area.firstRow + 1) * (area.lastColumn - area.firstColumn + 1);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).endsWith('PayloadSizeLimitExceeded');
}
