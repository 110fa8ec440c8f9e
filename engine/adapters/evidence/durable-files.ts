import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './disk-full.ts';

/** Makes names created, renamed and removed in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened for syncing there; NTFS journals names itself
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes one folder, durably; there already is fine. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    throw error;
  }
  await syncFolder(dirname(folder));
}
