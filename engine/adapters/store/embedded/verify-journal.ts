import { join } from 'node:path';
import type { PartitionHead } from '../../../app/ports.ts';
import type { Disk } from '../disk.ts';
import { nodeDisk } from '../node-disk.ts';
import type { JournalBase } from './journal-base.ts';
import type { JournalDamage } from './journal-damage.ts';
import { folderToPartition } from './partition-folder.ts';
import { type TornTail, walkPartition } from './walk-partition.ts';

/** Given what is read, in order. */
export type JournalReading = {
  /** What a partition begins with whose oldest entries are in an archive. */
  readonly begins?: (base: JournalBase) => void;
  /** The text of every entry after that. */
  readonly each?: (text: string) => void;
};

export type Verification = {
  /** Up to where each partition was read; with damage in it, up to where it could be followed. */
  readonly heads: readonly PartitionHead[];
  readonly problems: readonly JournalDamage[];
  /** Unfinished last writes: of a running engine they are in flight; otherwise the next start cuts them off. */
  readonly unfinished: readonly TornTail[];
  /** What partitions begin with whose oldest entries are in an archive; those were not read. */
  readonly bases: readonly JournalBase[];
};

/**
 * Reads every line of every partition and computes every hash anew. Changes nothing, needs no lock, and may run beside
 * an engine: what that engine writes meanwhile is left out.
 */
export async function verifyJournal(
  data: string,
  disk: Disk = nodeDisk,
  { begins, each }: JournalReading = {},
): Promise<Verification> {
  const heads: PartitionHead[] = [];
  const problems: JournalDamage[] = [];
  const unfinished: TornTail[] = [];
  const bases: JournalBase[] = [];
  const journal = join(data, 'journal');
  for (const { name, kind } of await disk.list(journal)) {
    if (kind !== 'folder') {
      continue;
    }
    const partition = folderToPartition(name);
    if (partition === null) {
      const what = 'no partition has this folder name; it was renamed or does not belong here';
      problems.push({ partition, file: join(journal, name), offset: 0, line: 1, position: null, what });
      continue;
    }
    const walk = await walkPartition(disk, join(journal, name), partition, {
      ...{ trusted: null, all: true },
      ...(each === undefined ? {} : { each }),
    });
    if (walk.base !== null) {
      bases.push(walk.base);
      begins?.(walk.base);
    }
    problems.push(...walk.damage);
    if (walk.head !== null) {
      heads.push(walk.head);
    }
    if (walk.torn !== null) {
      unfinished.push(walk.torn);
    }
  }
  return { heads, problems, unfinished, bases };
}
