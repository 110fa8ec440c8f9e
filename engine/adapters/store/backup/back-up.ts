import { mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { organisationPartition, sharedPartition } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { errorCode } from '../disk.ts';
import { describeDamage } from '../embedded/journal-damage.ts';
import { folderToPartition, segmentFirst } from '../embedded/partition-folder.ts';
import { verifyJournal } from '../embedded/verify-journal.ts';
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
import { type Copied, copyFile, describeFile, linkFile } from './copy-file.ts';

export type BackupOptions = {
  readonly data: string;
  /** Gets a folder a backup. */
  readonly into: string;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly program: string;
  /** Given the text of every entry of the backup. */
  readonly each?: (text: string) => void;
};

export type Backup = BackupManifest & {
  readonly folder: string;
  /** Files shared with the backup before it. */
  readonly linked: number;
};

/**
 * Copies a data folder, also that of a running engine, into a new folder that is a data folder itself: the journal as it
 * was at one moment, whole batches alone; then the documents, which are never older than the journal; then the evidence
 * it speaks of. Files that the backup before has as well are shared with it and take no room. What was copied is read
 * back line by line and hash by hash before the backup has its name.
 */
export async function backUp(options: BackupOptions): Promise<Result<Backup, BackupProblem>> {
  const { data, into, now, program } = options;
  const organisation = await organisationOf(data);
  if (!organisation.ok) return organisation;
  await makeFolders(into);
  const before = await latestBackup(into, organisation.value);
  if (!before.ok) return before;
  const name = now.replaceAll(':', '-');
  const folder = join(into, name);
  if (await isThere(folder)) return err({ code: 'not-empty', message: `${folder} is there already` });
  const work = join(into, `.unfinished-${name}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work);
  try {
    const copied = await copyAll(data, work, before.value);
    if (!copied.ok) return copied;
    const { heads, problems, unfinished } = await verifyJournal(work, nodeDisk, options.each);
    const [problem] = problems;
    if (problem !== undefined) {
      const message = `The journal cannot be backed up as it is: ${describeDamage(problem)}. Check it with: controlbook verify`;
      return err({ code: 'damaged', message });
    }
    const files = new Map(copied.value.files);
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
      ...{ version: manifestVersion, made: now, program, organisation: organisation.value, heads },
      files: Array.from(files, ([path, file]): BackupFile => ({ path, ...file })),
    };
    await writeFile(join(work, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    for (const one of await foldersIn(work)) await nodeDisk.syncFolder(one);
    await rename(work, folder);
    await nodeDisk.syncFolder(into);
    return ok({ ...manifest, folder, linked: copied.value.linked });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
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

type Before = { readonly folder: string; readonly files: ReadonlyMap<string, BackupFile> };

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

type CopiedFiles = { readonly files: ReadonlyMap<string, Copied>; readonly linked: number };

async function copyAll(data: string, work: string, before: Before | null): Promise<Result<CopiedFiles, BackupProblem>> {
  const files = new Map<string, Copied>();
  let linked = 0;
  const share = async (path: string, known: Copied): Promise<boolean> => {
    const file = before?.files.get(path);
    if (before === null || file?.sha256 !== known.sha256 || file.size !== known.size) return false;
    if (!(await linkFile(join(before.folder, path), join(work, path)))) return false;
    files.set(path, known);
    linked += 1;
    return true;
  };

  for (const { path, size } of await holdJournal(data)) {
    const isLikely = before?.files.get(path)?.size === size;
    if (isLikely && (await share(path, await describeFile(join(data, path), size)))) continue;
    files.set(path, await copyFile(join(data, path), join(work, path), size));
  }
  for (const name of await namesIn(data)) {
    if (!name.endsWith('.json') || passing.includes(name)) continue;
    files.set(name, await copyFile(join(data, name), join(work, name)));
  }
  const contents = 'evidence/contents';
  for (const start of await namesIn(join(data, contents))) {
    if (!/^[0-9a-f]{2}$/.test(start)) continue;
    for (const sha256 of await namesIn(join(data, contents, start))) {
      const path = `${contents}/${start}/${sha256}`;
      const size = await sizeOf(join(data, path));
      if (size === null || (await share(path, { size, sha256 }))) continue; // else removed in this very moment
      const copied = await copyFile(join(data, path), join(work, path));
      if (copied.sha256 !== sha256) {
        const message = `${join(data, path)} is not what its name says. Put it back from an earlier backup; controlbook verify names all that are damaged`;
        return err({ code: 'damaged', message });
      }
      files.set(path, copied);
    }
  }
  return ok({ files, linked });
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
    const names = (await namesIn(join(data, 'journal', folder))).filter((name) => segmentFirst(name) !== null).sort();
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
