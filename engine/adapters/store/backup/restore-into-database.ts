import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../../app/ports.ts';
import type { Epoch } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { errorCode } from '../disk.ts';
import { makeFolders } from '../make-folders.ts';
import { databaseEnd } from '../move/database-end.ts';
import { folderEnd } from '../move/folder-end.ts';
import type { MoveProblem } from '../move/move-end.ts';
import { moveOrganisation } from '../move/move-organisation.ts';
import { nodeDisk } from '../node-disk.ts';
import type { DatabaseAddress } from '../postgres/database-address.ts';
import { type BackupManifest, readManifest } from './backup-manifest.ts';
import { copyFile } from './copy-file.ts';
import { organisationsIn } from './export-organisation.ts';
import { restore } from './restore.ts';

export type DatabaseRestore = {
  readonly from: string;
  /** The engine's own folder: gets the evidence. */
  readonly data: string;
  readonly address: DatabaseAddress;
  readonly newEpoch: () => Epoch;
  readonly now: () => string;
  readonly log: Log;
};

/**
 * Puts a backup into a database that does not hold its organisation: first into a folder beside the data, compared and
 * computed as any restore, then over into the database, where every hash is computed once more. Interrupted, it is run
 * again; until it has ended no engine opens the organisation.
 */
export async function restoreIntoDatabase(options: DatabaseRestore): Promise<Result<BackupManifest, MoveProblem>> {
  const { from, data, address, newEpoch, now, log } = options;
  const manifest = await readManifest(from);
  if (!manifest.ok) return manifest;
  const there = await organisationsIn({ address, organisation: null, log });
  if (!there.ok && there.error.code !== 'unknown-organisation') return there;
  const before = there.ok ? there.value : []; // else nothing of ours is there yet
  const own = before.find(({ organisation }) => organisation === manifest.value?.organisation);
  if (own !== undefined && own.state !== 'arriving') return err(thereAlready(address));
  const passing = join(dirname(data), `${basename(data)}.restoring`);
  await rm(passing, { recursive: true, force: true });
  try {
    const restored = await restore({ from, data: passing, newEpoch });
    if (!restored.ok) return restored;
    const target = databaseEnd({ address, organisation: null, log });
    const source = folderEnd({ data: passing, other: address.label, now, log });
    const moved = await moveOrganisation(source, target, () => {});
    if (!moved.ok) return moved.error.code === 'not-empty' ? err(thereAlready(address)) : moved;
    await putEvidence(join(passing, 'evidence', 'contents'), join(data, 'evidence', 'contents'));
    return ok(restored.value);
  } finally {
    await rm(passing, { recursive: true, force: true });
  }
}

function thereAlready({ label }: DatabaseAddress): MoveProblem {
  const message = `${label} holds the organisation of this backup already. Create an empty database (createdb NAME), name it in DATABASE_URL and restore there; keep the old one until all is well`;
  return { code: 'not-empty', message };
}

/** Adds what is not there; what is there under a hash is the same by its name. */
async function putEvidence(from: string, to: string): Promise<void> {
  for (const start of await namesIn(from)) {
    const folder = join(to, start);
    await makeFolders(to);
    await mkdir(folder, { recursive: true });
    const there = new Set(await namesIn(folder));
    for (const sha256 of await namesIn(join(from, start))) {
      if (there.has(sha256)) continue;
      await rm(join(folder, `${sha256}.restoring`), { force: true }); // of a restore that was cut off
      await copyFile(join(from, start, sha256), join(folder, `${sha256}.restoring`));
      await nodeDisk.rename(join(folder, `${sha256}.restoring`), join(folder, sha256));
    }
    await nodeDisk.syncFolder(folder);
    await nodeDisk.syncFolder(to);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
