import { columnName, gridColumns, gridRows, parseCell } from '../package/cell-reference.ts';

/**
 * A formula as it reads when filled from one cell to another: relative references move, absolute ones stay, quoted
 * text, sheet names, structured references, names and functions are left alone. A reference pushed off the grid
 * becomes `#REF!`.
 */
export function shiftFormula(formula: string, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return formula;
  return formula.replace(token, (whole, cell?: string, columnSpan?: string, rowSpan?: string) => {
    if (cell !== undefined) return shiftCell(cell, rows, columns);
    if (columnSpan !== undefined) return shiftSpan(columnSpan, (end) => shiftColumn(end, columns));
    if (rowSpan !== undefined) return shiftSpan(rowSpan, (end) => shiftRow(end, rows));
    return whole;
  });
}

/** Texts, quoted sheets, brackets; then what moves; then names and numbers, consumed so that no reference begins inside one. */
const token =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^[\]]|\[[^[\]]*\])*\]|(\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?![\w.(!\\])|(\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!\\])|(\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.!])|[A-Za-z_\\\u0080-\uFFFF][\w.\\\u0080-\uFFFF]*|[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?/g;

function shiftCell(reference: string, rows: number, columns: number): string {
  const parts = /^(\$?[A-Za-z]+)(\$?[0-9]+)$/.exec(reference);
  if (parts === null) return reference;
  const place = parseCell(reference.replaceAll('$', ''));
  // A name such as TAX2025 has the form of a cell but lies outside the grid.
  if (place === null || place.row > gridRows || place.column > gridColumns) return reference;
  const column = shiftColumn(parts[1] ?? '', columns);
  const row = shiftRow(parts[2] ?? '', rows);
  return column === null || row === null ? '#REF!' : column + row;
}

function shiftSpan(span: string, shift: (end: string) => string | null): string {
  const ends = span.split(':').map(shift);
  return ends.includes(null) ? '#REF!' : ends.join(':');
}

function shiftColumn(column: string, by: number): string | null {
  if (column.startsWith('$')) return column;
  const moved = (parseCell(`${column}1`)?.column ?? 0) + by;
  return moved < 1 || moved > gridColumns ? null : columnName(moved);
}

function shiftRow(row: string, by: number): string | null {
  if (row.startsWith('$')) return row;
  const moved = Number(row) + by;
  return moved < 1 || moved > gridRows ? null : String(moved);
}
