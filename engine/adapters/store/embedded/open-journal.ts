import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AppendProblem, JournalStore, PartitionHead } from '../../../app/ports.ts';
import type { Epoch, PartitionId } from '../../../contract/model/ids.ts';
import { genesisHash } from '../../../domain/journal/seal.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { type Disk, type DiskFile, errorText, writeFully } from '../disk.ts';
import { nodeDisk } from '../node-disk.ts';
import { sha256 } from '../sha256.ts';
import type { JournalBase } from './journal-base.ts';
import { describeDamage } from './journal-damage.ts';
import { encodeHeader } from './line.ts';
import { folderToPartition, partitionToFolder, segmentName } from './partition-folder.ts';
import { createPartitionJournal, type JournalContext, type PartitionJournal } from './partition-journal.ts';
import { type JournalFolders, type JournalProblem, type Report, recoverPartition } from './recover-partition.ts';

export type JournalOptions = {
  /** Called with what was found and put right at the start. */
  readonly report: Report;
  /** A new segment is begun when the last has this many bytes. */
  readonly segmentBytes?: number;
  /**
   * Heads of snapshots the caller has decided to trust: entries up to there are not hashed again. Their checksums are
   * still read, so damage is still found; only a deliberate rewriting of them would not be (`controlbook verify` sees it).
   */
  readonly trusted?: ReadonlyMap<PartitionId, PartitionHead>;
  /** Where entries that were moved out of the journal are read from when they are asked for. */
  readonly archive?: string | null;
  readonly disk?: Disk;
  readonly newEpoch?: () => Epoch;
};

/** A journal in a data folder, of which this process is the only owner. */
export type FolderJournal = JournalStore & {
  /** Has a partition go on in another epoch, as after a restore. */
  turn(partition: PartitionId, epoch: Epoch): Promise<Result<PartitionHead, AppendProblem>>;
  /** What partitions begin with whose oldest entries are in an archive. */
  bases(): ReadonlyMap<PartitionId, JournalBase>;
};

/**
 * Opens the journal of a data folder that this process has locked. Every partition is read from its first line; an
 * unfinished last write is cut off and reported, any other damage is the error that is returned, and nothing changes.
 * `append` answers `disk-full` while there is no space, and `read-only` from the first failed sync to the restart.
 */
export async function openJournal(
  data: string,
  options: JournalOptions,
): Promise<Result<FolderJournal, JournalProblem>> {
  const disk = options.disk ?? nodeDisk;
  const newEpoch = options.newEpoch ?? randomUUID;
  const segmentBytes = options.segmentBytes ?? 64 * 1024 * 1024;
  const context: JournalContext = { disk, segmentBytes, failure: null, archive: options.archive ?? null };
  const folders: JournalFolders = { data, journal: join(data, 'journal'), recovered: join(data, 'recovered') };
  const partitions = new Map<PartitionId, PartitionJournal>();
  const opening = new Map<PartitionId, Promise<PartitionJournal>>();
  let closing: Promise<void> | null = null;

  await disk.makeFolder(folders.journal);
  await disk.syncFolder(data);
  for (const { name, kind } of await disk.list(folders.journal)) {
    if (kind !== 'folder') {
      continue;
    }
    const partition = folderToPartition(name);
    if (partition === null) {
      const place = { partition, file: join(folders.journal, name), offset: 0, line: 1, position: null };
      const damage = { ...place, what: 'no partition has this folder name; it was renamed or does not belong here' };
      return err({ code: 'damaged', message: describeDamage(damage), damage });
    }
    const trusted = options.trusted?.get(partition) ?? null;
    const recovered = await recoverPartition(context, folders, partition, trusted, options.report);
    if (!recovered.ok) {
      await closeAll();
      return recovered;
    }
    if (recovered.value !== null) {
      partitions.set(partition, recovered.value);
    }
  }

  return ok({
    async heads() {
      return [...partitions.values()].map((partition) => partition.head());
    },

    async open(partition) {
      refuseWhenClosed();
      const known = partitions.get(partition);
      if (known !== undefined) {
        return known.head();
      }
      const running = opening.get(partition) ?? create(partition).finally(() => opening.delete(partition));
      opening.set(partition, running);
      return (await running).head();
    },

    async append(partition, after, entries) {
      return find(partition).append(after, entries);
    },

    async read(partition, after, limit) {
      return find(partition).read(after, limit);
    },

    async turn(partition, epoch) {
      return find(partition).turn(epoch);
    },

    bases: () =>
      new Map([...partitions].flatMap(([partition, { base }]) => (base === null ? [] : [[partition, base] as const]))),

    failure: () => context.failure,

    close() {
      closing ??= Promise.allSettled(opening.values()).then(closeAll);
      return closing;
    },
  });

  function refuseWhenClosed(): void {
    if (closing !== null) {
      throw new Error('the journal is closed');
    }
  }

  function find(partition: PartitionId): PartitionJournal {
    refuseWhenClosed();
    const found = partitions.get(partition);
    if (found === undefined) {
      throw new Error(`${partition} has not been opened`);
    }
    return found;
  }

  async function create(partition: PartitionId): Promise<PartitionJournal> {
    if (context.failure !== null) {
      throw new Error(`${partition} cannot be begun: ${context.failure}`);
    }
    const epoch = newEpoch();
    const head = { partition, epoch, position: 0, hash: genesisHash(partition, epoch, sha256) };
    const folder = join(folders.journal, partitionToFolder(partition));
    const path = join(folder, segmentName(1));
    const header = encodeHeader({ kind: 'header', partition, epoch, first: 1, batch: 1, before: head.hash });
    let file: DiskFile | null = null;
    try {
      await disk.makeFolder(folder);
      file = await disk.open(path, 'create');
      await writeFully(file, header, 0);
      await file.sync();
      await disk.syncFolder(folder);
      await disk.syncFolder(folders.journal);
    } catch (error) {
      if (file !== null) {
        await discard(file, path);
      }
      throw new Error(`${partition} cannot be begun: ${errorText(error)}`, { cause: error });
    }
    const segments = [{ partition, first: 1, path, bytes: header.length, lines: 1, index: [] }];
    const created = createPartitionJournal(context, {
      ...{ folder, base: null, head, batch: 0, segments, file, closed: false },
    });
    partitions.set(partition, created);
    return created;
  }

  /** What could not be begun is taken away again; if that fails too, the next start finds it empty and does the same. */
  async function discard(file: DiskFile, path: string): Promise<void> {
    try {
      await file.close();
      await disk.remove(path);
    } catch (error) {
      context.failure ??= `${path} could not be written nor removed (${errorText(error)})`;
    }
  }

  async function closeAll(): Promise<void> {
    for (const [partition, journal] of partitions) {
      try {
        await journal.close();
      } catch (error) {
        options.report('the journal could not be closed in good order; everything acknowledged is safe', {
          partition,
          reason: errorText(error),
        });
      }
    }
  }
}
