import type { JournalStore } from '#engine/app/ports';
import { describeJournalStore } from '#test/contracts/journal-store-contract';
import { emptyDatabase, withPostgres } from '#test/support/postgres';
import { openTestStore } from '#test/support/postgres-store';

describe('PostgreSQL', () => {
  before(withPostgres);

  describeJournalStore('PostgreSQL', async (): Promise<JournalStore> => {
    const store = await openTestStore(await emptyDatabase());
    return {
      ...store.journal,
      async close() {
        await store.journal.close();
        await store.close();
      },
    };
  });
});
