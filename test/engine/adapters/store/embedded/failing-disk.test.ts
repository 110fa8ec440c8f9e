import assert from 'node:assert/strict';
import { openJournal } from '#engine/adapters/store/embedded/open-journal';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import type { JournalStore } from '#engine/app/ports';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const org = partition('org');
const group = partition('group:g1');

describe('the journal on a failing disk', () => {
  let disk: SimulatedDisk;
  let store: JournalStore;

  beforeEach(async () => {
    disk = new SimulatedDisk(seededRandom(1));
    store = await start();
    await store.open(org);
    await store.open(group);
    assert.equal(await append(['first']), 'ok');
  });

  it('[J15] accepts nothing in any partition after a failed sync, says why, goes on reading, and is well after a restart', async () => {
    disk.syncsUntilFailure = 0;
    assert.equal(await append(['lost']), 'read-only');
    assert.equal(await append(['later']), 'read-only');
    assert.match(store.failure?.() ?? '', /could not be synced/); // what readiness goes by
    const other = await store.append(org, 0, entriesAfter(await store.open(org), ['other']));
    assert.ok(!other.ok && other.error.code === 'read-only');
    assert.match(other.error.reason, /group@g1.*could not be synced \(EIO.*\).*restarted/);
    await assert.rejects(store.open(partition('group:new')), /cannot be begun.*could not be synced/);
    assert.deepEqual(textsOf(await store.read(group, 0, 10)), ['first']);
    const size = disk.file('/data/journal/group@g1/000000000001.jsonl').seen.length;
    await store.close();
    assert.equal(disk.file('/data/journal/group@g1/000000000001.jsonl').seen.length, size);
    disk.kill();
    store = await start();
    assert.equal(await append(['again']), 'ok');
    assert.equal(store.failure?.(), null);
  });

  it('[J15] is read-only after a write that failed for another reason than space', async () => {
    disk.stopsAfter = 0;
    assert.equal(await append(['lost']), 'read-only');
  });

  it('[J15] refuses what does not fit on a full disk, leaves nothing of it, goes on reading, and takes the next that fits', async () => {
    disk.free = 500;
    const size = disk.file('/data/journal/group@g1/000000000001.jsonl').seen.length;
    assert.equal(await append(['x'.repeat(1_000)]), 'disk-full');
    assert.equal(disk.file('/data/journal/group@g1/000000000001.jsonl').seen.length, size);
    assert.deepEqual(textsOf(await store.read(group, 0, 10)), ['first']);
    assert.equal(await append(['small']), 'ok');
    disk.free = null;
    assert.equal(await append(['x'.repeat(1_000)]), 'ok');
    disk.cutPower();
    assert.deepEqual((await verifyJournal('/data', disk)).problems, []);
  });

  it('[J15] is full, not broken, when no new segment and no new partition can be begun', async () => {
    await store.close();
    store = await start(1);
    for (const free of [0, 20]) {
      disk.free = free;
      assert.equal(await append(['no']), 'disk-full');
      await assert.rejects(store.open(partition('group:new')), /cannot be begun.*ENOSPC/);
    }
    disk.free = null;
    assert.equal(await append(['yes']), 'ok');
    assert.equal((await store.open(partition('group:new'))).position, 0);
    assert.deepEqual(textsOf(await store.read(group, 0, 10)), ['first', 'yes']);
  });

  it('[J15] is read-only when a full disk does not even let the half-written batch be cut away', async () => {
    disk.free = 100;
    disk.syncsUntilFailure = 0;
    assert.equal(await append(['no']), 'read-only');
    disk.free = null;
    assert.equal(await append(['still no']), 'read-only');
  });

  async function append(texts: readonly string[]): Promise<string> {
    const head = await store.open(group);
    const answer = await store.append(group, head.position, entriesAfter(head, texts));
    return answer.ok ? 'ok' : answer.error.code;
  }

  async function start(segmentBytes = 100_000): Promise<JournalStore> {
    const opened = await openJournal('/data', { report: () => undefined, disk, segmentBytes });
    assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
    return opened.value;
  }
});
