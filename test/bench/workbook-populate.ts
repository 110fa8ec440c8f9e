import { sheetNames } from '#engine/contract/model/layout';
import type { CellValue, WorkbookModel } from '#engine/contract/model/table';
import { newPopulateBook, openPopulateBook, type PopulateCell } from './peers.ts';
import { type Job, onFile, onModel, patchedCells, patchedColumn } from './workbook-jobs.ts';

export const importPopulate: Job = onFile(async (bytes) => {
  const rows = (await openPopulateBook(bytes)).sheet('Controls')?.usedRange()?.value() ?? [];
  if (rows.length !== 1_001) throw new Error(`${rows.length} rows were read`);
}, 'import.xlsx');

export const readPopulate: Job = onFile(async (bytes) => {
  const book = await openPopulateBook(bytes);
  return book.sheets().map((sheet) => sheet.usedRange()?.value());
});

export const patchPopulate: Job = onFile(async (bytes) => {
  const book = await openPopulateBook(bytes);
  const sheet = book.sheet(sheetNames.actions);
  if (sheet === undefined) throw new Error('no action items');
  for (const { row, text } of patchedCells) sheet.cell(row, patchedColumn).value(text);
  await book.outputAsync();
});

export const reportPopulate: Job = onModel(writeWithPopulate, 'report.json');

/** Cells, formulas, links, widths and drop-downs; it knows neither tables nor colours by value. */
async function writeWithPopulate(model: WorkbookModel): Promise<Uint8Array> {
  const book = await newPopulateBook();
  for (const { name, loose, tables } of model.sheets) {
    const sheet = book.addSheet(name);
    for (const { row, column, value } of loose) put(sheet.cell(row, column), value);
    for (const table of tables) {
      for (const [index, column] of table.columns.entries()) {
        const at = table.firstColumn + index;
        sheet.column(at).width(column.width).hidden(column.hidden);
        sheet.cell(table.headerRow, at).value(column.header).style('bold', true);
        for (const [number, row] of table.rows.entries()) {
          const cell = sheet.cell(table.headerRow + 1 + number, at);
          put(cell, row.cells[index] ?? null);
          if (column.kind === 'long') cell.style('wrapText', true);
          if (column.kind === 'date') cell.style('numberFormat', 'yyyy-mm-dd');
        }
        if (column.choices !== null && table.rows.length > 0) {
          const last = table.headerRow + table.rows.length;
          const list = `"${column.choices.values.join(',').slice(0, 250)}"`;
          sheet
            .range(table.headerRow + 1, at, last, at)
            .dataValidation({ type: 'list', allowBlank: true, formula1: list });
        }
      }
    }
  }
  return book.outputAsync();
}

function put(cell: PopulateCell, value: CellValue): void {
  if (value === null) return;
  if (typeof value !== 'object') cell.value(value);
  else if ('date' in value) cell.value(new Date(value.date)).style('numberFormat', 'yyyy-mm-dd');
  else if ('formula' in value) cell.formula(value.formula);
  else cell.value(value.text).hyperlink(value.link);
}
