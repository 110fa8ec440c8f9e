import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { utils, write } from 'xlsx';
import { toGridCell } from '#engine/adapters/workbook/import/grid';
import { inspectFile } from '#engine/adapters/workbook/import/inspect-file';
import { openGrid } from '#engine/adapters/workbook/import/open-grid';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { sampleView } from '#test/support/assessment-view';
import { fileOf, formatA } from '#test/support/grids';

const rows = [
  ['Control ID', 'Title', 'Text'],
  ['1-2', 'Größe', '=1+1'],
  ['A-2', '&lt;b&gt; _x0041_', 'two\nlines'],
];

function textsOf(bytes: Uint8Array): readonly (readonly unknown[])[] {
  const grid = openGrid({ bytes });
  assert.ok(grid.ok);
  return (grid.value.sheets[0]?.rows ?? []).map(({ cells }) => [...cells.values()].map(({ value }) => value));
}

function csvOf(separator: string): string {
  return rows.map((row) => row.map((text) => `"${text}"`).join(separator)).join('\r\n');
}

function codeOf(bytes: Uint8Array): string {
  const grid = openGrid({ bytes });
  return grid.ok ? 'opened' : grid.error.code;
}

const sheets = formatA() as Parameters<typeof fileOf>[0]; // the sound one has plain values alone

describe('opening submitted spreadsheets', () => {
  it('[T48] the same template is read from .xlsx, .xls and .ods', () => {
    const contents = (['xlsx', 'biff8', 'ods'] as const).map((type) => {
      const result = readTemplateFile({ name: `a.${type}`, bytes: fileOf(sheets, type) }, null);
      assert.ok(result.ok);
      return result.value;
    });
    assert.equal(contents[0]?.content.controls.length, 1);
    assert.deepEqual(contents[1], contents[0]);
    assert.deepEqual(contents[2], contents[0]);
  });

  it('[T49] the workbook of an assessment is refused as a template, with what to do instead', async () => {
    assert.equal(codeOf(await renderWorkbook(projectWorkbook(sampleView()))), 'assessment-workbook');
  });

  it('[T48] .csv is read in UTF-8, UTF-16 and Windows-1252, whatever stands between its fields', () => {
    const comma = csvOf(',');
    for (const bytes of [
      Buffer.from(comma),
      Buffer.from(`\uFEFF${comma}`),
      Buffer.from(`\uFEFF${comma}`, 'utf16le'),
      Buffer.from(`\uFEFF${comma}`, 'utf16le').swap16(),
      Buffer.from(comma, 'latin1'),
      Buffer.from(csvOf(';')),
      Buffer.from(csvOf('\t')),
    ]) {
      assert.deepEqual(textsOf(bytes), rows);
    }
  });

  it('[T48] text that begins like another format is still .csv', () => {
    assert.deepEqual(textsOf(Buffer.from('ID;PWXL;N;E\nC;Y1;X1;K"a"\nE')), [
      ['ID', 'PWXL', 'N', 'E'],
      ['C', 'Y1', 'X1', 'K"a"'],
      ['E'],
    ]);
  });

  it('[T47] in .csv a number, a date and a formula are the text they are', () => {
    assert.deepEqual(textsOf(Buffer.from('a,b,c\n007,1-2,=cmd|x')), [
      ['a', 'b', 'c'],
      ['007', '1-2', '=cmd|x'],
    ]);
  });

  it('[T47] dates, error values and formulas of .xls and .ods are told from plain cells', () => {
    for (const bookType of ['biff8', 'ods'] as const) {
      const sheet = utils.aoa_to_sheet([['x']]);
      sheet['A2'] = { t: 'n', v: 45_000, z: 'yyyy-mm-dd' };
      sheet['A3'] = { t: 'e', v: 0x17 };
      sheet['A4'] = { t: 'n', v: 3, f: '1+2' };
      sheet['!ref'] = 'A1:A4';
      const book = utils.book_new(sheet, 'S');
      const grid = openGrid({ bytes: new Uint8Array(write(book, { type: 'buffer', bookType })) });
      assert.ok(grid.ok);
      const cellAt = (row: number) => grid.value.sheets[0]?.rows.find((line) => line.row === row)?.cells.get(1);
      const [date, error, formula] = [2, 3, 4].map(cellAt);
      assert.equal(date?.date, true);
      // What the driver writes: errors in .xls, formulas in .ods.
      if (bookType === 'biff8') assert.deepEqual([error?.kind, error?.value], ['error', '#REF!']);
      else assert.equal(formula?.formula, true);
    }
  });

  it('[T42] the constants TRUE and FALSE are no formulas, as LibreOffice writes them', () => {
    for (const formula of ['TRUE()', 'true', '=TRUE()']) {
      assert.deepEqual(toGridCell('number', 1, formula, false), {
        kind: 'boolean',
        value: true,
        formula: false,
        date: false,
      });
    }
    assert.equal(toGridCell('boolean', false, 'FALSE()', false).value, false);
    assert.equal(toGridCell('number', 1, 'TRUE()+0', false).formula, true);
  });

  it('[T52] an inspection shows sheets, headers and samples, and proposes a mapping where no format fits', () => {
    const inspection = inspectFile({ name: 'folder/Our list.csv', bytes: Buffer.from(csvOf(',')) });
    assert.ok(inspection.ok);
    const { format, sheets: seen, proposal, needs } = inspection.value;
    assert.deepEqual(
      [format, needs, proposal?.name, proposal?.columns.controlId],
      ['unknown', [], 'Our list', 'Control ID'],
    );
    assert.deepEqual(
      seen.map(({ rows: count, headerRow, headers, sample }) => [count, headerRow, headers, sample[0]]),
      [[3, 1, rows[0], rows[1]]],
    );
  });

  it('[T52] a workbook in a format needs no mapping', () => {
    const inspection = inspectFile({ name: 'a.xlsx', bytes: fileOf(sheets, 'xlsx') });
    assert.ok(inspection.ok);
    assert.deepEqual([inspection.value.format, inspection.value.proposal], ['format-a', null]);
  });

  it('[T51] a spreadsheet without controls is refused with what to do', () => {
    const result = readTemplateFile({ name: 'a.csv', bytes: Buffer.from('Fruit,Colour\nApple,red') }, null);
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'no-controls-found');
    assert.match(result.error.message, /Choose the sheet/);
  });

  it('[H34] a template that names more than anybody could is refused', () => {
    const controls = Array.from({ length: 30 }, (_, index) => [`C-${index}`, 'F', 'T', 'D', 'a;;'.repeat(10_000)]);
    const headers = ['controlName', 'controlFamily', 'controlTitle', 'controlDescription', 'controlActionTitle'];
    const bytes = fileOf({ Template: [['title']], ControlFamily: [headers, ...controls] }, 'xlsx');
    const result = readTemplateFile({ name: 'a.xlsx', bytes }, null);
    assert.equal(result.ok ? 'read' : result.error.code, 'too-many-uses');
  });

  it('[H34] findings beyond a number nobody works through are one finding more', () => {
    const rows = Array.from({ length: 15_000 }, () => ['x', 'y']);
    const bytes = Buffer.from(`Id,Title,Type,Points\n${rows.map((_, index) => `A-${index},T,nobody,much`).join('\n')}`);
    const mapping = {
      name: 'x',
      sheet: 'Sheet1',
      headerRow: 1,
      columns: { controlId: 'Id', controlTitle: 'Title', responsibility: 'Type', actionPoints: 'Points' },
      fillDown: false,
      defaultPoints: 3,
    };
    const result = readTemplateFile({ name: 'a.csv', bytes }, mapping);
    assert.ok(result.ok);
    assert.deepEqual([result.value.findings.length, result.value.findings.at(-1)?.rule], [20_001, 'more-findings']);
  });

  it('[H34] an .xls file with a password is refused with what to do', () => {
    const opening = '0908100000060500000000000000000000000000';
    const protection = '2f000600000001020304';
    const grid = openGrid({ bytes: Buffer.from(opening + protection, 'hex') });
    assert.ok(!grid.ok);
    assert.equal(grid.error.code, 'encrypted');
    assert.match(grid.error.message, /Remove the password/);
  });

  it('[H34] more than sixty-four sheets are refused, whatever the format', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`S${index}`, [['x']]]));
    assert.deepEqual(
      (['biff8', 'ods', 'xlsx'] as const).map((type) => codeOf(fileOf(many, type))),
      ['too-many-sheets', 'too-many-sheets', 'too-many-sheets'],
    );
  });

  it('[H34] a file larger than twenty megabytes is refused before it is looked into', () => {
    assert.equal(codeOf(Buffer.alloc(20 * 1024 * 1024 + 1, 'a,b\n')), 'too-large');
  });

  it('[H34] what is no spreadsheet is refused by name', () => {
    const html = Buffer.from('<html><table><tr><td>controlName</td></tr></table></html>');
    assert.deepEqual(
      [
        html,
        Buffer.from('{ "catalog": {} }'),
        Buffer.from([0, 1, 2, 0]),
        Buffer.alloc(0),
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      ].map(codeOf),
      ['not-a-workbook', 'not-a-workbook', 'not-a-workbook', 'empty', 'not-a-workbook'],
    );
  });
});
