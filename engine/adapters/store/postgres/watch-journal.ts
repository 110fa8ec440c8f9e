import type pg from 'pg';
import type { Log } from '../../../app/ports.ts';
import { sha256 } from '../sha256.ts';
import type { Database } from './database.ts';
import { reasonOf } from './faults.ts';

export type WatchOptions = {
  /** Milliseconds between two looks without a hint. */
  readonly poll: number;
  /** Milliseconds between two hints of one engine, at least. */
  readonly tick: number;
  /** Whether hints are given and listened to; looking now and then is enough without. */
  readonly notify: boolean;
};

export const usualWatch: WatchOptions = { poll: 500, tick: 25, notify: true };

export interface JournalWatch {
  watch(look: () => void): () => void;
  /** Something has been appended here: others are told, at most once a tick. */
  tell(): void;
  close(): Promise<void>;
}

/**
 * Hints between engines. NOTIFY is no part of the append: every commit that carries one waits for a lock of the whole
 * database. A hint that is lost costs time, never an entry.
 */
export function watchJournal(
  database: Database,
  { organisation, node, log }: { readonly organisation: string; readonly node: string; readonly log: Log },
  { poll, tick, notify }: WatchOptions,
): JournalWatch {
  const channel = `controlbook_${sha256(organisation).slice(0, 32)}`;
  const looks = new Set<() => void>();
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let ear: pg.Client | null = null;
  let telling: NodeJS.Timeout | null = null;
  let told = 0;

  const look = (): void => {
    for (const one of looks) one();
  };

  const start = (): void => {
    timer = setInterval(look, poll);
    timer.unref();
    if (notify) void listen();
  };

  /** Listens first, then looks: what was said before is found by looking. */
  const listen = async (): Promise<void> => {
    for (let pause = 100; !closed; pause = Math.min(pause * 2, 5_000)) {
      try {
        const client = await database.connect();
        if (closed) return void (await client.end());
        ear = client;
        const lost = new Promise<void>((resolve) => {
          client.on('error', () => resolve());
          client.on('end', () => resolve());
        });
        client.on('notification', ({ payload }) => {
          if (payload !== node) look();
        });
        await client.query(`listen ${channel}`);
        pause = 100;
        look();
        await lost;
        ear = null;
        await client.end().catch(() => undefined); // it is gone already
      } catch (error) {
        if (pause >= 5_000)
          log.info('The database gives no hints; it is looked at instead', { reason: reasonOf(error) });
      }
      if (!closed) await new Promise<void>((resolve) => void setTimeout(resolve, pause).unref());
    }
  };

  const send = (): void => {
    telling = null;
    told = performance.now();
    // A hint need not survive a crash, so nobody waits for the disk.
    const text = `select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`;
    const statement = { text, values: [channel, node] };
    database.session(({ query }) => query(statement)).catch(() => undefined); // others look anyway
  };

  database.onBack(look);
  return {
    watch(one) {
      looks.add(one);
      if (timer === null && !closed) start();
      return () => void looks.delete(one);
    },
    tell() {
      if (!notify || closed || telling !== null) return;
      const wait = told + tick - performance.now();
      if (wait <= 0) send();
      else telling = setTimeout(send, wait);
    },
    async close() {
      closed = true;
      looks.clear();
      if (timer !== null) clearInterval(timer);
      if (telling !== null) clearTimeout(telling);
      await ear?.end().catch(() => undefined); // it may be gone already
    },
  };
}
