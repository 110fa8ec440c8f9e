import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeBatch } from '#engine/adapters/store/embedded/line';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { entriesAfter, textsOf } from '#test/support/journal-entries';
import { seededRandom } from '#test/support/simulated-disk-file';
import { firstSegment, group, linesOf, nextBatch, reopen, texts, writtenDisk } from '#test/support/written-journal';

describe('an unfinished write at the end of the journal', () => {
  it('[J8] has its torn last batch cut off, put aside byte for byte, and reported', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    const head = (await verifyJournal('/data', disk)).heads[0];
    assert.ok(head);
    const file = disk.file(firstSegment);
    const whole = Buffer.from(file.seen);
    const batch = encodeBatch(nextBatch, entriesAfter(head, ['in', 'flight', 'still']));
    for (let length = 1; length < batch.length; length += 7) {
      file.write(whole.length, batch.subarray(0, length));
      const reports: Readonly<Record<string, unknown>>[] = [];
      const opened = await reopen(disk, (_, data) => reports.push(data));
      assert.ok(opened.ok);
      assert.deepEqual(textsOf(await opened.value.read(group, 0, 100)), texts);
      assert.deepEqual(Buffer.from(file.seen), whole);
      const copy = reports[0]?.['copy'];
      assert.deepEqual([reports.length, reports[0]?.['offset'], reports[0]?.['bytes']], [1, whole.length, length]);
      assert.deepEqual(Buffer.from(disk.file(String(copy)).seen), batch.subarray(0, length));
      disk.kill();
    }
  });

  it('[J8] is torn, not damaged, where the disk kept any lines of its last batch and lost any others', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    const head = (await verifyJournal('/data', disk)).heads[0];
    assert.ok(head);
    const file = disk.file(firstSegment);
    const start = file.seen.length;
    const lines = entriesAfter(head, ['a', 'b', 'c', 'd']);
    const batch = encodeBatch(nextBatch, lines);
    for (let kept = 0; kept < 15; kept += 1) {
      const bytes = Buffer.from(batch);
      let at = 0;
      for (let line = 0; line < 4; line += 1) {
        const end = bytes.indexOf(10, at) + 1;
        if ((kept & (1 << line)) === 0) {
          batch.fill(0, at, end);
        }
        at = end;
      }
      file.write(start, batch);
      bytes.copy(batch);
      const opened = await reopen(disk);
      assert.ok(opened.ok, `kept ${kept}`);
      assert.equal(file.seen.length, start);
      disk.kill();
    }
  });

  it('[J8] is not repaired by cutting when a later batch follows, which the naive rule would lose', async () => {
    const harness = fc.asyncProperty(fc.nat(), fc.boolean(), async (seed, naive) => {
      const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
      const random = seededRandom(seed);
      const lines = linesOf(disk);
      const hit = lines[1 + Math.floor(random() * (lines.length - 3))];
      assert.ok(hit);
      disk.file(hit.file).flipBit(hit.offset + Math.floor(random() * hit.length), Math.floor(random() * 8));
      if (naive) {
        disk.file(hit.file).truncate(hit.offset); // what a rule without a look behind the damage does
      }
      const opened = await reopen(disk);
      return !opened.ok || (await opened.value.heads())[0]?.position === texts.length;
    });
    const outcome = await fc.check(harness, { numRuns: 200, seed: 1, endOnFailure: true });
    assert.equal(outcome.counterexample?.[1], true, 'only the naive rule loses entries');
  });
});
