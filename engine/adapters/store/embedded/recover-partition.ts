import { basename, join } from 'node:path';
import type { PartitionHead } from '../../../app/ports.ts';
import type { PartitionId } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { type Disk, type DiskFile, readRange, writeFully } from '../disk.ts';
import { describeDamage, type JournalDamage } from './journal-damage.ts';
import { partitionToFolder } from './partition-folder.ts';
import { createPartitionJournal, type JournalContext, type PartitionJournal } from './partition-journal.ts';
import { type TornTail, type Walk, walkPartition } from './walk-partition.ts';

export type JournalProblem = { readonly code: 'damaged'; readonly message: string; readonly damage: JournalDamage };

/** Something found at the start that a person should read, though all is well again. */
export type Report = (message: string, data: Readonly<Record<string, unknown>>) => void;

/** The folders of one data folder. */
export type JournalFolders = { readonly data: string; readonly journal: string; readonly recovered: string };

/**
 * Reads a partition back after whatever happened, cuts off a write that was never finished (its bytes are put aside
 * first), and makes what is left durable before anybody sees it. Null when nothing of the partition had become durable.
 */
export async function recoverPartition(
  context: JournalContext,
  folders: JournalFolders,
  partition: PartitionId,
  trusted: PartitionHead | null,
  report: Report,
): Promise<Result<PartitionJournal | null, JournalProblem>> {
  const { disk } = context;
  const folder = join(folders.journal, partitionToFolder(partition));
  let walk = await walkPartition(disk, folder, partition, { trusted, all: false });
  if (trusted !== null && !walk.trustHolds && walk.damage.length === 0) {
    report('a snapshot is of another history or later than its journal; the whole chain is checked instead', {
      partition,
      snapshot: { epoch: trusted.epoch, position: trusted.position },
      journal: walk.head === null ? null : { epoch: walk.head.epoch, position: walk.head.position },
    });
    walk = await walkPartition(disk, folder, partition, { trusted: null, all: false });
  }
  const damage = walk.damage[0];
  if (damage !== undefined) {
    return err({ code: 'damaged', message: describeDamage(damage), damage });
  }
  if (walk.torn !== null) {
    await putAside(disk, folders, folder, walk.torn, partition, report);
  }
  const last = walk.segments.at(-1);
  if (walk.head === null || last === undefined) {
    return ok(null);
  }
  const file = await disk.open(last.path, 'write');
  try {
    await makeDurable(disk, folders, folder, walk, file, last.bytes);
  } catch (error) {
    await file.close();
    throw error;
  }
  return ok(
    createPartitionJournal(context, {
      folder,
      head: walk.head,
      batch: walk.batch,
      segments: [...walk.segments],
      file,
      closed: walk.closed && walk.torn === null,
    }),
  );
}

async function putAside(
  disk: Disk,
  folders: JournalFolders,
  folder: string,
  torn: TornTail,
  partition: PartitionId,
  report: Report,
): Promise<void> {
  const file = await disk.open(torn.path, 'write');
  let copy: string | null = null;
  try {
    if (torn.size > torn.offset) {
      copy = await copyAside(disk, folders, folder, torn, await readRange(file, torn.offset, torn.size));
    }
    if (!torn.wholeFile) {
      await file.truncate(torn.offset);
      await file.sync();
    }
  } finally {
    await file.close();
  }
  if (torn.wholeFile) {
    await disk.remove(torn.path);
    await disk.syncFolder(folder);
  }
  report('an unfinished write at the end of the journal was cut off; nothing acknowledged is lost', {
    partition,
    file: torn.path,
    offset: torn.offset,
    line: torn.line,
    bytes: torn.size - torn.offset,
    copy,
  });
}

async function copyAside(
  disk: Disk,
  folders: JournalFolders,
  folder: string,
  torn: TornTail,
  bytes: Uint8Array,
): Promise<string> {
  const aside = join(folders.recovered, basename(folder));
  await disk.makeFolder(folders.recovered);
  await disk.makeFolder(aside);
  await disk.syncFolder(folders.data);
  await disk.syncFolder(folders.recovered);
  const taken = new Set((await disk.list(aside)).map(({ name }) => name));
  const stem = `${basename(torn.path, '.jsonl')}-at-${torn.offset}`;
  let name = `${stem}.part`;
  for (let copy = 2; taken.has(name); copy += 1) {
    name = `${stem}-${copy}.part`;
  }
  const path = join(aside, name);
  const file = await disk.open(path, 'create');
  try {
    await writeFully(file, bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.syncFolder(aside);
  return path;
}

/**
 * A process that was killed may have left a whole batch in the page cache only, and after a failed sync the system may
 * even believe those pages clean: syncing again would do nothing. So the last write is written once more, then synced.
 */
async function makeDurable(
  disk: Disk,
  folders: JournalFolders,
  folder: string,
  walk: Walk,
  file: DiskFile,
  end: number,
): Promise<void> {
  await writeFully(file, await readRange(file, walk.lastWrite, end), walk.lastWrite);
  await file.truncate(end); // a cut may have been seen and yet not have reached the disk, too
  await file.sync();
  if (!walk.closed) {
    await disk.syncFolder(folder);
    await disk.syncFolder(folders.journal);
  }
}
