import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '#engine/adapters/store/embedded/open-journal';
import type { JournalStore } from '#engine/app/ports';
import { describeJournalStore } from '#test/contracts/journal-store-contract';

describe('the embedded journal', () => {
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'controlbook-journal-'));
  });

  afterEach(async () => {
    await rm(data, { recursive: true });
  });

  describeJournalStore('files', () => start());
  describeJournalStore('files of one batch each', () => start(1));

  async function start(segmentBytes?: number): Promise<JournalStore> {
    const opened = await openJournal(data, {
      report: (message) => assert.fail(message),
      ...(segmentBytes === undefined ? {} : { segmentBytes }),
    });
    assert.ok(opened.ok, JSON.stringify(opened));
    return opened.value;
  }
});
