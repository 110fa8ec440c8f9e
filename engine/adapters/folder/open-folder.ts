import { renameSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { FolderFiles, FolderWatch } from '../../app/ports.ts';
import { createFolderFiles } from './folder-files.ts';
import type { FolderOptions } from './folder-options.ts';
import { createLastSeen } from './last-seen.ts';
import { createReleases } from './releases.ts';
import { createSlots } from './slots.ts';
import { createFolderWatch } from './watch-folder.ts';
import type { Rename } from './write-file.ts';

/** Files read and dealt with side by side; a read workbook stays in memory until its call has ended. */
const sideBySide = 4;

/**
 * The watched folder: what people save in it, and what the engine writes back. Rejects when the folder is not there.
 * Stopping the watch also calls off everything that waits for a release.
 */
export async function openFolder(
  given: FolderOptions,
  renameFile: Rename = renameSync,
): Promise<{ readonly watch: FolderWatch; readonly files: FolderFiles }> {
  const options = { ...given, root: await realpath(given.root) };
  const identity = await identityOf(options.root);
  if (identity === null) throw new Error(`The watched folder ${given.root} is not a folder.`);
  const lastSeen = createLastSeen();
  const releases = createReleases(options);
  const watch = createFolderWatch({
    options,
    lastSeen,
    inSlot: createSlots(sideBySide),
    isThere: async () => (await identityOf(options.root)) === identity,
    releases,
    countsBlocks: true,
  });
  return { watch, files: createFolderFiles(options, lastSeen, releases, renameFile) };
}

/** A drive that was unmounted leaves an empty folder in its place: the same path, another folder. */
async function identityOf(root: string): Promise<string | null> {
  try {
    const stats = await stat(root, { bigint: true });
    return stats.isDirectory() ? `${stats.dev} ${stats.ino}` : null;
  } catch {
    return null;
  }
}
