import type { JournalStore } from '#engine/app/ports';
import { describeJournalStore } from '#test/contracts/journal-store-contract';
import { postgres, withPostgres } from '#test/support/postgres';
import { openTestStore } from '#test/support/postgres-store';

describe('PostgreSQL', () => {
  before(withPostgres);

  describeJournalStore('PostgreSQL', async (): Promise<JournalStore> => {
    const store = await openTestStore(await (await postgres()).database());
    return {
      ...store.journal,
      async close() {
        await store.journal.close();
        await store.close();
      },
    };
  });
});
