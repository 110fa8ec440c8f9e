import pg from 'pg';
import type { Log } from '../../../app/ports.ts';
import { StoreUnreachable } from '../../../app/store-unreachable.ts';
import type { DatabaseAddress } from './database-address.ts';
import { faultOf, reasonOf } from './faults.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Session = {
  query(statement: Statement): Promise<readonly Row[]>;
  script(text: string): Promise<readonly Row[][]>;
};
export type Statement = { readonly text: string; readonly values?: readonly unknown[]; readonly name?: string };

/**
 * Connections to one database for one organisation. When it goes away it is tried again and again, ever more slowly up
 * to two seconds; meanwhile callers wait for a moment (`patience`) and are then refused at once with `StoreUnreachable`.
 */
export interface Database {
  readonly label: string;
  /** Connects anew, for one who listens; the caller ends it. */
  connect(): Promise<pg.Client>;
  /** One statement that may be repeated without harm: it is, when the connection breaks. */
  ask(statement: Statement): Promise<readonly Row[]>;
  /** On one connection, once: when it breaks, what has been done is not known. */
  session<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Waits for a database that is away, as long as anybody waits. False when it does not come back in that time. */
  isReachable(): Promise<boolean>;
  /** Calls each time when it is back. */
  onBack(run: () => void): void;
  close(): Promise<void>;
}

export type DatabaseOptions = {
  readonly address: DatabaseAddress;
  /** Whose rows the connections may see; null for none. */
  readonly organisation: string | null;
  readonly log: Log;
  readonly timing: Timing;
};

/** Milliseconds. */
export type Timing = {
  readonly connect: number;
  /** A statement that takes longer is given up: the connection may be dead without anybody saying so. */
  readonly statement: number;
  /** Waiting for a row that another engine holds; one that holds it longer than this is cut off by the database. */
  readonly lock: number;
  /** How long an edit waits for a database that is away. */
  readonly patience: number;
  /** Between two tries to reach it, at most. */
  readonly retry: number;
};

export const usualTiming: Timing = { connect: 3_000, statement: 10_000, lock: 3_000, patience: 2_000, retry: 2_000 };

type Absence = { readonly since: number; reason: string; readonly back: Promise<void> };

export function openDatabase({ address, organisation, log, timing }: DatabaseOptions): Database {
  const config: pg.ClientConfig = {
    connectionString: address.url,
    connectionTimeoutMillis: timing.connect,
    query_timeout: timing.statement + 1_000,
    keepAlive: true,
    application_name: 'controlbook',
  };
  const prepare = (client: pg.ClientBase): Promise<unknown> => {
    client.on('error', () => {}); // whoever uses it then hears of it by the statement
    return client.query(settings, [organisation ?? '', `${timing.statement}ms`, `${timing.lock}ms`]);
  };
  const pool = new pg.Pool({ ...config, max: 8, onConnect: prepare });
  pool.on('error', () => {}); // of a connection nobody uses: it leaves the pool, the next one is made anew
  const backListeners = new Set<() => void>();
  let away: Absence | null = null;
  let closing: Promise<void> | null = null;
  let wake = (): void => {};

  const cutOff = (error: unknown): StoreUnreachable => {
    const reason = reasonOf(error);
    if (away === null && closing === null) {
      log.warn('The database does not answer; it is tried again', { database: address.label, reason });
      away = { since: performance.now(), reason, back: comeBack() };
    }
    return new StoreUnreachable(reason, { cause: error });
  };

  const comeBack = async (): Promise<void> => {
    let pause = 20;
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (closing !== null) return;
      try {
        await pool.query('select 1');
        break;
      } catch (error) {
        if (away !== null) away.reason = reasonOf(error);
        pause = Math.min(pause * 2, timing.retry);
      }
    }
    const seconds = away === null ? 0 : (performance.now() - away.since) / 1_000;
    away = null;
    log.warn('The database answers again', { database: address.label, seconds: Math.round(seconds * 10) / 10 });
    for (const listener of backListeners) listener();
  };

  const isReachable = async (): Promise<boolean> => {
    if (away === null) return true;
    const left = timing.patience - (performance.now() - away.since);
    if (left <= 0) return false;
    let timer: NodeJS.Timeout | null = null;
    const tooLong = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), left);
    });
    const result = await Promise.race([away.back.then(() => away === null), tooLong]);
    if (timer !== null) clearTimeout(timer);
    return result;
  };

  const session = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    if (closing !== null) throw new Error('the journal is closed');
    if (!(await isReachable())) throw new StoreUnreachable(away?.reason ?? 'it has just been lost');
    let client: pg.PoolClient | null = null;
    try {
      client = await pool.connect();
      const result = await work(sessionOn(client));
      client.release();
      return result;
    } catch (error) {
      client?.release(true);
      if (error instanceof StoreUnreachable) throw error;
      throw faultOf(error) === 'cut-off' ? cutOff(error) : error;
    }
  };

  return {
    label: address.label,
    async connect() {
      const client = new pg.Client(config);
      // It may be ended in the very moment it is made, before whoever asked for it can listen: they hear of it by its end.
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    async ask(statement) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await session(({ query }) => query(statement));
        } catch (error) {
          const isPassing = error instanceof StoreUnreachable || faultOf(error) === 'again';
          if (!isPassing || attempt === mostAttempts || !(await isReachable())) throw error;
        }
      }
    },
    session,
    isReachable,
    onBack: (run) => void backListeners.add(run),
    close() {
      closing ??= pool.end();
      wake();
      return closing;
    },
  };
}

const settings = `select set_config('controlbook.organisation', $1, false), set_config('statement_timeout', $2, false),
  set_config('lock_timeout', $3, false), set_config('idle_in_transaction_session_timeout', $3, false)`;

const mostAttempts = 4;

function sessionOn(client: pg.PoolClient): Session {
  return {
    async query({ text, values = [], name }) {
      const { rows } = await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
      return rows as Row[]; // the driver gives objects by column
    },
    async script(text) {
      const answered: unknown = await client.query(text);
      const results = (Array.isArray(answered) ? answered : [answered]) as readonly pg.QueryResult<Row>[]; // one a statement
      return results.map(({ rows }) => rows);
    },
  };
}
