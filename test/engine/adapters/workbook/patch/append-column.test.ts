import assert from 'node:assert/strict';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { TableColumn } from '#engine/contract/model/cells';
import { partText } from '#test/support/compare-packages';
import { mainNamespace, plainWorkbook, relationship, xmlHead } from '#test/support/corpus/plain-workbook';
import { lintWorkbook } from '#test/support/ooxml-lint';

/** A table T over B2:C4, and what else the sheet and the table hold. */
function tableWorkbook(
  more: { before?: string; beside?: string; after?: string; table?: string; inner?: string } = {},
): Buffer {
  const cell = (name: string, text: string): string => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = [
    `<row r="2">${cell('B2', 'a')}${cell('C2', 'b')}</row>`,
    `<row r="3">${cell('B3', 'x')}${cell('C3', 'y')}${more.beside ?? ''}</row>`,
  ].join('');
  return plainWorkbook({
    sheets: [
      {
        name: 'S',
        inner: `${more.before ?? ''}<sheetData>${rows}</sheetData>${more.after ?? ''}<tableParts count="1"><tablePart r:id="rId1"/></tableParts>`,
      },
    ],
    sheetRelationships: { 1: relationship('rId1', 'table', '../tables/table1.xml') },
    parts: [
      {
        name: 'xl/tables/table1.xml',
        content: `${xmlHead}<table xmlns="${mainNamespace}" id="1" name="T" displayName="T" ref="B2:C4" ${more.table ?? ''}>${more.inner ?? '<autoFilter ref="B2:C4"/><tableColumns count="2"><tableColumn id="4" name="a"/><tableColumn id="7" name="b"/></tableColumns>'}</table>`,
      },
    ],
  });
}

const column: TableColumn = {
  ...{ table: 'T', sheet: 'S', headerRow: 2, lastRow: 4, column: 4, header: 'Due & done', like: null, width: 14 },
  cells: [{ row: 3, value: '=1+1' }],
};

function add(bytes: Uint8Array, columns: readonly TableColumn[] = [column]) {
  const patched = patchWorkbook(bytes, { edits: [], appends: [], columns });
  assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
  assert.deepEqual(lintWorkbook(patched.value.bytes), []);
  return patched.value;
}

const reasons = (bytes: Uint8Array, wanted?: readonly TableColumn[]): readonly string[] =>
  add(bytes, wanted).refused.map(({ reason }) => reason);

describe('a column at the right end of a table', () => {
  it('[W72] has header and cells, and the table, its filter and its columns grow', () => {
    const { bytes, refused } = add(tableWorkbook());
    assert.deepEqual(refused, []);
    const read = readWorkbook(bytes);
    assert.ok(read.ok);
    const [table] = read.value.sheets[0]?.tables ?? [];
    assert.deepEqual([table?.lastColumn, table?.headers], [4, ['a', 'b', 'Due & done']]);
    const added = read.value.sheets[0]?.cells.filter((cell) => cell.column === 4);
    assert.deepEqual(
      added?.map(({ row, value, formula }) => [row, value, formula]),
      [
        [2, 'Due & done', null],
        [3, '=1+1', null],
      ],
    );
    const part = partText(bytes, 'xl/tables/table1.xml');
    assert.match(
      part,
      /ref="B2:D4".*<autoFilter ref="B2:D4"\/>.*count="3".*<tableColumn id="8" name="Due &amp; done"\/>/s,
    );
  });

  it('[W72] gets its width where nothing is said of it, and leaves what is said', () => {
    const widths = (before: string): string => {
      const sheet = partText(add(tableWorkbook({ before })).bytes, 'xl/worksheets/sheet1.xml');
      return /<cols>.*<\/cols>/s.exec(sheet)?.[0] ?? '';
    };
    const own = '<col min="4" max="4" width="14" customWidth="1"/>';
    assert.equal(widths(''), `<cols>${own}</cols>`);
    const [left, right] = ['<col min="1" max="3" width="9"/>', '<col min="6" max="9" width="9"></col>'];
    assert.equal(widths(`<cols>${left}${right}</cols>`), `<cols>${left}${own}${right}</cols>`);
    assert.equal(widths(`<cols>${right}</cols>`), `<cols>${own}${right}</cols>`);
    const whole = '<cols><col min="2" max="16384" width="9"/></cols>';
    assert.equal(widths(whole), whole);
  });

  it('[W72] several come one after the other', () => {
    const second = { ...column, column: 5, header: 'Second', cells: [] };
    const { bytes, refused } = add(tableWorkbook(), [column, second]);
    assert.deepEqual(refused, []);
    const read = readWorkbook(bytes);
    assert.ok(read.ok);
    assert.deepEqual(read.value.sheets[0]?.tables[0]?.headers, ['a', 'b', 'Due & done', 'Second']);
  });

  it('[W72] is refused, and nothing written, where something stands there or a query fills the table', () => {
    const untouched = tableWorkbook({ beside: '<c r="D3"><v>1</v></c>' });
    assert.deepEqual(
      add(untouched).refused.map(({ reason }) => reason),
      ['cells-beside'],
    );
    assert.ok(Buffer.from(add(untouched).bytes).equals(untouched));
    const merged = '<mergeCells count="1"><mergeCell ref="D4:E4"/></mergeCells>';
    assert.deepEqual(reasons(tableWorkbook({ after: merged })), ['cells-beside']);
    assert.deepEqual(reasons(tableWorkbook({ table: 'tableType="queryTable"' })), ['query-table']);
    assert.deepEqual(reasons(tableWorkbook(), [{ ...column, column: 6 }]), ['no-such-column']);
    assert.deepEqual(reasons(tableWorkbook(), [{ ...column, table: 'U' }]), ['no-such-table']);
  });
});
