/// <reference types="office-js" />
import { err, ok, type Result } from '#engine/domain/result';
import { addColumns } from './excel-columns.ts';
import { listenToExcel } from './excel-events.ts';
import { markCells } from './excel-marks.ts';
import { readAreas, readOutline } from './excel-reads.ts';
import { writeBatch } from './excel-writes.ts';
import type { Host, HostProblem } from './host.ts';

/** What office.js puts into the page. */
export type OfficeGlobals = { readonly excel: typeof Excel; readonly office: typeof Office };

type Run = <T>(work: (context: Excel.RequestContext) => Promise<T>) => Promise<Result<T, HostProblem>>;

/** The Excel this pane lives in, through office.js. With its neighbours `excel-*.ts` the only place that speaks to it. */
export function createExcelHost({ excel, office }: OfficeGlobals): Host {
  const { requirements, document } = office.context;
  const supports = (set: string, version: string): boolean => requirements.isSetSupported(set, version);
  const abilities = {
    insertSheets: supports('ExcelApi', '1.13'),
    growTables: supports('ExcelApi', '1.13'),
    readFile: supports('CompressedFile', '1.1') || supports('File', '1.1'),
    notes: supports('ExcelApi', '1.10'),
  };
  const sheetNames = new Map<string, string>();
  const run: Run = async (work) => {
    try {
      return ok(await excel.run(work));
    } catch (error) {
      return err(problemOf(error));
    }
  };
  /** For batches that switch events off: one that fails half-way has not switched them on again. */
  const quietly: Run = async (work) => {
    const done = await run(work);
    if (!done.ok) {
      await run(async (context) => {
        context.runtime.enableEvents = true;
        await context.sync();
      });
    }
    return done;
  };

  return {
    abilities,
    outline: () => run((context) => readOutline(context, sheetNames)),
    read: (areas) => run((context) => readAreas(context, areas)),
    write: (batch) => quietly((context) => writeBatch(context, batch)),
    addColumns: (columns) =>
      quietly(async (context) => {
        await addColumns(context, columns);
        return null;
      }),
    mark: (area, marks) => run((context) => markCells(context, area, marks, abilities.notes)),
    insertSheets: (workbook) =>
      run(async (context) => {
        const ids = context.workbook.insertWorksheetsFromBase64(workbook);
        await context.sync();
        const sheets = ids.value.map((id) => context.workbook.worksheets.getItem(id));
        for (const sheet of sheets) sheet.load('name');
        await context.sync();
        return sheets.map(({ name }) => name);
      }),
    prepare: (names, veryHidden) =>
      run(async (context) => {
        const { worksheets } = context.workbook;
        for (const { name, sheet, row, column } of names) {
          context.workbook.names.add(name, worksheets.getItem(sheet).getRangeByIndexes(row - 1, column - 1, 1, 1));
        }
        for (const name of veryHidden) worksheets.getItem(name).visibility = excel.SheetVisibility.veryHidden;
        await context.sync();
        return null;
      }),
    async file() {
      if (!abilities.readFile) return err({ code: 'cannot', what: 'read-file' });
      const bytes = await readFile(office, document);
      return bytes.ok ? ok({ name: fileName(document.url), bytes: bytes.value }) : bytes;
    },
    select: ({ sheet, row, column }) =>
      run(async (context) => {
        const own = context.workbook.worksheets.getItem(sheet);
        own.activate();
        own.getRangeByIndexes(row - 1, column - 1, 1, 1).select();
        await context.sync();
        return null;
      }),
    selected: () =>
      run(async (context) => {
        const cell = context.workbook.getActiveCell().load('rowIndex,columnIndex,worksheet/name');
        await context.sync();
        return { sheet: cell.worksheet.name, row: cell.rowIndex + 1, column: cell.columnIndex + 1 };
      }),
    listen: (hear) => run((context) => listenToExcel(context, hear, sheetNames, supports('ExcelApi', '1.10'))),
  };
}

/** Excel's own codes for what passes by itself. */
const passing = new Set([
  'InvalidOperationInCellEditMode',
  'ActivityLimitReached',
  'HostIsBusy',
  'Timeout',
  'ServiceNotAvailable',
  'ConnectionFailure',
  'InvalidOrTimedOutSession',
  'RequestAborted',
  'Busy',
  'WriteNotSupportedWhenModalDialogOpen',
]);

function problemOf(error: unknown): HostProblem {
  // What office.js throws has a code; anything else is a bug of ours.
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const code = String(error.code);
  if (passing.has(code)) return { code: 'busy' };
  if (code === 'AccessDenied') return { code: 'protected' };
  if (code === 'ItemNotFound' || code === 'InvalidReference' || code === 'InvalidObjectPath') return { code: 'gone' };
  return { code: 'failed', excelCode: code, message: error.message };
}

function readFile(office: typeof Office, document: Office.Document): Promise<Result<Uint8Array, HostProblem>> {
  return new Promise((resolve) => {
    const failed = (error: Office.Error): void =>
      resolve(err({ code: 'failed', excelCode: String(error.code), message: error.message }));
    document.getFileAsync(office.FileType.Compressed, { sliceSize: 1_048_576 }, (opened) => {
      if (opened.status !== office.AsyncResultStatus.Succeeded) return failed(opened.error);
      const file = opened.value;
      const slices: Uint8Array[] = [];
      const next = (index: number): void => {
        if (index >= file.sliceCount) {
          file.closeAsync(() => resolve(ok(joined(slices))));
          return;
        }
        file.getSliceAsync(index, (slice) => {
          if (slice.status !== office.AsyncResultStatus.Succeeded) {
            file.closeAsync(() => failed(slice.error));
            return;
          }
          slices.push(Uint8Array.from(slice.value.data));
          next(index + 1);
        });
      };
      next(0);
    });
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The last part of where the document is; a new one has no place yet. */
function fileName(url: string | undefined): string {
  const last = (url ?? '').split(/[/\\]/).at(-1)?.split('?')[0] ?? '';
  try {
    return last === '' ? 'Workbook.xlsx' : decodeURIComponent(last);
  } catch {
    return last;
  }
}
