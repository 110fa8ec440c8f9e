import { columnNumber } from '#engine/domain/sheets/address';

export type Span = { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };

const lastRow = 1_048_576;
const lastColumn = 16_384;

/** The bounds of what Excel names in an event: `C2`, `C2:D5`, `3:5`, `A:C`, or several of these; null for anything else. */
export function parseSpan(address: string): Span | null {
  const parts = address
    .slice(address.lastIndexOf('!') + 1)
    .split(',')
    .map(parsePart);
  let span: Span | null = null;
  for (const part of parts) {
    if (part === null) return null;
    span = span === null ? part : around(span, part);
  }
  return span;
}

function parsePart(text: string): Span | null {
  const match = /^([A-Z]{1,3})?(\d{1,7})?(?::([A-Z]{1,3})?(\d{1,7})?)?$/.exec(text.trim().replaceAll('$', ''));
  if (match === null) return null;
  const [, fromColumn, fromRow, toColumn, toRow] = match;
  if (fromColumn === undefined && fromRow === undefined) return null;
  const isRange = text.includes(':');
  const columns: readonly [number, number] =
    fromColumn === undefined ? [1, lastColumn] : [columnNumber(fromColumn), columnNumber(toColumn ?? fromColumn)];
  const rows: readonly [number, number] =
    fromRow === undefined ? [1, lastRow] : [Number(fromRow), Number(toRow ?? fromRow)];
  return !isRange && (fromColumn === undefined || fromRow === undefined) ? null : { rows, columns };
}

function around(a: Span, b: Span): Span {
  return {
    rows: [Math.min(a.rows[0], b.rows[0]), Math.max(a.rows[1], b.rows[1])],
    columns: [Math.min(a.columns[0], b.columns[0]), Math.max(a.columns[1], b.columns[1])],
  };
}
