import type { PartitionHead } from '../../../app/ports.ts';
import type { Epoch, PartitionId, Position } from '../../../contract/model/ids.ts';
import { genesisHash } from '../../../domain/journal/seal.ts';
import { sha256 } from '../sha256.ts';
import { type Closing, type EntryLine, type Header, journalVersion, type Line } from './line.ts';

/** A batch whose last line has not been seen yet. */
type OpenBatch = {
  readonly number: number;
  readonly count: number;
  readonly offset: number;
  readonly line: number;
  index: number;
  hash: string;
};

/** Follows a partition's lines in order and says what does not fit. Positions count complete batches only. */
export type Chain = {
  readonly epoch: Epoch | null;
  readonly position: Position;
  readonly hash: string;
  /** Number of the last complete batch. */
  readonly batch: number;
  readonly open: OpenBatch | null;
  /** The last line was a closing mark. */
  readonly closed: boolean;
  /** False when the head trusted by the caller does not lie on this history. */
  readonly trustHolds: boolean;
  /** Null when the line fits; otherwise what is wrong with it, and nothing has been taken. */
  take(line: Line, place: LinePlace): string | null;
  /** After damage: goes on from this line whatever came before it. */
  adopt(line: Line, place: LinePlace): void;
};

type LinePlace = {
  readonly bytes: Buffer;
  readonly end: number;
  readonly offset: number;
  readonly line: number;
  /** First position by the segment's name, and whether this is the segment's first line. */
  readonly first: Position;
  readonly begins: boolean;
};

/**
 * Entries up to `trusted` are not hashed again: their checksums and their order are still checked. With a `base` the
 * lines go on from there.
 */
export function createChain(
  partition: PartitionId,
  trusted: PartitionHead | null,
  base: (PartitionHead & { readonly batch: number }) | null = null,
): Chain {
  let epoch: Epoch | null = base?.epoch ?? null;
  let position = base?.position ?? 0;
  let hash = base?.hash ?? '';
  let batch = base?.batch ?? 0;
  let open: OpenBatch | null = null;
  let closed = false;
  let trustHolds = true;

  return {
    get epoch() {
      return epoch;
    },
    get position() {
      return position;
    },
    get hash() {
      return hash;
    },
    get batch() {
      return batch;
    },
    get open() {
      return open;
    },
    get closed() {
      return closed;
    },
    get trustHolds() {
      return trustHolds && (trusted === null || (epoch === trusted.epoch && position >= trusted.position));
    },

    take(line, place) {
      if (line.kind === 'later') {
        return `a later Controlbook wrote this segment (journal version ${line.version}, this one knows ${journalVersion}). Install that version again`;
      }
      if (place.begins !== (line.kind === 'header')) {
        return place.begins ? "the segment's header is missing" : "a segment's header stands in the middle";
      }
      switch (line.kind) {
        case 'header':
          return takeHeader(line, place);
        case 'closing':
          return takeClosing(line);
        case 'entry':
          return takeEntry(line, place);
      }
    },

    adopt(line, place) {
      closed = false;
      open = null;
      switch (line.kind) {
        case 'header':
          epoch = line.epoch;
          position = line.first - 1;
          batch = line.batch - 1;
          hash = line.before;
          break;
        case 'later':
          break;
        case 'closing':
          position = line.position;
          batch = line.batch;
          hash = line.hash;
          break;
        case 'entry':
          position = entryPosition(place, line) - line.index;
          batch = line.batch - 1;
          stepInto(line, place);
          break;
      }
    },
  };

  function takeHeader(header: Header, place: LinePlace): string | null {
    if (header.partition !== partition) {
      return `this segment belongs to ${header.partition}`;
    }
    const before = epoch === null ? genesisHash(partition, header.epoch, sha256) : hash;
    if (epoch !== null && header.epoch !== epoch && header.restores !== epoch) {
      return `this segment belongs to epoch ${header.epoch}, the one before it to ${epoch}`;
    }
    if (header.first !== position + 1 || header.first !== place.first || header.batch !== batch + 1) {
      return `this segment begins with entry ${header.first} (batch ${header.batch}) where entry ${position + 1} (batch ${batch + 1}) belongs: a segment is missing, cut short or renamed`;
    }
    if (header.before !== before) {
      return 'this segment is chained to another history';
    }
    epoch = header.epoch;
    hash = before;
    closed = false;
    return null;
  }

  function takeClosing(closing: Closing): string | null {
    if (open !== null || closing.batch !== batch || closing.position !== position || closing.hash !== hash) {
      return `the journal was closed after entry ${closing.position} (batch ${closing.batch}), but goes only to entry ${position} here`;
    }
    closed = true;
    return null;
  }

  function takeEntry(line: EntryLine, place: LinePlace): string | null {
    const expected = open ?? { number: batch + 1, index: 0, count: line.count };
    if (line.batch !== expected.number || line.index !== expected.index + 1 || line.count !== expected.count) {
      return `part ${line.index}/${line.count} of batch ${line.batch} stands where part ${expected.index + 1} of batch ${expected.number} belongs: lines are missing, doubled or moved`;
    }
    if (line.index > line.count) {
      return `part ${line.index} of a batch of ${line.count}`;
    }
    const at = position + line.index;
    if (trusted !== null && at <= trusted.position && epoch === trusted.epoch) {
      trustHolds &&= at < trusted.position || line.hash === trusted.hash;
    } else if (hashAfter(open?.hash ?? hash, place.bytes, line.textStart, place.end) !== line.hash) {
      return 'the hash does not continue the chain: this entry or the one before it has been changed';
    }
    stepInto(line, place);
    return null;
  }

  function stepInto(line: EntryLine, place: LinePlace): void {
    closed = false;
    open ??= { number: line.batch, count: line.count, index: 0, hash: '', offset: place.offset, line: place.line };
    open.index = line.index;
    open.hash = line.hash;
    if (line.index === line.count) {
      position += line.count;
      hash = line.hash;
      batch = line.batch;
      open = null;
    }
  }
}

let scratch = Buffer.allocUnsafe(4096);

/** `chainHash` of the domain, without making a string of the text. */
function hashAfter(before: string, bytes: Buffer, textStart: number, textEnd: number): string {
  const length = 65 + textEnd - textStart;
  if (length > scratch.length) {
    scratch = Buffer.allocUnsafe(length * 2);
  }
  scratch.write(before, 0, 'latin1');
  scratch[64] = 10;
  bytes.copy(scratch, 65, textStart, textEnd);
  const hash = sha256(scratch.subarray(0, length));
  if (scratch.length > 1024 * 1024) {
    scratch = Buffer.allocUnsafe(4096); // one long entry is no reason to hold its memory for good
  }
  return hash;
}

/** By the entry's own text, for going on after damage; 0 when it does not say. */
function entryPosition(place: LinePlace, line: EntryLine): number {
  try {
    const entry: unknown = JSON.parse(place.bytes.toString('utf8', line.textStart, place.end));
    const stated = typeof entry === 'object' && entry !== null && 'position' in entry ? entry.position : 0;
    return typeof stated === 'number' ? stated : 0;
  } catch {
    return 0; // its checksum fits and yet it is no JSON; the damage before it is reported already
  }
}
