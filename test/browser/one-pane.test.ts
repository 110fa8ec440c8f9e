import assert from 'node:assert/strict';
import { type BoundPage, openBound } from './support/pane-page.ts';
import { useBench } from './support/workbench.ts';

describe('a pane beside its workbook', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BoundPage | undefined;
  before(async () => {
    on = await openBound(bench(), [bench().path('ISO'), bench().path('NIST')]);
  });

  const opened = () => {
    assert.ok(on !== undefined);
    const excel = on.boundAt(0);
    return { excel, other: on.boundAt(1), pane: excel.pane, page: on.page, keys: on.page.keyboard };
  };

  it('[X50] shows the action of the selected row, and what is changed in the pane stands in both workbooks', async () => {
    const { excel, other, pane } = opened();
    await excel.goTo(await excel.place('Lock doors', 'notes'));
    await pane.getByRole('heading', { name: 'Lock doors' }).waitFor();
    await excel.goTo(await excel.place('Count keys', 'plan'));
    await pane.getByRole('heading', { name: 'Count keys' }).waitFor();
    await pane.getByLabel('Implementation Status').click();
    await pane.getByRole('option', { name: 'Planned' }).click();
    await excel.has('Count keys', 'status', 'Planned');
    await other.has('Count keys', 'status', 'Planned');
  });

  it('[X51] its ribbon is the manifest’s, and every button opens what it says', async () => {
    const { excel, pane } = opened();
    const ribbon = excel.root.getByRole('tabpanel', { name: 'Controlbook' });
    await ribbon.getByRole('button', { name: 'Conflicts' }).click();
    await pane.getByText('Nothing to decide').waitFor();
    await ribbon.getByRole('button', { name: 'My action items' }).click();
    await pane.getByRole('tab', { name: 'Action items', selected: true }).waitFor();
    await ribbon.getByRole('button', { name: 'New assessment' }).click();
    await pane.getByText(/Step 1 of/).waitFor();
    await ribbon.getByRole('button', { name: 'Import template' }).click();
    await pane.getByRole('button', { name: 'Use the open workbook' }).waitFor();
    await pane.getByRole('button', { name: 'Back' }).click();
  });

  it('[X52] assigns an action with a message, which both workbooks show and the list of mine has', async () => {
    const { excel, other, pane } = opened();
    await excel.goTo(await excel.place('Train people', 'plan'));
    await pane.getByRole('tab', { name: 'Assessment' }).click();
    await pane.getByRole('heading', { name: 'Train people' }).waitFor();
    await pane.getByRole('button', { name: 'Assign', exact: true }).click();
    const dialog = pane.getByRole('dialog');
    await dialog.getByRole('combobox').first().click();
    await pane.getByRole('option').first().click();
    await dialog.getByLabel('Message').fill('Please before summer');
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await other.has('Train people', 'notes', /Please before summer/);
    await excel.has('Train people', 'assignedTo', /\w/);
  });

  it('[X53] works the functions of the add-in out in any cell, and again when the score changes', async () => {
    const { excel } = opened();
    await excel.root.getByRole('button', { name: 'New sheet' }).click();
    await excel.type('B2', '=CONTROLBOOK.SCORE("Office 365 ISO 27001")');
    await excel.type('B3', '=CONTROLBOOK.COUNT("Office 365 ISO 27001","Implementation Status","Planned")');
    await excel.shows('B3', '1');
    await excel.shows('B2', '0');
    await excel.sheet('Action Items');
    await excel.choose('Test alarms', 'status', 'Implemented');
    await excel.choose('Test alarms', 'result', 'Passed');
    await excel.root.getByRole('tab', { name: /^Sheet/ }).click();
    await excel.shows('B2', /^0\.\d+$/);
    await excel.sheet('Action Items');
  });

  it('[X55] goes on working while it is closed', async () => {
    const { excel, other } = opened();
    await excel.root.getByRole('button', { name: 'Close pane' }).click();
    await other.fill('Lock doors', 'more', 'while closed');
    await excel.has('Lock doors', 'more', 'while closed');
    await excel.root.getByRole('button', { name: 'Controlbook', exact: true }).click();
    await excel.pane.getByText('In step', { exact: true }).waitFor();
  });

  it('[X56] does not mind a slow Excel, one that loses a request, or one whose server is gone for a while', async () => {
    const { excel, other, page } = opened();
    await page.getByRole('button', { name: 'Inspect' }).click();
    const inspector = page.getByRole('region', { name: 'Inspector' });
    const faults = inspector.getByRole('group', { name: /ISO/ });
    await faults.getByRole('slider').fill('400');
    await other.fill('Lock doors', 'notes', 'slowly');
    await excel.has('Lock doors', 'notes', 'slowly');
    await faults.getByRole('slider').fill('0');
    await faults.getByRole('button', { name: 'Too busy' }).click();
    await other.fill('Lock doors', 'notes', 'after a lost request');
    await excel.has('Lock doors', 'notes', 'after a lost request');
    await faults.getByRole('checkbox').check();
    await other.fill('Lock doors', 'notes', 'after the server');
    await faults.getByRole('checkbox').uncheck();
    await excel.has('Lock doors', 'notes', 'after the server');
    await inspector.getByRole('tab', { name: 'Events' }).click();
    await inspector
      .getByText(/cellsChanged/)
      .first()
      .waitFor();
    await inspector.getByRole('tab', { name: 'Not played' }).click();
    await inspector.getByText('Everything the panes asked for is played.').waitFor();
    await page.getByRole('button', { name: 'Inspect' }).click();
  });
});
