import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { plainWorkbook } from '#test/support/corpus/plain-workbook';

/** The cells read, or the code of the refusal. */
function outcome(rows: string): unknown {
  const read = readWorkbook(
    plainWorkbook({
      sheets: [{ name: 'S', inner: `<sheetData>${rows}</sheetData>` }],
      sharedStrings: '<si><t>one</t></si><si><r><t>two </t></r><r><t>three</t></r></si>',
    }),
  );
  return read.ok ? read.value.sheets[0] : read.error.code;
}

/** The same cells in a form that is not the usual one. */
function unusual(rows: string): string {
  return rows.replaceAll('<c r="', '<c  r="');
}

const attributes = fc.constantFrom(
  '',
  ' s="1"',
  ' s="0" t="s"',
  ' t="str" s="1"',
  ' t="b"',
  ' t="e"',
  ' t="d"',
  ' t="n"',
);
const odder = fc.constantFrom(' t="s" t="s"', ' t="inlineStr"', ' t="x"', ' s=""', ' s="99999999999"', ' cm="1"');
const content = fc.constantFrom(
  '<v>1</v>',
  '<v>1</v>',
  '<v>-2.5e3</v>',
  '<v>2026-11-23</v>',
  '<v> a &amp; _x0041_ </v>',
  '<v></v>',
  '<v>&unknown;</v>',
  '<v>1</v><v>0</v>',
  '<v>x\r\ny</v>',
  '<f>A1&amp;"b"</f><v>1</v>',
  '<f>A1</f>',
  '<f></f><v>7</v>',
  '<f t="shared" ref="A1:A3" si="0">B1</f><v>1</v>',
  '<f t="shared" si="0"/><v>1</v>',
  '<is><t>in</t></is>',
  '<v><![CDATA[1]]></v>',
  '<!-- --><v>1</v>',
  '<v>1</v><extLst/>',
);
const cell = fc
  .tuple(
    fc.constantFrom('A', 'B', 'C', 'IV', 'IW', 'AAAA', 'a', ''),
    fc.oneof({ weight: 8, arbitrary: attributes }, { weight: 1, arbitrary: odder }),
    content,
    fc.boolean(),
  )
  .map(([column, given, inner, empty]) =>
    empty && inner.length % 3 === 0 ? `<c r="${column}#"${given}/>` : `<c r="${column}#"${given}>${inner}</c>`,
  );
const rows = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(cell, { minLength: 1, maxLength: 3 }), fc.nat(20), fc.nat(60)),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) =>
    list
      .map(([number, cells, other, cut]) => {
        const inner = cells.join('').replaceAll('#', String(other === 0 ? number + 1 : number));
        return `<row r="${number}">${cut === 0 ? inner.slice(0, -3) : inner}</row>`;
      })
      .join(''),
  );

describe('cells of the usual form', () => {
  it('[W49] a cell reads alike, or is refused alike, in the usual form and in any other', () => {
    fc.assert(
      fc.property(rows, (markup) => {
        assert.deepEqual(outcome(markup), outcome(unusual(markup)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('[W49] cells between rows, in another namespace or beyond the limits are no cells read at one go', () => {
    for (const markup of [
      '<row r="1"/><c r="A1"><v>1</v></c>',
      '<row r="1"><x:c xmlns:x="urn:x" r="A1"><c r="A1"><v>1</v></c></x:c><c r="B1"><v>2</v></c></row>',
      '<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>',
      '<row r="20001"><c r="A20001"><v>1</v></c></row>',
    ]) {
      assert.deepEqual(outcome(markup), outcome(unusual(markup)), markup);
    }
  });
});
