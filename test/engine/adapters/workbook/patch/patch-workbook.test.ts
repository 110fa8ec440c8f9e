import assert from 'node:assert/strict';
import { cellName, parseCell } from '#engine/adapters/workbook/package/cell-reference';
import { type PatchOptions, patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { CellEdit, ReadCell, RefusedCell } from '#engine/contract/model/cells';
import { changedParts, partText } from '#test/support/compare-packages';
import { plainParts, plainWorkbook, relationship, sheetOf } from '#test/support/corpus/plain-workbook';
import { richAssessment } from '#test/support/corpus/rich-assessment';
import { makeZip } from '#test/support/make-zip';
import { lintWorkbook } from '#test/support/ooxml-lint';

type Values = Readonly<Record<string, CellEdit['value']>>;

/** Edits by cell name. */
function edits(sheet: string, values: Values, owned = false): readonly CellEdit[] {
  return Object.entries(values).map(([name, value]) => {
    const place = parseCell(name);
    assert.ok(place !== null);
    return { sheet, ...place, value, owned };
  });
}

function patch(
  bytes: Uint8Array,
  all: readonly CellEdit[],
  options: PatchOptions = {},
): { bytes: Uint8Array; refused: readonly RefusedCell[] } {
  const patched = patchWorkbook(bytes, { edits: all, appends: [] }, options);
  assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
  assert.deepEqual(lintWorkbook(patched.value.bytes), []);
  return patched.value;
}

function cellsOf(bytes: Uint8Array, sheet: string): ReadonlyMap<string, ReadCell> {
  const read = readWorkbook(bytes);
  assert.ok(read.ok);
  const cells = read.value.sheets.find((other) => other.name === sheet)?.cells ?? [];
  return new Map(cells.map((cell) => [cellName(cell.row, cell.column), cell]));
}

const sheetPart = 'xl/worksheets/sheet1.xml';
const oneCell = '<row r="2" spans="2:2"><c r="B2" s="1"><v>46000</v></c></row>';

/** The sheetData of a one-sheet workbook after edits. */
function rowsAfter(rows: string, values: Values, owned = false): string {
  const { bytes, refused } = patch(sheetOf(rows), edits('Sheet1', values, owned));
  assert.deepEqual(refused, []);
  return /<sheetData>(.*)<\/sheetData>/s.exec(partText(bytes, sheetPart))?.[1] ?? '';
}

describe('patchWorkbook', () => {
  it('[W16] a cell keeps its style and place; only its type and value are rewritten', () => {
    assert.equal(
      rowsAfter(oneCell, { B2: 'x' }),
      '<row r="2" spans="2:2"><c r="B2" s="1" t="inlineStr"><is><t>x</t></is></c></row>',
    );
    assert.equal(rowsAfter(oneCell, { B2: 5 }), '<row r="2" spans="2:2"><c r="B2" s="1"><v>5</v></c></row>');
    assert.equal(rowsAfter(oneCell, { B2: true }), '<row r="2" spans="2:2"><c r="B2" s="1" t="b"><v>1</v></c></row>');
    for (const empty of [null, ''])
      assert.equal(rowsAfter(oneCell, { B2: empty }), '<row r="2" spans="2:2"><c r="B2" s="1"/></row>');
    const shared = '<row r="1"><c s="1" t="s" r=\'A1\' ><v>0</v></c></row>';
    const bytes = plainWorkbook({
      sheets: [{ name: 'S', inner: `<sheetData>${shared}</sheetData>` }],
      sharedStrings: '<si><t>a</t></si>',
    });
    assert.match(
      partText(patch(bytes, edits('S', { A1: 7 })).bytes, sheetPart),
      /<row r="1"><c s="1" r='A1'><v>7<\/v><\/c><\/row>/,
    );
  });

  it('[W17] new cells and rows go in order, and row spans and the dimension widen', () => {
    assert.equal(
      rowsAfter(oneCell, { A1: 1, A2: 2, C2: 3, D4: 4, E4: 5, B3: null }),
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" spans="1:3"><c r="A2"><v>2</v></c><c r="B2" s="1"><v>46000</v></c><c r="C2"><v>3</v></c></row>' +
        '<row r="4"><c r="D4"><v>4</v></c><c r="E4"><v>5</v></c></row>',
    );
    assert.equal(
      rowsAfter('<row r="3" spans="1:2" ht="9"/>', { C3: 1 }),
      '<row r="3" spans="1:3" ht="9"><c r="C3"><v>1</v></c></row>',
    );
    assert.equal(
      rowsAfter('<row><c><v>1</v></c></row>', { C1: 3, A2: 2 }),
      '<row><c><v>1</v></c><c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
    );
    const empty = plainWorkbook({ sheets: [{ name: 'S', inner: '<dimension ref="B2"/><sheetData/>' }] });
    const after = partText(patch(empty, edits('S', { C5: 1, A9: 2 })).bytes, sheetPart);
    assert.ok(after.includes('<dimension ref="A2:C9"/><sheetData><row r="5">'));
  });

  it('[W18] new cells take the style of their row, else of their column, else in a table of the cell above', () => {
    const rich = richAssessment();
    const { bytes } = patch(rich, edits('Actions', { H3: 1, B20: 'x', G20: 1 }));
    const sheet = partText(bytes, 'xl/worksheets/sheet3.xml');
    assert.match(sheet, /<c r="H3" s="3">/);
    assert.match(sheet, /<c r="B20" s="4" t="inlineStr">/);
    assert.match(sheet, /<c r="G20"><v>/);
  });

  it('[W19] text is text: formulas in disguise, markup, escapes and line ends come back as they were', () => {
    const texts = [
      '=1+1',
      '+1',
      '-1',
      '@x',
      '<b>&amp;"\'',
      '_x0041_ _x_',
      'a\nb\tc',
      ' two  spaces ',
      '\u0000\u0001\u000B\uFFFE',
      '\uD800x\uDC00',
      '😀é',
      ']]>',
    ];
    const values = Object.fromEntries(texts.map((text, index) => [`A${index + 1}`, text]));
    const cells = cellsOf(patch(sheetOf(''), edits('Sheet1', values)).bytes, 'Sheet1');
    assert.deepEqual(
      [...cells.values()].map((cell) => cell.value),
      texts,
    );
    assert.ok([...cells.values()].every((cell) => cell.formula === null));
    assert.equal(
      cellsOf(patch(sheetOf(''), edits('Sheet1', { A1: 'a\r\nb\rc' })).bytes, 'Sheet1').get('A1')?.value,
      'a\nb\nc',
    );
  });

  it('[W20] a date keeps a date style or gets a twin of its style that shows one, made once', () => {
    const date = { date: '2026-11-22' };
    const { bytes } = patch(richAssessment(), edits('Actions', { C4: date, B4: date, B5: date, G8: date, G9: date }));
    const cells = cellsOf(bytes, 'Actions');
    for (const name of ['C4', 'B4', 'B5', 'G8', 'G9']) {
      assert.equal(cells.get(name)?.value, 46348);
      assert.equal(cells.get(name)?.date, true);
    }
    const styles = partText(bytes, 'xl/styles.xml');
    assert.match(styles, /<cellXfs count="9">/);
    assert.match(styles, /numFmtId="14" applyNumberFormat="1"><alignment vertical="top"/);
    const again = patch(bytes, edits('Actions', { B6: date, G10: date }));
    assert.equal(partText(again.bytes, 'xl/styles.xml'), styles);
    const in1904 = plainWorkbook({
      sheets: [{ name: 'S', inner: '<sheetData/>' }],
      before: '<workbookPr date1904="true"/>',
    });
    assert.equal(cellsOf(patch(in1904, edits('S', { A1: date })).bytes, 'S').get('A1')?.value, 44886);
    const unstyled = plainWorkbook({ sheets: [{ name: 'S', inner: '<sheetData/>' }], styles: null });
    assert.equal(patch(unstyled, edits('S', { A1: date })).refused[0]?.reason, 'no-date-style');
  });

  it('[W21] the engine’s own cells take a formula with its value; elsewhere no formula is written', () => {
    const formula = { formula: 'COUNTIF(A:A,"<>x")&"é"', value: 12 };
    const rich = richAssessment();
    const { bytes } = patch(rich, [
      ...edits('Actions', { G15: formula, E5: { formula: 'D5*11', value: 'n/a' } }, true),
    ]);
    const cells = cellsOf(bytes, 'Actions');
    assert.deepEqual([cells.get('G15')?.formula, cells.get('G15')?.value], [formula.formula, 12]);
    assert.deepEqual([cells.get('E5')?.formula, cells.get('E5')?.value], ['D5*11', 'n/a']);
    const refused = patch(rich, edits('Actions', { G15: formula }));
    assert.equal(refused.refused[0]?.reason, 'not-owned');
    assert.equal(refused.bytes, rich);
  });

  it('[W22] a cached value is renewed without touching the formula, whoever wrote it', () => {
    const { bytes, refused } = patch(
      richAssessment(),
      edits('Actions', { E4: { cached: 1.5 }, F5: { cached: 'late' }, H30: { cached: null }, A31: { cached: 9 } }),
    );
    assert.deepEqual(refused, []);
    const sheet = partText(bytes, 'xl/worksheets/sheet3.xml');
    assert.ok(sheet.includes('<c r="E4" s="6"><f>Actions[[#This Row],[Points]]*10</f><v>1.5</v></c>'));
    assert.ok(sheet.includes('<c r="F5" s="5" t="str"><f t="shared" si="0"/><v>late</v></c>'));
    assert.ok(sheet.includes('<c r="H30"><f t="array" ref="H30:I31">D4:E5</f></c>'));
    assert.ok(sheet.includes('<c r="A31" cm="1"><f t="array" ref="A31">COUNT(D4:D13)</f><v>9</v></c>'));
    assert.equal(patch(richAssessment(), edits('Actions', { A2: { cached: 1 } })).refused[0]?.reason, 'not-a-formula');
  });

  it('[W23] the calculation chain follows: links go with their formulas, sheets are handed on, an empty chain is dropped', () => {
    const { bytes } = patch(
      richAssessment(),
      edits('Actions', { F13: 1, E6: null, G15: { formula: '1+1', value: 2 } }, true),
    );
    const chain = partText(bytes, 'xl/calcChain.xml');
    assert.match(chain, /<calcChain [^>]*><c r="F12" i="7"\/>/);
    assert.ok(!chain.includes('"E6"'));
    assert.match(chain, /<c r="G15" i="7"\/><\/calcChain>/);
    const only = plainWorkbook({
      sheets: [{ name: 'S', inner: '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>' }],
      calcChain: '<c r="A1" i="1"/>',
    });
    const emptied = patch(only, edits('S', { A1: 5 }, true)).bytes;
    assert.deepEqual(changedParts(only, emptied, ['xl/calcChain.xml']), [
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
      sheetPart,
    ]);
  });

  it('[W24] writing over the first cell of a shared formula leaves the others what they were', () => {
    const before = cellsOf(richAssessment(), 'Actions');
    const { bytes } = patch(richAssessment(), edits('Actions', { F4: 7, F6: 8 }, true));
    const after = cellsOf(bytes, 'Actions');
    assert.equal(after.get('F4')?.formula, null);
    for (let row = 5; row <= 13; row += 1) {
      if (row !== 6) assert.equal(after.get(`F${row}`)?.formula, before.get(`F${row}`)?.formula);
    }
  });

  it('[W25] what may not be touched is refused cell by cell, by name, and the rest is written', () => {
    const reasons: Readonly<Record<string, string>> = {
      E4: 'formula',
      B1: 'merged',
      A3: 'table-header',
      H30: 'array-formula',
      I31: 'spill',
      A31: 'array-formula',
      B31: 'rich-value',
    };
    const values = Object.fromEntries(Object.keys(reasons).map((name) => [name, 'x']));
    const rich = richAssessment();
    const elsewhere: readonly CellEdit[] = [
      ...edits('Data', { E5: 1 }),
      ...edits('Chart', { A1: 1 }),
      ...edits('Nowhere', { A1: 1 }),
      ...edits('Actions', { A20001: 1, IW1: 1 }),
      ...edits('lists', { A1: 'first' }),
      ...edits('Lists', { A1: 'second', A2: Number.NaN, A3: 'x'.repeat(32_768) }),
      ...edits('Lists', { B1: { date: '2026-02-30' } }),
    ];
    const { bytes, refused } = patch(rich, [...edits('Actions', values), ...elsewhere]);
    const byCell = refused.map(({ sheet, cell, reason }) => `${sheet}!${cell} ${reason}`);
    assert.deepEqual(
      byCell.sort(),
      [
        ...Object.entries(reasons).map(([name, reason]) => `Actions!${name} ${reason}`),
        'Actions!A20001 out-of-reach',
        'Actions!IW1 out-of-reach',
        'Chart!A1 other-sheet',
        'Data!E5 pivot',
        'Lists!A1 duplicate',
        'Lists!A2 bad-value',
        'Lists!A3 bad-value',
        'Lists!B1 bad-value',
        'Nowhere!A1 no-such-sheet',
      ].sort(),
    );
    for (const { message } of refused) assert.match(message, /^.{20,200}\.$/);
    assert.equal(cellsOf(bytes, 'Lists').get('A1')?.value, 'first');
    assert.deepEqual(changedParts(rich, bytes), ['xl/worksheets/sheet2.xml']);
  });

  it('[W26] signed workbooks and shared ones of the old kind are refused whole', () => {
    const parts = plainParts({ sheets: [{ name: 'S', inner: '<sheetData/>' }] });
    const code = (bytes: Uint8Array): string => {
      const patched = patchWorkbook(bytes, { edits: edits('S', { A1: 1 }), appends: [] });
      return patched.ok ? '' : patched.error.code;
    };
    assert.equal(code(makeZip([...parts, { name: '_xmlsignatures/origin.sigs', content: '' }])), 'signed');
    const shared = parts.map((part) =>
      part.name === 'xl/_rels/workbook.xml.rels'
        ? {
            ...part,
            content: String(part.content).replace(
              '</Relationships>',
              `${relationship('rR', 'revisionHeaders', 'revisions/headers.xml')}</Relationships>`,
            ),
          }
        : part,
    );
    assert.equal(code(makeZip(shared)), 'shared-workbook');
    assert.equal(code(Buffer.from('d0cf11e0a1b11ae1', 'hex')), 'not-a-workbook');
  });

  it('[W27] a full calculation on opening is asked for only when told', () => {
    const rich = richAssessment();
    const plain = sheetOf('');
    assert.ok(!partText(patch(rich, edits('Actions', { A4: 1 })).bytes, 'xl/workbook.xml').includes('fullCalcOnLoad'));
    const asked = (bytes: Uint8Array, sheet: string): string =>
      partText(patch(bytes, edits(sheet, { A4: 1 }), { fullCalcOnLoad: true }).bytes, 'xl/workbook.xml');
    assert.match(asked(rich, 'Actions'), /<calcPr calcId="191029" fullCalcOnLoad="1"\/>/);
    assert.match(asked(plain, 'Sheet1'), /<\/sheets><calcPr fullCalcOnLoad="1"\/>/);
  });

  it('[W28] prefixes, UTF-16 and byte-order marks stay as they are', () => {
    const plain = plainParts({ sheets: [{ name: 'S', inner: `<sheetData>${oneCell}</sheetData>` }] });
    const sheet = String(plain.find((part) => part.name === sheetPart)?.content).replace(/^<\?.*\?>\n/, '');
    const prefixed = sheet.replace(/<(\/?)(\w)/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=');
    for (const content of [
      prefixed,
      `\uFEFF${prefixed}`,
      Buffer.from(`\uFEFF${prefixed}`, 'utf16le'),
      Buffer.from(prefixed, 'utf16le').swap16(),
    ]) {
      const bytes = makeZip(plain.map((part) => (part.name === sheetPart ? { ...part, content } : part)));
      const patched = patch(bytes, edits('S', { B2: 'é', A9: 1 })).bytes;
      const before = partText(bytes, sheetPart);
      const expected = before
        .replace('<x:v>46000</x:v></x:c>', '<x:is><x:t>é</x:t></x:is></x:c>')
        .replace('s="1">', 's="1" t="inlineStr">')
        .replace('</x:sheetData>', '<x:row r="9"><x:c r="A9"><x:v>1</x:v></x:c></x:row></x:sheetData>');
      assert.equal(partText(patched, sheetPart), expected);
    }
  });

  it('[W29] when nothing is to be written the very same bytes come back', () => {
    const rich = richAssessment();
    assert.equal(patch(rich, []).bytes, rich);
    assert.equal(patch(rich, edits('Lists', { Z99: null })).bytes, rich);
  });
});
