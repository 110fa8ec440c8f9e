import { noticesPartition } from '../../contract/model/ids.ts';
import { later } from '../../domain/fields/later.ts';
import { bookAt, bookRef, putBook } from '../../domain/notify/books.ts';
import type { Organisation } from '../organisation.ts';
import { createPacedTask } from '../paced-task.ts';
import { write } from './post-office.ts';

/** Sends what is to be sent, off the path of everything, and goes on trying. */
export interface Sending {
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds what happens is gathered. */
const pause = 500;
/** Seconds one engine sends alone, unless it says sooner that it has stopped. */
const lease = 60;

/** `run` sends what it can and says how many milliseconds it wants to wait before it tries the rest, or null for none. */
export function startSending(
  organisation: Organisation,
  run: (mine: () => Promise<boolean>) => Promise<number | null>,
): Sending {
  const { clock, log } = organisation;
  const self = organisation.ids.next();
  let again: (() => void) | null = null;
  let stopped = false;
  const task = createPacedTask(
    clock,
    () => pause,
    async () => {
      const wait = await run(() => holds(organisation, self)).catch((error: unknown) => {
        log.warn('Notices could not be sent; it is tried again', { error: String(error) });
        return 30_000;
      });
      again?.();
      again = wait === null || stopped ? null : clock.after(wait, () => task.ask());
    },
  );
  const stopListening = organisation.listen(() => task.ask());
  task.ask();
  return {
    async idle() {
      while (task.isBusy()) await new Promise<void>((resolve) => void clock.after(10, resolve));
    },
    async stop() {
      stopped = true;
      stopListening();
      again?.();
      task.stop();
      await task.ended();
      await letGo(organisation, self);
    },
  };
}

/** Of several engines on one database one sends, so that nobody is told twice by two. */
async function holds(organisation: Organisation, self: string): Promise<boolean> {
  const notices = await organisation.open(noticesPartition);
  const now = organisation.clock.now();
  const ref = bookRef('sender', 'lease');
  const held = bookAt(notices.image, 'lease', ref);
  if (held !== null && held.holder !== self && held.until > now) return false;
  if (held !== null && held.holder === self && held.until > later(now, (lease / 2) * 1000)) return true;
  await write(organisation, notices, `lease:${self}:${now}`, (draft) => {
    const last = bookAt(draft.image, 'lease', ref);
    if (last !== null && last.holder !== self && last.until > now) return;
    putBook(draft, 'lease', ref, { holder: self, until: later(now, lease * 1000) });
  });
  return bookAt(notices.image, 'lease', ref)?.holder === self;
}

async function letGo(organisation: Organisation, self: string): Promise<void> {
  const notices = organisation.partition(noticesPartition);
  const ref = bookRef('sender', 'lease');
  if (notices === null || bookAt(notices.image, 'lease', ref)?.holder !== self) return;
  const now = organisation.clock.now();
  await write(organisation, notices, `lease:${self}:over:${now}`, (draft) => {
    if (bookAt(draft.image, 'lease', ref)?.holder === self) putBook(draft, 'lease', ref, { holder: self, until: now });
  }).catch((error: unknown) => organisation.log.warn('The sending could not be handed on', { error: String(error) }));
}
