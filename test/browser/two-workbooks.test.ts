import assert from 'node:assert/strict';
import { at } from './support/columns.ts';
import { type BoundPage, inStep, openBound } from './support/pane-page.ts';
import { eventually, useBench } from './support/workbench.ts';

describe('two workbooks of one group, each with its pane', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BoundPage | undefined;
  before(async () => {
    const paths = [bench().path('ISO'), bench().path('GDPR')];
    on = await openBound(bench(), paths, { expected: /ERR_INTERNET_DISCONNECTED/ });
  });

  const both = () => {
    assert.ok(on !== undefined);
    return { bench: bench(), first: on.boundAt(0), second: on.boundAt(1), page: on.page, keys: on.page.keyboard };
  };

  it('[X40] what is typed in one shows in the other', async () => {
    const { first, second } = both();
    await first.fill('Lock doors', 'notes', 'Every evening');
    await second.has('Lock doors', 'notes', 'Every evening');
    await second.fill('Lock doors', 'plan', 'Try the handle');
    await first.has('Lock doors', 'plan', 'Try the handle');
  });

  it('[X40] a status and a test result raise the scores of both workbooks and of the pane', async () => {
    const { first, second } = both();
    await first.choose('Watch doors', 'status', 'Implemented');
    await first.choose('Watch doors', 'result', 'Passed');
    await second.has('Watch doors', 'stage', 'Test');
    await first.pane
      .getByText(/^[1-9]\d* of \d+ points$/)
      .first()
      .waitFor({ state: 'attached', timeout: 10_000 });
    await second.sheet('Overview');
    await second.shows('B9', /^[1-9]\d*%$/);
    await second.sheet('Action Items');
  });

  it('[X41] a paste, a fill and what is taken back travel like single edits', async () => {
    const { first, second, page, keys } = both();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => navigator.clipboard.writeText('Plan one\tMore one'));
    await first.goTo(await first.place('Lock doors', 'plan'));
    await keys.press('Control+v');
    await second.has('Lock doors', 'plan', 'Plan one');
    await second.has('Lock doors', 'more', 'More one');
    await first.fill('Lock doors', 'more', 'Filled');
    const [top] = [await first.place('Lock doors', 'more')];
    await first.goTo(`${top}:${at('more', Number(top.slice(1)) + 5)}`);
    await keys.press('Control+d');
    await second.has('Watch doors', 'more', 'Filled');
    await keys.press('Control+z');
    await second.has('Watch doors', 'more', '');
    await second.has('Lock doors', 'more', 'Filled');
  });

  it('[X41] a cell emptied in one is empty in the other', async () => {
    const { first, second, keys } = both();
    await first.fill('Train people', 'notes', 'Twice a year');
    await second.has('Train people', 'notes', 'Twice a year');
    await first.goTo(await first.place('Train people', 'notes'));
    await keys.press('Delete');
    await second.has('Train people', 'notes', '');
  });

  it('[X42] rows sorted or filtered in one stay as they are while changes arrive in the right row', async () => {
    const { first, second, page, keys } = both();
    await first.goTo('A4');
    await keys.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Sort Z to A' }).click();
    await first.shows('A5', 'Watch doors');
    await second.fill('Lock doors', 'notes', 'after the sort');
    await first.has('Lock doors', 'notes', 'after the sort');
    await first.shows('A5', 'Watch doors');
    await first.goTo('A4');
    await keys.press('Alt+ArrowDown');
    await page.getByLabel('(Select All)').uncheck();
    await page.getByLabel('Watch doors').check();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await first.root.getByText('1 of 6 records found').waitFor();
    await second.fill('Lock doors', 'notes', 'while filtered');
    await first.has('Lock doors', 'notes', 'while filtered');
    await first.root.getByText('1 of 6 records found').waitFor();
  });

  it('[X42] what arrives waits while a cell is being typed in, and moves neither selection nor scroll', async () => {
    const { first, second, keys } = both();
    const place = await first.place('Train people', 'notes');
    await first.goTo(place);
    await keys.type('half a sen');
    const scroll = () => first.root.getByRole('grid').evaluate((grid) => [grid.scrollTop, grid.scrollLeft]);
    const before = await scroll();
    await second.fill('Train people', 'plan', 'arrives meanwhile');
    await second.has('Train people', 'plan', 'arrives meanwhile');
    assert.equal(await first.root.getByLabel('Cell text').inputValue(), 'half a sen');
    await first.root.getByLabel('Cell text').press('Enter');
    await first.has('Train people', 'plan', 'arrives meanwhile');
    await second.has('Train people', 'notes', 'half a sen');
    assert.deepEqual(await scroll(), before);
  });

  it('[X43] a value the engine refuses is put back, and the pane says why', async () => {
    const { first, page, keys } = both();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => navigator.clipboard.writeText('next spring'));
    const place = await first.place('Lock doors', 'date');
    await first.goTo(place);
    await keys.press('Control+v');
    await first.pane
      .getByText(/next spring. is not a date/)
      .first()
      .waitFor();
    await first.has('Lock doors', 'date', '');
  });

  it('[X44] what was typed while the engine was away is sent once when it is back', async () => {
    const { bench: own, first, second, page } = both();
    await page.context().setOffline(true);
    await first.fill('Count keys', 'notes', 'typed offline');
    await first.has('Count keys', 'notes', 'typed offline');
    await page.context().setOffline(false);
    await inStep(page, 0);
    const { useCases } = own.served.engine;
    const assessments = (await useCases.groups()).flatMap((group) => group.assessments);
    const iso = assessments.find(({ title }) => title.includes('ISO'));
    assert.ok(iso !== undefined);
    const sent = async () => (await useCases.view(iso.id))?.history.filter(({ to }) => to === 'typed offline').length;
    await eventually(sent, (count) => count === 1, 'one entry of what was typed');
    await inStep(page, 1);
    assert.equal(await second.root.count(), 1);
  });

  it('[X45] a change of the same field at the same time is kept as a conflict that both workbooks show', async () => {
    const { bench: own, first, second } = both();
    const other = await openBound(own, [own.path('GDPR')], { expected: /ERR_INTERNET_DISCONNECTED/ });
    const theirs = other.boundAt(0);
    await other.page.context().setOffline(true);
    await theirs.fill('Train people', 'plan', 'theirs, offline');
    await first.fill('Train people', 'plan', 'mine, meanwhile');
    await second.has('Train people', 'plan', 'mine, meanwhile');
    await other.page.context().setOffline(false);
    await theirs.has('Train people', 'plan', 'mine, meanwhile');
    await eventually(
      async () => own.served.engine.useCases.conflicts().length,
      (count) => count === 1,
      'one open conflict',
    );
    await theirs.pane.getByRole('tab', { name: /Conflicts/ }).click();
    await theirs.pane.getByText('theirs, offline').first().waitFor();
    await theirs.pane.getByRole('radio', { name: 'Take the other' }).click();
    await theirs.pane.getByRole('button', { name: 'Settle' }).click();
    await first.has('Train people', 'plan', 'theirs, offline');
    await theirs.has('Train people', 'plan', 'theirs, offline');
    await eventually(
      async () => own.served.engine.useCases.conflicts().length,
      (count) => count === 0,
      'no open conflict',
    );
  });
});
