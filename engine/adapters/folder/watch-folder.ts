import { lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderEvents, FolderWatch } from '../../app/ports.ts';
import { errorCode, explainCode } from './error-code.ts';
import { isPassing, isSkippedFolder, isWorkbook, isWriting } from './file-names.ts';
import { followFolders } from './follow-folders.ts';
import { type TrackedFile, trackFile, type WatchedFolder } from './tracked-file.ts';

const abandonedAfter = 3_600_000;

/** Events and a regular look at the whole folder both only say where to look; each file's tracker decides. */
export function createFolderWatch(folder: WatchedFolder): FolderWatch {
  return {
    async start(on) {
      if (!(await folder.isThere())) throw new Error(`The watched folder ${folder.options.root} is not there.`);
      folder.releases.start();
      return startWatch(folder, on);
    },
  };
}

async function startWatch(folder: WatchedFolder, on: FolderEvents): Promise<() => Promise<void>> {
  const { options } = folder;
  const { log } = options;
  const fileByPath = new Map<string, TrackedFile>();
  const complaints = new Set<string>();
  let isStopped = false;
  let cancelRescan: (() => void) | null = null;
  let scan = Promise.resolve();

  const followed = options.events ? followFolders(options, hint) : null;
  rescan();
  await scan;

  let stopped: Promise<void> | null = null;
  return () => {
    stopped ??= stop();
    return stopped;
  };

  async function stop(): Promise<void> {
    isStopped = true;
    cancelRescan?.();
    folder.releases.stop();
    await scan;
    followed?.stop();
    await Promise.all([...fileByPath.values()].map((file) => file.stop()));
    folder.lastSeen.forgetAll();
  }

  function hint(path: string, name: string | null): void {
    if (isStopped) return;
    const inner = inside(path, name);
    if (name !== null && isWorkbook(name)) track(inner)?.notice();
    else if (name === null || !(isPassing(name) || isSkippedFolder(name))) scan = scan.then(() => lookInto(inner));
  }

  /** At what may be a folder that came, went or was renamed, with all the workbooks in it. */
  async function lookInto(path: string): Promise<void> {
    if (isStopped) return;
    const stats = await lstat(join(options.root, path)).catch(errorCode);
    if (typeof stats !== 'string' && !stats.isDirectory()) return;
    if (typeof stats === 'string') followed?.leave(path);
    else await lookThrough(path, path === '' ? 0 : path.split('/').length);
    for (const [inner, file] of fileByPath) {
      if (path === '' || inner.startsWith(`${path}/`)) file.notice();
    }
  }

  function rescan(): void {
    scan = scan
      .then(() => lookThrough('', 0))
      .then(() => {
        for (const file of fileByPath.values()) file.check();
      })
      .then(() => {
        if (!isStopped) cancelRescan = options.clock.after(options.rescan, rescan);
      });
  }

  async function lookThrough(path: string, depth: number): Promise<void> {
    if (isStopped || depth > options.depth) return;
    await followed?.follow(path);
    try {
      for await (const entry of await opendir(join(options.root, path))) {
        if (isStopped) return;
        const inner = inside(path, entry.name);
        if (!entry.isDirectory()) {
          if (isWorkbook(entry.name)) track(inner);
          else if (isWriting(entry.name)) await removeAbandoned(join(options.root, inner), options.clock.now());
        } else if (!isSkippedFolder(entry.name)) await lookThrough(inner, depth + 1);
      }
      complaints.delete(path);
    } catch (error) {
      followed?.leave(path);
      // The files in it are looked at one by one and say themselves whether they are gone or out of reach.
      complain(path, `The folder ${path || options.root} cannot be looked through. ${explainCode(errorCode(error))}`);
    }
  }

  function track(path: string): TrackedFile | null {
    const known = fileByPath.get(path);
    if (known !== undefined) return known;
    if (fileByPath.size >= options.maxFiles) {
      complain(' full', `More than ${options.maxFiles} workbooks: the rest is not watched. Move some elsewhere.`);
      return null;
    }
    const file = trackFile(path, on, folder, () => fileByPath.delete(path));
    fileByPath.set(path, file);
    return file;
  }

  function complain(about: string, message: string): void {
    if (complaints.has(about)) return;
    complaints.add(about);
    log.warn(message);
  }
}

function inside(folder: string, name: string | null): string {
  if (name === null) return folder;
  return folder === '' ? name : `${folder}/${name}`;
}

/** What a killed engine was writing; not what another engine may be writing now. */
async function removeAbandoned(absolute: string, now: string): Promise<void> {
  const stats = await lstat(absolute).catch(errorCode);
  // Renamed or removed since it was listed: it was being written.
  if (typeof stats === 'string') return;
  if (Date.parse(now) - stats.mtimeMs > abandonedAfter) await rm(absolute, { force: true });
}
