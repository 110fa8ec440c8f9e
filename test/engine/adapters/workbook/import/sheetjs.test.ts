import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { read, version } from 'xlsx';
import { makeZip } from '#test/support/make-zip';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/** A minimal workbook whose sheet and comments are given as XML. */
function workbookOf(sheet: string, comments: string): Uint8Array {
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: `<worksheet xmlns="${main}">${sheet}</worksheet>` },
    {
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      content: `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/comments" Target="../comments1.xml"/></Relationships>`,
    },
    { name: 'xl/comments1.xml', content: `<comments xmlns="${main}">${comments}</comments>` },
  ]);
}

const oneCell = '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData>';

describe('the driver that reads spreadsheets of other formats', () => {
  it('[H35] it is the version whose fixes are relied on', () => {
    assert.equal(version, '0.20.3');
  });

  it('[H35] a comment on a cell named __proto__ does not reach the prototype of objects (CVE-2023-30533)', () => {
    const comment =
      '<authors><author>a</author></authors><commentList><comment ref="__proto__" authorId="0"><text><t>polluted</t></text></comment></commentList>';
    const book = read(workbookOf(oneCell, comment), { type: 'buffer' });
    const dense = read(workbookOf(oneCell, comment), { type: 'buffer', dense: true });
    assert.deepEqual([book.SheetNames, dense.SheetNames], [['S'], ['S']]);
    assert.equal(Object.hasOwn(Object.prototype, 'c'), false);
    assert.equal(Object.hasOwn(Object.prototype, 't'), false);
  });

  it('[H35] elements that are never closed take time in proportion to their number (CVE-2024-22363)', () => {
    const shapes: readonly ((count: number) => Uint8Array)[] = [
      (count) => workbookOf(oneCell, `<commentList>${'<comment ref="A1">'.repeat(count)}`),
      (count) => workbookOf('<cols>'.repeat(count), ''),
      (count) => workbookOf('<sheetData>'.repeat(count), ''),
    ];
    for (const shape of shapes) {
      const seconds = (count: number) => {
        const bytes = shape(count);
        const start = performance.now();
        try {
          read(bytes, { type: 'buffer', dense: true });
        } catch {
          // refusing such a file is as good as reading it; only the time counts here
        }
        return performance.now() - start;
      };
      seconds(1_000);
      const few = seconds(20_000);
      const many = seconds(80_000);
      assert.ok(many < 10 * few + 500, `20,000 took ${few} ms, 80,000 took ${many} ms`);
    }
  });
});
