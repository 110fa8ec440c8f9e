import { join } from 'node:path';
import type { PartitionHead } from '../../../app/ports.ts';
import type { PartitionId, Position } from '../../../contract/model/ids.ts';
import { type Disk, type DiskFile, errorText, readRange } from '../disk.ts';
import { createChain } from './chain.ts';
import { baseName, type JournalBase, readBase } from './journal-base.ts';
import type { JournalDamage } from './journal-damage.ts';
import { findLaterLine } from './later-lines.ts';
import { parseLine } from './line.ts';
import { segmentFirst, segmentName } from './partition-folder.ts';
import { scanLines } from './scan-lines.ts';

/** A place a reader can begin at: the first line of a batch. */
export type IndexPoint = { readonly position: Position; readonly offset: number; readonly line: number };

export type Segment = {
  readonly partition: PartitionId;
  readonly first: Position;
  readonly path: string;
  /** Bytes that are whole and durable; what lies behind them is not part of the journal. */
  bytes: number;
  lines: number;
  readonly index: IndexPoint[];
};

/** A write that was cut off: the bytes of the last segment from `offset` on. */
export type TornTail = {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  readonly line: number;
  /** Not even the segment's header is whole: the file as a whole was never part of the journal. */
  readonly wholeFile: boolean;
};

export type Walk = {
  /** Where its first segment goes on from an archive; null where it begins with the first entry. */
  readonly base: JournalBase | null;
  /** Null when no whole header was found: the partition was never opened. */
  readonly head: PartitionHead | null;
  readonly batch: number;
  readonly segments: readonly Segment[];
  /** Where the last write begins in the last segment: a batch, a closing mark or the header. */
  readonly lastWrite: number;
  readonly closed: boolean;
  readonly torn: TornTail | null;
  /** The first place, or with `all` every place. */
  readonly damage: readonly JournalDamage[];
  readonly trustHolds: boolean;
};

type WalkOptions = {
  readonly trusted: PartitionHead | null;
  readonly all: boolean;
  /** Given the text of every entry whose batch is complete. */
  readonly each?: (text: string) => void;
};

/** Distance of index points in bytes: what a read skips over, beside the batch it begins in. */
const indexBytes = 64 * 1024;
const chunkBytes = 1024 * 1024;

/** Reads a partition's journal from its first line to its last, and changes nothing. */
export async function walkPartition(
  disk: Disk,
  folder: string,
  partition: PartitionId,
  options: WalkOptions,
): Promise<Walk> {
  const damage: JournalDamage[] = [];
  const base = await findBase(disk, folder, partition, damage);
  const chain = createChain(partition, options.trusted, base);
  const segments: Segment[] = [];
  let torn: TornTail | null = null;
  let lastWrite = 0;

  const files = (await disk.list(folder)).filter(({ name }) => name.endsWith('.jsonl')).map(({ name }) => name);
  const firsts: Position[] = [];
  for (const name of files) {
    const first = segmentFirst(name);
    if (first === null) {
      damage.push({
        partition,
        file: join(folder, name),
        offset: 0,
        line: 1,
        position: null,
        what: 'no segment has this name',
      });
    } else if (base === null || first > base.position) {
      firsts.push(first); // else it was moved into the archive already, and only its removal was cut off
    }
  }
  firsts.sort((a, b) => a - b);
  if (base !== null && firsts.length === 0) {
    const place = { partition, file: join(folder, segmentName(base.position + 1)), offset: 0, line: 1 };
    const what = `the segment that goes on after the archived entry ${base.position} is missing`;
    damage.push({ ...place, position: base.position + 1, what });
  }

  for (const [at, first] of firsts.entries()) {
    if (damage.length > 0 && !options.all) {
      break;
    }
    const segment: Segment = {
      partition,
      first,
      path: join(folder, segmentName(first)),
      bytes: 0,
      lines: 0,
      index: [],
    };
    const file = await disk.open(segment.path, 'read');
    try {
      await walkSegment(file, segment, at === firsts.length - 1);
    } finally {
      await file.close();
    }
  }

  const { epoch, position, hash, batch, closed, trustHolds } = chain;
  const head = epoch === null ? null : { partition, epoch, position, hash };
  return { base, head, batch, segments, lastWrite, closed, torn, damage, trustHolds };

  async function walkSegment(file: DiskFile, segment: Segment, last: boolean): Promise<void> {
    const size = await file.size();
    const place = { from: 0, line: 1, adopting: false };
    for (;;) {
      const fault = size === 0 ? { offset: 0, what: 'the file is empty', whole: false } : await scan(place);
      if (fault === null) {
        return;
      }
      const wholeFile = segments.at(-1) !== segment;
      if (last && !fault.whole && damage.length === 0) {
        const unfinishedBatch = chain.batch + 1;
        const later = await findLaterLine(
          file,
          fault.offset + 1,
          size,
          (found) => wholeFile || found.kind !== 'entry' || found.batch !== unfinishedBatch,
        );
        // Nothing but parts of the one unfinished batch follows: this write was cut off before it was acknowledged.
        if (later === null) {
          torn = { path: segment.path, offset: segment.bytes, size, line: segment.lines + 1, wholeFile };
          return;
        }
      }
      const position = chain.position + (chain.open?.index ?? 0) + 1;
      damage.push({
        partition,
        file: segment.path,
        offset: fault.offset,
        line: place.line,
        position,
        what: fault.what,
      });
      if (!options.all) {
        return;
      }
      const next = fault.whole ? fault : await findLaterLine(file, fault.offset + 1, size, () => true);
      if (next === null) {
        return;
      }
      place.line += await countNewlines(file, fault.offset, next.offset);
      place.from = next.offset;
      place.adopting = true;
    }

    /** Takes lines from a place on; null when the segment's end was reached with nothing wrong. */
    async function scan(start: typeof place): Promise<Fault | null> {
      let fault = null as Fault | null; // the callback below sets it, which the compiler does not see
      let begun = { position: 0, offset: 0, line: 0 };
      let texts: string[] = [];
      const end = await scanLines(file, start.from, size, chunkBytes, (bytes, from, to, offset) => {
        const parsed = parseLine(bytes, from, to);
        if (parsed === null) {
          fault = { offset, what: 'the checksum of this line does not fit', whole: false };
          return 'stop';
        }
        const line = { bytes, end: to, offset, line: place.line, first: segment.first, begins: offset === 0 };
        if (chain.open === null) {
          begun = { position: chain.position + 1, offset, line: place.line };
        }
        if (place.adopting) {
          chain.adopt(parsed, line);
          place.adopting = false;
        } else {
          const wrong = chain.take(parsed, line);
          if (wrong !== null) {
            fault = { offset, what: wrong, whole: true };
            return 'stop';
          }
        }
        if (options.each !== undefined && parsed.kind === 'entry') {
          texts.push(bytes.toString('utf8', parsed.textStart, to));
          if (chain.open === null) {
            texts.forEach(options.each);
            texts = [];
          }
        }
        place.line += 1;
        if (parsed.kind === 'header') {
          segments.push(segment);
        }
        if (chain.open === null) {
          segment.bytes = offset + to + 1 - from;
          segment.lines = place.line - 1;
          lastWrite = begun.offset;
          if (parsed.kind === 'entry') {
            addIndexPoint(segment.index, begun);
          }
        }
        return 'go on';
      });
      if (fault === null && end < size) {
        fault = { offset: end, what: 'this line has no end', whole: false };
      }
      if (fault === null && chain.open !== null) {
        fault = { offset: end, what: `batch ${chain.open.number} is not complete`, whole: false };
      }
      return fault;
    }
  }
}

async function findBase(
  disk: Disk,
  folder: string,
  partition: PartitionId,
  damage: JournalDamage[],
): Promise<JournalBase | null> {
  try {
    return await readBase(disk, folder, partition);
  } catch (error) {
    const what = `what the archived entries came to cannot be used: ${errorText(error)}`;
    damage.push({ partition, file: join(folder, baseName), offset: 0, line: 1, position: null, what });
    return null;
  }
}

/** `whole`: the line itself is as it was written, but it does not belong here. */
type Fault = { readonly offset: number; readonly what: string; readonly whole: boolean };

/** Keeps the index sparse: a point only where the last one is far enough away. */
export function addIndexPoint(index: IndexPoint[], point: IndexPoint): void {
  const previous = index.at(-1);
  if (previous === undefined || point.offset - previous.offset >= indexBytes) {
    index.push(point);
  }
}

async function countNewlines(file: DiskFile, from: number, to: number): Promise<number> {
  let count = 0;
  for (let at = from; at < to; at += chunkBytes) {
    for (const byte of await readRange(file, at, Math.min(to, at + chunkBytes))) {
      count += byte === 10 ? 1 : 0;
    }
  }
  return count;
}
