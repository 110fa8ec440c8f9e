/// <reference types="office-js" />
import assert from 'node:assert/strict';
import { createExcelHost, type ExcelHost } from '#addin/workbench/excel/excel-host';
import { type Person, personAt } from '#addin/workbench/model/person';
import type { Workbook } from '#addin/workbench/model/workbook';
import type { WorkbookFiles } from '#addin/workbench/model/workbook-file';
import { openPaneWindow, type PaneWindowOptions } from '#addin/workbench/node/pane-window';

/** The globals office.js makes in a pane's window. */
export type OfficePane = {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  /** Everything office.js put into the window. */
  readonly window: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly host: ExcelHost['panes'][number];
};

/** A workbook in Excel with panes on it and a person at it, closed after the test. */
export type TestExcel = {
  readonly host: ExcelHost;
  readonly book: Workbook;
  readonly me: Person;
  /** Opens one more pane, in my Excel or in that of the seat named. */
  readonly openPane: (options?: PaneWindowOptions | string) => Promise<OfficePane>;
};

export type TestExcelOptions = {
  readonly book?: Workbook;
  readonly files?: WorkbookFiles;
  /** Members the test asks for although they are not played. */
  readonly notPlayed?: readonly string[];
  readonly accessToken?: string;
};

/** Runs a test on a fresh Excel. Afterwards nothing may have been asked for that the host does not play. */
export async function withExcel(
  test: (excel: TestExcel) => Promise<void>,
  options: TestExcelOptions = {},
): Promise<void> {
  const { book, files, notPlayed = [], accessToken } = options;
  const host = createExcelHost({
    ...(book === undefined ? {} : { book }),
    ...(files === undefined ? {} : { files }),
    accessToken: () => accessToken ?? null,
    later: (run, milliseconds) => void setTimeout(run, milliseconds),
  });
  const windows: { close: () => void }[] = [];
  try {
    await test({
      host,
      book: host.book,
      me: personAt(host.book, 'me'),
      async openPane(paneOptions = {}) {
        const window = await openPaneWindow(
          host,
          typeof paneOptions === 'string' ? { seat: paneOptions } : paneOptions,
        );
        windows.push(window);
        const { Excel, Office } = window.globals as Pick<OfficePane, 'Excel' | 'Office'>;
        return { Excel, Office, window: window.globals, id: window.pane.id, host: window.pane };
      },
    });
    assert.deepEqual(host.notPlayed, notPlayed);
  } finally {
    for (const window of windows) window.close();
  }
}

/** Waits until events on their way have been delivered and handled. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** One batch of a pane on a sheet, the one in front if none is named. */
export async function onSheet<T>(
  { Excel: excel }: OfficePane,
  work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<T>,
  name?: string,
): Promise<T> {
  return excel.run(async (context) => {
    const { worksheets } = context.workbook;
    const result = await work(name === undefined ? worksheets.getActiveWorksheet() : worksheets.getItem(name), context);
    await context.sync();
    return result;
  });
}

/** The code a batch fails with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'succeeded',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );
}
