import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { organisationPartition, sharedPartition } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { errorCode } from '../disk.ts';
import { baseName, type JournalBase } from '../embedded/journal-base.ts';
import { describeDamage } from '../embedded/journal-damage.ts';
import { folderToPartition, segmentFirst } from '../embedded/partition-folder.ts';
import { type JournalReading, verifyJournal } from '../embedded/verify-journal.ts';
import { makeFolders } from '../make-folders.ts';
import { readMoveMark } from '../move/move-mark.ts';
import { nodeDisk } from '../node-disk.ts';
import {
  type BackupFile,
  type BackupManifest,
  type BackupProblem,
  manifestName,
  manifestVersion,
  readManifest,
} from './backup-manifest.ts';
import { describeFile } from './copy-file.ts';
import { type DatabaseSource, exportOrganisation, findOrganisation } from './export-organisation.ts';
import { type Before, createSharing, type Sharing } from './share-files.ts';

export type BackupOptions = {
  /** Whose evidence it is, and whose journal where no database has it. */
  readonly data: string;
  readonly database?: DatabaseSource;
  /** Gets a folder a backup. */
  readonly into: string;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly program: string;
  /** Given the journal of the backup. */
  readonly reading?: JournalReading;
};

export type Backup = BackupManifest & {
  readonly folder: string;
  /** What its partitions begin with whose oldest entries are in an archive, and not in the backup. */
  readonly bases: readonly JournalBase[];
  /** Files shared with the backup before it. */
  readonly linked: number;
};

/**
 * Copies a data folder, or an organisation out of a database, also while engines work on it, into a new folder that is a
 * data folder itself: the journal as it was at one moment, whole batches alone; then the documents, which are never older
 * than the journal; then the evidence it speaks of. Files that the backup before has as well are shared with it and take no room. What was copied is read
 * back line by line and hash by hash before the backup has its name.
 */
export async function backUp(options: BackupOptions): Promise<Result<Backup, BackupProblem>> {
  const { data, into, now, program } = options;
  const source = await sourceOf(options);
  if (!source.ok) return source;
  const { organisation, copy } = source.value;
  await makeFolders(into);
  const before = await latestBackup(into, organisation);
  if (!before.ok) return before;
  const name = now.replaceAll(':', '-');
  const folder = join(into, name);
  if (await isThere(folder)) return err({ code: 'not-empty', message: `${folder} is there already` });
  const work = join(into, `.unfinished-${name}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work);
  try {
    const sharing = createSharing(work, before.value);
    const copied = await copy(sharing);
    if (!copied.ok) return copied;
    const evidence = await copyEvidence(data, sharing);
    if (!evidence.ok) return evidence;
    const { heads, problems, unfinished, bases } = await verifyJournal(work, nodeDisk, options.reading);
    const [problem] = problems;
    if (problem !== undefined) {
      const message = `The journal cannot be backed up as it is: ${describeDamage(problem)}. Check it with: controlbook verify`;
      return err({ code: 'damaged', message });
    }
    const files = new Map(sharing.files);
    for (const { path, offset, wholeFile } of unfinished) {
      // It was on its way when the moment was held; nobody had been told that it was done.
      const file = pathIn(work, path);
      if (wholeFile) {
        await rm(path);
        files.delete(file);
      } else {
        await truncate(path, offset);
        files.set(file, await describeFile(path));
      }
    }
    const manifest: BackupManifest = {
      ...{ version: manifestVersion, made: now, program, organisation, heads },
      files: Array.from(files, ([path, file]): BackupFile => ({ path, ...file })),
    };
    await writeFile(join(work, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    for (const one of await foldersIn(work)) await nodeDisk.syncFolder(one);
    await rename(work, folder);
    await nodeDisk.syncFolder(into);
    return ok({ ...manifest, bases, folder, linked: sharing.linked() });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Source = {
  readonly organisation: string;
  /** Copies journal and documents, and leaves the evidence. */
  copy(sharing: Sharing): Promise<Result<null, BackupProblem>>;
};

async function sourceOf({ data, database }: BackupOptions): Promise<Result<Source, BackupProblem>> {
  if (database === undefined) {
    const organisation = await organisationOf(data);
    if (!organisation.ok) return organisation;
    return ok({ organisation: organisation.value, copy: (sharing) => copyFolder(data, sharing) });
  }
  const found = await findOrganisation(database);
  if (!found.ok) return found;
  const { organisation, state } = found.value;
  if (state !== 'here') {
    const message = `The organisation ${organisation} does not live in ${database.address.label}, or is on its way. Run controlbook move again, or back it up where it lives`;
    return err({ code: 'moved-away', message });
  }
  return ok({
    organisation,
    async copy(sharing) {
      const exported = await exportOrganisation(database, found.value, sharing.work);
      if (!exported.ok) return exported;
      for (const path of await filesIn(sharing.work)) await sharing.shareCopied(path);
      return ok(null);
    },
  });
}

async function organisationOf(data: string): Promise<Result<string, BackupProblem>> {
  const mark = await readMoveMark(data);
  if (mark.ok && mark.value !== null) {
    return err({
      code: 'moved-away',
      message: `The organisation in ${data} lives in ${mark.value.other}. Back it up there`,
    });
  }
  try {
    const { organisation } = JSON.parse(await readFile(join(data, 'installation.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    if (typeof organisation === 'string') return ok(organisation);
  } catch (error) {
    if (!(error instanceof SyntaxError) && errorCode(error) !== 'ENOENT') throw error;
  }
  const message = `There is no Controlbook data in ${data} that could be backed up. Name the data folder with --data`;
  return err({ code: 'nothing-there', message });
}

/** The newest backup in the folder, which must be of the same organisation. */
async function latestBackup(into: string, organisation: string): Promise<Result<Before | null, BackupProblem>> {
  const names = (await readdir(into)).filter((name) => /^\d{4}-\d\d-\d\dT/.test(name)).sort();
  for (const name of names.reverse()) {
    const folder = join(into, name);
    const manifest = await readManifest(folder);
    if (!manifest.ok || manifest.value === null) continue; // of no use as a beginning, and no harm
    if (manifest.value.organisation !== organisation) {
      const message = `${into} holds backups of another organisation (${manifest.value.organisation}). Give each a folder of its own`;
      return err({ code: 'not-empty', message });
    }
    return ok({ folder, files: new Map(manifest.value.files.map((file) => [file.path, file])) });
  }
  return ok(null);
}

async function copyFolder(data: string, sharing: Sharing): Promise<Result<null, BackupProblem>> {
  for (const { path, size } of await holdJournal(data)) {
    const isLikely = sharing.isLikely(path, size);
    if (isLikely && (await sharing.share(path, await describeFile(join(data, path), size)))) continue;
    await sharing.copy(join(data, path), path, size);
  }
  for (const name of await namesIn(data)) {
    if (name.endsWith('.json') && !passing.includes(name)) await sharing.copy(join(data, name), name);
  }
  return ok(null);
}

async function copyEvidence(data: string, sharing: Sharing): Promise<Result<null, BackupProblem>> {
  const contents = 'evidence/contents';
  for (const start of await namesIn(join(data, contents))) {
    if (!/^[0-9a-f]{2}$/.test(start)) continue;
    for (const sha256 of await namesIn(join(data, contents, start))) {
      const path = `${contents}/${start}/${sha256}`;
      const size = await sizeOf(join(data, path));
      if (size === null || (await sharing.share(path, { size, sha256 }))) continue; // else removed in this very moment
      if ((await sharing.copy(join(data, path), path)).sha256 === sha256) continue;
      const message = `${join(data, path)} is not what its name says. Put it back from an earlier backup; controlbook verify names all that are damaged`;
      return err({ code: 'damaged', message });
    }
  }
  return ok(null);
}

/** Of the engine that runs now, and of no use to another. */
const passing = ['engine.json', 'moved.json'];

type HeldSegment = { readonly path: string; readonly size: number };

/**
 * How long every segment is, looked at within milliseconds and before anything is copied. The organisation's own
 * partition comes last, as what is written in others rests on it.
 */
async function holdJournal(data: string): Promise<readonly HeldSegment[]> {
  const held: HeldSegment[] = [];
  const folders = (await namesIn(join(data, 'journal'))).filter((name) => folderToPartition(name) !== null);
  const last = [sharedPartition, organisationPartition] as readonly (string | null)[];
  folders.sort((one, other) => last.indexOf(folderToPartition(one)) - last.indexOf(folderToPartition(other)));
  for (const folder of folders) {
    const all = await namesIn(join(data, 'journal', folder));
    const names = all.filter((name) => name === baseName || segmentFirst(name) !== null).sort();
    for (const name of names) {
      const path = `journal/${folder}/${name}`;
      const size = await sizeOf(join(data, path));
      if (size !== null) held.push({ path, size });
    }
  }
  return held;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await sizeOf(path)) !== null;
}

/** Paths with forward slashes. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { withFileTypes: true, recursive: true });
  return all.filter((one) => one.isFile()).map((one) => pathIn(folder, join(one.parentPath, one.name)));
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const all = await readdir(folder, { withFileTypes: true, recursive: true });
  return [folder, ...all.filter((one) => one.isDirectory()).map((one) => join(one.parentPath, one.name))];
}

function pathIn(folder: string, path: string): string {
  return path
    .slice(folder.length + 1)
    .split(sep)
    .join('/');
}
