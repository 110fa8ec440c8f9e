// biome-ignore-all lint/correctness/noComponentHookFactories: the capital names are those of Excel's own interface, no components.

import type { PaneEvent } from '../excel/pane-events.ts';
import type { PaneHost, Reply } from '../excel/pane-host.ts';
import { excelVersion, type PaneOptions, requirementsFor } from '../excel/requirements.ts';

/** A theme of Excel: colours as Office counts them, blue lowest. */
export type OfficeTheme = {
  readonly bodyBackgroundColor: number;
  readonly bodyForegroundColor: number;
  readonly controlBackgroundColor: number;
  readonly controlForegroundColor: number;
};

export const officeThemes = {
  light: themeOf(0xffffff, 0x262626, 0xf3f2f1, 0x262626),
  dark: themeOf(0x262626, 0xf3f2f1, 0x3b3a39, 0xffffff),
  highContrast: themeOf(0x000000, 0xffffff, 0x000000, 0xffff00),
} as const;

function themeOf(back: number, front: number, controlBack: number, controlFront: number): OfficeTheme {
  return {
    bodyBackgroundColor: back,
    bodyForegroundColor: front,
    controlBackgroundColor: controlBack,
    controlForegroundColor: controlFront,
  };
}

export type DesktopSeamOptions = PaneOptions & { readonly theme?: () => OfficeTheme };

/** An array as Excel for Windows hands it to a script. */
type SafeArray = { toArray: () => unknown[]; dimensions: () => number; ubound: (dimension: number) => number };

type Answer = (result: unknown, code?: number) => void;
type EventHandler = (dispatchId: number, payload: unknown) => void;

/** The numbers events go by in Excel for Windows, where the web has names. */
const eventNames: Readonly<Record<number, PaneEvent['name']>> = {
  1: 'settingsChanged',
  2: 'documentSelectionChanged',
  10: 'dialogMessageReceived',
  33: 'richApiMessage',
  39: 'appCommandInvoked',
};

/**
 * What Excel for Windows gives a pane's window as `window.external`. Define it before office.js loads; office.js then
 * believes to be on a PC, needs no frame and no https.
 */
export function createDesktopSeam(pane: PaneHost, options: DesktopSeamOptions = {}): object {
  const locale = options.locale ?? 'en-US';
  const handlers = new Map<PaneEvent['name'], { readonly number: number; readonly handle: EventHandler }>();
  pane.connect((event) => {
    const handler = handlers.get(event.name);
    handler?.handle(handler.number, eventPayload(event));
  });

  const context = {
    GetAppType: () => 1,
    GetSolutionRef: () => `solution-${pane.id}`,
    GetAppVersionMajor: () => 16,
    GetAppVersionMinor: () => 1,
    GetAppUILocale: () => locale,
    GetAppDataLocale: () => locale,
    GetDocUrl: () => options.documentUrl ?? pane.book.name,
    GetAppCapabilities: () => 0,
    GetActivationMode: () => 2,
    GetControlIntegrationLevel: () => 1,
    GetSolutionToken: () => '',
    GetInstanceId: () => `instance-${pane.id}`,
    GetSupportedMatrix: () => JSON.stringify(options.requirements ?? requirementsFor(pane.canWriteFiles)),
    GetHostFullVersion: () => excelVersion,
    GetInitialDisplayMode: () => 2,
    GetOfficeThemeInfo: () => JSON.stringify(options.theme?.() ?? officeThemes.light),
    GetSettings: () => ({
      Read(keys: string[], values: string[]) {
        for (const [key, json] of pane.book.settings) {
          keys.push(key);
          values.push(json);
        }
      },
      WriteAsync(keys: readonly string[], values: readonly string[], done: (status: number) => void) {
        const settings = keys.map((key, index): [string, string] => [key, values[index] ?? 'null']);
        void pane.saveSettings(settings).then(({ error }) => done(error));
      },
    }),
  };

  return {
    GetHostInfo: () => `Excel$Win32$16.01$${locale}$$$$${options.runtimeFlags ?? 3}`,
    GetContext: () => context,
    Execute(dispatchId: number, params: readonly unknown[], answer: Answer) {
      void execute(pane, dispatchId, params).then((result) => answer(safeArray(result)));
    },
    RegisterEvent(number: number, targetId: string, handle: EventHandler, answer: Answer) {
      const name = eventNames[number];
      if (name === undefined) pane.notPlayed(`event ${number}`);
      else {
        handlers.set(name, { number, handle });
        pane.register(name, targetId);
      }
      answer(0);
    },
    UnregisterEvent(number: number, _targetId: string, answer: Answer) {
      const name = eventNames[number];
      if (name !== undefined) {
        handlers.delete(name);
        pane.unregister(name);
      }
      answer(0);
    },
  };
}

/** The calls of office.js by their numbers; a status first, then what was asked for. */
async function execute(pane: PaneHost, dispatchId: number, params: readonly unknown[]): Promise<readonly unknown[]> {
  switch (dispatchId) {
    case 93: {
      // Some callers wrap the message once more.
      const [first] = params;
      const message: readonly unknown[] = Array.isArray(first) ? first : params;
      const [partition, , , , text, , flags] = message;
      const onWorkbook = partition === 'IterativeExecutor';
      const reply = await pane.request({ text: String(text), flags: Number(flags), onWorkbook });
      return written(reply, (value) => [200, [], value]);
    }
    case 77:
      return written(await pane.openFile(), ({ handle, size }) => [handle, size]);
    case 80: {
      const data = pane.readFile(Number(params[0]), Number(params[1]), Number(params[2]));
      return [0, [data, data.length]];
    }
    case 81:
      pane.closeFile(Number(params[0]));
      return [0];
    case 94:
      pane.commandCompleted(String(params[0]));
      return [0];
    case 98:
      return written(await pane.getAccessToken(), (token) => token);
    default:
      pane.notPlayed(`call ${dispatchId}`);
      return [5001];
  }
}

function written<T>(reply: Reply<T>, write: (value: T) => unknown): readonly unknown[] {
  return reply.value === undefined ? [reply.error] : [0, write(reply.value)];
}

function eventPayload(event: PaneEvent): unknown {
  switch (event.name) {
    case 'richApiMessage':
      return safeArray(event.entries);
    case 'appCommandInvoked':
      return safeArray([event.call, event.action, JSON.stringify({ source: { id: event.button } })]);
    case 'dialogMessageReceived': {
      const { message } = event;
      return safeArray(message.type === 0 ? [0, message.content, message.origin] : [message.type]);
    }
    case 'documentSelectionChanged':
    case 'settingsChanged':
      return safeArray([]);
  }
}

function safeArray(values: readonly unknown[]): SafeArray {
  return {
    toArray: () => values.map((value) => (Array.isArray(value) ? safeArray(value) : value)),
    dimensions: () => 1,
    ubound: () => values.length,
  };
}
