import assert from 'node:assert/strict';
import { encodeBatch, encodeClosing } from '#engine/adapters/store/embedded/line';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { sha256 } from '#engine/adapters/store/sha256';
import { genesisHash } from '#engine/domain/journal/seal';
import { entriesAfter, textsOf } from '#test/support/journal-entries';
import type { SimulatedDisk } from '#test/support/simulated-disk';
import {
  contentOf,
  firstSegment,
  forge,
  genesis,
  group,
  lineOf,
  linesOf,
  reopen,
  rewrite,
  rewriteHeader,
  secondSegment,
  texts,
  writtenDisk,
} from '#test/support/written-journal';

describe('a damaged journal', () => {
  it('[J6] is refused for any bit flipped before its closing mark, naming file, byte, line and entry; nothing changes', async () => {
    const disk = await writtenDisk({ segmentBytes: 1_500, close: true });
    const lines = linesOf(disk).filter(({ text }) => !text.startsWith('C '));
    assert.equal(new Set(lines.map(({ file }) => file)).size, 3);
    for (const { file, offset, length, line, position } of lines) {
      for (let at = offset; at < offset + length; at += 1) {
        disk.file(file).flipBit(at, at % 8);
        const before = contentOf(disk);
        const opened = await reopen(disk);
        assert.ok(!opened.ok, `${file} byte ${at}`);
        const { damage, message } = opened.error;
        assert.deepEqual([damage.file, damage.offset, damage.line], [file, offset, line], `byte ${at}`);
        assert.equal(damage.position, position);
        assert.ok(message.includes(`${file}, byte ${offset}, line ${line}`) && message.includes('backup'));
        assert.equal(contentOf(disk), before);
        disk.file(file).flipBit(at, at % 8);
      }
    }
    assert.ok((await reopen(disk)).ok);
  });

  it('[J6] is refused for a damaged last batch when it had been closed in good order, be it after a kill', async () => {
    for (const close of [true, false]) {
      const disk = await writtenDisk({ segmentBytes: 100_000, close });
      const again = await reopen(disk);
      assert.ok(again.ok);
      await again.value.close();
      const last = linesOf(disk).findLast(({ text }) => text.startsWith('E '));
      assert.ok(last);
      disk.file(last.file).flipBit(last.offset + last.length - 1, 0);
      const opened = await reopen(disk);
      assert.equal(opened.ok ? null : opened.error.damage.position, texts.length);
    }
  });

  it('[J6] is refused for a missing, doubled or moved line, a missing segment and a renamed folder', async () => {
    const damages: Readonly<Record<string, (disk: SimulatedDisk) => Promise<void>>> = {
      'a line removed': (disk) => rewrite(disk, (lines) => lines.toSpliced(3, 1)),
      'a batch removed': (disk) => rewrite(disk, (lines) => lines.toSpliced(2, 2)),
      'a line doubled': (disk) => rewrite(disk, (lines) => lines.toSpliced(3, 0, lines[3] ?? '')),
      'lines swapped': (disk) => rewrite(disk, (lines) => lines.toSpliced(1, 2, lines[2] ?? '', lines[1] ?? '')),
      'a header in the middle': (disk) => rewrite(disk, (lines) => lines.toSpliced(1, 0, lines[0] ?? '')),
      'no header': (disk) => rewrite(disk, (lines) => lines.slice(1)),
      'a segment removed': (disk) => disk.remove(secondSegment),
      'a first segment removed': (disk) => disk.remove(firstSegment),
      'a segment cut short': async (disk) => disk.file(firstSegment).truncate(300),
      'an emptied segment': async (disk) => disk.file(firstSegment).truncate(0),
      'a segment renamed': (disk) => disk.rename(firstSegment, '/data/journal/group@g1/000000000002.jsonl'),
      'a segment with another name': (disk) => disk.rename(firstSegment, '/data/journal/group@g1/1.jsonl'),
      'a folder renamed': (disk) => disk.rename('/data/journal/group@g1', '/data/journal/Group@g1'),
      'a folder given to another partition': (disk) => disk.rename('/data/journal/group@g1', '/data/journal/group@g2'),
      'a header of another epoch': (disk) => rewriteHeader(disk, { epoch: 'e2' }),
      'a header of another batch': (disk) => rewriteHeader(disk, { batch: 4 }),
      'a closing mark of another history': (disk) =>
        rewrite(disk, (lines) => [...lines, lineOf(encodeClosing({ batch: 2, position: 4, hash: 'f'.repeat(64) }))]),
      'a batch of two sizes': (disk) =>
        rewrite(disk, (lines) => {
          const sealed = entriesAfter({ ...genesis, hash: genesisHash(group, 'e1', sha256) }, texts.slice(0, 3));
          return lines.toSpliced(2, 1, encodeBatch(1, sealed).toString('utf8').split('\n')[1] ?? '');
        }),
    };
    for (const [name, damage] of Object.entries(damages)) {
      const disk = await writtenDisk({ segmentBytes: 1_500, close: true });
      await damage(disk);
      const opened = await reopen(disk);
      assert.equal(opened.ok, false, name);
      const { problems } = await verifyJournal('/data', disk);
      assert.notEqual(problems.length, 0, name);
    }
  });

  it('[J6] is refused when its header is damaged, be there but one batch behind it that was never closed', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    await rewrite(disk, (lines) => lines.slice(0, 3));
    disk.file(firstSegment).flipBit(30, 1);
    const opened = await reopen(disk);
    assert.deepEqual(opened.ok ? null : [opened.error.damage.offset, opened.error.damage.position], [0, 1]);
  });

  it('[J6] is refused when an entry was rewritten with a fitting checksum but not the whole chain after it', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: true });
    await forge(disk);
    const opened = await reopen(disk);
    assert.ok(!opened.ok);
    assert.equal(opened.error.damage.position, 1);
    assert.match(opened.error.message, /hash does not continue the chain/);
  });

  it('[J6] is noticed by a reader after the start, too', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    const opened = await reopen(disk);
    assert.ok(opened.ok);
    const entry = linesOf(disk).find(({ position }) => position === 4);
    assert.ok(entry);
    disk.file(entry.file).flipBit(entry.offset + 150, 1);
    await assert.rejects(opened.value.read(group, 0, 100), {
      name: 'JournalDamageError',
      message: new RegExp(`byte ${entry.offset}, line ${entry.line}, entry 4`),
    });
    assert.deepEqual(textsOf(await opened.value.read(group, 0, 3)), texts.slice(0, 3));
  });
});
