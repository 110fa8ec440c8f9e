import type { Workbook } from '../model/workbook.ts';
import type { Batch } from '../richapi/wire.ts';
import { type Faults, hostErrors } from './faults.ts';
import { openDesk, type PaneDesk } from './pane-desk.ts';

/** What every transport hands over and brings back. `Error` 0 is success; other keys depend on the call. */
export type Reply = { readonly Error: number; readonly [key: string]: unknown };

/** A pane as Excel sees it, whatever way its messages travel. */
export type PaneHost = {
  readonly id: string;
  readonly seat: string;
  readonly book: Workbook;
  /** Answers one call of office.js by its number on the wire. */
  readonly execute: (dispatchId: number, request: unknown) => Promise<Reply>;
  /** The pane wants events of a name; `target` holds the options where the name is a dialog's. */
  readonly register: (eventName: string, target: string) => Reply;
  readonly unregister: (eventName: string) => Reply;
  /** Where events of the wire go; set by the transport. */
  connect: (send: (eventName: string, data: unknown) => void) => void;
  /** Presses a ribbon button of the add-in; settles when the add-in says it is done. */
  readonly pressButton: (actionId: string, buttonId: string) => Promise<void>;
  /** Calls a custom function; arguments are matrices or values as Excel hands them over. */
  readonly callFunction: (name: string, args: readonly unknown[], address: string) => Promise<unknown>;
  readonly dialogs: readonly PaneDialog[];
  readonly ribbonUpdates: readonly unknown[];
  readonly close: () => void;
};

export type PaneDialog = {
  readonly options: Readonly<Record<string, unknown>>;
  readonly sendToPane: (message: string) => void;
  /** 12006 is closed by the person. */
  readonly close: () => void;
};

export type PaneOptions = {
  readonly book: Workbook;
  readonly id: string;
  readonly seat: string;
  readonly faults: Faults;
  readonly notPlayed: (member: string) => void;
  readonly accessToken: () => string | null;
  readonly onBatch: (pane: string, batch: Batch) => void;
  readonly later: (run: () => void, milliseconds: number) => void;
};

const richApiRequest = 93;
const loadSettings = 75;
const saveSettings = 76;
const commandCompleted = 94;
const getAccessToken = 98;
const waitsForCellEdit = 64;
const userNotSignedIn = 13_003;

export function openPane(options: PaneOptions): PaneHost {
  const { book, faults, later } = options;
  const registered = new Set<string>();
  const dialogs: PaneDialog[] = [];
  const ribbonUpdates: unknown[] = [];
  const buttons = new Map<string, () => void>();
  const functions = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
  let count = 0;
  let send: (eventName: string, data: unknown) => void = () => undefined;
  let flushing = false;

  const desk: PaneDesk = openDesk({
    book,
    seat: options.seat,
    pane: options.id,
    notPlayed: options.notPlayed,
    onEvents: flushSoon,
    onSelection: () => later(() => sendIfRegistered('documentSelectionChanged', {}), faults.latency),
    services: {
      functionResults: settleFunctions,
      functionError: (invocation, message) => functions.get(Number(invocation))?.failed(new Error(String(message))),
      ribbonUpdate: (update) => ribbonUpdates.push(update),
      showPane: () => undefined,
    },
  });

  /** Events follow the answer to the batch that caused them, all that piled up in one message. */
  function flushSoon(): void {
    if (flushing) return;
    flushing = true;
    later(() => {
      flushing = false;
      const entries = desk.takeEvents();
      if (entries.length > 0) sendIfRegistered('richApiMessage', { ArrayData: entries });
    }, faults.latency);
  }

  function sendIfRegistered(eventName: string, data: unknown): void {
    if (registered.has(eventName)) send(eventName, data);
  }

  function settleFunctions(results: unknown): void {
    if (!Array.isArray(results)) return;
    for (const { id, value, failed, error } of results as readonly FunctionResult[]) {
      const call = functions.get(id);
      functions.delete(id);
      if (failed === true) call?.failed(new Error(String(error ?? '#VALUE!')));
      else call?.done(value);
    }
  }

  async function execute(dispatchId: number, request: unknown): Promise<Reply> {
    if (faults.latency > 0) await wait(faults.latency);
    const fault = faults.offline ? hostErrors.invalidOrTimedOutSession : faults.nextErrors.shift();
    if (fault !== undefined) return { Error: fault };
    switch (dispatchId) {
      case richApiRequest:
        return runRequest(request as RichApiRequest);
      case saveSettings: {
        const { Properties } = (request as SettingsRequest).DdaSettingsMethod;
        book.settings.clear();
        for (const [key, value] of Properties) book.settings.set(key, value);
        return { Error: 0 };
      }
      case loadSettings:
        return { Error: 0, Properties: [...book.settings] };
      case commandCompleted: {
        const id = String((request as { readonly ArrayData?: readonly unknown[] }).ArrayData?.[0] ?? '');
        buttons.get(id)?.();
        buttons.delete(id);
        return { Error: 0 };
      }
      case getAccessToken: {
        const accessToken = options.accessToken();
        return accessToken === null ? { Error: userNotSignedIn } : { Error: 0, accessToken };
      }
      default:
        options.notPlayed(`call ${dispatchId}`);
        return { Error: 5001 };
    }
  }

  async function runRequest({ ArrayData }: RichApiRequest): Promise<Reply> {
    const text = String(ArrayData[4] ?? '');
    const flags = Number(ArrayData[6] ?? 0);
    if (text.length > faults.payloadLimit) return { Error: hostErrors.requestPayloadSizeLimitExceeded };
    // Batches about the ribbon and the runtime pass while a person types in a cell.
    const onWorkbook = ArrayData[0] === 'IterativeExecutor';
    const seat = book.seats.get(options.seat);
    while (onWorkbook && seat?.editingCell === true) {
      if ((flags & waitsForCellEdit) === 0) return { Error: hostErrors.invalidOperationInCellEditMode };
      await wait(20);
    }
    const batch = JSON.parse(text) as Batch;
    options.onBatch(options.id, batch);
    const answer = JSON.stringify(desk.runBatch(batch));
    if (answer.length > faults.payloadLimit) return { Error: hostErrors.responsePayloadSizeLimitExceeded };
    return { Error: 0, Version: 1, Data: [200, [], answer] };
  }

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => later(resolve, milliseconds));
  }

  function openDialog(target: string): void {
    const dialog: PaneDialog = {
      options: JSON.parse(target) as Readonly<Record<string, unknown>>,
      sendToPane: (message) => send('dialogMessageReceived', { messageType: 0, messageContent: message }),
      close: () => {
        dialogs.splice(dialogs.indexOf(dialog), 1);
        send('dialogMessageReceived', { messageType: 12_006 });
      },
    };
    dialogs.push(dialog);
  }

  return {
    id: options.id,
    seat: options.seat,
    book,
    execute,
    register(eventName, target) {
      registered.add(eventName);
      if (eventName === 'dialogMessageReceived') openDialog(target);
      return { Error: 0 };
    },
    unregister(eventName) {
      registered.delete(eventName);
      return { Error: 0 };
    },
    connect(to) {
      send = to;
    },
    pressButton(actionId, buttonId) {
      const id = `command-${++count}`;
      return new Promise((resolve) => {
        buttons.set(id, resolve);
        const source = JSON.stringify({ source: { id: buttonId } });
        later(() => send('appCommandInvoked', { 0: id, 1: actionId, 2: source }), faults.latency);
      });
    },
    callFunction(name, args, address) {
      const id = ++count;
      return new Promise((done, failed) => {
        functions.set(id, { done, failed });
        desk.invokeFunction([id, name, args, address, 0]);
      });
    },
    dialogs,
    ribbonUpdates,
    close: desk.close,
  };
}

type RichApiRequest = { readonly ArrayData: readonly unknown[] };
type SettingsRequest = { readonly DdaSettingsMethod: { readonly Properties: readonly (readonly [string, string])[] } };
type FunctionResult = {
  readonly id: number;
  readonly value?: unknown;
  readonly failed?: boolean;
  readonly error?: unknown;
};
