import type { Verdict } from '#engine/contract/model/change';
import type { CommandId } from '#engine/contract/model/ids';
import { config } from '../config.ts';
import { createBackoff } from './backoff.ts';
import type { Outbox, WaitingSet } from './outbox.ts';
import type { Clock, Random } from './outside.ts';

/** What came of sending a set once. */
export type PushAnswer =
  | { readonly kind: 'judged'; readonly verdicts: readonly Verdict[] }
  /** It will never be taken as it is. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  /** The engine cannot now; the same again in a while. */
  | { readonly kind: 'later'; readonly code: string; readonly detail: string }
  /** Nobody knows whether it arrived; the same again when there is a connection. */
  | { readonly kind: 'lost' };

/** Codes that say: not now. What is refused by any other would be refused for ever. */
const passing: ReadonlySet<string> = new Set([
  ...['read-only', 'disk-full', 'stale', 'unreachable', 'internal', 'too-many-requests', 'closing'],
  ...['unauthenticated', 'identity-unavailable', 'no-engine', 'strange-answer'],
]);

export function isPassing(code: string): boolean {
  return passing.has(code);
}

export interface Sender {
  /** There may be something to send, or a connection to send it over. */
  pump(): void;
  stop(): void;
}

export type SenderParts = {
  readonly outbox: Outbox;
  readonly push: (set: WaitingSet['set']) => Promise<PushAnswer>;
  readonly isConnected: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** Called in the moment the set leaves the outbox. */
  readonly answered: (waiting: WaitingSet, answer: Exclude<PushAnswer, { kind: 'later' | 'lost' }>) => void;
  /** The engine takes no edits for now, and why; null when it does again. */
  readonly delayed: (why: { readonly code: string; readonly detail: string } | null) => void;
};

/** Sends what waits, several sets at once where they touch different fields, until each has its answer. */
export function createSender(parts: SenderParts): Sender {
  const { outbox, push, isConnected, clock, random, answered, delayed } = parts;
  const underWay = new Set<CommandId>();
  const backoff = createBackoff(config.reconnect, random);
  let cancelWait: (() => void) | null = null;
  let stopped = false;

  const pump = (): void => {
    if (stopped || cancelWait !== null || !isConnected()) return;
    for (const waiting of outbox.sendable(underWay)) {
      if (underWay.size >= config.setsInFlight) return;
      underWay.add(waiting.set.id);
      void send(waiting);
    }
  };
  const send = async (waiting: WaitingSet): Promise<void> => {
    const answer = await push(waiting.set);
    if (stopped) return;
    if (answer.kind === 'judged' || answer.kind === 'refused') {
      const removed = outbox.remove(waiting.set.id);
      underWay.delete(waiting.set.id);
      answered(waiting, answer);
      await removed;
      if (answer.kind === 'judged') {
        backoff.reset();
        delayed(null);
      }
      return pump();
    }
    underWay.delete(waiting.set.id);
    if (answer.kind === 'later') {
      delayed(answer);
      cancelWait ??= clock.after(backoff.next(), () => {
        cancelWait = null;
        pump();
      });
    }
  };
  return {
    pump,
    stop() {
      stopped = true;
      cancelWait?.();
    },
  };
}
