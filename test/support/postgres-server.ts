import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { canMount, createFiller, onSmallDisk, type SmallDisk, seenFromOutside } from '#test/support/small-disk';

/** A PostgreSQL of its own, gone with the process that started it. */
export type PostgresServer = {
  readonly port: number;
  /** A new, empty database of an ordinary user; returns its address. */
  database(name?: string): Promise<string>;
  /** As the server's administrator. */
  query(text: string, values?: readonly unknown[], database?: string): Promise<readonly Record<string, unknown>[]>;
  /**
   * `stop` in good order, `kill` as a crash does it; `start` again on the same files, `revive` if it has ended by itself.
   * `pause` stops all its processes where they are, `pause one` any of them, until `resume`.
   */
  say(wish: 'stop' | 'kill' | 'start' | 'revive' | 'pause' | 'pause one' | 'resume'): Promise<void>;
  /** The disk of its files, where it has one of its own. */
  readonly disk: Pick<SmallDisk, 'fill' | 'free'> | null;
  end(): Promise<void>;
};

type PostgresStart = {
  /** As a server in use, with every commit synced. */
  readonly durable?: boolean;
  /** Megabytes of a disk of its own, where one can be made. */
  readonly disk?: number;
};

export async function startPostgres({ durable = false, disk }: PostgresStart = {}): Promise<PostgresServer> {
  const mount = disk !== undefined && canMount() ? await mkdtemp(join(tmpdir(), 'controlbook-disk-')) : null;
  const words = [
    join('test', 'postgres', 'host.mjs'),
    ...(durable ? ['--durable'] : []),
    ...(mount === null ? [] : ['--small']),
  ];
  const host =
    mount === null ? fork(words[0] ?? '', words.slice(1), { execArgv: [] }) : hostOn(mount, disk ?? 0, words);
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
    disk: mount === null ? null : createFiller(seenFromOutside(host.pid ?? 0, mount)),
    async say(wish) {
      host.send(wish);
      await heard(host);
    },
    async end() {
      if (host.exitCode !== null) return;
      const ended = new Promise((resolve) => host.once('exit', resolve));
      host.disconnect();
      await ended;
      if (mount !== null) await rmdir(mount);
    },
  };
}

/** It makes its files where the system's temporary files go. */
function hostOn(mount: string, megabytes: number, words: readonly string[]): ChildProcess {
  const [command, all] = onSmallDisk(mount, megabytes, [process.execPath, ...words]);
  const env = { ...process.env, TMPDIR: mount };
  return spawn(command, all, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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
