import type { ReadSheet, ReadWorkbook } from '../../contract/model/cells.ts';
import { type ColumnLayout, columnsRevision } from '../../contract/model/layout.ts';
import { gridOf, isBlankCell, type LocatedTable, locateIdentity } from './locate.ts';

/**
 * What a workbook knows of columns that came later than it: up to which revision of the columns it has them all, and up to
 * which its people were told that one cannot be added. Both stand beside the layout on the very hidden sheet.
 */
export type ColumnsMark = { readonly has: number; readonly told: number };

/** Where the mark stands: behind the layout's number, in the second row. */
export const markPlace = { row: 2, has: 3, told: 4 } as const;

export function columnsMark(file: ReadWorkbook): ColumnsMark {
  const sheet = locateIdentity(file);
  const numberAt = (column: number): number => {
    const value = sheet === null ? undefined : gridOf(sheet).get(markPlace.row)?.get(column)?.value;
    return typeof value === 'number' ? value : 1;
  };
  return { has: numberAt(markPlace.has), told: numberAt(markPlace.told) };
}

/** Columns the table lacks because there were none when the workbook was made: nobody has removed or renamed them. */
export function lateColumns({ missing }: LocatedTable, { has }: ColumnsMark): readonly ColumnLayout[] {
  return missing.filter(({ since }) => since > has && since <= columnsRevision);
}

/** Whether so many columns can be added at a table's right end without touching anything. */
export function hasRoom(located: LocatedTable, count: number): boolean {
  const { sheet, grid, name, headerRow, lastRow, lastColumn } = located;
  if (name === null) return false;
  const [first, last] = [lastColumn + 1, lastColumn + count];
  for (let row = headerRow; row <= lastRow; row += 1) {
    for (let column = first; column <= last; column += 1) if (!isBlankCell(grid.get(row)?.get(column))) return false;
  }
  return !overlapsTable(sheet, name, headerRow, lastRow, first, last);
}

function overlapsTable(
  sheet: ReadSheet,
  own: string,
  top: number,
  bottom: number,
  left: number,
  right: number,
): boolean {
  return sheet.tables.some(
    ({ name, firstRow, lastRow, firstColumn, lastColumn }) =>
      name !== own && firstRow <= bottom && lastRow >= top && firstColumn <= right && lastColumn >= left,
  );
}
