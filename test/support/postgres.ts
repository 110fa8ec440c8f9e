import { type PostgresServer, startPostgres } from '#test/support/postgres-server';

let server: Promise<PostgresServer> | null = null;

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

after(async () => {
  await (await server)?.end();
});
