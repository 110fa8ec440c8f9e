import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils, write } from 'xlsx';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { viewAssessment } from '#engine/app/assessment-view';
import { pushChanges } from '#engine/app/push-changes';
import { createRecentEntries } from '#engine/app/recent-entries';
import { createScores } from '#engine/app/scores';
import { type CommandId, groupPartition, recordRef, type WorkbookId } from '#engine/contract/model/ids';
import { sheetNames } from '#engine/contract/model/layout';
import type { SheetModel, WorkbookModel } from '#engine/contract/model/table';
import { projectReport } from '#engine/domain/report/project-report';
import { projectWorkbook } from '#engine/domain/sheets/project';
import type { AssessmentView } from '#engine/domain/sheets/view';
import {
  importTemplate,
  openBenchAssessment,
  openBenchOrganisation,
  prose,
  templateContent,
  writer,
} from './bench-organisation.ts';
import { writeWithExceljs } from './excel-peers.ts';
import { measureJob, type Sample } from './measure.ts';
import { newExcelBook } from './peers.ts';

/** `small` is a workbook of 1,000 controls; `large` one table of 20,000 action items. */
export type WorkbookInput = { readonly folder: string; readonly size: 'small' | 'large'; readonly seconds: number };

const largeRows = 19_900; // the reader's limit is 20,000 rows with what stands above the table

/** Writes what the contenders read: view, models and files. */
export async function prepareWorkbooks({ folder }: { readonly folder: string }): Promise<Sample> {
  const view = await viewOf(1_000);
  const model = projectWorkbook(view);
  const save = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
  save('view.json', view);
  save('small.json', model);
  save('report.json', projectReport(view));
  save('large.json', grow(model));
  writeFileSync(join(folder, 'small.xlsx'), await renderWorkbook(model));
  writeFileSync(join(folder, 'large.xlsx'), await renderWorkbook(grow(model)));
  const header = ['Control ID', 'Family', 'Title', 'Description', 'Action', 'Guidance', 'Points'];
  const { controls, actions } = templateContent(1_000);
  const rows = controls.map((control, index) => {
    const action = actions[index];
    const own = [action?.title, action?.descriptions[0]?.text, action?.points];
    return [control.id, control.family, control.title, control.description, ...own];
  });
  const book = utils.book_new(utils.aoa_to_sheet([header, ...rows]), 'Controls');
  for (const kind of ['xlsx', 'ods'] as const) {
    writeFileSync(
      join(folder, `import.${kind}`),
      write(book, { type: 'buffer', bookType: kind, compression: true }) as Buffer,
    );
  }
  return { rows: rows.length };
}

async function viewOf(controls: number): Promise<AssessmentView> {
  const organisation = await openBenchOrganisation({ store: createMemoryJournal() });
  const parts = { organisation, scores: createScores(organisation), recent: createRecentEntries(organisation) };
  const assessment = await openBenchAssessment(
    organisation,
    await importTemplate(organisation, controls),
    'Assessment',
  );
  const partition = await organisation.group(assessment.group);
  const actions = [...organisation.index(assessment.group).assessmentsByAction.keys()];
  const changes = actions.flatMap((action, index) => {
    const change = (field: string, value: string) => ({ entity: recordRef(action), field, value, base: 0 });
    const filled = [
      change('implementationStatus', index % 3 === 0 ? 'Implemented' : 'Planned'),
      change('implementationNotes', prose(`What was done about ${index}.`, 120)),
      change('testResult', index % 5 === 0 ? 'Passed' : 'Failed-Low Risk'),
      change('testDate', '2026-03-01'),
    ];
    return index % 5 === 4 ? [] : filled;
  });
  const set = { id: 'fill:1' as CommandId, partition: groupPartition(assessment.group), epoch: partition.image.epoch };
  const pushed = await pushChanges(organisation, { ...set, changes }, writer, 'api');
  const view = pushed.ok ? await viewAssessment(parts, assessment.id, 'workbook-1' as WorkbookId) : null;
  if (view === null) throw new Error(`the assessment could not be filled: ${JSON.stringify(pushed).slice(0, 300)}`);
  return view;
}

/** The action items alone, as many rows as the reader takes; texts differ from row to row. */
function grow(model: WorkbookModel): WorkbookModel {
  const sheet = actionSheet(model);
  const table = sheet.tables[0] ?? failed('no table');
  const rows = Array.from({ length: largeRows }, (_, index) => {
    const row = table.rows[index % table.rows.length] ?? failed('no row');
    const cells = row.cells.map((cell) => (typeof cell === 'string' && cell.length > 30 ? `${cell} ${index}` : cell));
    const plain = cells.map((cell) => (cell !== null && typeof cell === 'object' && 'formula' in cell ? 1 : cell));
    return { key: `${row.key}-${index}`, cells: plain };
  });
  return { ...model, sheets: [{ ...sheet, tables: [{ ...table, rows }] }], names: {} };
}

function actionSheet(model: WorkbookModel): SheetModel {
  return model.sheets.find(({ name }) => name === sheetNames.actions) ?? failed('no action items');
}

type Job = (input: WorkbookInput) => Promise<Sample>;

/** A job on a file; warmed up on the small one, measured on the one asked for. */
function onFile(job: (bytes: Uint8Array) => unknown, name?: string): Job {
  return ({ folder, size, seconds }) => {
    const small = readFileSync(join(folder, name ?? 'small.xlsx'));
    const bytes = readFileSync(join(folder, name ?? `${size}.xlsx`));
    return measureJob(
      () => job(bytes),
      () => job(small),
      seconds,
    );
  };
}

function onModel(job: (model: WorkbookModel) => unknown, name?: string): Job {
  return ({ folder, size, seconds }) => {
    const parse = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkbookModel;
    const small = parse('small.json');
    const model = parse(name ?? `${size}.json`);
    return measureJob(
      () => job(model),
      () => job(small),
      seconds,
    );
  };
}

export const importControlbook = (kind: 'xlsx' | 'ods'): Job =>
  onFile((bytes) => {
    const result = readTemplateFile({ name: `import.${kind}`, bytes }, null);
    if (!result.ok || result.value.content.controls.length !== 1_000) throw new Error('not all controls were read');
  }, `import.${kind}`);
export const importSheetjs = (kind: 'xlsx' | 'ods'): Job =>
  onFile((bytes) => utils.sheet_to_json(read(bytes, { dense: true }).Sheets['Controls'] ?? {}), `import.${kind}`);
export const importExceljs: Job = onFile(readWithExceljs, 'import.xlsx');

export const readControlbook: Job = onFile((bytes) => {
  const result = readWorkbook(bytes);
  if (!result.ok) throw new Error(result.error.message);
  if (result.value.sheets.some((sheet) => sheet.leftOut !== undefined)) throw new Error('rows were left out');
});
export const readSheetjs: Job = onFile((bytes) => read(bytes, { dense: true }));
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

export const generateControlbook: Job = onModel(renderWorkbook);
export const generateExceljs: Job = onModel(writeWithExceljs);

/** Projected and written; the peer gets the finished model and only writes. */
export const reportControlbook: Job = ({ folder, seconds }) => {
  const view = JSON.parse(readFileSync(join(folder, 'view.json'), 'utf8')) as AssessmentView;
  const job = () => renderWorkbook(projectReport(view));
  return measureJob(job, job, seconds);
};
export const reportExceljs: Job = onModel(writeWithExceljs, 'report.json');

/** 200 cells of the action items, every fifth row from the seventh. */
const patchedCells = Array.from({ length: 200 }, (_, index) => ({ row: 8 + index * 4, text: `Patched ${index}` }));
const patchedColumn = 15;

export const patchControlbook: Job = onFile((bytes) => {
  const edits = patchedCells.map(({ row, text }) => {
    return { sheet: sheetNames.actions, row, column: patchedColumn, value: text, owned: true };
  });
  const result = patchWorkbook(bytes, { edits, appends: [] });
  if (!result.ok) throw new Error(result.error.message);
  if (result.value.refused.length > 0) throw new Error(JSON.stringify(result.value.refused[0]));
});
export const patchExceljs: Job = onFile(async (bytes) => {
  const book = newExcelBook();
  await book.xlsx.load(bytes);
  const sheet = book.getWorksheet(sheetNames.actions) ?? failed('no action items');
  for (const { row, text } of patchedCells) sheet.getCell(row, patchedColumn).value = text;
  await book.xlsx.writeBuffer();
});
export const patchSheetjs: Job = onFile((bytes) => {
  const book = read(bytes, { cellStyles: true, cellNF: true });
  const sheet = book.Sheets[sheetNames.actions] ?? failed('no action items');
  for (const { row, text } of patchedCells)
    utils.sheet_add_aoa(sheet, [[text]], { origin: { r: row - 1, c: patchedColumn - 1 } });
  write(book, { type: 'buffer', bookType: 'xlsx' });
});

function failed(what: string): never {
  throw new Error(what);
}
