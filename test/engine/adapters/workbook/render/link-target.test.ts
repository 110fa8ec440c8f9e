import assert from 'node:assert/strict';
import { linkTarget } from '#engine/adapters/workbook/render/link-target';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { readParts } from '#test/support/read-parts';
import { oneTableModel, sampleColumn } from '#test/support/sample-workbook-model';

const sheets = new Set(['Action Items']);

describe('links', () => {
  it('[W55] links lead to the web, to mail, or to a cell of the workbook', () => {
    assert.deepEqual(linkTarget('https://example.org/a?b=1&c', sheets), { target: 'https://example.org/a?b=1&c' });
    assert.deepEqual(linkTarget('http://example.org', sheets), { target: 'http://example.org/' });
    assert.deepEqual(linkTarget('mailto:a@example.org', sheets), { target: 'mailto:a@example.org' });
    assert.deepEqual(linkTarget("#'Action Items'!A4", sheets), { target: '', location: "'Action Items'!A4" });
  });

  it('[W55] a link to anything else stays text', async () => {
    const refused = [
      'file:///c:/secret.txt',
      'javascript:alert(1)',
      '\\\\server\\share',
      'C:\\a.xlsx',
      'ftp://example.org',
      "#'Elsewhere'!A1",
      '#REF!',
      `https://example.org/${'a'.repeat(3000)}`,
      'no address',
    ];
    for (const link of refused) assert.equal(linkTarget(link, sheets), null, link);
    const model = oneTableModel(
      [sampleColumn('link', 'Link', 20, 'link')],
      refused.map((link) => [{ link, text: 'Open' }]),
    );
    const parts = readParts(await renderWorkbook(model));
    assert.doesNotMatch(parts.get('xl/worksheets/sheet1.xml') ?? '', /<hyperlink/);
  });
});
