import type { FileProblem, SubmittedFile } from '../../../app/ports.ts';
import type { ReadWorkbook } from '../../../contract/model/cells.ts';
import { sheetNames } from '../../../contract/model/layout.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { refusing } from '../package/file-fault.ts';
import { defaultLimits } from '../package/limits.ts';
import { openPackage } from '../package/open-package.ts';
import { preflight } from '../package/preflight.ts';
import { sniffFile } from '../package/sniff-file.ts';
import { readWorkbook } from '../read/read-workbook.ts';
import { checkOldWorkbook } from './check-old-workbook.ts';
import { checkOpenDocument } from './check-open-document.ts';
import { type Grid, type GridCell, gridRows, toGridCell } from './grid.ts';
import { csvBytes, readWithSheetjs } from './read-with-sheetjs.ts';

/**
 * Opens a submitted spreadsheet by what it is, whatever its name says: .xlsx and .xlsm with the reader of live workbooks,
 * .ods, .xls and .csv with SheetJS after the same checks. Synchronous and hungry: run it where it can be killed.
 */
export function openGrid(file: Pick<SubmittedFile, 'bytes'>): Result<Grid, FileProblem> {
  const { bytes } = file;
  const kind = sniffFile(bytes);
  if (kind === 'zip') return openZipped(bytes);
  if (kind !== 'legacy-xls' && kind !== 'text') return err(refusalOf(bytes));
  if (bytes.length > defaultLimits.fileSize) {
    const limit = defaultLimits.fileSize / 1024 / 1024;
    return err({
      code: 'too-large',
      message: `The file is larger than ${limit} MB. Split it, or remove what is not part of the template.`,
    });
  }
  if (kind === 'text') {
    const text = decodeText(bytes);
    return /^\uFEFF?\s*\{\s*["}]/.test(text) ? err(isJson) : readWithSheetjs(csvBytes(text));
  }
  const whole = checkOldWorkbook(bytes);
  return whole.ok ? readWithSheetjs(bytes) : whole;
}

function openZipped(bytes: Uint8Array): Result<Grid, FileProblem> {
  const checked = preflight(bytes);
  if (!checked.ok) return checked;
  if (checked.value.kind === 'ods') {
    const bounded = checkOpenDocument(bytes);
    return bounded.ok ? readWithSheetjs(bytes) : bounded;
  }
  const read = readWorkbook(bytes);
  if (!read.ok) return read;
  const isAssessment = read.value.sheets.some(({ name }) => name === sheetNames.identity);
  return isAssessment ? err(assessmentWorkbook) : ok(workbookGrid(read.value));
}

const assessmentWorkbook: FileProblem = {
  code: 'assessment-workbook',
  message:
    'This is the workbook of an assessment, not a template. Save it in the watched folder to have its changes taken in; to make a template of its controls, copy them into a new workbook.',
};

const isJson: FileProblem = {
  code: 'not-a-workbook',
  message: 'The file is JSON, not a spreadsheet. Save the list of controls as .xlsx or .csv.',
};

/** The refusal the container reader gives: each wrong kind has its own sentence there. */
function refusalOf(bytes: Uint8Array): FileProblem {
  const refused = refusing(() => openPackage(bytes, defaultLimits));
  if (!refused.ok) return refused.error;
  throw new Error('A file that is no zip container was opened as one.');
}

function workbookGrid(workbook: ReadWorkbook): Grid {
  return {
    dateSystem: workbook.date1904 ? '1904' : '1900',
    sheets: workbook.sheets.map((sheet) => {
      const rows: { row: number; cells: Map<number, GridCell> }[] = [];
      for (const { row, column, kind, value, formula, date } of sheet.cells) {
        if (rows.at(-1)?.row !== row) rows.push({ row, cells: new Map() });
        rows.at(-1)?.cells.set(column, toGridCell(kind, value, formula, date));
      }
      return {
        name: sheet.name,
        visible: sheet.visibility === 'visible',
        rows: gridRows(rows),
        cut: (sheet.leftOut ?? 0) > 0,
      };
    }),
  };
}

/** UTF-16 by its mark, else UTF-8, else what Windows programs write. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes); // not UTF-8: the one failure `fatal` reports
  }
}
