import { type PostgresServer, startPostgres } from '#test/support/postgres-server';

let server: Promise<PostgresServer> | null = null;
let used: string[] = [];
const free: string[] = [];

/** One server for the whole run of tests, started by the first that asks and ended with the last. */
export function postgres(): Promise<PostgresServer> {
  server ??= startPostgres();
  return server;
}

/** For `before`: the first start may have to install it. */
export async function withPostgres(this: Mocha.Context): Promise<void> {
  this.timeout(240_000);
  await postgres();
}

/** The address of a database without anything of ours, until the end of the test. */
export async function emptyDatabase(): Promise<string> {
  const { database, query } = await postgres();
  const cleared = free.pop();
  if (cleared !== undefined) {
    const name = new URL(cleared).pathname.slice(1);
    await query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await query('drop schema if exists controlbook cascade', [], name);
  }
  const url = cleared ?? (await database());
  used.push(url);
  return url;
}

afterEach(() => {
  free.push(...used);
  used = [];
});

after(async function () {
  this.timeout(60_000);
  await (await server)?.end();
});
