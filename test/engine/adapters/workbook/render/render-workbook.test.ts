import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { lintWorkbook } from '#test/support/ooxml-lint';
import { readParts } from '#test/support/read-parts';
import { oneTableModel, sampleColumn, sampleSheet, sampleWorkbookModel } from '#test/support/sample-workbook-model';

describe('a written workbook', () => {
  it('[W50] the same model gives the same bytes', async () => {
    const [first, second] = [
      await renderWorkbook(sampleWorkbookModel(12)),
      await renderWorkbook(sampleWorkbookModel(12)),
    ];
    assert.equal(hash(first), hash(second));
    assert.notEqual(hash(first), hash(await renderWorkbook(sampleWorkbookModel(13))));
  });

  it('[W68] its structure has nothing a spreadsheet would stumble over', async () => {
    for (const count of [0, 1, 40]) {
      assert.deepEqual(lintWorkbook(await renderWorkbook(sampleWorkbookModel(count))), []);
    }
    const bare = { ...oneTableModel([], []), sheets: [sampleSheet('Only', {})] };
    assert.deepEqual(lintWorkbook(await renderWorkbook(bare)), []);
  });

  it('[W56] tables cover their spare rows, and at least one row', async () => {
    const read = readWorkbook(await renderWorkbook(sampleWorkbookModel(10)));
    assert.ok(read.ok);
    const [actions] = read.value.sheets.flatMap(({ tables }) => tables.filter(({ name }) => name === 'CB_ActionItems'));
    assert.deepEqual([actions?.firstRow, actions?.lastRow, actions?.firstColumn, actions?.lastColumn], [4, 17, 1, 17]);
    const empty = readWorkbook(await renderWorkbook(oneTableModel([sampleColumn('a', 'A', 10, 'text')], [])));
    assert.ok(empty.ok);
    assert.equal(empty.value.sheets[0]?.tables[0]?.lastRow, 2);
  });

  it('[W56] a header is alike in its cell and in the table, whatever stands in it', async () => {
    const headers = ['Two\nlines', 'a_x0041_', ' <&" ', `${'long '.repeat(80)}`, '=1', '#N/A'];
    const model = oneTableModel(
      headers.map((header, index) => sampleColumn(`c${index}`, header, 10, 'text')),
      [],
    );
    const bytes = await renderWorkbook(model);
    const read = readWorkbook(bytes);
    assert.ok(read.ok);
    const sheet = read.value.sheets[0];
    assert.deepEqual(
      sheet?.tables[0]?.headers,
      sheet?.cells.map(({ value }) => value),
    );
    assert.deepEqual(sheet?.tables[0]?.headers.slice(0, 3), ['Two lines', 'a_x0041_', '<&"']);
    assert.deepEqual(lintWorkbook(bytes), []);
  });

  it('[W63] names, visibility and properties are as the model says', async () => {
    const bytes = await renderWorkbook(sampleWorkbookModel(10));
    const read = readWorkbook(bytes);
    assert.ok(read.ok);
    assert.deepEqual(read.value.names['Controlbook_Identity'], "'_controlbook'!$A$1");
    assert.deepEqual(read.value.names['Sample_Statuses'], "'Action Items'!$D$5:$D$14");
    assert.deepEqual(
      read.value.sheets.map(({ name, visibility }) => `${name} ${visibility}`),
      ['Overview visible', 'Action Items visible', 'Controls visible', '_controlbook veryHidden', 'Lists veryHidden'],
    );
    const parts = readParts(bytes);
    const core = parts.get('docProps/core.xml') ?? '';
    assert.match(core, /<dc:title>Cloud platform &amp; payments, ISO\/IEC 27001:2013<\/dc:title>/);
    assert.match(
      core,
      /<dc:subject>Assessment of the group Payments<\/dc:subject><dc:creator>Controlbook<\/dc:creator>/,
    );
    assert.match(core, /W3CDTF">2026-03-31T08:15:00Z<\/dcterms:modified>/);
    assert.match(parts.get('docProps/app.xml') ?? '', /<Application>Controlbook<\/Application>/);
  });
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
