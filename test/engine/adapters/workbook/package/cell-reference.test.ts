import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cellName,
  columnName,
  contains,
  gridColumns,
  gridRows,
  overlaps,
  parseCell,
  parseRange,
  rangeName,
} from '#engine/adapters/workbook/package/cell-reference';

const row = fc.integer({ min: 1, max: gridRows });
const column = fc.integer({ min: 1, max: gridColumns });

describe('cell references', () => {
  it('[W47] a place and its name are one thing in two spellings', () => {
    fc.assert(fc.property(row, column, (r, c) => assert.deepEqual(parseCell(cellName(r, c)), { row: r, column: c })));
    assert.deepEqual([1, 26, 27, 702, 703, gridColumns].map(columnName), ['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
    for (const wrong of ['', 'A', '1', 'A0', 'A1B', '1A', 'AAAAA1', '$A$1', 'A-1', 'A1234567890'])
      assert.equal(parseCell(wrong), null, wrong);
  });

  it('[W47] ranges are read in every spelling and keep their corners', () => {
    assert.deepEqual(parseRange('$C$9:B2'), { firstRow: 2, firstColumn: 2, lastRow: 9, lastColumn: 3 });
    assert.deepEqual(parseRange('B:C'), { firstRow: 1, firstColumn: 2, lastRow: gridRows, lastColumn: 3 });
    assert.deepEqual(parseRange('2:3'), { firstRow: 2, firstColumn: 1, lastRow: 3, lastColumn: gridColumns });
    assert.equal(rangeName({ firstRow: 1, firstColumn: 1, lastRow: 1, lastColumn: 1 }), 'A1');
    for (const wrong of ['', 'A1:B2:C3', '#REF!', 'A1 B2']) assert.equal(parseRange(wrong), null, wrong);
  });

  it('[W47] two ranges overlap exactly when they share a cell', () => {
    const small = fc.record({
      r: fc.integer({ min: 1, max: 5 }),
      c: fc.integer({ min: 1, max: 5 }),
      h: fc.integer({ min: 0, max: 3 }),
      w: fc.integer({ min: 0, max: 3 }),
    });
    const toRange = (s: { r: number; c: number; h: number; w: number }) => ({
      firstRow: s.r,
      firstColumn: s.c,
      lastRow: s.r + s.h,
      lastColumn: s.c + s.w,
    });
    fc.assert(
      fc.property(small, small, (one, other) => {
        const [a, b] = [toRange(one), toRange(other)];
        let shared = false;
        for (let r = 1; r <= 8; r += 1)
          for (let c = 1; c <= 8; c += 1) shared ||= contains(a, r, c) && contains(b, r, c);
        assert.equal(overlaps(a, b), shared);
      }),
    );
  });
});
