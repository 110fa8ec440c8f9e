import { read, utils, write } from 'xlsx';
import { sheetNames } from '#engine/contract/model/layout';
import { type Job, onFile, patchedCells, patchedColumn } from './workbook-jobs.ts';

export const importSheetjs = (kind: 'xlsx' | 'ods'): Job =>
  onFile((bytes) => utils.sheet_to_json(read(bytes, { dense: true }).Sheets['Controls'] ?? {}), `import.${kind}`);
export const readSheetjs: Job = onFile((bytes) => read(bytes, { dense: true }));
export const patchSheetjs: Job = onFile((bytes) => {
  const book = read(bytes, { cellStyles: true, cellNF: true });
  const sheet = book.Sheets[sheetNames.actions] ?? {};
  for (const { row, text } of patchedCells)
    utils.sheet_add_aoa(sheet, [[text]], { origin: { r: row - 1, c: patchedColumn - 1 } });
  write(book, { type: 'buffer', bookType: 'xlsx' });
});
