import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asPlainText, keepsAsText, showsDate } from '#addin/sheets/excel-text';
import { readTyped } from '#addin/workbench/model/typed-input';

describe('text for Excel', () => {
  it('[P47] stays text whatever it looks like: formulas, numbers, dates, truth values, errors', () => {
    for (const text of [
      '=1+1',
      '+49 30',
      '-',
      '@me',
      '1.10',
      '7/8',
      '2026-04-03',
      'TRUE',
      'Wahr',
      'Mai 2020',
      '#N/A',
      "'quoted",
      '(3)',
    ]) {
      assert.equal(keepsAsText(text), false, text);
      assert.equal(readTyped(asPlainText(text), 'General', 2026).value, text);
    }
    for (const text of ['Not Implemented', 'Access control policy', 'Ärztliche Schweigepflicht beachten']) {
      assert.equal(asPlainText(text), text);
    }
  });

  it('[P47] is read back by a cell as it was, for any text', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const { value, formula } = readTyped(asPlainText(text), 'General', 2026);
        assert.equal(formula, null);
        assert.equal(value, text);
      }),
    ));

  it('[P47] knows a format that shows a date', () => {
    for (const format of ['yyyy-mm-dd', 'd-mmm', 'm/d/yyyy', '[$-409]d. mmmm yyyy', 'yyyy-mm-dd hh:mm'])
      assert.ok(showsDate(format), format);
    for (const format of ['General', '@', '#,##0', '0%', 'h:mm', '"day" 0', '[Red]0'])
      assert.ok(!showsDate(format), format);
  });
});
