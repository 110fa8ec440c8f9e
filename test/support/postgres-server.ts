import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL of its own, gone with the process that started it. */
export type PostgresServer = {
  readonly port: number;
  /** A new, empty database of an ordinary user; returns its address. */
  database(name?: string): Promise<string>;
  /** As the server's administrator. */
  query(text: string, values?: readonly unknown[], database?: string): Promise<readonly Record<string, unknown>[]>;
  /** `stop` in good order, `kill` as a crash does it; `start` again on the same files. */
  say(wish: 'stop' | 'kill' | 'start'): Promise<void>;
  end(): Promise<void>;
};

/** `durable`: as a server in use, with every commit synced. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const host = fork(join('test', 'postgres', 'host.mjs'), durable ? ['--durable'] : [], { execArgv: [] });
  const port = (await heard<{ port?: number; error?: string }>(host)).port;
  if (port === undefined) throw new Error('PostgreSQL did not start');
  const admin = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const query = async (text: string, values: readonly unknown[] = [], database = 'postgres') => {
    const client = new pg.Client({ connectionString: admin(database) });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  await query(`create role controlbook login password 'secret'`);
  let databases = 0;
  return {
    port,
    async database(name) {
      databases += 1;
      const database = name ?? `test_${databases}`;
      await query(`create database ${database} owner controlbook`);
      return `postgres://controlbook:secret@127.0.0.1:${port}/${database}`;
    },
    query,
    async say(wish) {
      host.send(wish);
      await heard(host);
    },
    async end() {
      if (host.exitCode !== null) return;
      const ended = new Promise((resolve) => host.once('exit', resolve));
      host.disconnect();
      await ended;
    },
  };
}

function heard<T>(host: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the host of PostgreSQL ended with ${code}`));
    host.once('exit', ended);
    host.once('message', (message) => {
      host.removeListener('exit', ended);
      const { error } = message as { error?: string }; // our own program's words
      if (error === undefined) resolve(message as T);
      else reject(new Error(error));
    });
  });
}
