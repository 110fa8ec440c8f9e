import assert from 'node:assert/strict';
import { at } from './support/columns.ts';
import { type BoundPage, openBound } from './support/pane-page.ts';
import { eventually, useBench } from './support/workbench.ts';

const titles = ['Lock doors', 'Watch doors', 'Count keys', 'Train people', 'Test alarms', 'Name visitors'];

describe('many cells at once, and cells that do not stay as they were typed', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BoundPage | undefined;
  before(async () => {
    on = await openBound(bench(), [bench().path('ISO'), bench().path('NIST')], { query: { layout: 'rows' } });
  });

  /** The workbook with all six actions, and one of the same group with four of them. */
  const both = () => {
    assert.ok(on !== undefined);
    return { mine: on.boundAt(0), other: on.boundAt(1), page: on.page, keys: on.page.keyboard };
  };
  const titlesInRows = async (): Promise<readonly string[]> => {
    const { mine } = both();
    const rows = await Promise.all(titles.map(async (title) => [await mine.place(title, 'title'), title] as const));
    return rows.sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1))).map(([, title]) => title);
  };

  it('[X41] a block pasted over statuses, dates and notes travels whole, but for what is no value', async () => {
    const { mine, other } = both();
    const rows = await titlesInRows();
    const statuses = ['Planned', 'Implemented', 'Nearly done', 'Not in Scope', 'Planned', 'Alternative Implementation'];
    const lines = rows.map((title, index) => `${statuses[index]}\t2026-03-0${index + 1}\tOf ${title}`);
    await mine.paste(at('status', 5), lines.join('\r\n'));
    for (const title of ['Lock doors', 'Train people', 'Count keys', 'Test alarms']) {
      await other.has(title, 'notes', `Of ${title}`);
      const status = statuses[rows.indexOf(title)] ?? '';
      await other.has(title, 'status', status === 'Nearly done' ? 'Not Implemented' : status);
    }
    const refused = rows[2] ?? '';
    await mine.has(refused, 'status', 'Not Implemented');
    await mine.has(refused, 'notes', `Of ${refused}`);
    await mine.has('Lock doors', 'date', /^\d{5}$/);
    assert.equal(await mine.shown('Lock doors', 'date'), await other.shown('Lock doors', 'date'));
  });

  it('[X43] a refused cell keeps the reason as a note and its colour until somebody has read it', async () => {
    const { mine } = both();
    const [, , refused = ''] = await titlesInRows();
    const cell = mine.cell(await mine.place(refused, 'status'));
    const colour = () => cell.evaluate((element) => getComputedStyle(element).backgroundColor);
    await eventually(colour, (shown) => shown === 'rgb(253, 231, 233)', 'the colour of a refused cell');
    await cell.hover();
    await mine.root
      .getByRole('note')
      .filter({ hasText: /Controlbook: .*Nearly done/ })
      .waitFor();
    const banner = mine.pane.getByText(/Nearly done. was not taken/);
    await banner.waitFor();
    await mine.pane.getByRole('button', { name: 'Dismiss' }).click();
    await banner.waitFor({ state: 'detached' });
    await eventually(colour, (shown) => shown !== 'rgb(253, 231, 233)', 'a cell without a mark');
  });

  it('[X41] what is dragged over cells by their corner travels, and so does taking it back', async () => {
    const { mine, other, page, keys } = both();
    await mine.type(at('plan', 5), 'The same plan');
    await mine.goTo(at('more', 5)); // so that the corner of J5 is not under the edge of the pane
    await mine.goTo(at('plan', 5));
    await mine.cell(at('plan', 10)).waitFor();
    const handle = await mine.root.locator('.fill-handle').boundingBox();
    const target = await mine.cell(at('plan', 10)).boundingBox();
    assert.ok(handle !== null && target !== null);
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(target.x + 20, target.y + 10, { steps: 4 });
    await page.mouse.up();
    await other.has('Test alarms', 'plan', 'The same plan');
    await other.has('Lock doors', 'plan', 'The same plan');
    await keys.press('Control+z');
    await mine.has('Name visitors', 'plan', '');
    await other.has(
      'Test alarms',
      'plan',
      (await mine.place('Test alarms', 'plan')) === at('plan', 5) ? 'The same plan' : '',
    );
    await keys.press('Control+y');
    await other.has('Test alarms', 'plan', 'The same plan');
  });

  it('[X42] what is typed into sorted and filtered rows belongs to the action it stands beside', async () => {
    const { mine, other, page, keys } = both();
    await mine.goTo('A4');
    await keys.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Sort Z to A' }).click();
    await mine.shows('A5', 'Watch doors');
    await mine.type(at('notes', 7), 'beside the second of the alphabet’s end');
    const third = await mine.text('A7');
    await mine.has(third, 'notes', 'beside the second of the alphabet’s end');
    await other.has(third, 'notes', 'beside the second of the alphabet’s end');
    await mine.goTo('A4');
    await keys.press('Alt+ArrowDown');
    await page.getByLabel('(Select All)').uncheck();
    await page.getByLabel('Count keys').check();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await mine.root.getByText('1 of 6 records found').waitFor();
    await mine.fill('Count keys', 'notes', 'while nothing else shows');
    await other.has('Count keys', 'notes', 'while nothing else shows');
    await mine.goTo('A4');
    await keys.press('Alt+ArrowDown');
    await page.getByRole('button', { name: /Clear Filter/ }).click();
    await mine.cell('A5').waitFor();
  });

  it('[X46] a deleted row comes back with all it had, and nobody else loses anything', async () => {
    const { mine, other } = both();
    await mine.goTo(await mine.place('Count keys', 'notes'));
    const home = mine.root.getByRole('tab', { name: 'Home', exact: true });
    await home.click();
    await mine.root.getByRole('button', { name: 'Delete rows' }).click();
    await eventually(
      () => mine.place('Count keys', 'notes').catch(() => 'gone'),
      (place) => place !== 'gone',
      'the row to come back',
      15_000,
    );
    await mine.has('Count keys', 'notes', 'while nothing else shows');
    await other.has('Count keys', 'notes', 'while nothing else shows');
    await mine.fill('Count keys', 'more', 'after it came back');
    await other.has('Count keys', 'more', 'after it came back');
  });

  it('[X46] a row that stands there twice is named with its place, and read again once its copy is gone', async () => {
    const { mine, other, keys } = both();
    const row = Number((await mine.place('Name visitors', 'title')).slice(1));
    await mine.goTo(`A${row}:${await mine.lastColumn()}${row}`);
    await keys.press('Control+c');
    await mine.goTo('A11');
    await keys.press('Control+v');
    await mine.pane.getByText(`'Action Items'!A${row}`).waitFor();
    await mine.pane.getByText(new RegExp(`The same action stands in rows ${row}, 11`)).waitFor();
    await mine.type(at('notes', 11), 'typed into a copy');
    await mine.goTo('A11');
    await mine.root.getByRole('button', { name: 'Delete rows' }).click();
    await mine.fill('Name visitors', 'notes', 'typed into the row itself');
    const { useCases } = bench().served.engine;
    const iso = (await useCases.groups()).flatMap((group) => group.assessments).find(({ title }) => /ISO/.test(title));
    assert.ok(iso !== undefined);
    const texts = async () => (await useCases.view(iso.id))?.history.map(({ to }) => to) ?? [];
    await eventually(texts, (all) => all.includes('typed into the row itself'), 'the edit to be recorded');
    assert.ok(!(await texts()).includes('typed into a copy'));
    await other.has('Lock doors', 'plan', 'The same plan');
  });

  it('[X47] one column sorted without the others is held, and goes back or out as its author says', async () => {
    const { mine, other } = both();
    const rows = await titlesInRows();
    const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
    await mine.paste(at('more', 5), letters.map((letter) => `info ${letter}`).join('\r\n'));
    const first = rows.find((title) => title === 'Lock doors') ?? '';
    const before = `info ${letters[rows.indexOf(first)]}`;
    await other.has(first, 'more', before);
    const backwards = letters.toReversed().map((letter) => `info ${letter}`);
    await mine.paste(at('more', 5), backwards.join('\r\n'));
    await mine.pane.getByText('6 edits look like a slip and have not been sent.').waitFor();
    assert.equal(await other.shown(first, 'more'), before);
    await mine.pane.getByRole('button', { name: 'Show', exact: true }).click();
    await mine.pane.getByRole('button', { name: 'Put the cells back' }).click();
    await mine.has(first, 'more', before);
    await mine.paste(at('more', 5), backwards.join('\r\n'));
    await mine.pane.getByRole('button', { name: 'Send anyway' }).click();
    await other.has(first, 'more', backwards[rows.indexOf(first)] ?? '');
  });
});
