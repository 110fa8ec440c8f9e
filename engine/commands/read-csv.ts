import { err, ok, type Result } from '../domain/result.ts';

/** A row of a table of texts, with the line of the file it begins in. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/**
 * Reads comma-separated values (RFC 4180). Semicolons and tabs separate as well where the first line has more of them, as
 * spreadsheets write in many countries; blank lines are left out.
 */
export function readCsv(text: string): Result<readonly CsvRow[], string> {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let begun = 1;
  let quotedAt = 0;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begun, cells: cells.map((one) => one.trim()) });
    cells = [];
    cell = '';
    begun = line + 1;
  };
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index];
    if (quotedAt > 0) {
      if (char === '\n') line += 1;
      if (char !== '"') cell += char;
      else if (source[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quotedAt = 0;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      quotedAt = line;
    } else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      endRow();
      line += 1;
    } else if (char !== '\r') cell += char;
  }
  if (quotedAt > 0) return err(`Line ${quotedAt}: a quotation mark is opened and never closed.`);
  endRow();
  return ok(rows);
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const counted = [',', ';', '\t'].map((separator) => [separator, first.split(separator).length] as const);
  return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
