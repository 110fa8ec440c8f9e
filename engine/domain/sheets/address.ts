/** Column letters of a 1-based column number. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** 1-based column number of its letters. */
export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

/** `'Action Items'!F7`, as a person finds it in a message. */
export function placeOf(sheet: string, row: number, column: number): string {
  return `${quoteSheet(sheet)}!${cellAddress(row, column)}`;
}

/** A sheet's name as formulas need it: quoted where it is more than a plain word. */
export function quoteSheet(sheet: string): string {
  return /^[A-Za-z]+$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
}

/** One cell a defined name points at, e.g. `'Overview'!$B$4`; null for anything else (a range, a constant, `#REF!`). */
export function parseReference(reference: string): { sheet: string; row: number; column: number } | null {
  const match = /^=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$/.exec(reference.trim());
  if (match === null) return null;
  const [, quoted, plain, letters = '', row = ''] = match;
  return {
    sheet: quoted === undefined ? (plain ?? '') : quoted.replaceAll("''", "'"),
    row: Number(row),
    column: columnNumber(letters),
  };
}
