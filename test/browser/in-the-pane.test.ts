import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { type BoundPage, inStep, openBound } from './support/pane-page.ts';
import { eventually, useBench } from './support/workbench.ts';

describe('work in the pane, beside two workbooks of one group', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BoundPage | undefined;
  before(async () => {
    // The way to the engine is cut in one of these tests; the pane's calls then fail.
    const expected = /ERR_FAILED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket/;
    on = await openBound(bench(), [bench().path('ISO'), bench().path('NIST')], { expected });
  });

  const both = () => {
    assert.ok(on !== undefined);
    const excel = on.boundAt(0);
    return { excel, pane: excel.pane, other: on.boundAt(1), page: on.page, keys: on.page.keyboard };
  };

  /** What the engine has recorded of a text in the first workbook. */
  const historyOf = async (text: string) => {
    const { useCases } = bench().served.engine;
    const all = (await useCases.groups()).flatMap((group) => group.assessments);
    const iso = all.find(({ title }) => title.includes('ISO'));
    assert.ok(iso !== undefined);
    return (await useCases.view(iso.id))?.history.filter(({ to }) => to === text) ?? [];
  };

  it('[X54] sets a field of many action items after a preview, in every workbook, and takes it back', async () => {
    const { excel, pane, other } = both();
    await excel.choose('Count keys', 'status', 'Planned');
    await other.has('Count keys', 'status', 'Planned');
    await pane.getByRole('tab', { name: 'Action items' }).click();
    await pane.getByRole('checkbox', { name: 'Choose all 6 action items' }).check();
    await pane.getByRole('button', { name: 'Set a field' }).click();
    await pane.getByRole('combobox', { name: 'New value' }).click();
    await pane.getByRole('option', { name: 'Planned' }).click();
    await pane.getByRole('button', { name: 'Preview' }).click();
    await pane.getByText('5 change, 1 stay as they are.').waitFor();
    await pane.getByRole('button', { name: 'Change 5' }).click();
    for (const title of ['Lock doors', 'Train people', 'Count keys', 'Test alarms']) {
      await other.has(title, 'status', 'Planned');
      await excel.has(title, 'status', 'Planned');
    }
    await pane.getByRole('button', { name: 'Undo' }).click();
    await other.has('Test alarms', 'status', 'Not Implemented');
    await other.has('Count keys', 'status', 'Planned');
  });

  it('[X54] finds action items by several values of a filter, and leads to their rows', async () => {
    const { excel, pane } = both();
    await pane.getByRole('tab', { name: 'Action items' }).click();
    await pane.getByRole('button', { name: 'Filter', exact: true }).click();
    await pane.getByRole('combobox', { name: 'Status' }).click();
    await pane.getByRole('menuitemcheckbox', { name: 'Planned' }).click();
    await pane.getByText('1 of 6 action items').waitFor();
    await pane.getByRole('menuitemcheckbox', { name: 'Not Implemented' }).click();
    await pane.getByText('6 action items', { exact: true }).waitFor();
    await pane.getByRole('menuitemcheckbox', { name: 'Not Implemented' }).click();
    await pane.getByRole('searchbox').click();
    await pane.getByRole('button', { name: 'Count keys', exact: true }).click();
    await pane.getByRole('heading', { name: 'Count keys' }).waitFor();
    const place = await excel.place('Count keys', 'title');
    await eventually(
      () => excel.root.getByLabel('Name box').inputValue(),
      (shown) => shown === place,
      `${place} to be selected`,
    );
  });

  it('[X57] the ribbon’s report is a workbook of its own with the assessment as it stands', async () => {
    const { excel, other, page } = both();
    await other.fill('Lock doors', 'notes', 'reported');
    await excel.has('Lock doors', 'notes', 'reported');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      excel.root.getByRole('tabpanel', { name: 'Controlbook' }).getByRole('button', { name: 'Report' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /ISO.*\.xlsx$/);
    const report = readWorkbook(await readFile(await download.path()));
    assert.ok(report.ok);
    const values = report.value.sheets.flatMap(({ cells }) => cells.map(({ value }) => value));
    assert.ok(values.includes('reported'));
  });

  it('[X58] speaks German when asked to, at once, and again after it is opened anew', async () => {
    const { excel, pane, page, other } = both();
    await pane.getByRole('button', { name: 'More' }).click();
    await pane.getByRole('menuitem', { name: 'Settings' }).click();
    await pane.getByRole('combobox', { name: 'Language' }).click();
    await pane.getByRole('option', { name: 'Deutsch' }).click();
    await pane.getByRole('combobox', { name: 'Sprache' }).waitFor();
    await pane.getByText('Im Gleichstand', { exact: true }).waitFor();
    await reload(paneOf(page.frames(), 0));
    await pane.getByText('Im Gleichstand', { exact: true }).waitFor();
    await pane.getByRole('tab', { name: 'Aufgaben' }).waitFor();
    await excel.paste(await excel.place('Lock doors', 'date'), 'bald');
    await pane
      .getByText(/„bald“ wurde nicht übernommen/)
      .first()
      .waitFor();
    await pane.getByRole('button', { name: 'Ausblenden' }).click();
    await other.pane.getByText('In step', { exact: true }).waitFor({ state: 'attached' });
    await pane.getByRole('button', { name: 'Mehr' }).click();
    await pane.getByRole('menuitem', { name: 'Einstellungen' }).click();
    await pane.getByRole('combobox', { name: 'Sprache' }).click();
    await pane.getByRole('option', { name: 'Wie in Office' }).click();
    await pane.getByRole('button', { name: 'Back' }).click();
  });

  it('[X59] a field is changed by keys alone: from the cells to the pane and back', async () => {
    const { excel, pane, other, page, keys } = both();
    await excel.goTo(await excel.place('Test alarms', 'title'));
    await pane.getByRole('heading', { name: 'Test alarms' }).waitFor();
    await keys.press('F6');
    const field = pane.getByRole('combobox', { name: 'Implementation Status' });
    for (let presses = 0; presses < 30; presses += 1) {
      if (await field.evaluate((element) => element === document.activeElement)) break;
      await keys.press('Tab');
    }
    await keys.press('Enter');
    await keys.type('Plan');
    await keys.press('Enter');
    await other.has('Test alarms', 'status', 'Planned');
    await excel.has('Test alarms', 'status', 'Planned');
    await keys.press('F6');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    assert.equal(await focused(), 'Controlbook');
    await keys.press('F6');
    await keys.press('ArrowDown');
    assert.match(await excel.root.getByLabel('Name box').inputValue(), /^A\d+$/);
    assert.ok(await excel.root.getByRole('grid').evaluate((grid) => grid.contains(document.activeElement)));
  });

  it('[X63] what could not be sent survives a reload of the pane, and is sent once', async () => {
    const { excel, pane, other, page } = both();
    await bench().stop();
    await excel.fill('Train people', 'notes', 'kept over a reload');
    await pane.getByText('Offline', { exact: true }).waitFor();
    await pane.getByText(/1 edit is kept here and sent later/).waitFor();
    // The engine serves the pane again, but nothing of the pane's gets through to it yet.
    let cut = true;
    await page.context().route('**/api/**', (route) => (cut ? route.abort() : route.continue()));
    await page.context().routeWebSocket(/\/api\//, async (socket) => {
      if (cut) await socket.close();
      else socket.connectToServer();
    });
    await bench().startAgain();
    await reload(paneOf(page.frames(), 0));
    await pane.getByText('Offline', { exact: true }).waitFor();
    assert.deepEqual(await historyOf('kept over a reload'), []);
    cut = false;
    await inStep(page, 0);
    await other.has('Train people', 'notes', 'kept over a reload');
    assert.equal((await historyOf('kept over a reload')).length, 1);
    await excel.has('Train people', 'notes', 'kept over a reload');
  });
});

function paneFrames(frames: readonly Frame[]): readonly Frame[] {
  return frames.filter((frame) => frame.url().includes('/pane/taskpane.html'));
}

function paneOf(frames: readonly Frame[], index: number): Frame {
  const frame = paneFrames(frames)[index];
  assert.ok(frame !== undefined);
  return frame;
}

async function reload(frame: Frame): Promise<void> {
  await frame.evaluate(() => window.location.reload());
  await frame.waitForLoadState();
}
