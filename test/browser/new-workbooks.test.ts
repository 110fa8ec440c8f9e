import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileOf, formatB, type Sheets } from '#test/support/grids';
import { boundExcel, inStep } from './support/pane-page.ts';
import { type BenchPage, eventually, openBench, useBench } from './support/workbench.ts';

describe('workbooks Controlbook does not know yet, with its pane', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BenchPage | undefined;

  /** A workbook of the folder that is no assessment, beside one that is. */
  async function openForeign(name: string, sheets: Sheets) {
    const own = bench();
    await writeFile(join(own.folder, `${name}.xlsx`), fileOf(plain(sheets), 'xlsx'));
    const known = () => own.served.engine.workbench.workbooks().workbooks.some(({ path }) => path === `${name}.xlsx`);
    await eventually(
      async () => known(),
      (is) => is,
      `${name} to be found`,
    );
    on = await openBench(own, { open: [`${name}.xlsx`, own.path('GDPR')], pane: true });
    await inStep(on.page, 1);
    return { own, page: on.page, excel: on.excelAt(0), pane: on.excelAt(0).pane, other: boundExcel(on, 1) };
  }

  it('[X64] joins an assessment: its sheets are put in, and are in step from then on', async () => {
    const { page, excel, pane, other } = await openForeign('Mine', { Notes: [['My own notes']] });
    await pane.getByRole('button', { name: /Office 365 ISO/ }).click();
    await excel.root.getByRole('tab', { name: 'Action Items', exact: true }).waitFor();
    await inStep(page, 0);
    await excel.root.getByRole('tab', { name: 'Notes', exact: true }).waitFor();
    assert.ok(on !== undefined);
    const bound = boundExcel(on, 0);
    await bound.sheet('Action Items');
    await bound.fill('Lock doors', 'notes', 'joined');
    await other.has('Lock doors', 'notes', 'joined');
    await other.sheet('Action Items');
    await other.choose('Lock doors', 'status', 'Planned');
    await bound.has('Lock doors', 'status', 'Planned');
  });

  it('[X65] a new assessment begins with a copy of what another group has done', async () => {
    const { page, excel, pane, other } = await openForeign('New one', { Sheet1: [['']] });
    await other.sheet('Action Items');
    await other.fill('Watch doors', 'plan', 'done before');
    await pane.getByRole('button', { name: 'New assessment' }).click();
    await pane.getByRole('radio', { name: /ISO/ }).check();
    await pane.getByRole('button', { name: 'Next' }).click();
    await pane.getByLabel('Title').fill('Second look');
    await pane.getByRole('button', { name: 'Next' }).click();
    await pane.getByRole('radio', { name: 'A new group' }).check();
    await pane.getByLabel('Name of the group').fill('Azure');
    await pane.getByRole('combobox', { name: 'Copy from the group' }).click();
    await pane.getByRole('option', { name: 'Default Group' }).click();
    await pane.getByRole('checkbox', { name: /Test plan/ }).check();
    await pane.getByRole('button', { name: 'Next' }).click();
    await pane.getByRole('button', { name: 'Create in this workbook' }).click();
    await excel.root.getByRole('tab', { name: 'Action Items', exact: true }).waitFor();
    await inStep(page, 0);
    assert.ok(on !== undefined);
    const bound = boundExcel(on, 0);
    await bound.has('Watch doors', 'plan', 'done before');
    await bound.sheet('Action Items');
    await bound.fill('Watch doors', 'notes', 'its own');
    await inStep(page, 0);
    await other.has('Watch doors', 'notes', '');
  });

  it('[X66] makes a template of the open workbook, once what is wrong in it has been put right there', async () => {
    const { Actions: [headers = [], row = []] = [], ...others } = formatB();
    const wrong = { ...others, Actions: [headers, row.with(headers.indexOf('actionScore'), 'many')] };
    const { own, excel, pane } = await openForeign('Our controls', wrong);
    await pane.getByRole('button', { name: 'Make a template of this workbook' }).click();
    await pane.getByRole('button', { name: 'Use the open workbook' }).click();
    await pane.getByText(/import workbook with the sheets of the original product/).waitFor();
    await pane.getByRole('button', { name: 'Preview' }).click();
    await pane
      .getByRole('button', { name: /Actions!C2/ })
      .first()
      .click();
    await eventually(
      () => excel.root.getByLabel('Name box').inputValue(),
      (place) => place === 'C2',
      'C2 selected',
    );
    await excel.type('C2', '5');
    await pane.getByRole('button', { name: 'Read the workbook again' }).click();
    await pane.getByRole('button', { name: 'Preview' }).click();
    await pane.getByRole('button', { name: 'Import', exact: true }).click();
    await pane.getByText('Imported', { exact: true }).waitFor();
    const templates = await own.served.engine.useCases.templates();
    assert.ok(JSON.stringify(templates).includes('Ours'));
  });
});

/** Cells as other programs write them: values alone. */
function plain(sheets: Sheets): Parameters<typeof fileOf>[0] {
  return Object.fromEntries(
    Object.entries(sheets).map(([name, lines]) => [
      name,
      lines.map((line) => line.map((shown) => (shown !== null && typeof shown === 'object' ? null : shown))),
    ]),
  );
}
