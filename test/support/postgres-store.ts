import assert from 'node:assert/strict';
import type { Store } from '#engine/adapters/store/open-store';
import { readDatabaseAddress } from '#engine/adapters/store/postgres/database-address';
import { openPostgresStore, type PostgresOptions } from '#engine/adapters/store/postgres/open-postgres';

export const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** As an engine opens it, but quicker to give up. */
export async function openTestStore(url: string, changed: Partial<PostgresOptions> = {}): Promise<Store> {
  const address = readDatabaseAddress(url);
  assert.ok(address.ok);
  const opened = await openPostgresStore({
    address: address.value,
    organisation: null,
    log: silent,
    fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
    ...changed,
  });
  assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
  return opened.value;
}
