import { readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PartitionHead } from '../../../app/ports.ts';
import type { Epoch } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { errorCode } from '../disk.ts';
import { describeDamage } from '../embedded/journal-damage.ts';
import { encodeHeader } from '../embedded/line.ts';
import { partitionToFolder, segmentName } from '../embedded/partition-folder.ts';
import { readHeader } from '../embedded/read-header.ts';
import { verifyJournal } from '../embedded/verify-journal.ts';
import { walkPartition } from '../embedded/walk-partition.ts';
import { makeFolders } from '../make-folders.ts';
import { nodeDisk } from '../node-disk.ts';
import { type BackupManifest, type BackupProblem, readManifest } from './backup-manifest.ts';
import { copyFile } from './copy-file.ts';

export type RestoreOptions = {
  /** The folder of one backup. */
  readonly from: string;
  /** Missing or empty. */
  readonly data: string;
  readonly newEpoch: () => Epoch;
};

/**
 * Makes a data folder of a backup: every file is compared with the backup's list, every line and hash of the journal is
 * read, and every partition goes on in an epoch of its own, so that panes and workbooks which saw more than the backup
 * has are told apart instead of being merged with another history. The chain stays as it was. The data folder is there
 * whole or not at all; the backup is only read.
 */
export async function restore({
  from,
  data,
  newEpoch,
}: RestoreOptions): Promise<Result<BackupManifest, BackupProblem>> {
  const read = await readManifest(from);
  if (!read.ok) return read;
  const manifest = read.value;
  if (manifest === null) {
    const message = `${from} is no backup, or one that was not finished. Name the folder of one backup; its name is the time it was made`;
    return err({ code: 'nothing-there', message });
  }
  if (await isFilled(data)) {
    const message = `${data} is not empty. Move it aside (the engine must not run on it), or name another folder with --data`;
    return err({ code: 'not-empty', message });
  }
  await makeFolders(dirname(data));
  const work = `${data}.unfinished`;
  await rm(work, { recursive: true, force: true });
  await makeFolders(work);
  try {
    for (const { path, size, sha256 } of manifest.files) {
      const copied = await copyListed(join(from, path), join(work, path));
      if (copied?.size === size && copied.sha256 === sha256) continue;
      const what = copied === null ? 'is missing' : 'is not what it was when the backup was made';
      return err({ code: 'damaged', message: `${join(from, path)} ${what}. Use another backup` });
    }
    const { heads, problems } = await verifyJournal(work);
    const [problem] = problems;
    if (problem !== undefined) return err({ code: 'damaged', message: describeDamage(problem) });
    if (!isSame(heads, manifest.heads)) {
      return err({
        code: 'damaged',
        message: `The journal in ${from} does not end where its list says. Use another backup`,
      });
    }
    for (const head of heads) await beginEpoch(work, head, newEpoch());
    const all = await readdir(work, { withFileTypes: true, recursive: true });
    for (const one of all) if (one.isDirectory()) await nodeDisk.syncFolder(join(one.parentPath, one.name));
    await rmdir(data).catch(() => undefined); // empty or missing: the renaming says what else is wrong
    await rename(work, data);
    await nodeDisk.syncFolder(dirname(data));
    return ok(manifest);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function isFilled(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function copyListed(from: string, to: string) {
  try {
    return await copyFile(from, to);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isSame(heads: readonly PartitionHead[], listed: readonly PartitionHead[]): boolean {
  const hashes = new Map(listed.map(({ partition, position, hash }) => [partition, `${position} ${hash}`]));
  return (
    heads.length === hashes.size &&
    heads.every(({ partition, position, hash }) => hashes.get(partition) === `${position} ${hash}`)
  );
}

/** A segment whose header says which epoch it goes on from; a partition without an entry begins anew when it is used. */
async function beginEpoch(
  data: string,
  { partition, epoch: old, position, hash }: PartitionHead,
  epoch: Epoch,
): Promise<void> {
  const folder = join(data, 'journal', partitionToFolder(partition));
  if (position === 0) return rm(folder, { recursive: true });
  const walk = await walkPartition(nodeDisk, folder, partition, { trusted: null, all: false });
  const path = join(folder, segmentName(position + 1));
  const last = walk.segments.at(-1);
  // Put back before, and nothing was written since: that beginning gives way to this one.
  const given = last?.path === path ? await readHeader(nodeDisk, path) : null;
  const restores = given === null ? old : (given.restores ?? given.epoch);
  const header = { partition, epoch, first: position + 1, batch: walk.batch + 1, before: hash, restores };
  await writeFile(path, encodeHeader({ kind: 'header', ...header }), { flush: true });
}
