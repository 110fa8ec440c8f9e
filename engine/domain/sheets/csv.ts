/**
 * Rows as CSV (RFC 4180) that spreadsheet programs open as it is meant: UTF-8 with its mark, and text that begins like a
 * formula behind an apostrophe, because to them a quoted cell is a formula all the same.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(text: string): string {
  const plain = /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
