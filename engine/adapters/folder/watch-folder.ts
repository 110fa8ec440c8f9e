import { lstat, opendir, rm } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { FolderEvents, FolderWatch } from '../../app/ports.ts';
import { errorCode, explainCode } from './error-code.ts';
import { isSkippedFolder, isWorkbook, isWriting } from './file-names.ts';
import type { FolderOptions } from './folder-options.ts';
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

  const stopEvents = options.events ? await watchEvents(options, hint) : async () => {};
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
    await stopEvents();
    await scan;
    await Promise.all([...fileByPath.values()].map((file) => file.stop()));
    folder.lastSeen.forgetAll();
  }

  function hint(path: string, isThere: boolean): void {
    if (isStopped || !isWorkbook(basename(path))) return;
    const file = isThere ? track(path) : fileByPath.get(path);
    file?.notice();
  }

  function rescan(): void {
    scan = lookThrough('', 0)
      .then(() => {
        for (const file of fileByPath.values()) file.check();
      })
      .then(() => {
        if (!isStopped) cancelRescan = options.clock.after(options.rescan, rescan);
      });
  }

  async function lookThrough(path: string, depth: number): Promise<void> {
    try {
      for await (const entry of await opendir(join(options.root, path))) {
        if (isStopped) return;
        const inner = path === '' ? entry.name : `${path}/${entry.name}`;
        if (!entry.isDirectory()) {
          if (isWorkbook(entry.name)) track(inner);
          else if (isWriting(entry.name)) await removeAbandoned(join(options.root, inner), options.clock.now());
        } else if (depth < options.depth && !isSkippedFolder(entry.name)) await lookThrough(inner, depth + 1);
      }
      complaints.delete(path);
    } catch (error) {
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

async function watchEvents(
  options: FolderOptions,
  hint: (path: string, isThere: boolean) => void,
): Promise<() => Promise<void>> {
  const { root, log } = options;
  const pathOf = (absolute: string): string => relative(root, absolute).split(sep).join('/');
  const events = watch(root, {
    ignored: (absolute, stats) => {
      const path = pathOf(absolute);
      if (path === '') return false;
      const name = basename(path);
      // Without stats it may be a folder of any name; it is asked about again with them.
      if (stats === undefined || stats.isDirectory()) return isSkippedFolder(name);
      return !isWorkbook(name);
    },
    atomic: true,
    depth: options.depth,
    followSymlinks: false,
    ignoreInitial: true,
    ignorePermissionErrors: true,
  });
  events.on('add', (absolute) => hint(pathOf(absolute), true));
  events.on('change', (absolute) => hint(pathOf(absolute), true));
  events.on('unlink', (absolute) => hint(pathOf(absolute), false));
  events.on('error', (error) => log.warn('Changes may be noticed late: watching the folder failed.', { root, error }));
  // An error before it is ready (too many watches) leaves the work to the rescan.
  await new Promise<void>((resolve) => events.once('ready', resolve).once('error', () => resolve()));
  return () => events.close();
}

/** What a killed engine was writing; not what another engine may be writing now. */
async function removeAbandoned(absolute: string, now: string): Promise<void> {
  const stats = await lstat(absolute).catch(errorCode);
  // Renamed or removed since it was listed: it was being written.
  if (typeof stats === 'string') return;
  if (Date.parse(now) - stats.mtimeMs > abandonedAfter) await rm(absolute, { force: true });
}
