import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import { lockFolder } from './lock-folder.ts';
import { readMoveMark } from './move/move-mark.ts';
import { openStore, type Store, type StoreOptions, type StoreProblem } from './open-store.ts';
import type { DatabaseAddress } from './postgres/database-address.ts';
import { openPostgresStore } from './postgres/open-postgres.ts';

export type ConfiguredStore = {
  readonly data: string;
  /** Where the organisation is kept; null for the data folder. */
  readonly database: DatabaseAddress | null;
  /** Which organisation of the database; null for the only one. */
  readonly organisation: string | null;
};

/**
 * Opens what the configuration names. The data folder is this process's own either way: beside a database it holds what
 * belongs to this engine alone.
 */
export async function openConfiguredStore(
  { data, database, organisation }: ConfiguredStore,
  options: StoreOptions,
): Promise<Result<Store, StoreProblem>> {
  if (database === null) return openStore(data, options);
  const locked = await lockFolder(data);
  if (!locked.ok) return locked;
  const { release } = locked.value;
  try {
    const { log, fresh } = options;
    const opened = await openPostgresStore({ address: database, organisation, log, fresh });
    if (!opened.ok) {
      await release();
      return opened;
    }
    await warnOfJournal(data, database, options);
    const store = opened.value;
    return ok({
      ...store,
      async close() {
        await store.close();
        await release();
      },
    });
  } catch (error) {
    await release();
    throw error;
  }
}

async function warnOfJournal(data: string, database: DatabaseAddress, { log }: StoreOptions): Promise<void> {
  const journal = await stat(join(data, 'journal')).catch(() => null); // not there is what is expected
  const mark = await readMoveMark(data);
  if (journal === null || !mark.ok || mark.value !== null) return;
  log.warn(
    'The data folder has a journal that is not used while DATABASE_URL is set. To carry it over: controlbook move database',
    { data, database: database.label },
  );
}
