import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutText, excelText } from '#engine/adapters/workbook/render/excel-text';
import { readBack } from '#test/support/read-back';
import { oneTableModel, sampleColumn } from '#test/support/sample-workbook-model';

const hostile = [
  '=1+1',
  '+49 151 000',
  '-2',
  '@SUM(A1)',
  '\t=1',
  "'quoted",
  '#N/A',
  '#DIV/0!',
  '#REF!',
  'TRUE',
  '00123',
  '1.10',
  '_x0041_',
  '_x005F_x0041_',
  'a_x000D_b',
  '_x0041\u0001',
  '_x0041\uD83D',
  '_x0041_x0042_x0043_',
  '\u0000\u0001\u001f',
  '\uFFFE\uFFFF',
  'lone \uD83D end',
  '\uDE00 first',
  'fine \u{1F600}',
  ' spaces ',
  'two\nlines',
  '<b>&amp;"quotes"</b>',
  ']]>',
  'e\u0301',
] as const;

describe('text in cells', () => {
  it('[W51] text that looks like something else is read back as the text it was', async () => {
    const model = oneTableModel(
      [sampleColumn('text', 'Text', 20, 'text')],
      hostile.map((text) => [text]),
    );
    const cells = await readBack(model);
    for (const [index, text] of hostile.entries()) {
      const cell = cells.get(`Sheet one!A${index + 2}`);
      assert.deepEqual([cell?.kind, cell?.value, cell?.formula], ['text', text, null]);
    }
  });

  it('[W51] any text is read back as it was, line ends aside', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          const model = oneTableModel(
            [sampleColumn('text', 'Text', 20, 'long')],
            texts.map((text) => [text]),
          );
          const cells = await readBack(model);
          for (const [index, text] of texts.entries()) {
            const expected = text === '' ? undefined : text.replace(/\r\n?/g, '\n');
            assert.equal(cells.get(`Sheet one!A${index + 2}`)?.value, expected);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('[W52] text longer than a cell can hold is cut at the end, with a mark, between characters', () => {
    const cut = excelText(`${'a'.repeat(32_766)}\u{1F600}${'b'.repeat(100)}`);
    assert.ok(cut.length <= 32_767);
    assert.match(cut, / … \[cut: longer than a cell can hold\]$/);
    assert.equal(excelText('a'.repeat(32_767)).length, 32_767);
    assert.equal(cutText('ab\u{1F600}cd', 4), 'ab…');
  });
});
