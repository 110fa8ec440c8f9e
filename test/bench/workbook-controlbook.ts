import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { sheetNames } from '#engine/contract/model/layout';
import { projectReport } from '#engine/domain/report/project-report';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { measureJob } from './measure.ts';
import { type Job, onFile, onModel, patchedCells, patchedColumn } from './workbook-jobs.ts';

export const importControlbook = (kind: 'xlsx' | 'ods'): Job =>
  onFile((bytes) => {
    const result = readTemplateFile({ name: `import.${kind}`, bytes }, null);
    if (!result.ok || result.value.content.controls.length !== 1_000) throw new Error('not all controls were read');
  }, `import.${kind}`);
export const readControlbook: Job = onFile((bytes) => {
  const result = readWorkbook(bytes);
  if (!result.ok) throw new Error(result.error.message);
  if (result.value.sheets.some((sheet) => sheet.leftOut !== undefined)) throw new Error('rows were left out');
});
export const generateControlbook: Job = onModel(renderWorkbook);
/** Projected and written; the peer gets the finished model and only writes. */
export const reportControlbook: Job = ({ folder, seconds }) => {
  const view = JSON.parse(readFileSync(join(folder, 'view.json'), 'utf8')) as AssessmentView;
  const job = () => renderWorkbook(projectReport(view));
  return measureJob(job, job, seconds);
};
export const patchControlbook: Job = onFile((bytes) => {
  const edits = patchedCells.map(({ row, text }) => {
    return { sheet: sheetNames.actions, row, column: patchedColumn, value: text, owned: true };
  });
  const result = patchWorkbook(bytes, { edits, appends: [] });
  if (!result.ok) throw new Error(result.error.message);
  if (result.value.refused.length > 0) throw new Error(JSON.stringify(result.value.refused[0]));
});
