import assert from 'node:assert/strict';
import { linkTarget } from '#engine/adapters/workbook/render/link-target';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { readParts } from '#test/support/read-parts';
import { oneTableModel, sampleColumn, sampleLoose, sampleSheet } from '#test/support/sample-workbook-model';

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

  it('[W55] a link leads where it should from the very first row, too', async () => {
    const loose = ['https://example.org/a', "#'S'!A9", 'https://example.org/b'].map((link, index) =>
      sampleLoose(1, index + 1, { link, text: `Open ${index}` }),
    );
    const parts = readParts(await renderWorkbook({ ...oneTableModel([], []), sheets: [sampleSheet('S', { loose })] }));
    const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
    assert.match(
      xml,
      /<hyperlink ref="A1" r:id="rId1"\/><hyperlink ref="B1" location="&apos;S&apos;!A9"\/><hyperlink ref="C1" r:id="rId2"\/>/,
    );
    assert.match(parts.get('xl/worksheets/_rels/sheet1.xml.rels') ?? '', /Id="rId2"[^>]*example\.org\/b"/);
    assert.equal(xml.match(/<c /g)?.length, 3);
  });
});
