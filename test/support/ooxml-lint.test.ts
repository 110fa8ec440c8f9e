import assert from 'node:assert/strict';
import { type PlainWorkbook, plainWorkbook } from '#test/support/corpus/plain-workbook';
import { richAssessment, richAssessmentParts } from '#test/support/corpus/rich-assessment';
import { makeZip } from '#test/support/make-zip';
import { lintWorkbook } from '#test/support/ooxml-lint';

const sheet = (inner: string): PlainWorkbook => ({ sheets: [{ name: 'S', inner }] });
const rows = (inner: string): PlainWorkbook => sheet(`<sheetData>${inner}</sheetData>`);
const cell = '<c r="A1"><v>1</v></c>';

/** The rich workbook with one text of one part replaced. */
function spoiled(part: string, from: string, to: string): Uint8Array {
  const parts = richAssessmentParts().map((other) => {
    if (other.name !== part) return other;
    assert.ok(String(other.content).includes(from), from);
    return { ...other, content: String(other.content).replace(from, to) };
  });
  return makeZip(parts);
}

describe('the structural lint', () => {
  it('[W45] a sound workbook has no findings', () => {
    assert.deepEqual(lintWorkbook(richAssessment()), []);
    assert.deepEqual(lintWorkbook(plainWorkbook(rows(`<row r="1">${cell}</row>`))), []);
  });

  it('[W45] faults within a sheet are found', () => {
    const faults: readonly (readonly [PlainWorkbook, RegExp])[] = [
      [sheet('<sheetData/><dimension ref="A1"/>'), /out of order/],
      [sheet('<sheetData/><sheetdata/>'), /unknown here/],
      [sheet(`<dimension ref="B2:C3"/><sheetData><row r="1">${cell}</row></sheetData>`), /outside the dimension/],
      [rows(`<row r="2"/><row r="1">${cell}</row>`), /row 1 is out of order/],
      [rows('<row r="1"><c r="B1"/><c r="A1"/></row>'), /A1 is out of order/],
      [rows('<row r="1"><c r="A1" s="9"/></row>'), /style 9/],
      [rows('<row r="1"><c r="A1" t="z"><v>1</v></c></row>'), /unknown cell type/],
      [rows('<row r="1"><c r="A1"><f t="shared" si="3"/></c></row>'), /no first cell/],
      [
        sheet('<sheetData/><mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'),
        /overlaps/,
      ],
      [sheet('<sheetData/><mergeCells count="2"><mergeCell ref="A1:B2"/></mergeCells>'), /says 2, has 1/],
      [
        sheet('<sheetData/><conditionalFormatting sqref="A"><cfRule type="cellIs" dxfId="0"/></conditionalFormatting>'),
        /no priority/,
      ],
      [sheet('<sheetData/><drawing r:id="rId9"/>'), /uses rId9/],
      [{ sheets: [{ name: 'a:b', inner: '<sheetData/>' }] }, /bad sheet name/],
      [{ sheets: [{ name: 'S', inner: '<sheetData/>', state: 'hidden' }] }, /no sheet is visible/],
      [{ ...rows(''), after: '<calcPr/><definedNames/>' }, /definedNames> is out of order/],
      [{ ...rows(''), calcChain: '<c r="A1" i="1"/>' }, /holds no formula/],
      [{ ...rows(''), overrides: '<Override PartName="/xl/gone.xml" ContentType="x"/>' }, /missing part xl\/gone.xml/],
      [{ ...rows(''), parts: [{ name: 'xl/a.bin', content: 'x' }] }, /does not cover xl\/a.bin/],
      [
        { ...rows(''), sheetRelationships: { 1: '<Relationship Id="a" Type="t/x" Target="gone.xml"/>' } },
        /leads to missing/,
      ],
    ];
    for (const [workbook, expected] of faults) assert.match(lintWorkbook(plainWorkbook(workbook)).join('\n'), expected);
  });

  it('[W45] faults between parts are found', () => {
    const faults: readonly (readonly [Uint8Array, RegExp])[] = [
      [spoiled('xl/tables/table1.xml', 'name="Status"', 'name="State"'), /column State is headed Status/],
      [
        spoiled('xl/tables/table1.xml', '<autoFilter ref="A3:F13">', '<autoFilter ref="A3:F12">'),
        /filter does not fit/,
      ],
      [
        spoiled('xl/worksheets/sheet3.xml', '<tableParts count="1"><tablePart r:id="rIdTable"/></tableParts>', ''),
        /0 tableParts but 1/,
      ],
      [spoiled('xl/styles.xml', '<cellXfs count="7">', '<cellXfs count="8">'), /cellXfs says 8, has 7/],
      [spoiled('xl/styles.xml', 'fontId="2"', 'fontId="3"'), /fontId 3 of 3/],
      [spoiled('xl/worksheets/sheet3.xml', 'dxfId="1"', 'dxfId="2"'), /dxfId 2/],
      [spoiled('xl/calcChain.xml', '<c r="E4"/>', '<c r="D4"/>'), /7!D4 holds no formula/],
    ];
    for (const [bytes, expected] of faults) assert.match(lintWorkbook(bytes).join('\n'), expected);
    assert.match(lintWorkbook(new Uint8Array([1]))[0] ?? '', /^not-a-workbook/);
  });
});
