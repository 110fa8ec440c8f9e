import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileOf } from '#test/support/grids';
import { cellAt, openWorkbook, typeAndSave, until } from '#test/support/workbook-person';
import { type BoundPage, boundExcel, openBound } from './support/pane-page.ts';
import { eventually, openBench, useBench } from './support/workbench.ts';

describe('open workbooks, the files of the folder, and cells elsewhere', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BoundPage | undefined;
  before(async () => {
    on = await openBound(bench(), [bench().path('ISO'), bench().path('GDPR')], { expected: /409/ });
  });

  const both = () => {
    assert.ok(on !== undefined);
    return { mine: on.boundAt(0), other: on.boundAt(1), page: on.page };
  };
  const fileAt = (word: string): string => join(bench().folder, bench().path(word));

  it('[X68] what is typed into a file of the folder and saved stands in the workbooks that are open', async () => {
    const { mine, other } = both();
    await typeAndSave(
      fileAt('NIST'),
      ['Action Items', 'Lock doors', 'Implementation Notes', 'typed into the file'],
      ['Action Items', 'Train people', 'Implementation Status', 'Planned'],
    );
    await mine.has('Lock doors', 'notes', 'typed into the file');
    await other.has('Lock doors', 'notes', 'typed into the file');
    await mine.has('Train people', 'status', 'Planned');
    await mine.pane.getByText('In step', { exact: true }).waitFor({ state: 'attached' });
  });

  it('[X68] the file of an open workbook follows what is typed on the page, and brings its own changes back', async () => {
    const { mine, other } = both();
    await mine.fill('Watch doors', 'plan', 'typed on the page');
    await other.has('Watch doors', 'plan', 'typed on the page');
    const place = ['Action Items', 'Watch doors', 'Test Plan'] as const;
    await until(async () => cellAt(await openWorkbook(fileAt('ISO')), place), 'typed on the page');
    await typeAndSave(fileAt('ISO'), ['Action Items', 'Count keys', 'Test Plan', 'from its own file']);
    await mine.has('Count keys', 'plan', 'from its own file');
    await mine.has('Watch doors', 'plan', 'typed on the page');
  });

  it('[X68] a workbook with a pane is saved back to the folder, and nothing in it is taken for an edit', async () => {
    const { mine, other, page } = both();
    await mine.fill('Watch doors', 'notes', 'saved afterwards');
    await other.has('Watch doors', 'notes', 'saved afterwards');
    const { useCases } = bench().served.engine;
    const assessments = (await useCases.groups()).flatMap((group) => group.assessments);
    const iso = assessments.find(({ title }) => title.includes('ISO'));
    assert.ok(iso !== undefined);
    const done = async () =>
      (await useCases.view(iso.id))?.history.map(({ item, field, to, what }) => [item, field, to, what]);
    await bench().served.engine.workbooks.idle();
    const before = await done();
    await mine.root.getByRole('button', { name: 'Save', exact: true }).click();
    const again = page.getByRole('dialog').getByRole('button', { name: 'Put my cells into it' });
    const saved = mine.root.getByText('Saved in the folder');
    await saved.or(again).first().waitFor();
    if (await again.isVisible()) await again.click();
    await saved.waitFor();
    await bench().served.engine.workbooks.idle();
    assert.deepEqual(await done(), before);
  });

  it('[X53] figures of an assessment stand in a workbook that is none, and follow it', async () => {
    const { mine } = both();
    await writeFile(join(bench().folder, 'Figures.xlsx'), fileOf({ Board: [['Figures']] }, 'xlsx'));
    await eventually(
      async () =>
        bench()
          .served.engine.workbench.workbooks()
          .workbooks.map(({ path }) => path),
      (paths) => paths.includes('Figures.xlsx'),
      'the new file to be found',
    );
    const board = await openBench(bench(), { open: ['Figures.xlsx'], pane: true });
    const excel = board.excelAt(0);
    const title = 'Office 365 ISO 27001';
    await excel.type('B2', `=CONTROLBOOK.COUNT("${title}","Implementation Status","Implemented")`);
    await excel.type('B3', `=CONTROLBOOK.STATUS("Test alarms","${title}")`);
    await excel.type('B4', `=CONTROLBOOK.PROGRESS("${title}")`);
    await excel.type('B5', '=CONTROLBOOK.SCORE("No such assessment")');
    await excel.type('B6', '=IF(B2>0,"some","none")');
    await excel.shows('B2', '0');
    await excel.shows('B3', 'Not Implemented');
    await excel.shows('B6', 'none');
    await excel.shows('B5', '#N/A');
    await mine.choose('Test alarms', 'status', 'Implemented');
    // Of assessments other than that of the workbook the engine is asked every ten seconds.
    await eventually(
      () => excel.text('B2'),
      (shown) => shown === '1',
      'the count to follow',
      20_000,
    );
    await excel.shows('B3', 'Implemented');
    await excel.shows('B6', 'some');
    await excel.shows('B4', /^[01]/);
  });

  it('[X69] a conflict is settled on the sheet by its drop-down, in whichever workbook', async () => {
    const { mine, other } = both();
    const elsewhere = await openBound(bench(), [bench().path('ISO')], { expected: /ERR_INTERNET_DISCONNECTED/ });
    const theirs = boundExcel(elsewhere, 0);
    await theirs.goTo(await theirs.place('Train people', 'notes')); // what the pane shows then is fetched before it is offline
    await theirs.pane.getByRole('heading', { name: 'Train people' }).waitFor();
    await elsewhere.page.context().setOffline(true);
    await theirs.fill('Train people', 'plan', 'theirs, offline');
    await mine.fill('Train people', 'plan', 'mine, meanwhile');
    await other.has('Train people', 'plan', 'mine, meanwhile');
    await elsewhere.page.context().setOffline(false);
    await theirs.has('Train people', 'plan', 'mine, meanwhile');
    await other.sheet('Conflicts');
    await other.shows('A5', 'Train people');
    await other.pick('H5', 'Take yours');
    await other.sheet('Action Items');
    await other.has('Train people', 'plan', 'theirs, offline');
    await mine.has('Train people', 'plan', 'theirs, offline');
    await theirs.has('Train people', 'plan', 'theirs, offline');
    await eventually(
      async () => bench().served.engine.useCases.conflicts().length,
      (open) => open === 0,
      'no open conflict',
    );
  });

  it('[X44] a pane whose line goes away shows every page, also those it has not shown before', async () => {
    const expected = /ERR_INTERNET_DISCONNECTED/;
    const opened = await openBound(bench(), [bench().path('GDPR')], { expected });
    const { pane, goTo, place } = opened.boundAt(0);
    const parts = () => opened.page.evaluate(countParts);
    await eventually(parts, (count) => count >= 13, 'the pages to be fetched', 15_000);
    await opened.page.waitForTimeout(500); // the last of them
    await opened.page.context().setOffline(true);
    await goTo(await place('Train people', 'notes'));
    await pane.getByRole('heading', { name: 'Train people' }).waitFor();
    await pane.getByRole('tab', { name: 'Action items' }).click();
    await pane.getByText('3 action items', { exact: true }).waitFor();
    await pane.getByRole('tab', { name: 'Conflicts' }).click();
    await pane.getByText('Nothing to decide').waitFor();
    await opened.page.context().setOffline(false);
  });

  const themes = { light: [255, 255, 255], dark: [41, 41, 41], highContrast: [0, 0, 0] } as const;
  for (const [theme, colour] of Object.entries(themes)) {
    it(`[X70] the pane is as light or dark as its Excel: ${theme}`, async () => {
      const shown = await openBound(bench(), [bench().path('GDPR')], { query: { theme } });
      const heading = shown.boundAt(0).pane.getByText('Controlbook', { exact: true }).first();
      const background = await heading.evaluate((element) => {
        for (let at: Element | null = element; at !== null; at = at.parentElement) {
          const { backgroundColor } = getComputedStyle(at);
          if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
        }
        return '';
      });
      assert.equal(background, `rgb(${colour.join(', ')})`);
    });
  }
});

/** In the page: how many parts of the pane have been fetched after its first ones, which have names. */
function countParts(): number {
  const loaded = window.frames[0]?.performance.getEntriesByType('resource') ?? [];
  return loaded.filter(({ name }) => /\/pane\/\d+\./.test(name)).length;
}
