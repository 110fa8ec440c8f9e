import assert from 'node:assert/strict';
import { encodeBatch, encodeHeader, type Header } from '#engine/adapters/store/embedded/line';
import { openJournal } from '#engine/adapters/store/embedded/open-journal';
import type { JournalStore, PartitionHead } from '#engine/app/ports';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

/** A journal on a simulated disk, and the ways to look at its lines and to spoil them. */
export const group = partition('group:g1');
export const genesis = { partition: group, epoch: 'e1', position: 0, hash: '' };
export const secondSegment = '/data/journal/group@g1/000000000005.jsonl';
export const firstSegment = '/data/journal/group@g1/000000000001.jsonl';
export const texts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', '11', '12'];
export const nextBatch = texts.length / 2 + 1;

type Start = { readonly segmentBytes: number; readonly close: boolean; readonly words?: readonly string[] };

/** Twelve entries in batches of two. */
export async function writtenDisk({ segmentBytes, close, words = texts }: Start): Promise<SimulatedDisk> {
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

export function reopen(
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

export function linesOf(disk: SimulatedDisk): WrittenLine[] {
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

export function contentOf(disk: SimulatedDisk): string {
  return disk
    .files('/data')
    .sort()
    .map((file) => `${file}\n${Buffer.from(disk.file(file).seen).toString('latin1')}`)
    .join('\n');
}

export async function rewrite(
  disk: SimulatedDisk,
  change: (lines: string[]) => string[],
  segment = firstSegment,
): Promise<void> {
  const file = disk.file(segment);
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
export async function forge(disk: SimulatedDisk): Promise<void> {
  const hashes = linesOf(disk).flatMap(({ text }) => /^E \d+ \S+ (\w+) /.exec(text)?.[1] ?? []);
  const forged = entriesAfter(genesis, ['ONE', 'two']).map((entry, at) => ({ ...entry, hash: hashes[at] ?? '' }));
  await rewrite(disk, (lines) =>
    lines.toSpliced(1, 2, ...encodeBatch(1, forged).toString('utf8').split('\n').slice(0, -1)),
  );
}

export async function rewriteHeader(disk: SimulatedDisk, changed: Partial<Header>): Promise<void> {
  await rewrite(
    disk,
    (lines) => {
      const { partition, epoch, first, batch, before } = JSON.parse((lines[0] ?? '').slice(11)) as Header; // as written
      const header = encodeHeader({ kind: 'header', partition, epoch, first, batch, before, ...changed });
      return lines.toSpliced(0, 1, lineOf(header));
    },
    secondSegment,
  );
}

export function lineOf(bytes: Buffer): string {
  return bytes.toString('utf8').trimEnd();
}
