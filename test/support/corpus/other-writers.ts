import type { Buffer } from 'node:buffer';
import { writeXlsx } from 'hucre';
import { utils, write } from 'xlsx';

/** A workbook somebody else's code wrote, and what its first rows hold. */
export type WrittenWorkbook = {
  readonly writer: string;
  readonly bytes: Uint8Array;
  readonly sheet: string;
  readonly rows: readonly (readonly (string | number | boolean)[])[];
};

const sheet = 'Actions & more';
const rows: WrittenWorkbook['rows'] = [
  ['Action', 'Status', 'Points', 'Done'],
  ['Sign-in logs', '  <Planned> & "kept"  ', 5, true],
  ['=not a formula', 'two\nlines', -1.5e-7, false],
  ['日本語 😀', 'ascii', 12345678901, true],
];

export function writtenBySheetJs(): WrittenWorkbook {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows.map((row) => [...row])), sheet);
  const bytes: Buffer = write(workbook, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
  return { writer: 'SheetJS', bytes, sheet, rows };
}

export async function writtenByHucre(): Promise<WrittenWorkbook> {
  const bytes = await writeXlsx({ sheets: [{ name: sheet, rows: rows.map((row) => [...row]) }] });
  return { writer: 'hucre', bytes, sheet, rows };
}
