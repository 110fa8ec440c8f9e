import type { Workbook } from '../model/workbook.ts';
import type { WorkbookFiles } from '../model/workbook-file.ts';
import type { Batch } from '../richapi/wire.ts';
import { type Faults, hostErrors } from './faults.ts';
import type { RibbonUpdate } from './pane-context.ts';
import { openDesk } from './pane-desk.ts';
import type { PaneEvent } from './pane-events.ts';
import { createPaneFunctions, type PaneFunctions } from './pane-functions.ts';

/** The answer to a call: 0 and what was asked for, or one of Excel's numbers for what went wrong. */
export type Reply<T> = { readonly error: 0; readonly value: T } | { readonly error: number; readonly value?: never };

/** A pane as Excel sees it, whatever way its messages travel. */
export type PaneHost = {
  readonly id: string;
  readonly seat: string;
  readonly book: Workbook;
  /** Runs a batch, JSON in and out. */
  readonly request: (request: PaneRequest) => Promise<Reply<string>>;
  readonly loadSettings: () => Promise<Reply<Settings>>;
  readonly saveSettings: (settings: Settings) => Promise<Reply<null>>;
  readonly getAccessToken: () => Promise<Reply<string>>;
  /** True if the add-in may ask for the workbook as a file. */
  readonly canWriteFiles: boolean;
  /** Takes the workbook down as a file, to be read in slices until it is closed. */
  readonly openFile: () => Promise<Reply<{ readonly handle: number; readonly size: number }>>;
  readonly readFile: (handle: number, offset: number, length: number) => readonly number[];
  readonly closeFile: (handle: number) => void;
  /** The add-in is done with a ribbon button. */
  readonly commandCompleted: (call: string) => void;
  /** The pane wants events of a name. For a dialog the target holds its options, as JSON. */
  readonly register: (eventName: string, target: string) => void;
  readonly unregister: (eventName: string) => void;
  /** Where the pane's events go; set by the transport. */
  readonly connect: (send: (event: PaneEvent) => void) => void;
  /** Called and not played: a transport met something it does not know. */
  readonly notPlayed: (member: string) => void;
  /** Presses a ribbon button of the add-in; settles when the add-in says it is done. */
  readonly pressButton: (actionId: string, buttonId: string) => Promise<void>;
  readonly callFunction: PaneFunctions['call'];
  readonly dialogs: readonly PaneDialog[];
  /** Who shows dialogs to the person; without it they are there to be played. */
  readonly showDialogs: (show: (dialog: PaneDialog) => void) => void;
  /** What the add-in asked of the ribbon, latest last. */
  readonly ribbonUpdates: readonly RibbonUpdate[];
  /** Another pane has saved the add-in's settings in the workbook. */
  readonly settingsChanged: () => void;
  readonly close: () => void;
};

export type Settings = readonly (readonly [key: string, json: string])[];

export type PaneRequest = {
  readonly text: string;
  /** 64: may wait until the person has finished typing in a cell. */
  readonly flags: number;
  /** False for what concerns ribbon and runtime, which passes also while a person types. */
  readonly onWorkbook: boolean;
};

export type PaneDialog = {
  readonly options: Readonly<Record<string, unknown>>;
  readonly sendToPane: (message: string) => void;
  /** As the person closes it. */
  readonly close: () => void;
};

export type PaneOptions = {
  readonly book: Workbook;
  readonly id: string;
  readonly seat: string;
  readonly faults: Faults;
  readonly notPlayed: (member: string) => void;
  readonly accessToken: () => string | null;
  readonly files: WorkbookFiles | null;
  readonly onBatch: (pane: string, batch: Batch) => void;
  readonly onSettingsSaved: (pane: string) => void;
  readonly onClosed: (pane: string) => void;
  readonly later: (run: () => void, milliseconds: number) => void;
};

const waitsForCellEdit = 64;
const userNotSignedIn = 13_001;
const notSupported = 5_001;

export function openPane(options: PaneOptions): PaneHost {
  const { book, faults, later } = options;
  const registered = new Set<string>();
  const dialogs: PaneDialog[] = [];
  const ribbonUpdates: RibbonUpdate[] = [];
  const buttons = new Map<string, () => void>();
  let send: (event: PaneEvent) => void = () => undefined;
  let show: (dialog: PaneDialog) => void = () => undefined;
  let flushing = false;
  let presses = 0;
  let handles = 0;
  const openFiles = new Map<number, Uint8Array>();

  const functions = createPaneFunctions((entry) => {
    desk.addEvent(entry);
    flushSoon();
  });
  const desk = openDesk({
    book,
    seat: options.seat,
    pane: options.id,
    files: options.files,
    notPlayed: options.notPlayed,
    onEvents: flushSoon,
    onSelection: () => sendLater({ name: 'documentSelectionChanged' }),
    services: {
      functionResults: functions.settle,
      ribbonUpdate: (update) => void ribbonUpdates.push(update),
    },
  });

  /** Events follow the answer to the batch that caused them, all that piled up in one message. */
  function flushSoon(): void {
    if (flushing) return;
    flushing = true;
    later(() => {
      flushing = false;
      const entries = desk.takeEvents();
      if (entries.length > 0 && registered.has('richApiMessage')) send({ name: 'richApiMessage', entries });
    }, faults.latency);
  }

  function sendLater(event: PaneEvent): void {
    later(() => {
      if (registered.has(event.name)) send(event);
    }, faults.latency);
  }

  /** Answers after the wire's delay, unless something was made to go wrong. */
  async function answer<T>(work: () => Promise<Reply<T>>): Promise<Reply<T>> {
    if (faults.latency > 0) await wait(faults.latency);
    const error = faults.offline ? hostErrors.invalidOrTimedOutSession : faults.nextErrors.shift();
    return error === undefined ? work() : { error };
  }

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => later(resolve, milliseconds));
  }

  async function runRequest({ text, flags, onWorkbook }: PaneRequest): Promise<Reply<string>> {
    if (text.length > faults.payloadLimit) return { error: hostErrors.requestPayloadSizeLimitExceeded };
    const seat = book.seats.get(options.seat);
    while (onWorkbook && seat?.editingCell === true) {
      if ((flags & waitsForCellEdit) === 0) return { error: hostErrors.invalidOperationInCellEditMode };
      await wait(20);
    }
    // The client wrote it; should it be no batch, that is a bug of this host and may throw.
    const batch = JSON.parse(text) as Batch;
    options.onBatch(options.id, batch);
    const value = JSON.stringify(await desk.runBatch(batch));
    return value.length > faults.payloadLimit
      ? { error: hostErrors.responsePayloadSizeLimitExceeded }
      : { error: 0, value };
  }

  function openDialog(target: string): void {
    const origin = 'https://localhost';
    const dialog: PaneDialog = {
      options: JSON.parse(target) as Readonly<Record<string, unknown>>,
      sendToPane: (content) => send({ name: 'dialogMessageReceived', message: { type: 0, content, origin } }),
      close() {
        dialogs.splice(dialogs.indexOf(dialog), 1);
        send({ name: 'dialogMessageReceived', message: { type: 12_006 } });
      },
    };
    dialogs.push(dialog);
    show(dialog);
  }

  return {
    id: options.id,
    seat: options.seat,
    book,
    request: (request) => answer(() => runRequest(request)),
    loadSettings: () => answer(async () => ({ error: 0, value: [...book.settings] })),
    saveSettings: (settings) =>
      answer(async () => {
        book.settings.clear();
        for (const [key, json] of settings) book.settings.set(key, json);
        options.onSettingsSaved(options.id);
        return { error: 0, value: null };
      }),
    getAccessToken: () =>
      answer(async () => {
        const value = options.accessToken();
        return value === null ? { error: userNotSignedIn } : { error: 0, value };
      }),
    canWriteFiles: options.files !== null,
    openFile: () =>
      answer(async () => {
        if (options.files === null) return { error: notSupported };
        const bytes = await options.files.write();
        const handle = ++handles;
        openFiles.set(handle, bytes);
        return { error: 0, value: { handle, size: bytes.length } };
      }),
    readFile: (handle, offset, length) => [...(openFiles.get(handle)?.subarray(offset, offset + length) ?? [])],
    closeFile: (handle) => void openFiles.delete(handle),
    commandCompleted(call) {
      buttons.get(call)?.();
      buttons.delete(call);
    },
    register(eventName, target) {
      registered.add(eventName);
      if (eventName === 'dialogMessageReceived') openDialog(target);
    },
    unregister(eventName) {
      registered.delete(eventName);
      if (eventName === 'dialogMessageReceived') dialogs.splice(0);
    },
    connect(to) {
      send = to;
    },
    notPlayed: options.notPlayed,
    pressButton(action, button) {
      const call = `command-${++presses}`;
      return new Promise((resolve) => {
        buttons.set(call, resolve);
        sendLater({ name: 'appCommandInvoked', call, action, button });
      });
    },
    callFunction: functions.call,
    dialogs,
    showDialogs(to) {
      show = to;
    },
    ribbonUpdates,
    settingsChanged: () => sendLater({ name: 'settingsChanged' }),
    close() {
      desk.close();
      registered.clear();
      options.onClosed(options.id);
    },
  };
}
