/** Rows and columns are 1-based. */
export type CellPlace = { readonly row: number; readonly column: number };
export type CellRange = {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
};

/** The sheet's own grid, whatever the reader's caps. */
export const gridRows = 1_048_576;
export const gridColumns = 16_384;

/** `B7` to its place; null for anything else. Places outside the grid are given as they stand. */
export function parseCell(reference: string): CellPlace | null {
  let column = 0;
  let p = 0;
  for (; p < reference.length && p < 4; p += 1) {
    const letter = reference.charCodeAt(p) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (p === 0 || p === reference.length || reference.length - p > 9) return null;
  let row = 0;
  for (; p < reference.length; p += 1) {
    const digit = reference.charCodeAt(p) - 48;
    if (digit < 0 || digit > 9) return null;
    row = row * 10 + digit;
  }
  return row === 0 ? null : { row, column };
}

/** `A1`, `A1:C9`, `A:C` or `2:5`, with or without `$`; null for anything else. */
export function parseRange(reference: string): CellRange | null {
  const [from, to, ...more] = reference.replaceAll('$', '').split(':');
  if (from === undefined || more.length > 0) return null;
  const first = parseEnd(from, 1, 1);
  const last = parseEnd(to ?? from, gridRows, gridColumns);
  if (first === null || last === null) return null;
  return {
    firstRow: Math.min(first.row, last.row),
    firstColumn: Math.min(first.column, last.column),
    lastRow: Math.max(first.row, last.row),
    lastColumn: Math.max(first.column, last.column),
  };
}

function parseEnd(end: string, row: number, column: number): CellPlace | null {
  if (/^[A-Za-z]{1,3}$/.test(end)) return parseCell(`${end}${row}`);
  if (/^[0-9]{1,7}$/.test(end)) return { row: Number(end), column };
  return parseCell(end);
}

export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

export function cellName(row: number, column: number): string {
  return columnName(column) + row;
}

export function rangeName(range: CellRange): string {
  const first = cellName(range.firstRow, range.firstColumn);
  const last = cellName(range.lastRow, range.lastColumn);
  return first === last ? first : `${first}:${last}`;
}

export function contains(range: CellRange, row: number, column: number): boolean {
  return row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn;
}

export function overlaps(a: CellRange, b: CellRange): boolean {
  return (
    a.firstRow <= b.lastRow && b.firstRow <= a.lastRow && a.firstColumn <= b.lastColumn && b.firstColumn <= a.lastColumn
  );
}
