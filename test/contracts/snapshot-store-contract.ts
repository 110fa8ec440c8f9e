import assert from 'node:assert/strict';
import type { Snapshot, SnapshotStore } from '#engine/app/ports';
import { partition } from '#test/support/journal-entries';

const group = partition('group:Acme');
const snapshot: Snapshot = {
  partition: group,
  epoch: 'e1',
  position: 42,
  hash: 'a'.repeat(64),
  state: { records: [{ note: 'Grüße ,"state":{ } \u0000' }] },
};

/** What every store of snapshots promises, whatever it is kept in. `start` makes an empty one. */
export function describeSnapshotStore(name: string, start: () => Promise<SnapshotStore>): void {
  describe(`snapshots kept in ${name}`, () => {
    it('[J12] are loaded as they were saved, the latest of each partition', async () => {
      const snapshots = await start();
      assert.equal(await snapshots.load(group), null);
      await snapshots.save({ ...snapshot, position: 41 });
      await Promise.all([snapshots.save({ ...snapshot, position: 40 }), snapshots.save(snapshot)]);
      await snapshots.save({ ...snapshot, partition: partition('org'), state: [] });
      assert.deepEqual(await snapshots.load(group), snapshot);
      assert.deepEqual((await snapshots.load(partition('org')))?.state, []);
    });

    it('[J12] of another history replace those of the last', async () => {
      const snapshots = await start();
      await snapshots.save(snapshot);
      const other = { ...snapshot, epoch: 'e2', position: 3 };
      await snapshots.save(other);
      assert.deepEqual(await snapshots.load(group), other);
    });
  });
}
