import assert from 'node:assert/strict';
import { encodeBatch } from '#engine/adapters/store/embedded/line';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { entriesAfter } from '#test/support/journal-entries';
import {
  contentOf,
  firstSegment,
  forge,
  linesOf,
  nextBatch,
  reopen,
  secondSegment,
  texts,
  writtenDisk,
} from '#test/support/written-journal';

describe('a journal that is verified', () => {
  it('[J7] is listed place by place by a verification, which goes on behind each and changes nothing', async () => {
    const disk = await writtenDisk({ segmentBytes: 1_500, close: true });
    const entries = linesOf(disk).filter(({ text }) => text.startsWith('E '));
    const hit = entries.filter(({ position }) => position === 2 || position === 7);
    for (const { file, offset } of hit) {
      disk.file(file).flipBit(offset + 40, 3);
    }
    const before = contentOf(disk);
    const { heads, problems } = await verifyJournal('/data', disk);
    assert.deepEqual(
      problems.map(({ file, offset, line, position }) => ({ file, offset, line, position })),
      hit.map(({ file, offset, line, position }) => ({ file, offset, line, position })),
    );
    assert.equal(heads[0]?.position, texts.length);
    assert.equal(contentOf(disk), before);
  });

  it('[J7] is found by a verification beside the running engine, whose batch in flight is not taken for damage', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    const head = (await verifyJournal('/data', disk)).heads[0];
    assert.ok(head);
    const batch = encodeBatch(nextBatch, entriesAfter(head, ['in', 'flight']));
    const file = disk.file(firstSegment);
    file.write(file.seen.length, batch.subarray(0, batch.length - 20));
    const verified = await verifyJournal('/data', disk);
    assert.deepEqual([verified.problems, verified.heads, verified.unfinished.length], [[], [head], 1]);
  });

  it('[J9] skips only the hashes before a trusted head: checksums are read, a foreign head is reported and not trusted', async () => {
    const disk = await writtenDisk({ segmentBytes: 1_500, close: true });
    const head = (await verifyJournal('/data', disk)).heads[0];
    assert.ok(head);
    for (const foreign of [
      { ...head, epoch: 'other' },
      { ...head, position: head.position + 1 },
      { ...head, hash: 'f'.repeat(64) },
    ]) {
      const reports: string[] = [];
      const opened = await reopen(disk, (message) => reports.push(message), foreign);
      assert.ok(opened.ok);
      assert.match(String(reports), /another history/);
      await opened.value.close();
    }
    const trusting = await reopen(disk, assert.fail, head);
    assert.ok(trusting.ok);
    await trusting.value.close();
    const entry = linesOf(disk).find(({ text }) => text.startsWith('E '));
    assert.ok(entry);
    disk.file(entry.file).flipBit(entry.offset + 200, 0);
    assert.equal((await reopen(disk, assert.fail, head)).ok, false);
    disk.file(entry.file).flipBit(entry.offset + 200, 0);
    await forge(disk);
    assert.equal((await reopen(disk, assert.fail, head)).ok, true);
    assert.equal((await verifyJournal('/data', disk)).problems[0]?.position, 1);
    const other = await writtenDisk({ segmentBytes: 1_500, close: true, words: [...texts].reverse() });
    const foreign = Buffer.from(other.file(secondSegment).seen);
    disk.file(secondSegment).truncate(0);
    disk.file(secondSegment).write(0, foreign);
    const mixed = await reopen(disk, assert.fail, head);
    assert.ok(!mixed.ok);
    assert.match(mixed.error.message, /chained to another history/);
  });
});
