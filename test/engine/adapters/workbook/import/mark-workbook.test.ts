import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { openXlsx } from 'hucre/xlsx';
import { read as readBook, write } from 'xlsx';
import { markWorkbook } from '#engine/adapters/workbook/import/mark-workbook';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { Finding } from '#engine/contract/model/template';
import { fileOf, formatA } from '#test/support/grids';

const original = fileOf(formatA() as Parameters<typeof fileOf>[0], 'xlsx'); // the sound one has plain values alone

function findingAt(place: string | null, rest: Partial<Finding> = {}): Finding {
  return { severity: 'error', rule: 'some-rule', path: 'x', place, value: '=1', message: 'Wrong. Mend it.', ...rest };
}

async function mark(bytes: Uint8Array, findings: readonly Finding[]): Promise<Uint8Array> {
  const marked = await markWorkbook({ bytes }, findings);
  assert.ok(marked.ok);
  return marked.value;
}

function cellsOf(bytes: Uint8Array): ReadonlyMap<string, unknown> {
  const workbook = readWorkbook(bytes);
  assert.ok(workbook.ok);
  return new Map(
    workbook.value.sheets
      .filter(({ name }) => name !== 'Import errors')
      .flatMap(({ name, cells }) => cells.map((cell) => [`${name}!${cell.row},${cell.column}`, cell.value])),
  );
}

describe('marking a submitted workbook', () => {
  it('[T70] the cells of findings are filled and commented, empty ones too', async () => {
    const copy = await mark(original, [
      findingAt('Actions!D2'),
      findingAt('Actions!D2', { severity: 'warning', message: 'Look at it.' }),
      findingAt('Actions!B2', { severity: 'warning' }),
    ]);
    const { sheets } = await openXlsx(copy, { readStyles: true });
    const actions = sheets.find(({ name }) => name === 'Actions');
    const marked = actions?.cells?.get('1,3');
    assert.deepEqual([marked?.value, marked?.comment?.text], [5, 'Wrong. Mend it.\nLook at it.']);
    const fills = ['1,3', '1,1'].map((key) => actions?.cells?.get(key)?.style?.fill);
    assert.ok(fills.every((fill) => fill?.type === 'pattern' && fill.pattern === 'solid'));
    assert.notDeepEqual(fills[0], fills[1]);
    assert.equal(actions?.cells?.get('1,0')?.comment, undefined);
  });

  it('[T70] a sheet lists every finding, with a link where there is a cell to go to', async () => {
    const copy = await mark(original, [findingAt('Actions!D2'), findingAt(null), findingAt('Nowhere!A1')]);
    const { sheets } = await openXlsx(copy, { readStyles: true });
    const list = sheets.find(({ name }) => name === 'Import errors');
    const rows = (list?.rows ?? []).slice(1, 4);
    assert.deepEqual(
      rows.map((row) => row.slice(0, 5)),
      [
        ['Error', 'Actions!D2', 'some-rule', '=1', 'Wrong. Mend it.'],
        ['Error', 'The whole file', 'some-rule', '=1', 'Wrong. Mend it.'],
        ['Error', 'Nowhere!A1', 'some-rule', '=1', 'Wrong. Mend it.'],
      ],
    );
    const links = [1, 2, 3].map((row) => list?.cells?.get(`${row},1`)?.hyperlink?.location);
    assert.deepEqual(links, ["'Actions'!D2", undefined, undefined]);
  });

  it('[T71] every cell of the person is there as it was', async () => {
    assert.deepEqual(cellsOf(await mark(original, [findingAt('Actions!D2')])), cellsOf(original));
  });

  it('[T71] .xls, .ods and .csv become .xlsx, and the copy says what it leaves out', async () => {
    const rows = [
      ['Id', 'Title'],
      ['A-1', '=SUM(1)'],
      ['A-2', '&lt; & <b>'],
    ];
    const expected = new Map(
      rows.flatMap((row, at) => row.map((text, column) => [`Sheet1!${at + 1},${column + 1}`, text])),
    );
    const csv = Buffer.from(rows.map((row) => row.join(',')).join('\n'));
    for (const bytes of [csv, fileOf({ Sheet1: rows }, 'biff8'), fileOf({ Sheet1: rows }, 'ods')]) {
      const copy = await mark(bytes, [findingAt('Sheet1!B2')]);
      assert.deepEqual(cellsOf(copy), expected);
      const { sheets } = await openXlsx(copy, { readStyles: true });
      assert.equal(sheets[0]?.cells?.get('1,1')?.comment?.text, 'Wrong. Mend it.');
      assert.match(String(sheets[1]?.rows.at(-1)?.[0]), /values of the submitted file/);
    }
  });

  it('[T71] a workbook with macros is copied without them, as .xlsx files have none', async () => {
    const book = readBook(original, { type: 'buffer' });
    book.vbaraw = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]);
    const macros = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsm', bookVBA: true, bookSST: true }));
    const copy = await mark(macros, [findingAt('Actions!D2')]);
    const before = await openXlsx(macros);
    const after = await openXlsx(copy);
    assert.deepEqual([before.hasMacros, after.hasMacros ?? false], [true, false]);
    assert.deepEqual(cellsOf(copy), cellsOf(original));
  });

  it('[T71] what is no workbook is refused, not marked', async () => {
    const marked = await markWorkbook({ bytes: Buffer.from('<html></html>') }, []);
    assert.equal(marked.ok, false);
  });

  it('[T72] marking a marked copy again takes the old marks away', async () => {
    const once = await mark(original, [findingAt('Actions!D2'), findingAt('Actions!E2')]);
    const { sheets } = await openXlsx(await mark(once, [findingAt('Actions!E2')]), { readStyles: true });
    const actions = sheets.find(({ name }) => name === 'Actions');
    assert.deepEqual(
      [actions?.cells?.get('1,3')?.comment, actions?.cells?.get('1,3')?.style?.fill],
      [undefined, undefined],
    );
    assert.equal(actions?.cells?.get('1,4')?.comment?.text, 'Wrong. Mend it.');
    assert.equal(sheets.filter(({ name }) => name === 'Import errors').length, 1);
  });

  it('[T72] a marked copy is read as the original is', async () => {
    const read = (bytes: Uint8Array) => {
      const result = readTemplateFile({ name: 'a.xlsx', bytes }, null);
      assert.ok(result.ok);
      return result.value;
    };
    assert.deepEqual(read(await mark(original, [findingAt('Actions!D2')])), read(original));
  });
});

const realData = process.env['CONTROLBOOK_REAL_DATA'];
if (realData !== undefined) {
  describe('marking published workbooks', () => {
    for (const name of ['Compliance-Manager-Sample-Import-File.xlsx', 'csf2.xlsx', 'sp800-53r5-control-catalog.xlsx']) {
      it(`[T71] ${name} keeps its cells, widths and looks`, async () => {
        const bytes = readFileSync(`${realData}/workbooks/${name}`);
        const before = await openXlsx(bytes, { readStyles: true });
        const sheet = before.sheets.at(-1)?.name ?? '';
        const after = await openXlsx(await mark(bytes, [findingAt(`${sheet}!A2`)]), { readStyles: true });
        for (const { name: own, cells = new Map(), columns } of before.sheets) {
          const kept = after.sheets.find((candidate) => candidate.name === own);
          assert.deepEqual(kept?.columns, columns);
          for (const [key, cell] of cells) {
            if (own === sheet && key === '1,0') continue;
            assert.deepEqual(kept?.cells?.get(key)?.style, cell.style);
          }
        }
      });
    }
  });
}
