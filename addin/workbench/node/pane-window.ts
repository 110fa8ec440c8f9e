import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Context, createContext, Script } from 'node:vm';
import { createDesktopSeam, type DesktopSeamOptions } from '../desktop/desktop-seam.ts';
import type { ExcelHost } from '../excel/excel-host.ts';
import type { PaneHost } from '../excel/pane-host.ts';
import type { PaneOptions } from '../excel/requirements.ts';
import { createWebSeam } from '../web/web-seam.ts';
import { createBareWindow } from './bare-window.ts';

/** A pane's window in Node: bare, but enough for the real office.js, which runs in it unchanged. */
export type PaneWindow = {
  readonly pane: PaneHost;
  /** The window's globals: `Office`, `Excel`, `OfficeExtension` and what office.js put beside them. */
  readonly globals: Readonly<Record<string, unknown>>;
  readonly close: () => void;
};

export type PaneWindowOptions = {
  /** Whose Excel the pane is opened in. */
  readonly seat?: string;
  /** `web` is Excel on the web, `desktop` Excel for Windows. */
  readonly seam?: 'web' | 'desktop';
  readonly theme?: DesktopSeamOptions['theme'];
  readonly requirements?: PaneOptions['requirements'];
};

const origin = 'https://localhost';

/** Opens a pane in somebody's Excel and loads office.js into its window; settles when Office is ready. */
export async function openPaneWindow(host: ExcelHost, options: PaneWindowOptions = {}): Promise<PaneWindow> {
  const pane = host.openPane(options.seat);
  const excelFrame = { postMessage: (text: unknown) => seam.receive(text) };
  const window = createBareWindow(origin, excelFrame, (script) => {
    const name = script.src?.split('/office/')[1];
    if (name === undefined) return;
    setImmediate(() => {
      runScript(name, context);
      script.onload?.();
    });
  });
  const requirements = options.requirements === undefined ? {} : { requirements: options.requirements };
  const seam = createWebSeam(pane, { hostOrigin: origin, ...requirements }, (data) =>
    setImmediate(() => window.deliver({ data, origin, source: excelFrame })),
  );
  if (options.seam === 'desktop') {
    const theme = options.theme === undefined ? {} : { theme: options.theme };
    window.globals['external'] = createDesktopSeam(pane, { ...requirements, ...theme });
  } else window.globals['name'] = seam.windowName;
  const context = createContext(window.globals);
  runScript('office.js', context);
  // office.js has no module to take the type from; it has just put this global here.
  const office = window.globals['Office'] as { readonly onReady: () => Promise<unknown> };
  await office.onReady();
  return {
    pane,
    globals: window.globals,
    close() {
      pane.close();
      window.close();
    },
  };
}

const distribution = join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');
/** Compiled once, run in every window. */
const compiled = new Map<string, Script>();

function runScript(name: string, context: Context): void {
  const script = compiled.get(name) ?? new Script(readFileSync(join(distribution, name), 'utf8'), { filename: name });
  compiled.set(name, script);
  script.runInContext(context);
}
