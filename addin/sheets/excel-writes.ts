/// <reference types="office-js" />
import type { CellEdit, ReadCell, TableAppend } from '#engine/contract/model/cells';
import { type Block, toBlocks, toCells } from './excel-cells.ts';
import { rangeOf } from './excel-reads.ts';
import type { WriteBatch, Written } from './host.ts';

/**
 * Reads what stands in the cells and writes them, in one batch that Excel runs without anything in between: what a
 * person typed the moment before is told, whatever became of the cell. Our own events are switched off meanwhile.
 */
export async function writeBatch(context: Excel.RequestContext, batch: WriteBatch): Promise<Written> {
  const { edits, appends, fenced, watch } = batch;
  const grown = await growTables(context, appends);
  const blocks = toBlocks(edits);
  const watched = watch.map((area) => {
    const range = rangeOf(context, area);
    range.load('values');
    return { area, range };
  });
  const before = blocks.map((block) => {
    const range = blockRange(context, block);
    range.load('values, formulas, numberFormat');
    return range;
  });
  context.runtime.enableEvents = false;
  for (const name of fenced) context.workbook.worksheets.getItem(name).protection.unprotect();
  for (const { table, count, width } of grown) {
    table.rows.add(
      undefined,
      Array.from({ length: count }, () => Array.from({ length: width }, () => '')),
    );
  }
  for (const block of [...blocks, ...toBlocks(grown.flatMap((table) => table.edits))]) {
    const range = blockRange(context, block);
    if (block.format !== null) range.numberFormat = block.inputs.map(() => [block.format]);
    range.formulas = block.inputs.map((input) => [input]);
  }
  for (const name of fenced) context.workbook.worksheets.getItem(name).protection.protect();
  context.runtime.enableEvents = true;
  await context.sync();

  const found: (ReadCell | null)[] = edits.map(() => null);
  for (const [index, block] of blocks.entries()) {
    const range = before[index];
    if (range === undefined) continue;
    const formatAt = (row: number): string => String(range.numberFormat[row - block.row]?.[0] ?? 'General');
    for (const cell of toCells(block.row, block.column, range.values, range.formulas, formatAt)) {
      found[block.indexes[cell.row - block.row] ?? -1] = cell;
    }
  }
  return {
    before: found,
    watched: watched.map(({ area, range }) =>
      toCells(area.firstRow, area.firstColumn, range.values, range.values, () => 'General'),
    ),
  };
}

type Grown = {
  readonly table: Excel.Table;
  readonly count: number;
  readonly width: number;
  /** The new rows' cells. */
  readonly edits: readonly CellEdit[];
};

/** Where appended rows will stand: right below their table, which is asked first. */
async function growTables(context: Excel.RequestContext, appends: readonly TableAppend[]): Promise<readonly Grown[]> {
  if (appends.length === 0) return [];
  const asked = appends.map((append) => {
    const table = context.workbook.tables.getItem(append.table);
    table.load('worksheet/name, showTotals');
    const range = table.getRange();
    range.load('rowIndex, columnIndex, rowCount, columnCount');
    const header = table.getHeaderRowRange();
    header.load('values');
    return { append, table, range, header };
  });
  await context.sync();
  return asked.map(({ append, table, range, header }) => {
    const headers = (header.values[0] ?? []).map(String);
    const below = range.rowIndex + range.rowCount + 1 - (table.showTotals ? 1 : 0);
    const edits = append.rows.flatMap((row, step) =>
      Object.entries(row).flatMap(([name, value]): readonly CellEdit[] => {
        const index = headers.indexOf(name);
        if (index === -1 || value === null) return [];
        const column = range.columnIndex + 1 + index;
        return [{ sheet: table.worksheet.name, row: below + step, column, value, owned: true }];
      }),
    );
    return { table, count: append.rows.length, width: headers.length, edits };
  });
}

function blockRange(context: Excel.RequestContext, { sheet, row, column, inputs }: Block): Excel.Range {
  return rangeOf(context, {
    sheet,
    firstRow: row,
    lastRow: row + inputs.length - 1,
    firstColumn: column,
    lastColumn: column,
  });
}
