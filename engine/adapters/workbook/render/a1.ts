/** `row` and `column` are 1-based throughout this folder, as on the sheet. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

export type Area = {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
};

export function areaAddress(area: Area): string {
  return `${cellAddress(area.firstRow, area.firstColumn)}:${cellAddress(area.lastRow, area.lastColumn)}`;
}

export function areasOverlap(a: Area, b: Area): boolean {
  return (
    a.firstRow <= b.lastRow && b.firstRow <= a.lastRow && a.firstColumn <= b.lastColumn && b.firstColumn <= a.lastColumn
  );
}

/** The sheet name quoted always: a bare name with a space or digits in front would be another formula. */
export function quotedSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

export function absoluteAddress(sheet: string, area: Area): string {
  const first = `$${columnLetters(area.firstColumn)}$${area.firstRow}`;
  const last = `$${columnLetters(area.lastColumn)}$${area.lastRow}`;
  return `${quotedSheet(sheet)}!${first === last ? first : `${first}:${last}`}`;
}

const reference = /^(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

/** A sheet and an area from `'Action Items'!$B$2:$B$9`; null for anything that is not one plain area. */
export function parseReference(text: string): { readonly sheet: string; readonly area: Area } | null {
  const match = reference.exec(text);
  if (match === null) return null;
  const [, quoted, bare, firstLetters = '', firstRow = '', lastLetters = firstLetters, lastRow = firstRow] = match;
  return {
    sheet: quoted === undefined ? (bare ?? '') : quoted.replaceAll("''", "'"),
    area: {
      firstRow: Number(firstRow),
      firstColumn: columnNumber(firstLetters),
      lastRow: Number(lastRow),
      lastColumn: columnNumber(lastLetters),
    },
  };
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
