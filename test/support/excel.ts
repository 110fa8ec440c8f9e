/// <reference types="office-js" />
import assert from 'node:assert/strict';
import { createExcelHost, type ExcelHost } from '#addin/workbench/excel/excel-host';
import { type Person, personAt } from '#addin/workbench/model/person';
import type { Workbook } from '#addin/workbench/model/workbook';
import { openPaneWindow } from '#addin/workbench/node/pane-window';

/** The globals office.js makes in a pane's window. */
export type OfficePane = {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly id: string;
  readonly host: ExcelHost['panes'][number];
};

/** A workbook in Excel with panes on it and a person at it, closed after the test. */
export type TestExcel = {
  readonly host: ExcelHost;
  readonly book: Workbook;
  readonly me: Person;
  /** Opens one more pane, in my Excel or in somebody else's. */
  readonly openPane: (seat?: string) => Promise<OfficePane>;
};

/** Runs a test on a fresh Excel. Afterwards nothing may have been asked for that the host does not play. */
export async function withExcel(
  test: (excel: TestExcel) => Promise<void>,
  options: { readonly book?: Workbook; readonly notPlayed?: readonly string[]; readonly accessToken?: string } = {},
): Promise<void> {
  const { book, notPlayed = [], accessToken } = options;
  const host = createExcelHost({
    ...(book === undefined ? {} : { book }),
    accessToken: () => accessToken ?? null,
    later: (run, milliseconds) => void setTimeout(run, milliseconds),
  });
  const windows: { close: () => void }[] = [];
  try {
    await test({
      host,
      book: host.book,
      me: personAt(host.book, 'me'),
      async openPane(seat = 'me') {
        const window = await openPaneWindow(host, seat);
        windows.push(window);
        const { Excel, Office } = window.globals as Pick<OfficePane, 'Excel' | 'Office'>;
        return { Excel, Office, id: window.pane.id, host: window.pane };
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
