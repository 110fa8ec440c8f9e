import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './disk.ts';
import { nodeDisk } from './node-disk.ts';

/**
 * Makes a folder and those above it that are missing, each durable before the next. One at a time, because Node's own
 * recursive way never ends where the system lets nobody make folders (below /proc, say).
 */
export async function makeFolders(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let path = resolve(folder); !(await isThere(path)); path = dirname(path)) missing.push(path);
  for (const path of missing.reverse()) {
    await nodeDisk.makeFolder(path);
    await nodeDisk.syncFolder(dirname(path));
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
