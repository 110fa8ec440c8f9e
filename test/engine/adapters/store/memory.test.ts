import { createMemoryJournal } from '#engine/adapters/store/memory';
import { describeJournalStore } from '#test/contracts/journal-store-contract';

describeJournalStore('memory', async () => createMemoryJournal());
