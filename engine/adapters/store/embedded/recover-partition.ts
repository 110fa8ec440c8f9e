import { basename, join } from 'node:path';
import type { PartitionHead } from '../../../app/ports.ts';
import type { PartitionId } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { type Disk, type DiskFile, readRange, writeFully } from '../disk.ts';
import { describeDamage, type JournalDamage } from './journal-damage.ts';
import { partitionToFolder } from './partition-folder.ts';
import { createPartitionJournal, type JournalContext, type PartitionJournal } from './partition-journal.ts';
import { type Segment, type TornTail, type Walk, walkPartition } from './walk-partition.ts';

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
  const { torn } = walk;
  const copy = torn === null || torn.size === 0 ? null : await copyAside(disk, folders, folder, torn);
  if (torn?.wholeFile) {
    await disk.remove(torn.path);
    await disk.syncFolder(folder);
  }
  const last = walk.segments.at(-1);
  const file = last === undefined ? null : await openDurably(disk, folders, folder, walk, last);
  if (torn !== null) {
    report('an unfinished write at the end of the journal was cut off; nothing acknowledged is lost', {
      partition,
      file: torn.path,
      offset: torn.offset,
      line: torn.line,
      bytes: torn.size - torn.offset,
      copy,
    });
  }
  if (walk.head === null || file === null) {
    return ok(null);
  }
  return ok(
    createPartitionJournal(context, {
      folder,
      base: walk.base,
      head: walk.head,
      batch: walk.batch,
      segments: [...walk.segments],
      file,
      closed: walk.closed,
    }),
  );
}

/** Returns where the bytes were put. */
async function copyAside(disk: Disk, folders: JournalFolders, folder: string, torn: TornTail): Promise<string> {
  const bytes = await readTorn(disk, torn);
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

async function readTorn(disk: Disk, torn: TornTail): Promise<Uint8Array> {
  const file = await disk.open(torn.path, 'read');
  try {
    return await readRange(file, torn.offset, torn.size);
  } finally {
    await file.close();
  }
}

/**
 * A process that was killed may have left a whole batch in the page cache only, and after a failed sync the system may
 * even believe those pages clean: syncing again would do nothing. So the last write is written once more, and so is the
 * length (a cut may have been seen and yet not have reached the disk), then synced.
 */
async function openDurably(
  disk: Disk,
  folders: JournalFolders,
  folder: string,
  walk: Walk,
  last: Segment,
): Promise<DiskFile> {
  const file = await disk.open(last.path, 'write');
  try {
    await writeFully(file, await readRange(file, walk.lastWrite, last.bytes), walk.lastWrite);
    await file.truncate(last.bytes);
    await file.sync();
    if (!walk.closed) {
      await disk.syncFolder(folder);
      await disk.syncFolder(folders.journal);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
