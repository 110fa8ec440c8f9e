import { read, type WorkBook, type WorkSheet } from 'xlsx';
import type { FileProblem } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { type Grid, type GridCell, type GridRow, gridLimits, gridRows, toGridCell } from './grid.ts';

/**
 * Reads .xls and .ods files, and the text of .csv files, with SheetJS. Only cells are parsed: no styles, no HTML, no
 * macros, no formulas beyond knowing that there was one. Rows and columns beyond the limits are not read.
 */
export function readWithSheetjs(bytes: Uint8Array): Result<Grid, FileProblem> {
  let book: WorkBook;
  try {
    book = read(bytes, {
      type: 'buffer',
      dense: true,
      sheetRows: gridLimits.rows + 1,
      raw: true,
      cellHTML: false,
      cellText: false,
      cellNF: true, // the format tells dates from numbers
      cellFormula: true,
      cellDates: false,
    });
  } catch (thrown) {
    return err(problemOf(thrown));
  }
  if (book.SheetNames.length > gridLimits.sheets) {
    return err({
      code: 'too-many-sheets',
      message: `The file has ${book.SheetNames.length} sheets, more than ${gridLimits.sheets}. Remove those that are not part of the template.`,
    });
  }
  return ok({
    dateSystem: book.Workbook?.WBProps?.date1904 === true ? '1904' : '1900',
    sheets: book.SheetNames.map((name, index) => {
      const sheet = Object.hasOwn(book.Sheets, name) ? book.Sheets[name] : undefined;
      return {
        name,
        visible: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) === 0,
        ...sheetRows(sheet),
      };
    }),
  });
}

/** Text of a .csv file: bytes that no format's signature fits, so that SheetJS cannot take it for anything else. */
export function csvBytes(text: string): Uint8Array {
  return new TextEncoder().encode(`\uFEFF${text.replace(/^\uFEFF/, '')}`);
}

function problemOf(thrown: unknown): FileProblem {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  if (/password|encrypt/i.test(reason)) {
    return {
      code: 'encrypted',
      message: 'The file is protected by a password. Remove the password in Excel, save, and submit it again.',
    };
  }
  return {
    code: 'not-a-workbook',
    message: `The file could not be read as a spreadsheet (${reason.slice(0, 200)}). Open it in Excel and save it as .xlsx.`,
  };
}

function sheetRows(sheet: WorkSheet | undefined): { readonly rows: readonly GridRow[]; readonly cut: boolean } {
  const data: unknown = sheet?.['!data'];
  if (!Array.isArray(data)) return { rows: [], cut: false };
  let cut = data.length > gridLimits.rows;
  const rows: GridRow[] = [];
  for (let index = 0; index < Math.min(data.length, gridLimits.rows); index += 1) {
    const line: unknown = data[index];
    if (!Array.isArray(line)) continue;
    cut ||= line.length > gridLimits.columns;
    const cells = new Map<number, GridCell>();
    for (let column = 0; column < Math.min(line.length, gridLimits.columns); column += 1) {
      const cell = gridCell(line[column]);
      if (cell !== null) cells.set(column + 1, cell);
    }
    rows.push({ row: index + 1, cells });
  }
  return { rows: gridRows(rows), cut };
}

const errorTexts = new Map<unknown, string>([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);

function gridCell(cell: unknown): GridCell | null {
  if (typeof cell !== 'object' || cell === null || !('v' in cell)) return null;
  const formula = 'f' in cell && typeof cell.f === 'string' ? cell.f : null;
  const date = 'z' in cell && typeof cell.z === 'string' && isDateFormat(cell.z);
  const { v } = cell;
  if ('t' in cell && cell.t === 'e') return toGridCell('error', errorTexts.get(v) ?? '#VALUE!', formula, false);
  if (typeof v === 'string') return toGridCell('text', v, formula, false);
  if (typeof v === 'number') return toGridCell('number', v, formula, date);
  if (typeof v === 'boolean') return toGridCell('boolean', v, formula, false);
  return null;
}

/** A number format with a year or day in it, quoted text and colours aside. */
function isDateFormat(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}
