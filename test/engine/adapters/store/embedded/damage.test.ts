import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeBatch } from '#engine/adapters/store/embedded/line';
import { openJournal } from '#engine/adapters/store/embedded/open-journal';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import type { JournalStore, PartitionHead } from '#engine/app/ports';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const group = partition('group:g1');
const firstSegment = '/data/journal/group@g1/000000000001.jsonl';
const texts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', '11', '12'];
const nextBatch = texts.length / 2 + 1;

describe('a damaged journal', () => {
  it('[J6] is refused for any bit flipped before its closing mark, naming file, byte, line and entry; nothing changes', async () => {
    const disk = await writtenDisk({ segmentBytes: 1_500, close: true });
    const lines = linesOf(disk).filter(({ text }) => !text.startsWith('C '));
    assert.equal(new Set(lines.map(({ file }) => file)).size, 3);
    for (const { file, offset, length, line, position } of lines) {
      for (let at = offset; at < offset + length; at += 1) {
        disk.file(file).flipBit(at, at % 8);
        const before = contentOf(disk);
        const opened = await open(disk);
        assert.ok(!opened.ok, `${file} byte ${at}`);
        const { damage, message } = opened.error;
        assert.deepEqual([damage.file, damage.offset, damage.line], [file, offset, line], `byte ${at}`);
        assert.equal(damage.position, position);
        assert.ok(message.includes(`${file}, byte ${offset}, line ${line}`) && message.includes('backup'));
        assert.equal(contentOf(disk), before);
        disk.file(file).flipBit(at, at % 8);
      }
    }
    assert.ok((await open(disk)).ok);
  });

  it('[J6] is refused for a damaged last batch when it had been closed in good order, be it after a kill', async () => {
    for (const close of [true, false]) {
      const disk = await writtenDisk({ segmentBytes: 100_000, close });
      const again = await open(disk);
      assert.ok(again.ok);
      await again.value.close();
      const last = linesOf(disk).findLast(({ text }) => text.startsWith('E '));
      assert.ok(last);
      disk.file(last.file).flipBit(last.offset + last.length - 1, 0);
      const opened = await open(disk);
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
      'a segment removed': (disk) => disk.remove('/data/journal/group@g1/000000000005.jsonl'),
      'a first segment removed': (disk) => disk.remove(firstSegment),
      'a segment cut short': async (disk) => disk.file(firstSegment).truncate(300),
      'an emptied segment': async (disk) => disk.file(firstSegment).truncate(0),
      'a segment renamed': (disk) => disk.rename(firstSegment, '/data/journal/group@g1/000000000002.jsonl'),
      'a segment with another name': (disk) => disk.rename(firstSegment, '/data/journal/group@g1/1.jsonl'),
      'a folder renamed': (disk) => disk.rename('/data/journal/group@g1', '/data/journal/Group@g1'),
      'a folder given to another partition': (disk) => disk.rename('/data/journal/group@g1', '/data/journal/group@g2'),
    };
    for (const [name, damage] of Object.entries(damages)) {
      const disk = await writtenDisk({ segmentBytes: 1_500, close: true });
      await damage(disk);
      const opened = await open(disk);
      assert.equal(opened.ok, false, name);
      const { problems } = await verifyJournal('/data', disk);
      assert.notEqual(problems.length, 0, name);
    }
  });

  it('[J6] is refused when its header is damaged, be there but one batch behind it that was never closed', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    await rewrite(disk, (lines) => lines.slice(0, 3));
    disk.file(firstSegment).flipBit(30, 1);
    const opened = await open(disk);
    assert.deepEqual(opened.ok ? null : [opened.error.damage.offset, opened.error.damage.position], [0, 1]);
  });

  it('[J6] is refused when an entry was rewritten with a fitting checksum but not the whole chain after it', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: true });
    await forge(disk);
    const opened = await open(disk);
    assert.ok(!opened.ok);
    assert.equal(opened.error.damage.position, 1);
    assert.match(opened.error.message, /hash does not continue the chain/);
  });

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
      const opened = await open(disk, (_, data) => reports.push(data));
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
      const opened = await open(disk);
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
      const opened = await open(disk);
      return !opened.ok || (await opened.value.heads())[0]?.position === texts.length;
    });
    const outcome = await fc.check(harness, { numRuns: 200, seed: 1, endOnFailure: true });
    assert.equal(outcome.counterexample?.[1], true, 'only the naive rule loses entries');
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
      const opened = await open(disk, (message) => reports.push(message), foreign);
      assert.ok(opened.ok);
      assert.match(String(reports), /another history/);
      await opened.value.close();
    }
    const trusting = await open(disk, assert.fail, head);
    assert.ok(trusting.ok);
    await trusting.value.close();
    const entry = linesOf(disk).find(({ text }) => text.startsWith('E '));
    assert.ok(entry);
    disk.file(entry.file).flipBit(entry.offset + 200, 0);
    assert.equal((await open(disk, assert.fail, head)).ok, false);
    disk.file(entry.file).flipBit(entry.offset + 200, 0);
    await forge(disk);
    assert.equal((await open(disk, assert.fail, head)).ok, true);
    assert.equal((await verifyJournal('/data', disk)).problems[0]?.position, 1);
    const other = await writtenDisk({ segmentBytes: 1_500, close: true, words: [...texts].reverse() });
    const secondSegment = '/data/journal/group@g1/000000000005.jsonl';
    const foreign = Buffer.from(other.file(secondSegment).seen);
    disk.file(secondSegment).truncate(0);
    disk.file(secondSegment).write(0, foreign);
    const mixed = await open(disk, assert.fail, head);
    assert.ok(!mixed.ok);
    assert.match(mixed.error.message, /chained to another history/);
  });

  it('[J6] is noticed by a reader after the start, too', async () => {
    const disk = await writtenDisk({ segmentBytes: 100_000, close: false });
    const opened = await open(disk);
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

type Start = { readonly segmentBytes: number; readonly close: boolean; readonly words?: readonly string[] };

/** Twelve entries in batches of two. */
async function writtenDisk({ segmentBytes, close, words = texts }: Start): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk(seededRandom(1));
  const opened = await openJournal('/data', { report: assert.fail, segmentBytes, disk, newEpoch: () => 'e1' });
  assert.ok(opened.ok);
  let head = await opened.value.open(group);
  for (let at = 0; at < texts.length; at += 2) {
    head = await appended(opened.value, head, words.slice(at, at + 2));
  }
  if (close) {
    await opened.value.close();
  } else {
    disk.kill();
  }
  return disk;
}

async function appended(store: JournalStore, head: PartitionHead, batch: readonly string[]): Promise<PartitionHead> {
  const answer = await store.append(group, head.position, entriesAfter(head, batch));
  assert.ok(answer.ok);
  return answer.value;
}

function open(
  disk: SimulatedDisk,
  report: (message: string, data: Readonly<Record<string, unknown>>) => unknown = () => undefined,
  trusted: PartitionHead | null = null,
) {
  return openJournal('/data', {
    report: (message, data) => {
      report(message, data);
    },
    disk,
    ...(trusted === null ? {} : { trusted: new Map([[trusted.partition, trusted]]) }),
  });
}

type WrittenLine = {
  readonly file: string;
  readonly offset: number;
  /** With the newline. */
  readonly length: number;
  readonly line: number;
  /** Of the entry, or of the first one after a header. */
  readonly position: number;
  readonly text: string;
};

function linesOf(disk: SimulatedDisk): WrittenLine[] {
  const lines: WrittenLine[] = [];
  let position = 1;
  for (const file of disk.files('/data/journal').sort()) {
    let offset = 0;
    for (const [at, raw] of Buffer.from(disk.file(file).seen).toString('latin1').split('\n').slice(0, -1).entries()) {
      const text = raw.slice(9);
      lines.push({ file, offset, length: raw.length + 1, line: at + 1, position, text });
      position += text.startsWith('E ') ? 1 : 0;
      offset += raw.length + 1;
    }
  }
  return lines;
}

function contentOf(disk: SimulatedDisk): string {
  return disk
    .files('/data')
    .sort()
    .map((file) => `${file}\n${Buffer.from(disk.file(file).seen).toString('latin1')}`)
    .join('\n');
}

async function rewrite(disk: SimulatedDisk, change: (lines: string[]) => string[]): Promise<void> {
  const file = disk.file(firstSegment);
  const lines = Buffer.from(file.seen).toString('utf8').split('\n').slice(0, -1);
  file.truncate(0);
  file.write(
    0,
    Buffer.from(
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  );
}

/** Replaces the first batch by another of the same shape that carries the old hashes. */
async function forge(disk: SimulatedDisk): Promise<void> {
  const head = { partition: group, epoch: 'e1', position: 0, hash: '' };
  const hashes = linesOf(disk).flatMap(({ text }) => /^E \d+ \S+ (\w+) /.exec(text)?.[1] ?? []);
  const forged = entriesAfter(head, ['ONE', 'two']).map((entry, at) => ({ ...entry, hash: hashes[at] ?? '' }));
  await rewrite(disk, (lines) =>
    lines.toSpliced(1, 2, ...encodeBatch(1, forged).toString('utf8').split('\n').slice(0, -1)),
  );
}
