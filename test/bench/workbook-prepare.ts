import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write } from 'xlsx';
import { createMemoryJournal } from '#engine/adapters/store/memory';
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
import type { Sample } from './measure.ts';

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

function failed(what: string): never {
  throw new Error(what);
}
