import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  folderToPartition,
  partitionToFolder,
  segmentFirst,
  segmentName,
} from '#engine/adapters/store/embedded/partition-folder';
import { partition } from '#test/support/journal-entries';

const partitions = fc.stringMatching(/^(org|shared|group:[A-Za-z0-9][A-Za-z0-9._-]{0,113})$/).map(partition);

describe("a partition's folder", () => {
  it('[J16] has a name that any file system takes and that leads back to the partition', () => {
    assert.equal(partitionToFolder(partition('group:Acme.EU')), 'group@+acme+0+e+u');
    fc.assert(
      fc.property(partitions, (name) => {
        const folder = partitionToFolder(name);
        assert.match(folder, /^[a-z0-9@+_-]{1,250}$/);
        assert.equal(folderToPartition(folder), name);
      }),
    );
    assert.ok(partitionToFolder(partition(`group:${'Z'.repeat(114)}`)).length <= 250);
  });

  it('[J16] is different for different partitions, on disks that ignore letter case, too', () => {
    fc.assert(
      fc.property(partitions, partitions, (one, other) => {
        const same = partitionToFolder(one).toLowerCase() === partitionToFolder(other).toLowerCase();
        assert.equal(same, one === other);
      }),
    );
  });

  it('[J16] is never read from a name this engine does not write', () => {
    for (const name of ['', '.', '..', 'Org', 'org.bak', 'group', 'group@', 'group@A', 'group@+', 'group@+_', 'a@b']) {
      assert.equal(folderToPartition(name), null, name);
    }
  });

  it('[J16] holds segments named after their first position', () => {
    for (const first of [1, 42, 10_000_000, 9_007_199_254_740_991]) {
      assert.equal(segmentFirst(segmentName(first)), first);
    }
    for (const name of ['1.jsonl', '000000000001.json', '0000000000001.jsonl', 'x.jsonl', '000000000001.jsonl.bak']) {
      assert.equal(segmentFirst(name), null, name);
    }
  });
});
