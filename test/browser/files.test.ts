import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { plainWorkbook, relationship } from '#test/support/corpus/plain-workbook';
import { richAssessment } from '#test/support/corpus/rich-assessment';
import { at, numberOf } from './support/columns.ts';
import { eventually, openBench, useBench } from './support/workbench.ts';

describe('files on the workbench', function () {
  this.timeout(60_000);
  const bench = useBench();

  const cellInFile = async (path: string, sheetName: string, row: number, column: number) => {
    const read = readWorkbook(await readFile(join(bench().folder, path)));
    assert.ok(read.ok);
    const sheet = read.value.sheets.find(({ name }) => name === sheetName);
    return sheet?.cells.find((cell) => cell.row === row && cell.column === column)?.value ?? null;
  };

  it('[X30] opens the workbooks of one group side by side when nothing else is asked for', async () => {
    const on = await openBench(bench(), { open: [] });
    const titles = await on.page.locator('.title-bar strong').allInnerTexts();
    assert.deepEqual(titles, ['Office 365 GDPR', 'Office 365 ISO 27001']);
  });

  it('[X31] carries a workbook from the folder and back, and the engine takes it in as a person’s save', async () => {
    const path = bench().path('NIST');
    const on = await openBench(bench(), { open: [path] });
    const excel = on.excelAt(0);
    await excel.sheet('Action Items');
    await excel.pick(at('status', 5), 'Implemented');
    await excel.type(at('notes', 5), 'Done by hand');
    await excel.root.getByText('Not saved to the file').waitFor();
    await on.page.keyboard.press('Control+s');
    await excel.root.getByText('Saved in the folder').waitFor();
    assert.equal(await cellInFile(path, 'Action Items', 5, numberOf('status')), 'Implemented');
    const taken = async () => {
      const [, second] = await Promise.all([0, cellInFile(bench().path('ISO'), 'Action Items', 5, numberOf('notes'))]);
      return second;
    };
    await eventually(taken, (note) => note === 'Done by hand', 'the other workbook to follow', 15_000);
  });

  it('[X31] asks before it writes over a file that has changed since it was opened', async () => {
    const path = bench().path('GDPR');
    const on = await openBench(bench(), { open: [path], expected: /409/ });
    const excel = on.excelAt(0);
    await excel.sheet('Action Items');
    await excel.type(at('plan', 5), 'A plan');
    const file = join(bench().folder, path);
    const [book, other] = [await readFile(file), await openBench(bench(), { open: [path] })];
    await other.excelAt(0).sheet('Action Items');
    await other.excelAt(0).type(at('more', 6), 'Meanwhile');
    await other.page.keyboard.press('Control+s');
    await other.excelAt(0).root.getByText('Saved in the folder').waitFor();
    assert.ok(!book.equals(await readFile(file)));
    await excel.root.getByRole('button', { name: 'Save', exact: true }).click();
    await on.page.getByRole('dialog').getByRole('button', { name: 'Put my cells into it' }).click();
    await excel.root.getByText('Saved in the folder').waitFor();
    assert.equal(await cellInFile(path, 'Action Items', 5, numberOf('plan')), 'A plan');
    assert.equal(await cellInFile(path, 'Action Items', 6, numberOf('more')), 'Meanwhile');
  });

  it('[X32] opens a file of this machine and gives it back with the changed cells, everything else as it was', async () => {
    const on = await openBench(bench(), { open: [bench().path('ISO')] });
    const { page } = on;
    const file = join(bench().folder, '..', 'Rich.xlsx');
    await writeFile(file, richAssessment());
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByLabel('From this machine').setInputFiles(file);
    const excel = on.excelAt(1);
    await excel.root.getByText('Rich', { exact: true }).waitFor();
    await excel.sheet('Data');
    await excel.type('B60', 'from the page');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
    const saved = await readFile(await download.path());
    const read = readWorkbook(saved);
    assert.ok(read.ok);
    const cell = read.value.sheets
      .find(({ name }) => name === 'Data')
      ?.cells.find(({ row, column }) => row === 60 && column === 2);
    assert.equal(cell?.value, 'from the page');
  });

  it('[X32] says what is wrong with a file that cannot be opened', async () => {
    const on = await openBench(bench(), { open: [bench().path('ISO')], expected: /422/ });
    await on.page.getByRole('button', { name: 'Open', exact: true }).click();
    const broken = { name: 'Broken.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('no workbook') };
    await on.page.getByLabel('From this machine').setInputFiles(broken);
    await on.page.getByRole('dialog', { name: 'The workbook cannot be opened' }).waitFor();
  });

  it('[X33] follows links within the workbook and shows where others lead, data bars, notes and hidden parts', async () => {
    const on = await openBench(bench(), { open: [bench().path('ISO')] });
    const { page } = on;
    const bytes = plainWorkbook({
      sheets: [
        {
          name: 'One',
          inner:
            '<cols><col min="3" max="3" width="9" hidden="1"/></cols>' +
            '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Go</t></is></c><c r="B1"><v>5</v></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><v>10</v></c></row></sheetData>' +
            '<conditionalFormatting sqref="B1:B3"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="num" val="0"/><cfvo type="max"/><color rgb="FF00AA00"/></dataBar></cfRule></conditionalFormatting>' +
            '<hyperlinks><hyperlink ref="A1" location="Two!B2"/></hyperlinks>',
        },
        { name: 'Two', inner: '<sheetData/>' },
        { name: 'Three', inner: '<sheetData/>', state: 'hidden' },
      ],
      sheetRelationships: { 1: relationship('rId9', 'comments', '../comments1.xml') },
      parts: [
        {
          name: 'xl/comments1.xml',
          content:
            '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Ann</author></authors><commentList><comment ref="B1" authorId="0"><text><t>Look here</t></text></comment></commentList></comments>',
        },
      ],
    });
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    const file = { name: 'Plain.xlsx', mimeType: 'application/octet-stream', buffer: bytes };
    await page.getByLabel('From this machine').setInputFiles(file);
    const excel = on.excelAt(1);
    await excel.shows('A1', 'Go');
    assert.deepEqual(
      await excel.root
        .getByRole('tab')
        .filter({ hasText: /One|Two|Three/ })
        .allInnerTexts(),
      ['One', 'Two'],
    );
    assert.deepEqual([await excel.cell('A2').count(), await excel.cell('C1').count()], [0, 0]);
    const bar = await excel.cell('B1').locator('.bar').boundingBox();
    const whole = await excel.cell('B3').locator('.bar').boundingBox();
    assert.ok(bar !== null && whole !== null);
    assert.equal(Math.round((bar.width / whole.width) * 10), 5);
    await excel.cell('B1').hover();
    await excel.root.getByRole('note').filter({ hasText: 'Look here' }).waitFor();
    await excel.cell('A1').click();
    await excel.root.getByRole('tab', { name: 'Two', selected: true }).waitFor();
    assert.equal(await excel.root.getByLabel('Name box').inputValue(), 'B2');
  });

  it('[X34] shows two people in one workbook each their own selection and both the same cells', async () => {
    const on = await openBench(bench(), { open: [bench().path('ISO')] });
    const [mine, theirs] = [on.excelAt(0), on.excelAt(1)];
    await mine.sheet('Action Items');
    await mine.root.getByRole('button', { name: 'Co-author' }).click();
    await theirs.root.getByText('Ann', { exact: true }).waitFor();
    await theirs.sheet('Action Items');
    await mine.goTo(at('more', 7));
    await theirs.type(at('more', 8), 'from Ann');
    await mine.shows(at('more', 8), 'from Ann');
    assert.equal(await mine.root.getByLabel('Name box').inputValue(), at('more', 7));
    await mine.type(at('more', 7), 'from me');
    await theirs.shows(at('more', 7), 'from me');
  });
});
