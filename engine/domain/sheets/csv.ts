/**
 * Rows as CSV (RFC 4180) that spreadsheet programs open as it is meant: UTF-8 with its mark, and an apostrophe before
 * whatever begins like a formula, because to them a quoted cell is a formula all the same.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

/**
 * What may begin a cell: the text itself, and what follows a semicolon, a tab or a line break in it. Where the comma is a
 * decimal mark, programs divide lines at semicolons, and then a quote in the middle of a line protects nothing.
 */
const formulas = /(^|[;\t\r\n])([^\S\t\r\n]*[=+\-@＝＋－＠])/g;

function csvCell(text: string): string {
  const plain = text.replace(formulas, "$1'$2");
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
