import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { liveLimits, livePath } from '#engine/contract/live';
import { protocolVersion } from '#engine/contract/version';
import { type HopInput, type HopWindow, measureHops } from './hop-measure.ts';
import type { Sample } from './measure.ts';

/**
 * The demonstration as anybody starts it, two of its workbooks in the workbench with their panes, and as many others
 * connected as are missing: they hear everything, too.
 */
export async function hopControlbook({ folder, panes, hops }: HopInput): Promise<Sample> {
  const { engine, address } = await startEngine(folder);
  const others: WebSocket[] = [];
  try {
    return await measureHops(hops, async (page) => {
      const type = await openWorkbooks(page, address);
      const cursors = await cursorsOf(address);
      for (let number = 2; number < panes; number += 1) others.push(await connect(address, cursors));
      return type;
    });
  } finally {
    for (const socket of others) socket.terminate();
    engine.kill('SIGTERM');
    await once(engine, 'exit');
  }
}

/** The engine as anybody starts it, on a free port and a folder of its own. */
export async function startEngine(
  folder: string,
): Promise<{ readonly engine: ChildProcess; readonly address: string }> {
  const flags = ['--port', '0', '--data', join(folder, 'data'), '--folder', join(folder, 'workbooks')];
  const engine = spawn(process.execPath, [join('dist', 'engine', 'cli.js'), 'start', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => engine.kill()); // also when this is broken off
  for await (const line of createInterface({ input: engine.stdout })) {
    const address = /Engine\s+(http:\/\/\S+)\//.exec(line)?.[1];
    if (address !== undefined) return { engine, address };
  }
  throw new Error('the engine has not started');
}

type Cell = { readonly value: unknown };
type Book = {
  readonly listeners: Set<() => void>;
  readonly sheets: readonly { readonly name: string; readonly cells: ReadonlyMap<number, ReadonlyMap<number, Cell>> }[];
};
type Workbench = { readonly controlbook: { readonly windows: readonly { book: { host: { book: Book } } }[] } };

/** Returns the way to type into the notes of an action that both workbooks have. */
async function openWorkbooks(page: Page, address: string): Promise<(text: string) => Promise<void>> {
  await page.goto(`${address}/workbench/?open=${wish('ISO 27001')}&open=${wish('GDPR')}`);
  for (const index of [0, 1]) {
    const pane = page.locator('article.excel').nth(index).frameLocator('iframe.pane-frame');
    await pane.getByText('In step', { exact: true }).waitFor({ state: 'attached' });
  }
  const cell = await page.evaluate(listenToShared);
  const first = page.locator('article.excel').first();
  await first.getByRole('tab', { name: 'Action Items', exact: true }).click();
  return async (text) => {
    await first.getByLabel('Name box').fill(cell);
    await page.keyboard.press('Enter');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
}

function wish(assessment: string): string {
  return encodeURIComponent(`Default Group/Office 365 ${assessment}.xlsx`);
}

/** In the page: takes the times of one shared action's notes; returns its cell in the first workbook. */
function listenToShared(): string {
  const { controlbook } = window as unknown as Workbench;
  const [first, second] = controlbook.windows.map(({ book }) => {
    const own = book.host.book;
    const cells = own.sheets.find(({ name }) => name === 'Action Items')?.cells ?? new Map<number, never>();
    const rows = new Map([...cells].map(([row, line]) => [String(line.get(0)?.value), row]));
    const heads = cells.get(3) ?? new Map<number, Cell>();
    const notes = [...heads].find(([, { value }]) => value === 'Implementation Notes')?.[0] ?? 0;
    return { listeners: own.listeners, cells, rows, notes };
  });
  const shared = [...(first?.rows ?? [])].find(([title, row]) => row > 3 && second?.rows.has(title) === true);
  if (first === undefined || second === undefined || shared === undefined) throw new Error('nothing is shared');
  const [title, row] = shared;
  const other = second.rows.get(title) ?? 0;
  first.listeners.add(() => {
    const { hop } = window as unknown as HopWindow;
    if (hop.typed === 0 && first.cells.get(row)?.get(first.notes)?.value === hop.text) hop.typed = performance.now();
  });
  second.listeners.add(() => {
    const { hop } = window as unknown as HopWindow;
    if (hop.arrived === 0 && second.cells.get(other)?.get(second.notes)?.value === hop.text)
      hop.arrived = performance.now();
  });
  return `${String.fromCharCode(65 + first.notes)}${row + 1}`;
}

type Cursors = readonly { readonly partition: string; readonly epoch: string; readonly position: number }[];

async function cursorsOf(address: string): Promise<Cursors> {
  const status = (await (await fetch(`${address}/api/v1/status`)).json()) as { readonly partitions: Cursors };
  return status.partitions;
}

/** One more pane, as far as the engine can see: it subscribes, hears, and says now and then that it is there. */
async function connect(address: string, cursors: Cursors): Promise<WebSocket> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}${livePath}`);
  await once(socket, 'open');
  socket.send(JSON.stringify({ kind: 'subscribe', protocol: protocolVersion, cursors }));
  const beat = setInterval(() => socket.send(JSON.stringify({ kind: 'ping' })), liveLimits.beat);
  socket.on('close', () => clearInterval(beat));
  return socket;
}
