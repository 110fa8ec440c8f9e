import { join } from 'node:path';
import type { PartitionId } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Disk } from '../disk.ts';
import { baseName } from '../embedded/journal-base.ts';
import { folderToPartition, segmentFirst, segmentName } from '../embedded/partition-folder.ts';
import { readHeader } from '../embedded/read-header.ts';
import { walkPartition } from '../embedded/walk-partition.ts';
import { nodeDisk } from '../node-disk.ts';
import {
  type Archived,
  type ArchiveEnd,
  type ArchiveOptions,
  type ArchiveProblem,
  checkArchive,
  namesUpTo,
  otherThere,
} from './archive-journal.ts';
import { copyDurably } from './copy-durably.ts';

/**
 * Puts all segments of an archive back into the journal, which then has every entry itself. The archive keeps its copies.
 * Cut off anywhere the journal is as it was or whole, and the same run again does the rest.
 */
export async function bringBack({
  data,
  archive,
  disk = nodeDisk,
}: Pick<ArchiveOptions, 'data' | 'archive' | 'disk'>): Promise<Result<readonly Archived[], ArchiveProblem>> {
  const brought: Archived[] = [];
  for (const { name } of await disk.list(join(data, 'journal'))) {
    const partition = folderToPartition(name);
    if (partition === null) continue;
    const [live, aside] = [join(data, 'journal', name), join(archive, name)];
    const names = (await disk.list(live)).map((one) => one.name);
    if (!names.includes(baseName)) continue;
    const end = await findEnd(disk, live, names, partition);
    if (end === null) {
      return err({ code: 'damaged', message: `${live} has no segment that goes on from an archive. Restore a backup` });
    }
    const problem = await checkArchive(disk, aside, end);
    if (problem !== null) return err({ code: 'damaged', message: problem });
    const moved = await namesUpTo(disk, aside, end.position);
    for (const one of moved) {
      if (!(await copyDurably(disk, join(aside, one), join(live, one)))) return err(otherThere(join(live, one)));
    }
    await disk.remove(join(live, baseName));
    await disk.syncFolder(live);
    brought.push({ partition, until: end.position, segments: moved.length });
  }
  return ok(brought);
}

/** By what the journal begins with; where that is damaged, by the first segment, which is chained to the archive. */
async function findEnd(
  disk: Disk,
  live: string,
  names: readonly string[],
  partition: PartitionId,
): Promise<ArchiveEnd | null> {
  const { base } = await walkPartition(disk, live, partition, { trusted: null, all: false });
  if (base !== null) return base;
  const firsts = names.map(segmentFirst).filter((first) => first !== null);
  const first = Math.min(...firsts);
  const header = firsts.length === 0 ? null : await readHeader(disk, join(live, segmentName(first)));
  return header === null ? null : { partition, position: first - 1, hash: header.before };
}
