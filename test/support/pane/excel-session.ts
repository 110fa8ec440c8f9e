import WebSocket from 'ws';
import { createSession, type Session } from '#addin/session';
import { createExcelHost } from '#addin/sheets/excel-host';
import type { PaneState } from '#addin/state/model';
import type { Clock, Fetch, OpenSocket, Storage } from '#addin/sync/outside';
import { cellAt } from '#addin/workbench/model/sheet';
import { findSheet, type Workbook } from '#addin/workbench/model/workbook';
import { serveLiveChannel } from '#engine/adapters/live/live-channel';
import { machineIdentity } from '#engine/app/identity';
import type { RecordField } from '#engine/contract/model/field';
import { columnByField, tableLayouts } from '#engine/contract/model/layout';
import { cellAddress } from '#engine/domain/sheets/address';
import { projectWorkbook } from '#engine/domain/sheets/project';
import type { OfficePane, TestExcel } from '../excel.ts';
import { listen } from '../live-pane.ts';
import { ann } from '../test-organisation.ts';
import { createTestServer, type TestServer } from '../test-server.ts';
import { layOutWorkbook } from './lay-out-workbook.ts';
import { memoryStorage } from './pane-bench.ts';

/** A session as in Excel: the real office.js on a played Excel, a real engine on a port, the real time. */
export type ExcelSession = Session & { readonly pane: OfficePane; readonly storage: Storage };

/** An engine on a port, for panes in Excel. */
export type PaneServer = TestServer & { readonly port: number; close(): Promise<void> };

export async function createPaneServer(): Promise<PaneServer> {
  const server = await createTestServer();
  const { clock } = server.test.organisation;
  serveLiveChannel(server.app, server.useCases, { identity: machineIdentity(ann), clock, log: server.logger });
  const port = await listen(server.app);
  return { ...server, port, close: async () => void (await server.app.close()) };
}

/** Opens a pane; the first one of a workbook lays out the assessment in it, unless the workbook is to stay as it is. */
export async function openExcelSession(
  excel: TestExcel,
  server: PaneServer,
  options: { readonly layOut?: boolean; readonly seat?: string; readonly storage?: Storage } = {},
): Promise<ExcelSession> {
  const pane = await excel.openPane(options.seat ?? 'me');
  if (options.layOut !== false) {
    const view = await server.useCases.view(server.assessment.id);
    if (view === null) throw new Error('no view');
    await layOutWorkbook(pane, projectWorkbook(view));
  }
  const storage = options.storage ?? memoryStorage();
  const session = createSession({
    host: createExcelHost({ excel: pane.Excel, office: pane.Office }),
    fetch: globalThis.fetch as unknown as Fetch, // Node's fetch takes what is asked of it here
    socket: openSocket,
    storage,
    clock: realClock,
    random: Math.random,
    ...{ open: () => {}, save: () => {} },
    signIn: { redirect: '', open: async () => null, officeAccount: async () => null },
    engine: `http://127.0.0.1:${server.port}`,
    document: 'book.xlsx',
  });
  return { ...session, pane, storage };
}

export const realClock: Clock = {
  now: () => new Date().toISOString(),
  ticks: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

const openSocket: OpenSocket = (address, on) => {
  const socket = new WebSocket(address);
  socket.on('message', (data) => on.heard(String(data)));
  socket.on('close', () => on.closed());
  socket.on('error', () => {
    // The end is told by `close`.
  });
  return { send: (text) => socket.send(text), close: () => socket.close() };
};

/** Waits until something holds; fails with what it was last. */
export async function until(what: string, holds: () => boolean, within = 8_000): Promise<void> {
  const end = Date.now() + within;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It never came to: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function bound(session: ExcelSession): Promise<void> {
  await until('bound and live', () => {
    const { binding, connection }: PaneState = session.state();
    return binding.kind === 'bound' && connection.kind === 'live';
  });
}

/** The address of a field's cell, by the action's title, wherever its row stands now. */
export function addressOf(book: Workbook, title: string, field: RecordField): string {
  const { sheet: name, headerRow, columns } = tableLayouts.actions;
  const sheet = findSheet(book, name);
  const column = columns.findIndex(({ key }) => key === columnByField(field).key) + 1;
  for (let row = headerRow; sheet !== undefined && row < headerRow + 50; row += 1) {
    if (cellAt(sheet, row, 0).value === title) return `'${name}'!${cellAddress(row + 1, column)}`;
  }
  throw new Error(`no row ${title}`);
}

/** What a field's cell holds. */
export function shownIn(book: Workbook, title: string, field: RecordField): unknown {
  const address = addressOf(book, title, field);
  const [, letters = '', row = ''] = /!([A-Z]+)(\d+)$/.exec(address) ?? [];
  const sheet = findSheet(book, tableLayouts.actions.sheet);
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return sheet === undefined ? null : cellAt(sheet, Number(row) - 1, column - 1).value;
}
