import assert from 'node:assert/strict';
import { openSnapshots } from '#engine/adapters/store/snapshots';
import type { Log, Snapshot } from '#engine/app/ports';
import { describeSnapshotStore } from '#test/contracts/snapshot-store-contract';
import { partition } from '#test/support/journal-entries';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const group = partition('group:Acme');
const path = '/data/snapshots/group@+acme.json';
const snapshot: Snapshot = {
  partition: group,
  epoch: 'e1',
  position: 42,
  hash: 'a'.repeat(64),
  state: { records: [{ note: 'Grüße ,"state":{ }' }] },
};

describeSnapshotStore('files', async () => (await start()).snapshots);

describe('snapshots', () => {
  it('[J12] tell what they are of without their states being read', async () => {
    const { disk, snapshots } = await start();
    await snapshots.save(snapshot);
    const { state: _, ...head } = snapshot;
    assert.deepEqual([...(await snapshots.heads())], [[group, head]]);
    disk.file(path).truncate(20);
    assert.deepEqual([...(await snapshots.heads())], []);
  });

  it('[J12] are left aside and logged, never an error, when any bit of them is wrong, or the partition or version', async () => {
    const { disk, snapshots, warnings } = await start();
    await snapshots.save(snapshot);
    const file = disk.file(path);
    const text = Buffer.from(file.seen).toString('utf8');
    for (let at = 0; at < file.seen.length - 2; at += 1) {
      file.flipBit(at, at % 8);
      assert.equal(await snapshots.load(group), null, String(at));
      file.flipBit(at, at % 8);
    }
    assert.equal(warnings.length, file.seen.length - 2);
    assert.deepEqual(await snapshots.load(group), snapshot);
    for (const other of [
      '',
      '{',
      'null',
      text.replace('"version":1', '"version":2'),
      text.replace('group:Acme', 'org'),
    ]) {
      file.truncate(0);
      file.write(0, Buffer.from(other));
      assert.equal(await snapshots.load(group), null, other);
    }
  });
});

async function start() {
  const warnings: string[] = [];
  const log: Log = { info: assert.fail, error: assert.fail, warn: (message) => warnings.push(message) };
  const disk = new SimulatedDisk(seededRandom(1));
  return { disk, warnings, snapshots: await openSnapshots('/data', log, disk) };
}
