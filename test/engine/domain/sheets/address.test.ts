import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cellAddress,
  columnLetters,
  columnNumber,
  parseReference,
  placeOf,
  quoteSheet,
} from '#engine/domain/sheets/address';

describe('address', () => {
  it('[W116] a place is written as a person finds it, and read back from a defined name', () => {
    assert.equal(cellAddress(7, 28), 'AB7');
    assert.equal(placeOf('Action Items', 7, 6), "'Action Items'!F7");
    assert.equal(placeOf('Overview', 1, 1), 'Overview!A1');
    assert.equal(quoteSheet("Bo's"), "'Bo''s'");
    assert.deepEqual(parseReference("'Bo''s list'!$AB$7"), { sheet: "Bo's list", row: 7, column: 28 });
    assert.deepEqual(parseReference('=Overview!B4'), { sheet: 'Overview', row: 4, column: 2 });
    for (const other of ['Overview!$A$1:$B$2', '#REF!', '"constant"', 'Overview!A', '']) {
      assert.equal(parseReference(other), null, other);
    }
  });

  it('[W116] letters and number of a column are each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_384 }), (column) => columnNumber(columnLetters(column)) === column),
    );
  });
});
