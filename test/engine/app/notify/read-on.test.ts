import assert from 'node:assert/strict';
import { EntriesArchived } from '#engine/app/entries-archived';
import { readOn } from '#engine/app/notify/read-on';
import type { Partition } from '#engine/app/partition';
import type { SealedEntry } from '#engine/contract/model/entry';
import { groupPartition } from '#engine/contract/model/ids';

describe('who tells what is new', () => {
  const id = groupPartition('g' as never);
  const partition = (read: (after: number) => Promise<readonly SealedEntry[]>): Partition =>
    ({ id, read }) as unknown as Partition; // all that is asked of it

  it('[J35] leaves out what lies in an archive out of reach, and nothing else', async () => {
    const asked: number[] = [];
    const archived = partition(async (after) => {
      asked.push(after);
      if (after < 10) throw new EntriesArchived(id, 10);
      return [];
    });
    assert.deepEqual(await readOn(archived, 0, 5), []);
    assert.deepEqual(asked, [0, 10]);
    const broken = partition(async () => {
      throw new Error('the disk is gone');
    });
    await assert.rejects(readOn(broken, 0, 5), /the disk is gone/);
    const odd = partition(async () => {
      throw new EntriesArchived(id, 3);
    });
    await assert.rejects(readOn(odd, 3, 5), /Entries 1 to 3/);
  });
});
