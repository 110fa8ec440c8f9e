import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellName } from '#engine/adapters/workbook/package/cell-reference';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { ReadCell, ReadWorkbook } from '#engine/contract/model/cells';
import {
  mainNamespace,
  plainParts,
  plainWorkbook,
  relationship,
  relationships,
  sheetOf,
  xmlHead,
} from '#test/support/corpus/plain-workbook';
import { makeZip } from '#test/support/make-zip';

function read(bytes: Uint8Array): ReadWorkbook {
  const result = readWorkbook(bytes);
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

/** Value by cell of the first sheet. */
function values(bytes: Uint8Array): Record<string, ReadCell['value']> {
  const cells = read(bytes).sheets[0]?.cells ?? [];
  return Object.fromEntries(cells.map((cell) => [cellName(cell.row, cell.column), cell.value]));
}

function problem(bytes: Uint8Array): string {
  const result = readWorkbook(bytes);
  return result.ok ? '' : result.error.code;
}

describe('readWorkbook', () => {
  it('[W1] text comes from shared strings, inline strings and formula results, rich runs joined, guides left out', () => {
    const bytes = plainWorkbook({
      sheets: [
        {
          name: 'S',
          inner:
            '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>' +
            '<c r="C1" t="inlineStr"><is><r><t>in</t></r><r><rPr><b/></rPr><t xml:space="preserve"> line </t></r></is></c>' +
            '<c r="D1" t="str"><f>UPPER("x")</f><v>X &amp;lt; &lt;</v></c><c r="E1" t="inlineStr"><is><t><![CDATA[a<b]]>&#65;</t></is></c></row></sheetData>',
        },
      ],
      sharedStrings:
        '<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh sb="0" eb="1"><t>guide</t></rPh></si>',
    });
    assert.deepEqual(values(bytes), { A1: 'rich', B1: 'plain', C1: 'in line ', D1: 'X &lt; <', E1: 'a<bA' });
  });

  it('[W2] the format’s own escapes are undone once, and line ends are one character', () => {
    const rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_\r\nb_x005F_x0041_ _X0041_</t></is></c></row>';
    assert.deepEqual(values(sheetOf(rows)), { A1: 'a\r\nb_x0041_ _X0041_' });
  });

  it('[W3] numbers, booleans, errors and ISO dates keep their kind; empty cells are left out', () => {
    const rows =
      '<row r="1"><c r="A1"><v>1.5E3</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c>' +
      '<c r="D1" t="d"><v>2026-03-01T12:00:00</v></c><c r="E1" s="1"/><c r="F1"><v/></c><c r="G1" t="s"/><c r="H1" t="b"><v>0</v></c></row>';
    const cells = read(sheetOf(rows)).sheets[0]?.cells.map(({ kind, value, date }) => [kind, value, date]);
    assert.deepEqual(cells, [
      ['number', 1500, false],
      ['boolean', true, false],
      ['error', '#N/A', false],
      ['number', 46082.5, true],
      ['boolean', false, false],
    ]);
  });

  it('[W4] a formula is told with its cached value; a shared one reads as Excel shows it in each cell', () => {
    const rows =
      '<row r="2"><c r="B2"><f t="shared" ref="B2:B4" si="0">$A2+A$1*LOG10(A2)+"A2"&amp;Tax2!A2:B2</f><v>1</v></c></row>' +
      '<row r="4"><c r="B4"><f t="shared" si="0"/><v>3</v></c><c r="C4"><f>1/0</f></c></row>';
    const cells = read(sheetOf(rows)).sheets[0]?.cells.map(({ formula, value }) => [formula, value]);
    assert.deepEqual(cells, [
      ['$A2+A$1*LOG10(A2)+"A2"&Tax2!A2:B2', 1],
      ['$A4+A$1*LOG10(A4)+"A2"&Tax2!A4:B4', 3],
      ['1/0', ''],
    ]);
  });

  it('[W5] a cell is a date when its number format shows a day, month or year', () => {
    const styles =
      '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="[Red]0.0&quot; days&quot;"/>' +
      '<numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts><cellXfs>' +
      '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs>';
    const cells = [0, 1, 2, 3, 4, 5].map((style) => `<c s="${style}"><v>1</v></c>`).join('');
    const bytes = plainWorkbook({
      sheets: [{ name: 'S', inner: `<sheetData><row>${cells}</row></sheetData>` }],
      styles,
    });
    assert.deepEqual(
      read(bytes).sheets[0]?.cells.map((cell) => cell.date),
      [false, true, true, false, false, false],
    );
  });

  it('[W6] sheets are found through relationships, in tab order, hidden ones too; other kinds of sheets are left out', () => {
    const parts = plainParts({
      sheets: [
        { name: 'Second &amp; last', inner: '<sheetData/>' },
        { name: 'Hidden', inner: '<sheetData/>', state: 'veryHidden' },
        { name: 'Chart', inner: '<sheetData/>', state: 'hidden' },
      ],
    }).map((part) => {
      if (part.name !== 'xl/_rels/workbook.xml.rels') return part;
      const inner =
        relationship('rId1', 'worksheet', '/xl/worksheets/sheet2.xml') +
        relationship('rId2', 'worksheet', '../xl/./worksheets/SHEET1.xml') +
        relationship('rId3', 'chartsheet', 'worksheets/sheet3.xml');
      return { ...part, content: relationships(inner) };
    });
    assert.deepEqual(
      read(makeZip(parts)).sheets.map(({ name, visibility }) => [name, visibility]),
      [
        ['Second & last', 'visible'],
        ['Hidden', 'veryHidden'],
      ],
    );
  });

  it('[W7] tables are read with their headers, totals rows apart', () => {
    const table =
      `${xmlHead}<table xmlns="${mainNamespace}" id="1" name="t" displayName="Actions" ref="B2:C5" totalsRowCount="1">` +
      '<tableColumns count="2"><tableColumn id="1" name="Key"/><tableColumn id="2" name="Two_x000a_lines"/></tableColumns></table>';
    const bytes = plainWorkbook({
      sheets: [{ name: 'S', inner: '<sheetData/>' }],
      sheetRelationships: { 1: relationship('rId1', 'table', '../tables/table1.xml') },
      parts: [{ name: 'xl/tables/table1.xml', content: table }],
    });
    assert.deepEqual(read(bytes).sheets[0]?.tables, [
      { name: 'Actions', firstRow: 2, lastRow: 4, firstColumn: 2, lastColumn: 3, headers: ['Key', 'Two\nlines'] },
    ]);
  });

  it('[W8] names of the workbook, its date system and who saved it last are read', () => {
    const core =
      '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/">' +
      '<p:lastModifiedBy>Ada L.</p:lastModifiedBy><dcterms:modified>2026-01-02T03:04:05Z</dcterms:modified></p:coreProperties>';
    const bytes = plainWorkbook({
      sheets: [{ name: 'S', inner: '<sheetData/>' }],
      before: '<workbookPr date1904="1"/>',
      after:
        '<definedNames><definedName name="Score">S!$A$1</definedName><definedName name="Local" localSheetId="0">S!$B$1</definedName></definedNames>',
      parts: [
        {
          name: '_rels/.rels',
          content: relationships(
            relationship('rId1', 'officeDocument', 'xl/workbook.xml') +
              '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>',
          ),
        },
        { name: 'docProps/core.xml', content: core },
      ],
    });
    const { names, date1904, lastModifiedBy, modified } = read(bytes);
    assert.deepEqual({ ...names }, { Score: 'S!$A$1' });
    assert.equal(date1904, true);
    assert.equal(lastModifiedBy, 'Ada L.');
    assert.equal(modified, '2026-01-02T03:04:05Z');
  });

  it('[W9] prefixes, strict namespaces, UTF-16, byte-order marks and cells without references are read alike', () => {
    const rows =
      '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row><row r="5"><c t="b"><v>1</v></c></row><row><c><v>6</v></c></row>';
    const expected = { A1: 1, C1: 3, D1: 4, A5: true, A6: 6 };
    const sheet = `<worksheet xmlns="${mainNamespace}"><sheetData>${rows}</sheetData></worksheet>`;
    const prefixed = sheet.replace(/<(\/?)(\w)/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=');
    const strict = sheet.replace(mainNamespace, 'http://purl.oclc.org/ooxml/spreadsheetml/main');
    const bigEndian = Buffer.from(`\uFEFF${sheet}`, 'utf16le').swap16();
    const forms = [
      sheet,
      prefixed,
      strict,
      `\uFEFF${sheet}`,
      Buffer.from(`\uFEFF${sheet}`, 'utf16le'),
      bigEndian,
      Buffer.from(sheet, 'utf16le'),
    ];
    for (const content of forms) {
      const parts = [{ name: 'xl/worksheets/sheet1.xml', content }];
      assert.deepEqual(values(plainWorkbook({ sheets: [{ name: 'S', inner: '' }], parts })), expected);
    }
  });

  it('[W10] cells out of order are put in order; a cell given twice is damage', () => {
    const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`;
    const cell = (name: string): string => `<c r="${name}"><v>1</v></c>`;
    const bytes = sheetOf(row(2, cell('B2') + cell('A2')) + row(1, cell('A1')));
    assert.deepEqual(Object.keys(values(bytes)), ['A1', 'A2', 'B2']);
    assert.equal(problem(sheetOf(row(1, cell('A1') + cell('A1')))), 'damaged');
    assert.equal(problem(sheetOf(row(1, cell('A2')))), 'damaged');
    assert.equal(problem(sheetOf(row(1, '<c r="A1" t="s"><v>7</v></c>'))), 'damaged');
  });

  it('[W11] comments, processing instructions and foreign elements between cells change nothing', () => {
    const rows =
      '<!-- <row> --><row r="1"><?pi x?><c r="A1"><!--a--><v>1<!--b-->2</v><extLst><ext uri="x"><y:z xmlns:y="urn:y"/></ext></extLst></c></row>';
    assert.deepEqual(values(sheetOf(rows)), { A1: 12 });
  });

  const realData = process.env['CONTROLBOOK_REAL_DATA'];
  if (realData) {
    it('[W12] published workbooks are read whole', () => {
      const counts = [
        'Compliance-Manager-Sample-Import-File',
        'csf2',
        'sp800-53r5-control-catalog',
        'sp800-53ar5-assessment-procedures',
      ].map((name) =>
        read(readFileSync(join(realData, 'workbooks', `${name}.xlsx`))).sheets.map((sheet) => sheet.cells.length),
      );
      assert.deepEqual(counts, [[2, 45, 28, 6, 96], [9, 477], [5586], [0, 20578]]);
    });
  }
});
