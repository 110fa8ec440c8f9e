import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Log } from '#engine/app/ports';
import { readConfig } from '#engine/config';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { type BuiltInFiles, writeBuiltIn } from '#test/support/built-in-folder';
import { builtPages } from './built-pages.ts';
import { fewTemplates } from './few-templates.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

/** An engine with three assessments that share actions, one for all tests of a file. */
export type Bench = {
  readonly served: ServedEngine;
  readonly folder: string;
  /** Paths in the folder, as the workbench lists them. */
  readonly paths: readonly string[];
  /** The one whose name holds a word. */
  path(word: string): string;
  readonly log: readonly string[];
  /** The pages that are open on it. */
  readonly pages: Set<OpenedPage>;
  /** The engine ends; its data stay. */
  stop(): Promise<void>;
  /** On the same data and ports. */
  startAgain(): Promise<void>;
  close(): Promise<void>;
};

export type BenchOptions = {
  readonly https?: boolean;
  readonly pane?: boolean;
  /** What is set in the engine's environment, known only when its address is. */
  readonly environment?: (address: string) => Promise<Readonly<Record<string, string>>>;
  /** What the engine's library has; a few templates where nothing else is wanted. */
  readonly templates?: BuiltInFiles;
  /** Whether a tenant of Secure Score is played. */
  readonly demoSecureScore?: boolean;
};

/**
 * The engine of a file of tests, there from its first `before` on. After every test, whatever the test itself does, each
 * page must be in order: nothing asked for that is not played, nothing left the machine, no fault. Pages a test opened
 * are closed with it; those opened in a `before` stay for the next. A failed test leaves pictures in `dist/failed`.
 */
export function useBench(options: BenchOptions = {}): () => Bench {
  let bench: Bench | undefined;
  let lasting: ReadonlySet<OpenedPage> = new Set();
  const started = (): Bench => {
    assert.ok(bench !== undefined, 'asked for before it was started');
    return bench;
  };
  before(async () => {
    bench = await startBench(options);
  });
  beforeEach(() => {
    lasting = new Set(started().pages);
  });
  afterEach(async function () {
    const { pages } = started();
    const test = this.currentTest;
    if (test?.state === 'failed') await takePictures(pages, test.title);
    for (const page of [...pages]) await (lasting.has(page) ? page.check() : page.close());
  });
  after(async () => {
    try {
      for (const page of [...(bench?.pages ?? [])]) await page.close();
    } finally {
      await bench?.close();
    }
  });
  return started;
}

async function takePictures(pages: ReadonlySet<OpenedPage>, title: string): Promise<void> {
  const name = title.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60);
  for (const [index, { page }] of [...pages].entries()) {
    await page.screenshot({ path: join('dist', 'failed', `${name}-${index + 1}.png`) });
  }
}

async function startBench(options: BenchOptions): Promise<Bench> {
  const {
    https = false,
    pane = false,
    environment,
    templates: library = fewTemplates,
    demoSecureScore = false,
  } = options;
  const root = await mkdtemp(join(tmpdir(), 'controlbook-browser-'));
  const folder = join(root, 'workbooks');
  const flags = {
    ...{ data: join(root, 'data'), folder, port: '0', settle: '40', https },
    'demo-secure-score': demoSecureScore,
  };
  await builtPages(pane ? ['workbench', 'pane'] : ['workbench']);
  const templates = await writeBuiltIn(join(root, 'templates'), library);
  const first = https || environment !== undefined ? await freePair() : 0;
  const set = (await environment?.(`http://localhost:${first}`)) ?? {};
  const config = readConfig(flags, { CONTROLBOOK_TEMPLATES: templates, ...set });
  assert.ok(config.ok);
  const log: string[] = [];
  const serve = async (port: number): Promise<ServedEngine> => {
    const served = await serveEngine({ ...config.value, port }, quiet(log));
    assert.ok(served.ok);
    return served.value;
  };
  let served = await serve(first);
  const port = Number(new URL(served.url).port);
  await served.engine.placeWorkbooks();
  await served.engine.workbooks.idle();
  const paths = served.engine.workbench.workbooks().workbooks.map(({ path }) => path);
  return {
    get served() {
      return served;
    },
    folder,
    paths,
    path(word) {
      const path = paths.find((each) => each.includes(word));
      assert.ok(path !== undefined, `no workbook is called ${word}`);
      return path;
    },
    log,
    pages: new Set(),
    stop: () => served.stop(),
    async startAgain() {
      served = await serve(port);
    },
    async close() {
      await served.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A port whose next one is free as well, for https. */
async function freePair(): Promise<number> {
  for (;;) {
    const first = await listening(0);
    const port = (first.address() as AddressInfo).port; // it listens on a port
    const second = await listening(port + 1).catch(() => null);
    for (const server of [first, second]) server?.close();
    if (second !== null) return port;
  }
}

function listening(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function quiet(log: string[]): Log {
  const note = (message: string, data?: unknown): void => void log.push(`${message} ${JSON.stringify(data ?? {})}`);
  return { info: () => {}, warn: note, error: note };
}

/** One window of the page: somebody's Excel. */
export type ExcelOnPage = {
  readonly root: Locator;
  /** A cell of the sheet in front that is in view. */
  cell(address: string): Locator;
  /** Brings a cell into view and selects it. */
  goTo(address: string): Promise<void>;
  sheet(name: string): Promise<void>;
  /** Selects a cell, types and ends with Enter. */
  type(address: string, text: string): Promise<void>;
  pick(address: string, choice: string): Promise<void>;
  /** Pastes what another program put on the clipboard: columns apart by tabs, rows by line ends. */
  paste(address: string, text: string): Promise<void>;
  text(address: string): Promise<string>;
  /** Waits for a cell to show a text. */
  shows(address: string, text: string | RegExp): Promise<void>;
  readonly pane: FrameLocator;
};

export type OpenedPage = WatchedPage & {
  /** Everything in order: nothing asked for that is not played, nothing left the machine, no fault on the page. */
  check(): Promise<void>;
  /** Checks it for the last time. */
  close(): Promise<void>;
};

export type BenchPage = OpenedPage & {
  /** The windows in the order they were opened. */
  excelAt(index: number): ExcelOnPage;
};

export type OpenOptions = {
  readonly open?: readonly string[];
  readonly pane?: boolean;
  readonly secure?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  /** Faults of the page that belong to the test. */
  readonly expected?: RegExp;
  /** Before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Once the page is there, before it has opened anything. */
  readonly arrive?: (page: Page) => Promise<void>;
};

/** Opens the workbench with workbooks of the folder. */
export async function openBench(bench: Bench, options: OpenOptions = {}): Promise<BenchPage> {
  const {
    open = bench.paths.slice(0, 1),
    pane = false,
    secure = false,
    query = {},
    expected,
    prepare,
    arrive,
  } = options;
  const watched = await openWatched();
  const { page, strays, faults } = watched;
  await prepare?.(page);
  const base = secure ? bench.served.secureUrl : bench.served.url;
  const wishes = new URLSearchParams(query);
  for (const path of open) wishes.append('open', path);
  if (!pane) wishes.set('pane', 'off');
  await page.goto(`${base?.replace('127.0.0.1', 'localhost')}/workbench/?${wishes}`);
  await arrive?.(page);
  await page.waitForFunction(async () => {
    const { controlbook } = window as unknown as { controlbook?: { ready: Promise<void> } };
    await controlbook?.ready;
    return controlbook !== undefined;
  });
  const opened: BenchPage = {
    ...watched,
    excelAt: (index) => excelOnPage(page, page.locator('article.excel').nth(index)),
    async check() {
      if (page.isClosed()) return;
      assert.deepEqual(await page.evaluate(readNotPlayed), []);
      assert.deepEqual(strays, []);
      assert.deepEqual(
        faults.filter((fault) => expected?.test(fault) !== true),
        [],
      );
    },
    async close() {
      try {
        await opened.check();
      } finally {
        bench.pages.delete(opened);
        await page.close();
      }
    },
  };
  bench.pages.add(opened);
  return opened;
}

function readNotPlayed(): readonly string[] {
  const { controlbook } = window as unknown as {
    controlbook: { books: readonly { readonly host: { readonly notPlayed: readonly string[] } }[] };
  };
  return controlbook.books.flatMap(({ host }) => host.notPlayed);
}

function excelOnPage(page: Page, root: Locator): ExcelOnPage {
  const own: ExcelOnPage = {
    root,
    cell: (address) => root.locator(`[data-cell="${address}"]`),
    async goTo(address) {
      await root.getByLabel('Name box').fill(address);
      await page.keyboard.press('Enter');
    },
    async sheet(name) {
      await root.getByRole('tab', { name, exact: true }).click();
    },
    async type(address, text) {
      await own.goTo(address);
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    async pick(address, choice) {
      await own.goTo(address);
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByRole('option', { name: choice, exact: true }).click();
    },
    async paste(address, text) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await own.goTo(address);
      await page.keyboard.press('Control+v');
    },
    text: async (address) => (await own.cell(address).locator('.text').textContent()) ?? '',
    shows: (address, text) =>
      eventually(
        () => own.text(address),
        (shown) => matches(shown, text),
        `${address} to show ${text}`,
      ),
    pane: root.frameLocator('iframe.pane-frame'),
  };
  return own;
}

function matches(shown: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? shown === wanted : wanted.test(shown);
}

/** Asks again until the answer will do; says what the last one was where it never does. */
export async function eventually<T>(
  ask: () => Promise<T>,
  will: (answer: T) => boolean,
  what: string,
  within = 6_000,
): Promise<void> {
  const end = Date.now() + within;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (will(answer)) return;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  } while (Date.now() < end);
  assert.fail(`waited for ${what}, last: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}
