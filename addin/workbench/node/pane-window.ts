import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, Script } from 'node:vm';
import type { ExcelHost } from '../excel/excel-host.ts';
import type { PaneHost } from '../excel/pane-host.ts';
import { createWebSeam } from '../web/web-seam.ts';

/** A pane's window in Node: bare, but enough for the real office.js, which runs in it unchanged. */
export type PaneWindow = {
  readonly pane: PaneHost;
  /** The window's globals: `Office`, `Excel`, `OfficeExtension` and what office.js put beside them. */
  // Typed by whoever uses them: office.js has no module to take the types from.
  readonly globals: Readonly<Record<string, unknown>>;
  readonly close: () => void;
};

const hostOrigin = 'https://localhost';
const distribution = join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');
const compiled = new Map<string, Script>();

/** Opens a pane in somebody's Excel and loads office.js into its window; settles when Office is ready. */
export async function openPaneWindow(host: ExcelHost, seat?: string): Promise<PaneWindow> {
  const pane = host.openPane(seat);
  const listeners = new Map<string, Set<(event: object) => void>>();
  const timers = new Set<NodeJS.Timeout>();
  const frame = { postMessage: (text: unknown) => seam.receive(text) };
  const window = bareWindow(listeners, timers, frame);
  const seam = createWebSeam(pane, { hostOrigin }, (text) => {
    setImmediate(() => {
      for (const hear of listeners.get('message') ?? []) hear({ data: text, origin: hostOrigin, source: frame });
    });
  });
  window['name'] = seam.windowName;
  const context = createContext(window);
  runScript('office.js', context);
  const office = window['Office'] as { readonly onReady: () => Promise<unknown> };
  await office.onReady();
  return {
    pane,
    globals: window,
    close() {
      pane.close();
      for (const timer of timers) clearTimeout(timer);
    },
  };

  function runScript(name: string, into: object): void {
    const script = compiled.get(name) ?? new Script(readFileSync(join(distribution, name), 'utf8'), { filename: name });
    compiled.set(name, script);
    script.runInContext(into as ReturnType<typeof createContext>);
  }

  function bareWindow(
    hearers: Map<string, Set<(event: object) => void>>,
    running: Set<NodeJS.Timeout>,
    parent: object,
  ): Record<string, unknown> {
    const officeScript = { src: `${hostOrigin}/office/office.js`, getAttribute: () => null };
    const storage = (): object => {
      const kept = new Map<string, string>();
      return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
        key: (index: number) => [...kept.keys()][index] ?? null,
        get length() {
          return kept.size;
        },
      };
    };
    const addEventListener = (name: string, hear: (event: object) => void): void => {
      hearers.set(name, (hearers.get(name) ?? new Set()).add(hear));
    };
    const removeEventListener = (name: string, hear: (event: object) => void): void => {
      hearers.get(name)?.delete(hear);
    };
    const element = (tag: string): object =>
      tag === 'a' ? anchor() : { style: {}, setAttribute: () => undefined, appendChild: () => undefined };
    const head = { appendChild: load };
    const timed =
      (start: typeof setTimeout | typeof setInterval) =>
      (run: () => void, milliseconds?: number): NodeJS.Timeout => {
        const timer = start(run, milliseconds);
        timer.unref();
        running.add(timer);
        return timer;
      };
    const globals: Record<string, unknown> = {
      console,
      URL,
      // So that what is read from answers are plain arrays and objects outside the window, too.
      JSON,
      queueMicrotask,
      setTimeout: timed(setTimeout),
      setInterval: timed(setInterval),
      clearTimeout,
      clearInterval,
      addEventListener,
      removeEventListener,
      postMessage: () => undefined,
      parent,
      performance,
      navigator: { userAgent: 'node', language: 'en-US' },
      location: {
        href: `${hostOrigin}/pane.html`,
        origin: hostOrigin,
        protocol: 'https:',
        search: '',
        hash: '',
        hostname: 'localhost',
      },
      history: {},
      localStorage: storage(),
      sessionStorage: storage(),
      document: {
        domain: 'localhost',
        readyState: 'complete',
        body: {},
        cookie: '',
        createElement: element,
        createTextNode: () => ({}),
        getElementsByTagName: (tag: string) => (tag === 'script' ? [officeScript] : tag === 'head' ? [head] : []),
        getElementById: () => null,
        hasFocus: () => true,
        querySelectorAll: () => [],
        addEventListener,
      },
    };
    globals['window'] = globals;
    globals['self'] = globals;
    globals['top'] = parent;
    return globals;
  }

  function load(script: { readonly src?: string; onload?: () => void; onerror?: () => void }): void {
    const name = script.src?.split('/office/')[1];
    if (name === undefined) return;
    setImmediate(() => {
      runScript(name, context);
      script.onload?.();
    });
  }

  function anchor(): object {
    let url = new URL(hostOrigin);
    return {
      set href(value: string) {
        url = new URL(value, hostOrigin);
      },
      get href() {
        return url.href;
      },
      get protocol() {
        return url.protocol;
      },
      get hostname() {
        return url.hostname;
      },
      get host() {
        return url.host;
      },
      get port() {
        return url.port;
      },
      get origin() {
        return url.origin;
      },
      get pathname() {
        return url.pathname;
      },
      get search() {
        return url.search;
      },
      get hash() {
        return url.hash;
      },
    };
  }
}
