import { eventNumber } from './event-methods.ts';
import { type EventEntry, eventCategory } from './pane-events.ts';

/** A custom function as `functions.json` describes it. */
export type FunctionDescription = {
  readonly id: string;
  readonly name: string;
  readonly options?: { readonly stream?: boolean; readonly cancelable?: boolean };
};

/** One call of a custom function: results come once, or again and again from a streaming function. */
export type FunctionCall = { readonly cancel: () => void };

export type FunctionListener = {
  readonly onResult: (value: unknown) => void;
  /** An error word of Excel, with what the add-in has to say about it. */
  readonly onError: (word: string, message: string) => void;
};

/** Errors as the wire numbers them. */
const errorWords: Readonly<Record<number, string>> = { 1: '#N/A', 5: '#DIV/0!', 6: '#NUM!', 8: '#NULL!', 9: '#NAME?' };

type Result = {
  readonly id: number;
  readonly failed?: boolean;
  readonly value?: unknown;
  readonly errorCode?: number;
};

/** The calls of a pane's custom functions that are under way. */
export function createPaneFunctions(send: (entry: EventEntry) => void) {
  const calls = new Map<number, FunctionListener & { readonly streaming: boolean }>();
  let count = 0;

  function post(number: number, message: unknown): void {
    send([eventCategory.customFunctions, number, '', JSON.stringify(message), '', false]);
  }

  return {
    call(description: FunctionDescription, args: readonly unknown[], address: string, listener: FunctionListener) {
      const { stream = false, cancelable = false } = description.options ?? {};
      const id = ++count;
      calls.set(id, { ...listener, streaming: stream });
      post(eventNumber.customFunction, [id, description.id, args, address, (cancelable ? 1 : 0) + (stream ? 2 : 0)]);
      const call: FunctionCall = {
        cancel() {
          if (calls.delete(id) && (stream || cancelable))
            post(eventNumber.customFunctionCancelled, { invocationId: id });
        },
      };
      return call;
    },
    settle(results: unknown): void {
      // The client sends an array of these; see CustomFunctions.setInvocationResults.
      for (const { id, failed = false, value, errorCode = 7 } of results as readonly Result[]) {
        const call = calls.get(id);
        if (call === undefined) continue;
        if (!call.streaming) calls.delete(id);
        if (failed) call.onError(errorWords[errorCode] ?? '#VALUE!', String(value ?? ''));
        else call.onResult(value);
      }
    },
  };
}

export type PaneFunctions = ReturnType<typeof createPaneFunctions>;
