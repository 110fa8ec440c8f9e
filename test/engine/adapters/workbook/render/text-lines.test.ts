import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countLines } from '#engine/adapters/workbook/render/text-lines';

describe('lines of a text', () => {
  it('[W65] words wrap as a whole, and one longer than the line is broken', () => {
    assert.equal(countLines('short', 20, 10), 1);
    assert.equal(countLines('one\ntwo\nthree', 20, 10), 3);
    assert.equal(countLines('mmmmmmmmmm mmmmmmmmmm', 16, 10), 2);
    assert.ok(countLines('a'.repeat(200), 20, 10) >= 7);
    assert.ok(countLines('漢'.repeat(40), 20, 10) >= 3);
  });

  it('[W65] a wider column never takes more lines', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 5, max: 60 }), (text, width) => {
        assert.ok(countLines(text, width + 10, 10) <= countLines(text, width, 10));
      }),
    );
  });
});
