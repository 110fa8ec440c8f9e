import { sheetNames } from '#engine/contract/model/layout';
import { newExcelBook } from './peers.ts';
import { type Job, onFile, onModel, patchedCells, patchedColumn } from './workbook-jobs.ts';
import { writeWithExceljs } from './write-with-exceljs.ts';

export const importExceljs: Job = onFile(readWithExceljs, 'import.xlsx');

export const readExceljs: Job = onFile(readWithExceljs);

async function readWithExceljs(bytes: Uint8Array): Promise<number> {
  const book = newExcelBook();
  await book.xlsx.load(bytes);
  let filled = 0;
  book.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        filled += cell.value === null ? 0 : 1;
      }),
    ),
  );
  return filled;
}

export const generateExceljs: Job = onModel(writeWithExceljs);
export const reportExceljs: Job = onModel(writeWithExceljs, 'report.json');

export const patchExceljs: Job = onFile(async (bytes) => {
  const book = newExcelBook();
  await book.xlsx.load(bytes);
  const sheet = book.getWorksheet(sheetNames.actions);
  if (sheet === undefined) throw new Error('no action items');
  for (const { row, text } of patchedCells) sheet.getCell(row, patchedColumn).value = text;
  await book.xlsx.writeBuffer();
});
