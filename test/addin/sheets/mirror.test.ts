import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellAt, onlyRows, withArea, withWrites } from '#addin/sheets/mirror';
import type { CellEdit, ReadCell, ReadWorkbook } from '#engine/contract/model/cells';
import { applyPatch } from '#test/support/apply-patch';

const spot = fc.record({ row: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 1, max: 6 }) });
const cells = fc.uniqueArray(spot, { selector: ({ row, column }) => `${row}:${column}` }).map((spots) =>
  spots
    .map(
      ({ row, column }): ReadCell => ({
        row,
        column,
        kind: 'number',
        value: row * 100 + column,
        formula: null,
        date: false,
      }),
    )
    .sort((a, b) => a.row - b.row || a.column - b.column),
);
const book = (own: readonly ReadCell[]): ReadWorkbook => ({
  sheets: [
    {
      ...{ name: 'S', visibility: 'visible', cells: own },
      tables: [{ name: 'T', firstRow: 2, lastRow: 5, firstColumn: 2, lastColumn: 3, headers: ['A', 'B'] }],
    },
    { name: 'Other', visibility: 'hidden', cells: [], tables: [] },
  ],
  ...{ names: {}, date1904: false, lastModifiedBy: null, modified: null },
});

describe('the mirror of the workbook', () => {
  it('[P40] is the workbook after a write, as a patched file is', () =>
    fc.assert(
      fc.property(
        cells,
        fc.uniqueArray(spot, { selector: ({ row, column }) => `${row}:${column}` }),
        fc.array(
          fc.constantFrom<CellEdit['value']>(
            null,
            'text',
            5,
            true,
            { date: '2026-04-03' },
            { formula: 'A1', value: 3 },
          ),
        ),
        (own, spots, values) => {
          const edits = spots.map(
            (at, index): CellEdit => ({ ...at, sheet: 'S', owned: true, value: values[index] ?? 'x' }),
          );
          const appends = [{ table: 'T', rows: [{ A: 'new', B: null }] }];
          assert.deepEqual(withWrites(book(own), edits, appends), applyPatch(book(own), { edits, appends }));
        },
      ),
    ));

  it('[P10] takes in an area that was read again, and nothing else changes', () =>
    fc.assert(
      fc.property(cells, cells, spot, spot, (own, now, a, b) => {
        const area = {
          ...{ sheet: 'S', firstRow: Math.min(a.row, b.row), lastRow: Math.max(a.row, b.row) },
          ...{ firstColumn: Math.min(a.column, b.column), lastColumn: Math.max(a.column, b.column) },
        };
        const isInside = ({ row, column }: ReadCell): boolean =>
          row >= area.firstRow && row <= area.lastRow && column >= area.firstColumn && column <= area.lastColumn;
        const fresh = now.filter(isInside).map((cell) => ({ ...cell, value: -1 }));
        const expected = [...own.filter((cell) => !isInside(cell)), ...fresh].sort(
          (x, y) => x.row - y.row || x.column - y.column,
        );
        assert.deepEqual(withArea(book(own), area, fresh).sheets[0]?.cells, expected);
      }),
    ));

  it('[P10] finds a cell, and the rows of a look', () => {
    const own: ReadCell[] = [1, 2, 2, 3].map((row, index) => ({
      ...{ row, column: index + 1, kind: 'text', value: `${row}/${index + 1}`, formula: null, date: false },
    }));
    assert.equal(cellAt(book(own), 'S', 2, 3)?.value, '2/3');
    assert.equal(cellAt(book(own), 'S', 2, 1), null);
    assert.equal(cellAt(book(own), 'none', 2, 3), null);
    assert.deepEqual(
      onlyRows(book(own), 'S', (row) => row === 2).sheets.map((sheet) => sheet.cells.map(({ value }) => value)),
      [['2/2', '2/3']],
    );
  });
});
