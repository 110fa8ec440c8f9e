import assert from 'node:assert/strict';
import { cellName } from '#engine/adapters/workbook/package/cell-reference';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { ReadCell, RefusedCell, TableAppend } from '#engine/contract/model/cells';
import { changedParts, partText } from '#test/support/compare-packages';
import { mainNamespace, plainWorkbook, relationship, xmlHead } from '#test/support/corpus/plain-workbook';
import { richAssessment } from '#test/support/corpus/rich-assessment';
import { lintWorkbook } from '#test/support/ooxml-lint';

function append(
  bytes: Uint8Array,
  table: string,
  rows: TableAppend['rows'],
): { bytes: Uint8Array; refused: readonly RefusedCell[] } {
  const patched = patchWorkbook(bytes, { edits: [], appends: [{ table, rows }] });
  assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
  assert.deepEqual(lintWorkbook(patched.value.bytes), []);
  return patched.value;
}

function cellsOf(bytes: Uint8Array): ReadonlyMap<string, ReadCell> {
  const read = readWorkbook(bytes);
  assert.ok(read.ok);
  return new Map(read.value.sheets[0]?.cells.map((cell) => [cellName(cell.row, cell.column), cell]));
}

/** A table T over A1:B2 with headers a and b, and whatever else the sheet and the table part hold. */
function tableWorkbook(more: {
  rows?: string;
  after?: string;
  table?: string;
  columns?: string;
  ref?: string;
  parts?: string;
}): Buffer {
  const header =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>';
  const row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>';
  const ref = more.ref ?? 'A1:B2';
  const second = more.parts === undefined ? '' : relationship('rId2', 'table', '../tables/table2.xml');
  return plainWorkbook({
    sheets: [
      {
        name: 'S',
        inner: `<sheetData>${header}${row}${more.rows ?? ''}</sheetData>${more.after ?? ''}<tableParts count="${more.parts === undefined ? 1 : 2}"><tablePart r:id="rId1"/>${more.parts === undefined ? '' : '<tablePart r:id="rId2"/>'}</tableParts>`,
      },
    ],
    sheetRelationships: { 1: relationship('rId1', 'table', '../tables/table1.xml') + second },
    parts: [
      {
        name: 'xl/tables/table1.xml',
        content: `${xmlHead}<table xmlns="${mainNamespace}" id="1" name="T" displayName="T" ref="${ref}" ${more.table ?? ''}>${more.columns ?? '<tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns>'}</table>`,
      },
      ...(more.parts === undefined ? [] : [{ name: 'xl/tables/table2.xml', content: more.parts }]),
    ],
  });
}

const newRows: TableAppend['rows'] = [
  { Action: '=new', Status: 'Planned', Due: { date: '2026-11-22' }, Points: 5, Weighted: { cached: 50 } },
  { Action: 'other', Points: 6, Doubled: { formula: 'D15*3', value: 18 } },
];

describe('appending rows to a table', () => {
  it('[W30] the table grows with its filter and sort, and the rows stand below its last', () => {
    const rich = richAssessment();
    const { bytes, refused } = append(rich, 'actions', newRows);
    assert.deepEqual(refused, []);
    const cells = cellsOf(bytes);
    assert.deepEqual(
      ['A14', 'B14', 'C14', 'D14', 'A15', 'B15', 'D15'].map((name) => cells.get(name)?.value),
      ['=new', 'Planned', 46348, 5, 'other', undefined, 6],
    );
    const table = partText(bytes, 'xl/tables/table1.xml');
    for (const ref of [
      '<autoFilter ref="A3:F15">',
      '<sortState ref="A4:F15">',
      '<sortCondition ref="A4:A15"/>',
      'displayName="Actions" ref="A3:F15"',
    ]) {
      assert.ok(table.includes(ref), ref);
    }
    assert.deepEqual(changedParts(rich, bytes), [
      'xl/calcChain.xml',
      'xl/tables/table1.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet3.xml',
    ]);
  });

  it('[W31] calculated columns are filled as Excel would, with the value that is given or a calculation on opening', () => {
    const { bytes } = append(richAssessment(), 'Actions', newRows);
    const cells = cellsOf(bytes);
    const told = (name: string): unknown => [cells.get(name)?.formula, cells.get(name)?.value];
    assert.deepEqual(told('E14'), ['Actions[[#This Row],[Points]]*10', 50]);
    assert.deepEqual(told('E15'), ['Actions[[#This Row],[Points]]*10', '']);
    assert.deepEqual(told('F14'), ['D14*2', '']);
    assert.deepEqual(told('F15'), ['D15*3', 18]);
    assert.ok(partText(bytes, 'xl/workbook.xml').includes('fullCalcOnLoad="1"'));
    const known = append(richAssessment(), 'Actions', [
      { Action: 'x', Weighted: { cached: 1 }, Doubled: { cached: 2 } },
    ]);
    assert.ok(!partText(known.bytes, 'xl/workbook.xml').includes('fullCalcOnLoad'));
    assert.ok(partText(known.bytes, 'xl/calcChain.xml').includes('<c r="E14" i="7"/><c r="F14" i="7"/></calcChain>'));
  });

  it('[W32] new rows look like the last one, empty cells included', () => {
    const sheet = partText(append(richAssessment(), 'Actions', newRows).bytes, 'xl/worksheets/sheet3.xml');
    for (const cell of [
      '<c r="B14" s="4" t=',
      '<c r="C14" s="1">',
      '<c r="B15" s="4"/>',
      '<c r="C15" s="1"/>',
      '<c r="E15" s="6">',
    ]) {
      assert.ok(sheet.includes(cell), cell);
    }
    const tall = tableWorkbook({ rows: '<row r="9"/>' });
    const last = append(tall, 'T', [{ a: 1 }]);
    assert.ok(
      partText(last.bytes, 'xl/worksheets/sheet1.xml').includes('<row r="3"><c r="A3"><v>1</v></c></row><row r="9"/>'),
    );
  });

  it('[W33] validations, conditional formats and protected ranges that end on the last row grow, the x14 ones too', () => {
    const sheet = partText(append(richAssessment(), 'Actions', newRows).bytes, 'xl/worksheets/sheet3.xml');
    const grown = [
      '<protectedRange sqref="B4:D15"',
      '<conditionalFormatting sqref="B4:B15">',
      '<conditionalFormatting sqref="C4:C15">',
      'sqref="C4:C15 C40"',
      '<xm:sqref>D4:D15</xm:sqref>',
      '<xm:sqref>A4:A15</xm:sqref>',
    ];
    for (const range of grown) assert.ok(sheet.includes(range), range);
    assert.ok(sheet.includes('<xm:sqref>G4</xm:sqref>'), 'a sparkline stays where it is');
    assert.ok(sheet.includes('<ignoredError sqref="A4:A13"'));
  });

  it('[W34] where anything stands in the way the whole append is refused by name, and nothing is moved', () => {
    const reason = (bytes: Uint8Array, table = 'T'): string | undefined => {
      const { bytes: after, refused } = append(bytes, table, [{ a: 1 }, { a: 2 }]);
      assert.equal(after, bytes);
      assert.match(refused[0]?.message ?? '', /^The .{20,200}\.$/);
      return refused[0]?.reason;
    };
    assert.equal(reason(tableWorkbook({}), 'None'), 'no-such-table');
    assert.equal(reason(tableWorkbook({ rows: '<row r="4"><c r="B4"><v>1</v></c></row>' })), 'cells-below');
    assert.equal(
      reason(tableWorkbook({ after: '<mergeCells count="1"><mergeCell ref="B3:C3"/></mergeCells>' })),
      'cells-below',
    );
    assert.equal(reason(tableWorkbook({ table: 'tableType="queryTable"' })), 'query-table');
    const totals = tableWorkbook({ rows: '<row r="3"/>', ref: 'A1:B3', table: 'totalsRowCount="1"' });
    assert.equal(reason(totals), 'totals-row');
    const below = `${xmlHead}<table xmlns="${mainNamespace}" id="2" name="U" displayName="U" ref="A4:A5" headerRowCount="0"><tableColumns count="1"><tableColumn id="1" name="u"/></tableColumns></table>`;
    assert.equal(reason(tableWorkbook({ parts: below })), 'table-below');
    const blank = append(tableWorkbook({ rows: '<row r="3"><c r="A3"><v></v></c><c r="B3" s="1"/></row>' }), 'T', [
      { a: 1 },
    ]);
    assert.deepEqual(blank.refused, [], 'empty cells are not in the way');
    const beside = append(tableWorkbook({ rows: '<row r="3"><c r="C3"><v>1</v></c></row>' }), 'T', [{ a: 1 }]);
    assert.deepEqual(beside.refused, []);
  });

  it('[W35] a value for a column that is not there, or one no cell can hold, is refused; the row is still added', () => {
    const { bytes, refused } = append(tableWorkbook({}), 'T', [{ a: Number.NaN, b: 'kept', c: 1 }]);
    assert.deepEqual(
      refused.map(({ cell, reason }) => [cell, reason]),
      [
        ['A1', 'no-such-column'],
        ['A3', 'bad-value'],
      ],
    );
    assert.equal(cellsOf(bytes).get('B3')?.value, 'kept');
  });

  it('[W36] edits and several appends of one patch go into the file together', () => {
    const patched = patchWorkbook(richAssessment(), {
      edits: [{ sheet: 'Actions', row: 4, column: 2, value: 'Implemented', owned: false }],
      appends: [
        { table: 'Actions', rows: [{ Action: 'one' }] },
        { table: 'Actions', rows: [{ Action: 'two' }] },
      ],
    });
    assert.ok(patched.ok);
    const cells = cellsOf(patched.value.bytes);
    assert.deepEqual(
      ['B4', 'A14', 'A15'].map((name) => cells.get(name)?.value),
      ['Implemented', 'one', 'two'],
    );
  });
});
