import assert from 'node:assert/strict';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { CellValue, ColumnModel } from '#engine/contract/model/table';
import { readParts } from '#test/support/read-parts';
import {
  oneTableModel,
  sampleColumn,
  sampleLoose,
  sampleSheet,
  sampleTable,
  sampleWorkbookModel,
} from '#test/support/sample-workbook-model';

async function sheetOf(columns: readonly ColumnModel[], rows: readonly (readonly CellValue[])[], number = 1) {
  return (await partsOf(columns, rows)).get(`xl/worksheets/sheet${number}.xml`) ?? '';
}

async function partsOf(columns: readonly ColumnModel[], rows: readonly (readonly CellValue[])[]) {
  return readParts(await renderWorkbook(oneTableModel(columns, rows)));
}

const choices = (values: readonly string[], strict: boolean) =>
  sampleColumn('a', 'A', 10, 'choice', { locked: false, choices: { values, strict } });
const many = Array.from({ length: 60 }, (_, index) => `Value number ${index}`);

describe('drop-downs and hints', () => {
  it('[W57] a closed list refuses other values, an open one only suggests', async () => {
    const strict = await sheetOf([choices(['Yes', 'No'], true)], [['Yes']]);
    assert.match(strict, /<dataValidation type="list" sqref="A2:A2"[^>]*showErrorMessage="1" errorStyle="stop"/);
    assert.match(strict, /<formula1>"Yes,No"<\/formula1>/);
    const open = await sheetOf([choices(['Ann', 'Bo'], false)], [['Ann']]);
    assert.match(open, /<dataValidation type="list"/);
    assert.doesNotMatch(open, /showErrorMessage/);
  });

  it('[W57] a list too long for its rule, or with a comma or a quote in it, stands on a very hidden sheet, once', async () => {
    for (const values of [many, ['a,b'], ['say "x"'], [' space'], ['=1', 'a\nb']]) {
      const columns = [choices(values, true), { ...choices(values, true), key: 'b', header: 'B' }];
      const parts = await partsOf(columns, [[null, null]]);
      const formula = `'Lists'!$A$1${values.length === 1 ? '' : `:$A$${values.length}`}`;
      const written = [...(parts.get('xl/worksheets/sheet1.xml') ?? '').matchAll(/<formula1>([^<]*)</g)];
      assert.deepEqual(
        written.map((match) => match[1]),
        [formula, formula],
      );
      assert.match(parts.get('xl/workbook.xml') ?? '', /name="Lists" sheetId="2" r:id="rId2" state="veryHidden"/);
    }
    assert.doesNotMatch((await partsOf([choices(['Yes'], true)], [])).get('xl/workbook.xml') ?? '', /Lists/);
  });

  it('[W58] a hint is shown when the cell is selected, cut to what a message holds', async () => {
    const hinted = sampleColumn('a', 'A', 10, 'long', { locked: false, hint: `Say how. ${'x'.repeat(400)}` });
    const prompt = /showInputMessage="1" promptTitle="A" prompt="([^"]*)"/.exec(await sheetOf([hinted], []))?.[1];
    assert.equal(prompt?.length, 255);
    assert.doesNotMatch(await sheetOf([{ ...hinted, hint: '' }], []), /dataValidation/);
  });

  it('[W58] dates and numbers people fill in are checked when typed', async () => {
    for (const [kind, type] of [
      ['date', 'date'],
      ['whole', 'whole'],
      ['percent', 'decimal'],
    ] as const) {
      const xml = await sheetOf([sampleColumn('a', 'A', 10, kind, { locked: false })], []);
      assert.match(xml, new RegExp(`<dataValidation type="${type}" [^>]*errorStyle="stop"`));
    }
  });
});

describe('what the engine keeps', () => {
  it('[W59] its columns refuse typing, and their cells are never locked, so that sorting works', async () => {
    const parts = await partsOf([sampleColumn('a', 'A', 10, 'text')], [['x']]);
    const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
    assert.match(xml, /<dataValidation type="custom" sqref="A2:A2"[^>]*errorStyle="stop"[^>]*><formula1>FALSE</);
    assert.equal(isLocked(parts, xml, 'A2'), false);
    assert.equal(isLocked(parts, xml, 'A1'), true);
  });

  it('[W59] a protected sheet has no password; sorting, filtering and the looks of cells stay free', async () => {
    const model = oneTableModel([], [], {
      protected: true,
      tables: [],
      loose: [sampleLoose(1, 1, 'kept'), sampleLoose(2, 1, 'yours', { input: true })],
    });
    const parts = readParts(await renderWorkbook(model));
    const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
    const [protection = ''] = /<sheetProtection[^>]*>/.exec(xml) ?? [];
    assert.doesNotMatch(protection, /password|hash/i);
    for (const flag of ['sort', 'autoFilter', 'formatCells', 'formatColumns', 'formatRows']) {
      assert.match(protection, new RegExp(` ${flag}="0"`));
    }
    assert.deepEqual([isLocked(parts, xml, 'A1'), isLocked(parts, xml, 'A2')], [true, false]);
    assert.doesNotMatch(await sheetOf([sampleColumn('a', 'A', 10, 'text')], []), /sheetProtection/);
  });

  it('[W51] cells people type text in have the text format, so that it stays text; formulas never do', async () => {
    const columns = [sampleColumn('a', 'A', 10, 'text', { locked: false }), sampleColumn('b', 'B', 10, 'text')];
    const parts = await partsOf(columns, [
      ['x', 'x'],
      [{ formula: '"y"', value: 'y' }, null],
    ]);
    const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
    assert.deepEqual(
      ['A2', 'B2', 'A3'].map((cell) => formatOf(parts, xml, cell)),
      ['@', undefined, undefined],
    );
  });

  it('[W66] identifiers kept as text get no warning marks', async () => {
    assert.match(
      await sheetOf([sampleColumn('a', 'A', 10, 'text')], [['1.10']]),
      /<ignoredErrors><ignoredError sqref="A2:A2" numberStoredAsText="1"\/><\/ignoredErrors><tableParts/,
    );
  });
});

describe('colours and bars', () => {
  it('[W60] a status is coloured where the cell equals its text', async () => {
    const tones = { Passed: 'good', 'Say "no"': 'bad' } as const;
    const parts = await partsOf([sampleColumn('a', 'A', 10, 'choice', { tones })], [['Passed']]);
    const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
    assert.match(xml, /<cfRule type="cellIs" priority="1" dxfId="0" operator="equal"><formula>"Passed"</);
    assert.match(xml, /<cfRule type="cellIs" priority="2" dxfId="1" operator="equal"><formula>"Say ""no"""</);
    assert.match(parts.get('xl/styles.xml') ?? '', /<dxfs count="2"><dxf>.*<bgColor rgb="FFDDF1E2"\/>/);
  });

  it('[W60] data bars begin at nothing; percentages end at 100', async () => {
    const xml = await sheetOf([sampleColumn('a', 'A', 10, 'percent', { dataBar: true })], [[0.5]]);
    assert.match(xml, /<dataBar minLength="0" maxLength="100"><cfvo type="num" val="0"\/><cfvo type="num" val="1"\/>/);
  });

  it('[W60] a row kept for later shows its line once it is filled', async () => {
    const table = sampleTable('T', [sampleColumn('a', 'A', 10, 'text')], [['x']], { spare: 3 });
    const model = { ...oneTableModel([], []), sheets: [sampleSheet('S', { tables: [table] })] };
    const xml = readParts(await renderWorkbook(model)).get('xl/worksheets/sheet1.xml') ?? '';
    assert.match(xml, /sqref="A3:A5"><cfRule type="expression"[^>]*><formula>LEN\(\$A3\)&gt;0</);
  });
});

describe('screen and paper', () => {
  it('[W62] pages are landscape, as wide as the sheet, with headers repeated and numbered', async () => {
    const parts = readParts(await renderWorkbook(sampleWorkbookModel(10)));
    const xml = parts.get('xl/worksheets/sheet2.xml') ?? '';
    assert.match(xml, /<pageSetUpPr fitToPage="1"\/>/);
    assert.match(xml, /<pageSetup paperSize="8" orientation="landscape" fitToWidth="2" fitToHeight="0"\/>/);
    assert.match(
      xml,
      /<oddFooter>&amp;L&amp;8Cloud platform &amp;&amp; payments.* · Action Items&amp;R&amp;8Page &amp;P of/,
    );
    assert.match(
      parts.get('xl/workbook.xml') ?? '',
      /<definedName name="_xlnm.Print_Titles" localSheetId="1">'Action Items'!\$A:\$A,'Action Items'!\$4:\$4</,
    );
  });

  it('[W62] headers stay in view, hidden columns are hidden, and a page laid out has no gridlines', async () => {
    const parts = readParts(await renderWorkbook(sampleWorkbookModel(10)));
    const actions = parts.get('xl/worksheets/sheet2.xml') ?? '';
    assert.match(actions, /<pane xSplit="1" ySplit="4" topLeftCell="B5" state="frozen"/);
    assert.match(actions, /<col min="17" max="17" width="12.7109375" customWidth="true" hidden="true"\/>/);
    assert.match(actions, /<tabColor rgb="FF2F5F9E"\/>/);
    assert.match(parts.get('xl/worksheets/sheet1.xml') ?? '', /<sheetView workbookViewId="0" showGridLines="0"/);
  });

  it('[W65] rows are as high as their text, and go on growing; where people work they stop at ten lines', async () => {
    const long = 'word '.repeat(400);
    const read = await sheetOf([sampleColumn('a', 'A', 40, 'long')], [['short'], [long]]);
    const [short = 0, full = 0] = [heightOf(read, 2), heightOf(read, 3)];
    assert.ok(short < 20 && full > 390 && full <= 409);
    assert.doesNotMatch(read, /<row r="2"[^>]*customHeight/);
    const worked = await sheetOf([sampleColumn('a', 'A', 40, 'long', { locked: false })], [['a\nb'], [long]]);
    assert.ok(heightOf(worked, 3) < 140 && heightOf(worked, 2) > short);
    assert.match(worked, /<row r="3"[^>]*customHeight="1"/);
  });

  it('[W64] a chart carries its values, and shows percentages from 0 to 100', async () => {
    const parts = readParts(await renderWorkbook(sampleWorkbookModel(10)));
    const xml = parts.get('xl/charts/chart1.xml') ?? '';
    assert.match(
      xml,
      /<c:f>'Overview'!\$F\$15:\$F\$20<\/c:f><c:strCache><c:ptCount val="6"\/><c:pt idx="0"><c:v>2026-01-01</,
    );
    assert.match(xml, /<c:numCache><c:formatCode>General<\/c:formatCode><c:ptCount val="6"\/><c:pt idx="0"><c:v>0.12</);
    assert.match(xml, /<c:max val="1"\/><c:min val="0"\/>/);
    assert.match(xml, /<c:plotVisOnly val="0"\/>/);
  });

  it('[W64] a chart that points at nothing is a fault of the model', async () => {
    const chart = {
      kind: 'line',
      title: 'x',
      anchor: { row: 1, column: 1, rows: 5, columns: 5 },
      categories: "'Gone'!$A$1:$A$2",
      series: [],
    } as const;
    const model = { ...oneTableModel([], []), sheets: [sampleSheet('S', { charts: [chart] })] };
    await assert.rejects(renderWorkbook(model), /'Gone'!\$A\$1:\$A\$2, which is not there/);
  });
});

function heightOf(xml: string, row: number): number {
  return Number(new RegExp(`<row r="${row}" ht="([\\d.]+)"`).exec(xml)?.[1] ?? 0);
}

function styleOf(parts: ReadonlyMap<string, string>, xml: string, cell: string): string {
  const index = Number(new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(xml)?.[1]);
  const [formats = ''] = /<cellXfs.*<\/cellXfs>/s.exec(parts.get('xl/styles.xml') ?? '') ?? [];
  return formats.split('<xf ')[index + 1] ?? '';
}

function isLocked(parts: ReadonlyMap<string, string>, xml: string, cell: string): boolean {
  return !/<protection locked="0"\/>/.test(styleOf(parts, xml, cell));
}

function formatOf(parts: ReadonlyMap<string, string>, xml: string, cell: string): string | undefined {
  const id = /numFmtId="(\d+)"/.exec(styleOf(parts, xml, cell))?.[1];
  return new RegExp(`<numFmt numFmtId="${id}" formatCode="([^"]*)"`).exec(parts.get('xl/styles.xml') ?? '')?.[1];
}
