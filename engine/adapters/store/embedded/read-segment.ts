import type { Entry, SealedEntry } from '../../../contract/model/entry.ts';
import type { Position } from '../../../contract/model/ids.ts';
import type { Disk } from '../disk.ts';
import { JournalDamageError } from './journal-damage.ts';
import { parseLine } from './line.ts';
import { scanLines } from './scan-lines.ts';
import type { IndexPoint, Segment } from './walk-partition.ts';

const chunkBytes = 128 * 1024;

/** Entries from one position to another of a segment that holds both. Throws when they are no longer as written. */
export async function readSegment(
  disk: Disk,
  segment: Segment,
  from: Position,
  to: Position,
): Promise<readonly SealedEntry[]> {
  const point = pointBefore(segment.index, from);
  if (point === null) {
    throw new Error(`no index of ${segment.path} for entry ${from}`); // a bug: the first batch is always in the index
  }
  const entries: SealedEntry[] = [];
  const bytes = segment.bytes;
  let { position, line } = point;
  const file = await disk.open(segment.path, 'read');
  try {
    const end = await scanLines(file, point.offset, bytes, chunkBytes, (buffer, start, stop, offset) => {
      const parsed = parseLine(buffer, start, stop);
      if (parsed === null) {
        throw damaged(offset, 'the checksum of this line does not fit');
      }
      if (parsed.kind === 'entry') {
        if (position >= from) {
          const text = buffer.toString('utf8', parsed.textStart, stop);
          const entry = JSON.parse(text) as Entry; // sealed by this engine, and its checksum fits
          if (entry.position !== position) {
            throw damaged(offset, `entry ${entry.position} stands here`);
          }
          entries.push({ entry, text, hash: parsed.hash });
        }
        position += 1;
      }
      line += 1;
      return position <= to ? 'go on' : 'stop';
    });
    if (position <= to) {
      throw damaged(end, 'the file ends too early');
    }
    return entries;
  } finally {
    await file.close();
  }

  function damaged(offset: number, what: string): JournalDamageError {
    return new JournalDamageError({ partition: segment.partition, file: segment.path, offset, line, position, what });
  }
}

/** The last point at or before a position. */
function pointBefore(index: readonly IndexPoint[], position: Position): IndexPoint | null {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index[middle] as IndexPoint).position <= position) {
      low = middle + 1; // in range: middle < high <= length
    } else {
      high = middle;
    }
  }
  return index[low - 1] ?? null;
}
