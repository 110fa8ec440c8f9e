import { join } from 'node:path';
import type { SealedEntry } from '../../../contract/model/entry.ts';
import type { PartitionId, Position } from '../../../contract/model/ids.ts';
import type { Disk } from '../disk.ts';
import { segmentFirst, segmentName } from './partition-folder.ts';
import { readSegment } from './read-segment.ts';
import { scanLines } from './scan-lines.ts';
import type { Segment } from './walk-partition.ts';

/**
 * Entries from one position to another out of segments that are not in use: an archive's. Null when the folder does not
 * have them all. Slower than the journal in use, for nothing is known of the segments but their names.
 */
export async function readArchived(
  disk: Disk,
  folder: string,
  partition: PartitionId,
  from: Position,
  to: Position,
): Promise<readonly SealedEntry[] | null> {
  const names = (await disk.list(folder)).map(({ name }) => segmentFirst(name)).filter((first) => first !== null);
  const firsts = names.sort((one, other) => one - other);
  const entries: SealedEntry[] = [];
  let next = from;
  for (const [at, first] of firsts.entries()) {
    const last = Math.min(to, (firsts[at + 1] ?? Number.POSITIVE_INFINITY) - 1);
    if (first > next || next > last) continue;
    const segment = await segmentAt(disk, folder, partition, first);
    entries.push(...(await readSegment(disk, segment, next, last)));
    next = last + 1;
  }
  return next > to ? entries : null;
}

async function segmentAt(disk: Disk, folder: string, partition: PartitionId, first: Position): Promise<Segment> {
  const path = join(folder, segmentName(first));
  const file = await disk.open(path, 'read');
  try {
    const bytes = await file.size();
    const offset = { of: bytes };
    await scanLines(file, 0, bytes, 64 * 1024, (_, __, ___, at) => {
      if (at === 0) return 'go on';
      offset.of = at;
      return 'stop';
    });
    return { partition, first, path, bytes, lines: 1, index: [{ position: first, offset: offset.of, line: 2 }] };
  } finally {
    await file.close();
  }
}
