import { type Area, fitsSheet, isWholeColumns, isWholeRows, lastColumn, lastRow } from './area.ts';

/** `A` for 0, `Z` for 25, `AA` for 26. */
export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}

export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

/** `A1`, `A1:C4`, `2:5` or `A:C`, as Excel writes it: relative and without a sheet. */
export function formatArea(area: Area): string {
  if (isWholeRows(area)) return `${area.top + 1}:${area.bottom + 1}`;
  if (isWholeColumns(area)) return `${columnLetters(area.left)}:${columnLetters(area.right)}`;
  const first = `${columnLetters(area.left)}${area.top + 1}`;
  const last = `${columnLetters(area.right)}${area.bottom + 1}`;
  return first === last ? first : `${first}:${last}`;
}

export function formatAddress(sheetName: string, area: Area): string {
  return `${quoteSheetName(sheetName)}!${formatArea(area)}`;
}

export function quoteSheetName(name: string): string {
  return /^[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*$/.test(name) && !looksLikeCell(name)
    ? name
    : `'${name.replaceAll("'", "''")}'`;
}

function looksLikeCell(name: string): boolean {
  return /^([A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*)$/.test(name);
}

export type Address = { readonly sheetName: string | null; readonly area: Area };

/** Reads an A1 address, with or without sheet and dollar signs; null for anything else. */
export function parseAddress(text: string): Address | null {
  const parts = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?(.+)$/s.exec(text.trim());
  if (parts === null) return null;
  const [, quoted, plain, local = ''] = parts;
  const area = parseArea(local);
  return area === null ? null : { sheetName: quoted?.replaceAll("''", "'") ?? plain ?? null, area };
}

/** Reads `B2`, `B2:C9`, `2:5`, `B:C`, each with optional dollar signs; null for anything else. */
export function parseArea(text: string): Area | null {
  const parts = /^\$?([A-Za-z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Za-z]{1,3})?\$?(\d{1,7})?)?$/.exec(text);
  if (parts === null) return null;
  const [, letters1, digits1, letters2, digits2] = parts;
  if (!text.includes(':')) {
    return letters1 === undefined || digits1 === undefined ? null : ordered(letters1, digits1, letters1, digits1);
  }
  if ((letters1 === undefined) !== (letters2 === undefined) || (digits1 === undefined) !== (digits2 === undefined)) {
    return null;
  }
  return letters1 === undefined && digits1 === undefined ? null : ordered(letters1, digits1, letters2, digits2);
}

function ordered(letters1?: string, digits1?: string, letters2?: string, digits2?: string): Area | null {
  const columns = letters1 && letters2 ? [columnNumber(letters1), columnNumber(letters2)] : [0, lastColumn];
  const rows = digits1 && digits2 ? [Number(digits1) - 1, Number(digits2) - 1] : [0, lastRow];
  const area = {
    top: Math.min(...rows),
    left: Math.min(...columns),
    bottom: Math.max(...rows),
    right: Math.max(...columns),
  };
  return fitsSheet(area) ? area : null;
}
