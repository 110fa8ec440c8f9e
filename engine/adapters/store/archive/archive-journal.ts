import { join } from 'node:path';
import type { PartitionId, Position } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Disk } from '../disk.ts';
import { type JournalBase, writeBase } from '../embedded/journal-base.ts';
import { describeDamage } from '../embedded/journal-damage.ts';
import { folderToPartition, segmentFirst, segmentName } from '../embedded/partition-folder.ts';
import { readArchived } from '../embedded/read-archived.ts';
import { type Walk, walkPartition } from '../embedded/walk-partition.ts';
import { nodeDisk } from '../node-disk.ts';
import { copyDurably, makeDurably } from './copy-durably.ts';
import { foldTo } from './fold-to.ts';

export type ArchiveProblem = { readonly code: 'damaged' | 'not-empty'; readonly message: string };

export type ArchiveOptions = {
  /** A data folder that this process has locked. */
  readonly data: string;
  /** The archive of this organisation. */
  readonly archive: string;
  /** ISO 8601 UTC: what was written before may go. */
  readonly before: string;
  /** Entries of each partition that stay whatever their age: what panes, notices and pages look back on. */
  readonly keep?: number;
  readonly disk?: Disk;
};

export type Archived = {
  readonly partition: PartitionId;
  /** Entries 1 to this one are in the archive now. */
  readonly until: Position;
  /** Segments that were moved. */
  readonly segments: number;
};

/** Twice what anybody is sent entry by entry, or shown of history. */
const usualKeep = 10_000;

/**
 * Moves old segments out of a journal. For every partition, in this order: the journal is read whole; its segments are
 * copied; the archive is read from its first line to its last and has to end where the journal goes on; the state there
 * is written beside the journal; only then the segments are removed. Cut off anywhere, the journal is as it was or begins
 * after the archive, and the same run again does the rest.
 */
export async function archiveJournal(options: ArchiveOptions): Promise<Result<readonly Archived[], ArchiveProblem>> {
  const { data, disk = nodeDisk } = options;
  const journal = join(data, 'journal');
  const archived: Archived[] = [];
  for (const { name } of await disk.list(journal)) {
    const partition = folderToPartition(name);
    if (partition === null) continue;
    const done = await archivePartition({ ...options, disk }, partition, name);
    if (!done.ok) return done;
    if (done.value !== null) archived.push(done.value);
  }
  return ok(archived);
}

async function archivePartition(
  { data, archive, before, keep = usualKeep, disk }: ArchiveOptions & { readonly disk: Disk },
  partition: PartitionId,
  name: string,
): Promise<Result<Archived | null, ArchiveProblem>> {
  const [live, aside] = [join(data, 'journal', name), join(archive, name)];
  const walk = await walkPartition(disk, live, partition, { trusted: null, all: false });
  const [damage] = walk.damage;
  if (damage !== undefined) return err({ code: 'damaged', message: describeDamage(damage) });
  const until = await reachOf(disk, walk, before, keep);
  const leftovers = await namesUpTo(disk, live, walk.base?.position ?? 0);
  if (until === null && leftovers.length === 0) return ok(null);
  let base = walk.base;
  let moved = 0;
  if (until !== null) {
    const { image, batch, epoch, hash, last } = await foldTo(disk, walk, partition, until);
    base = { partition, epoch, position: until, hash, batch, last, state: image };
    await makeDurably(disk, aside);
    for (const { first, path } of walk.segments) {
      if (first > until) break;
      const copied = await copyDurably(disk, path, join(aside, segmentName(first)));
      if (!copied) return err(otherThere(join(aside, segmentName(first))));
      moved += 1;
    }
    const problem = await checkArchive(disk, aside, base);
    if (problem !== null) return err({ code: 'damaged', message: problem });
    await writeBase(disk, live, base);
  }
  if (base === null) return ok(null);
  for (const one of await namesUpTo(disk, live, base.position)) {
    // Only what the archive has goes: also what an earlier run was cut off from removing.
    if (!(await copyDurably(disk, join(live, one), join(aside, one)))) return err(otherThere(join(aside, one)));
    await disk.remove(join(live, one));
  }
  await disk.syncFolder(live);
  return ok({ partition, until: base.position, segments: moved });
}

export function otherThere(path: string): ArchiveProblem {
  const message = `${path} is another file than the one that belongs there. Nothing was removed. Look whose it is; name another archive for this data`;
  return { code: 'not-empty', message };
}

/** The last entry of the newest segment that may go; null where none may. */
async function reachOf(disk: Disk, { segments, head }: Walk, before: string, keep: number): Promise<Position | null> {
  let reach: Position | null = null;
  for (const [at, { path, partition, first }] of segments.entries()) {
    const next = segments[at + 1];
    if (next === undefined || head === null || head.position - (next.first - 1) < keep || next.first === first) break;
    const folder = path.slice(0, -segmentName(first).length);
    const [last] = (await readArchived(disk, folder, partition, next.first - 1, next.first - 1)) ?? [];
    if (last === undefined || last.entry.time >= before) break;
    reach = next.first - 1;
  }
  return reach;
}

/** Where archived entries end, and what the next one is chained to. */
export type ArchiveEnd = Pick<JournalBase, 'partition' | 'position' | 'hash'>;

/** Reads the archive from its first line; null where it leads to the base, and no further than it may. */
export async function checkArchive(
  disk: Disk,
  aside: string,
  base: ArchiveEnd,
  each?: (text: string) => void,
): Promise<string | null> {
  const { partition, position, hash } = base;
  const walk = await walkPartition(disk, aside, partition, { trusted: null, all: false, ...(each ? { each } : {}) });
  const [damage] = walk.damage;
  if (damage !== undefined) return describeDamage(damage);
  const [last] = (await readArchived(disk, aside, partition, position, position)) ?? [];
  if (last?.hash === hash && walk.torn === null) return null;
  return `The archive ${aside} does not lead to entry ${position}, where the journal of ${partition} goes on. Put the archive back from a backup of it`;
}

export async function namesUpTo(disk: Disk, folder: string, position: Position): Promise<readonly string[]> {
  const names = (await disk.list(folder)).map(({ name }) => name);
  return names.filter((name) => (segmentFirst(name) ?? Number.POSITIVE_INFINITY) <= position);
}
