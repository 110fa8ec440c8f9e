import assert from 'node:assert/strict';
import { at, numberOf } from './support/columns.ts';
import { eventually, openBench, useBench } from './support/workbench.ts';

describe('the grid in a browser', function () {
  this.timeout(60_000);
  const bench = useBench();

  const open = async (sheet = 'Action Items') => {
    const on = await openBench(bench(), { open: [bench().path('ISO')] });
    await on.excelAt(0).sheet(sheet);
    await on.excelAt(0).cell('A1').waitFor();
    return { excel: on.excelAt(0), page: on.page, keys: on.page.keyboard };
  };

  it('[X20] is a grid to screen readers: rows, columns, the active cell and what is selected', async () => {
    const { excel, page } = await open();
    await excel.goTo(at('status', 6));
    const grid = excel.root.getByRole('grid', { name: 'Sheet Action Items' });
    assert.equal(
      await grid.getAttribute('aria-activedescendant'),
      await excel.cell(at('status', 6)).getAttribute('id'),
    );
    assert.equal(await excel.cell(at('status', 6)).getAttribute('aria-colindex'), String(numberOf('status')));
    assert.equal(await excel.cell(at('status', 6)).getAttribute('aria-selected'), 'true');
    assert.equal(await excel.root.getByRole('columnheader', { name: 'E', exact: true }).count(), 1);
    assert.ok((await page.getByRole('row').count()) > 5);
  });

  it('[X21] moves by keys: arrows, Tab, Enter, Ctrl with arrows, Home, End, pages, and extends with Shift', async () => {
    const { excel, keys } = await open();
    const where = () => excel.root.getByLabel('Name box').inputValue();
    await excel.goTo('B6');
    const moves: [string, string][] = [
      ['ArrowRight', 'C6'],
      ['ArrowDown', 'C7'],
      ['Tab', 'D7'],
      ['Shift+Tab', 'C7'],
      ['Enter', 'C8'],
      ['Shift+Enter', 'C7'],
      ['Control+ArrowUp', 'C4'],
      ['Control+ArrowDown', 'C10'],
      ['Home', 'B10'],
      ['Control+Home', 'B5'],
    ];
    for (const [key, place] of moves) {
      await keys.press(key);
      assert.equal(await where(), place, key);
    }
    await keys.press('Shift+ArrowDown');
    await keys.press('Shift+ArrowRight');
    assert.equal(await excel.cell('C6').getAttribute('aria-selected'), 'true');
    assert.equal(await excel.cell('C7').getAttribute('aria-selected'), 'false');
    await keys.press('Control+PageDown');
    assert.equal(await excel.root.getByRole('tab', { selected: true, name: 'Provider Controls' }).count(), 1);
  });

  it('[X22] edits by typing, by F2 and in the formula bar; Escape leaves the cell as it was', async () => {
    const { excel, page, keys } = await open();
    await excel.type(at('notes', 5), 'First note');
    await excel.shows(at('notes', 5), 'First note');
    await excel.goTo(at('notes', 5));
    await keys.press('F2');
    await keys.press('Home');
    await keys.type('My ');
    await keys.press('Enter');
    await excel.shows(at('notes', 5), 'My First note');
    await excel.goTo(at('notes', 5));
    await excel.root.getByLabel('Formula bar').click();
    await keys.press('End');
    await keys.type(', longer');
    await keys.press('Enter');
    await excel.shows(at('notes', 5), 'My First note, longer');
    await excel.goTo(at('notes', 5));
    await keys.type('never');
    await keys.press('Escape');
    await excel.shows(at('notes', 5), 'My First note, longer');
    await excel.goTo(at('notes', 5));
    await keys.press('Delete');
    await excel.shows(at('notes', 5), '');
    await page.keyboard.press('Control+z');
    await excel.shows(at('notes', 5), 'My First note, longer');
    await page.keyboard.press('Control+y');
    await excel.shows(at('notes', 5), '');
  });

  it('[X22] takes text with line breaks, and text that looks like a formula in a text cell', async () => {
    const { excel, keys } = await open();
    await excel.goTo(at('notes', 6));
    await keys.type('one');
    await keys.press('Alt+Enter');
    await keys.type('two');
    await keys.press('Enter');
    await excel.shows(at('notes', 6), 'one\ntwo');
    await excel.type(at('notes', 7), '=1+1 is not computed');
    await excel.shows(at('notes', 7), '=1+1 is not computed');
  });

  it('[X23] offers the list of a rule, by keys and by the arrow, and stops what is not in it', async () => {
    const { excel, page, keys } = await open();
    await excel.pick(at('status', 5), 'Planned');
    await excel.shows(at('status', 5), 'Planned');
    await excel.goTo(at('status', 6));
    await excel.root.getByRole('button', { name: 'Choices' }).click();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await excel.shows(at('status', 6), 'Implemented');
    await excel.type(at('status', 7), 'Nearly done');
    const alert = page.getByRole('dialog', { name: 'Not in the list' });
    await alert.getByRole('button', { name: 'Cancel' }).click();
    await excel.shows(at('status', 7), 'Not Implemented');
  });

  it('[X23] keeps what the engine fills in from being typed over, and says why', async () => {
    const { excel, page } = await open();
    await excel.type('A5', 'Another title');
    await page.getByRole('dialog', { name: 'Filled in for you' }).getByRole('button', { name: 'Cancel' }).click();
    await excel.shows('A5', /doors|keys|people|alarms|visitors/);
  });

  it('[X24] copies and pastes a range, one value over many cells, and what another program put on the clipboard', async () => {
    const { excel, page, keys } = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await excel.type(at('plan', 5), 'Plan A');
    await excel.type(at('more', 5), 'More');
    await excel.goTo(`${at('plan', 5)}:${at('more', 5)}`);
    await keys.press('Control+c');
    await excel.goTo(at('plan', 7));
    await keys.press('Control+v');
    await excel.shows(at('plan', 7), 'Plan A');
    await excel.shows(at('more', 7), 'More');
    await excel.goTo(at('plan', 5));
    await keys.press('Control+c');
    await excel.goTo(`${at('plan', 8)}:${at('plan', 10)}`);
    await keys.press('Control+v');
    await excel.shows(at('plan', 8), 'Plan A');
    await excel.shows(at('plan', 10), 'Plan A');
    await page.evaluate(() => navigator.clipboard.writeText('x\ty\r\n"two\nlines"\tz\r\n'));
    await excel.goTo(at('plan', 5));
    await keys.press('Control+v');
    for (const [cell, text] of [
      [at('plan', 5), 'x'],
      [at('more', 5), 'y'],
      [at('plan', 6), 'two\nlines'],
      [at('more', 6), 'z'],
    ] as const)
      await excel.shows(cell, text);
  });

  it('[X24] cuts, fills down by keys and by dragging the corner', async () => {
    const { excel, page, keys } = await open();
    await excel.type(at('plan', 5), 'Same');
    await excel.goTo(`${at('plan', 5)}:${at('plan', 7)}`);
    await keys.press('Control+d');
    await excel.shows(at('plan', 7), 'Same');
    await excel.goTo(at('plan', 7));
    const handle = await excel.root.locator('.fill-handle').boundingBox();
    const target = await excel.cell(at('plan', 9)).boundingBox();
    assert.ok(handle !== null && target !== null);
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(target.x + 20, target.y + 10, { steps: 4 });
    await page.mouse.up();
    await excel.shows(at('plan', 9), 'Same');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await excel.goTo(at('plan', 9));
    await keys.press('Control+x');
    await excel.goTo(at('more', 9));
    await keys.press('Control+v');
    await excel.shows(at('plan', 9), '');
    await excel.shows(at('more', 9), 'Same');
  });

  it('[X25] sorts and filters a table by the arrow in its header', async () => {
    const { excel, page, keys } = await open();
    await excel.pick(at('status', 7), 'Planned');
    const title = await excel.text('A7');
    await excel.goTo(at('status', 4));
    await keys.press('Alt+ArrowDown');
    const menu = page.getByRole('dialog', { name: 'Sort and filter Implementation Status' });
    await menu.getByLabel('(Select All)').uncheck();
    await menu.getByLabel('Planned').check();
    await menu.getByRole('button', { name: 'OK' }).click();
    await excel.root.getByText('1 of 6 records found').waitFor();
    await excel.cell('A5').waitFor({ state: 'detached' });
    await excel.shows('A7', title);
    await excel.goTo(at('status', 4));
    await keys.press('Alt+ArrowDown');
    await page.getByRole('button', { name: /Clear Filter/ }).click();
    await excel.cell('A5').waitFor();
    await excel.goTo(at('status', 4));
    await keys.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Sort Z to A' }).click();
    await excel.shows('A5', title);
  });

  it('[X26] works scores out as cells change, and shows status colours and sums', async () => {
    const { excel } = await open();
    await excel.shows('C5', 'Review');
    await excel.pick(at('status', 5), 'Implemented');
    await excel.shows('C5', 'Implemented');
    const color = (cell: string) => excel.cell(cell).evaluate((element) => getComputedStyle(element).backgroundColor);
    await eventually(
      () => color(at('status', 5)),
      (shown) => shown === 'rgb(221, 241, 226)',
      'a green cell',
    );
    await excel.pick(at('result', 5), 'Passed');
    await excel.shows('C5', 'Test');
    await excel.goTo(`${at('points', 5)}:${at('points', 10)}`);
    await excel.root
      .getByRole('status')
      .filter({ hasText: /Sum: \d+/ })
      .waitFor();
    await excel.sheet('Overview');
    await excel.shows('B9', /^[1-9]\d*%$/);
  });

  it('[X27] keeps frozen rows and columns in view while the rest scrolls, and shows notes and prompts', async () => {
    const { excel } = await open();
    await excel.goTo('X40');
    const header = await excel.cell('A4').boundingBox();
    const grid = await excel.root.getByRole('grid').boundingBox();
    assert.ok(header !== null && grid !== null);
    assert.ok(header.x >= grid.x && header.y >= grid.y && header.y < grid.y + 200);
    await excel.goTo('D5');
    await excel.root.getByRole('note').filter({ hasText: 'Assigned To' }).waitFor();
  });

  it('[X27] adds, renames and changes sheets by their tabs, resizes columns, zooms', async () => {
    const { excel, page, keys } = await open();
    await excel.root.getByRole('button', { name: 'New sheet' }).click();
    const tab = excel.root.getByRole('tab', { selected: true, name: /^Sheet/ });
    await tab.dblclick();
    await excel.root.getByLabel('Sheet name').fill('Mine');
    await keys.press('Enter');
    await excel.type('B2', '=1+2');
    await excel.shows('B2', '3');
    const width = async () => (await excel.cell('B2').boundingBox())?.width ?? 0;
    const before = await width();
    const head = await excel.root.getByRole('columnheader', { name: 'B', exact: true }).boundingBox();
    assert.ok(head !== null);
    await page.mouse.move(head.x + head.width - 1, head.y + 8);
    await page.mouse.down();
    await page.mouse.move(head.x + head.width + 59, head.y + 8, { steps: 3 });
    await page.mouse.up();
    await eventually(width, (now) => Math.round(now - before) === 60, 'a wider column');
    await excel.root.getByLabel('Zoom').fill('150');
    await eventually(width, (now) => Math.round((now / (before + 60)) * 10) === 15, 'a larger grid');
  });
});
