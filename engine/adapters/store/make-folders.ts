import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './disk.ts';
import { nodeDisk } from './node-disk.ts';

/**
 * Makes a folder and those above it that are missing, each durable before the next. One at a time, because Node's own
 * recursive way never ends where the system lets nobody make folders (below /proc, say).
 */
export async function makeFolders(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let path = resolve(folder); !(await isFolder(path)); path = dirname(path)) missing.push(path);
  for (const path of missing.reverse()) {
    try {
      await mkdir(path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || !(await isFolder(path))) throw error; // else somebody else made it meanwhile
    }
    await nodeDisk.syncFolder(dirname(path));
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}
