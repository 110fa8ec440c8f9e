import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { openZip, readEntry } from '#engine/adapters/workbook/package/zip';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { findPlainRows } from '#engine/adapters/workbook/patch/plain-rows';
import type { CellEdit } from '#engine/contract/model/cells';
import { mainNamespace, plainWorkbook, xmlHead } from '#test/support/corpus/plain-workbook';

const part = 'xl/worksheets/sheet1.xml';

function worksheet(rows: string): string {
  return `${xmlHead}<worksheet xmlns="${mainNamespace}" xmlns:x="urn:x"><dimension ref="A1:C9"/><sheetData>${rows}</sheetData><pageMargins left="1"/></worksheet>`;
}

/**
 * The sheet's text after the edits, or the code of the refusal. In UTF-16 no row is passed over, so that both lanes can
 * be compared.
 */
function patched(sheet: string, edits: readonly CellEdit[], encoding: 'utf8' | 'utf16le'): string {
  const bytes = plainWorkbook({
    sheets: [{ name: 'S', inner: '' }],
    sharedStrings: '<si><t>a</t></si>',
    parts: [{ name: part, content: Buffer.from(sheet, encoding) }],
  });
  const result = patchWorkbook(bytes, { edits, appends: [] });
  if (!result.ok) return result.error.code;
  const zip = openZip(result.value.bytes, defaultLimits);
  const entry = zip.entryByName.get(part);
  assert.ok(entry !== undefined);
  return `${readEntry(zip, entry).toString(encoding)}${JSON.stringify(result.value.refused)}`;
}

const odd = [
  '<c><v>4</v></c>',
  '<c r="C1"><v>4</v></c>',
  '<c r="D#" s="1"><f t="shared" si="0"/><v>2</v></c>',
  '<c r="D#" s="1"><f t="shared" ref="D#:D9" si="0">A#+1</f><v>2</v></c>',
  '<c r="E#"><f t="array" ref="E#:F9">A#:B#</f><v>2</v></c>',
  '<c r="D#" t="inlineStr"><is><r><t>ä</t></r></is></c>',
  '<c r="D#"><!-- <row r="3"> --><v>1</v></c>',
  '<c r="D#" t="str"><v><![CDATA[</row><row r="9">]]></v></c>',
  '<x:ext><row r="2"><c r="A2"/></row></x:ext>',
  "<c r='D#'><v>1</v></c>",
];

/** Rows of every kind; `#` is the row's number. */
const row = fc.record({
  number: fc.integer({ min: 1, max: 9 }),
  tag: fc.constantFrom('', '', '', ' spans="1:3"', ' spans="1:3" x:a="0.25"', ' ht="15" y:a="1"', ' s="1" s="1"'),
  gap: fc.constantFrom('', '', '', '\n  ', '<!-- -->'),
  numbered: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
  cells: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('<c r="A#" s="1" t="s"><v>0</v></c>', '<c r="B#"><v>2.5</v></c>') },
      { weight: 2, arbitrary: fc.constantFrom('<c r="C#"><f>A#*2</f><v>3</v></c>', '<c r="C#" s="1"/>') },
      { weight: 2, arbitrary: fc.constant('<c r="C#" t="inlineStr"><is><t xml:space="preserve"> ü 😀</t></is></c>') },
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
    ),
    { maxLength: 3 },
  ),
});

const rows = fc.array(row, { maxLength: 9 }).map((list) =>
  [...list]
    .sort((a, b) => (list.length % 4 === 3 ? 0 : a.number - b.number))
    .map(({ number, tag, gap, numbered, cells }) => {
      const open = `${gap}<row${numbered ? ` r="${number}"` : ''}${tag}`;
      return cells.length === 0 ? `${open}/>` : `${open}>${cells.join('').replaceAll('#', String(number))}</row>`;
    })
    .join(''),
);

const edits = fc.array(
  fc.record({
    sheet: fc.constant('S'),
    row: fc.integer({ min: 1, max: 11 }),
    column: fc.integer({ min: 1, max: 6 }),
    value: fc.constantFrom<CellEdit['value'][]>('new ß', 7, null, true, { formula: 'A1', value: 1 }),
    owned: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('passing over rows', () => {
  it('[W48] what is written is the same whether rows are passed over or all of them read', () => {
    fc.assert(
      fc.property(rows, edits, (inner, wanted) => {
        const sheet = worksheet(inner);
        const usual = patched(sheet, wanted, 'utf8');
        assert.equal(usual, patched(sheet, wanted, 'utf16le'));
        const spaced = patched(sheet.replaceAll('<c r="', '<c  r="'), wanted, 'utf8');
        assert.equal(usual, spaced.replaceAll('<c  r="', '<c r="'));
      }),
      { numRuns: 1_000 },
    );
  });

  it('[W48] a sheet broken anywhere is refused, whether its rows are passed over or read', () => {
    const whole = worksheet(
      Array.from({ length: 9 }, (_, index) =>
        `<row r="${index + 1}" spans="1:3"><c r="A#" s="1" t="s"><v>0</v></c><c r="B#"><f>A#&amp;1</f><v>2</v></c></row>`.replaceAll(
          '#',
          String(index + 1),
        ),
      ).join(''),
    );
    const one: CellEdit = { sheet: 'S', row: 5, column: 1, value: 'x', owned: false };
    const from = whole.indexOf('<sheetData>') + 11;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: whole.length - 30 }),
        fc.nat(12),
        fc.constantFrom(
          '',
          '<',
          '>',
          '"',
          '/',
          '&',
          '</v>',
          '</row>',
          '<row r="2">',
          ' s="1"',
          '<!--',
          '<![CDATA[',
          '<?p ',
          '0',
        ),
        (at, length, put) => {
          const spoiled = whole.slice(0, at) + put + whole.slice(at + length);
          assert.equal(patched(spoiled, [one], 'utf8'), patched(spoiled, [one], 'utf16le'));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('[W48] a shared formula written over leaves its dependents in rows passed over what they were', () => {
    const dependents = Array.from({ length: 6 }, (_, index) => {
      const row = index + 2;
      return `<row r="${row}"><c r="B${row}"><f t="shared" si="0"/><v>1</v></c></row>`;
    });
    const master = '<row r="1"><c r="B1"><f t="shared" ref="B1:B7" si="0">A1+1</f><v>1</v></c></row>';
    const sheet = worksheet(master + dependents.join(''));
    const write = (row: number): string =>
      patched(sheet, [{ sheet: 'S', row, column: 2, value: 5, owned: true }], 'utf8');
    assert.match(write(1), /<c r="B7"><f>A7\+1<\/f>/);
    assert.match(write(3), /<c r="B7"><f t="shared" si="0"\/>/);
  });

  it('[W48] rows of the usual form are passed over, the wanted ones and the next to a missing one are not', () => {
    const tag = (row: number): string => `<row r="${row}" ht="15">`;
    const all = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12].map((row) => `${tag(row)}<c r="A${row}"><v>1</v></c></row>`).join('');
    const sheet = Buffer.from(worksheet(all));
    const left = findPlainRows(sheet, new Set([4, 7]), true).map(({ start, end }) => {
      return [...sheet.toString('utf8', start, end).matchAll(/row r="(\d+)"/g)].map((match) => Number(match[1]));
    });
    // The first shows what attributes rows have; a row after the last might count on from it.
    assert.deepEqual(left, [
      [2, 3],
      [5, 6],
      [10, 11],
    ]);
  });
});
