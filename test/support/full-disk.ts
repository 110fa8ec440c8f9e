import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs while no file takes another byte, as on a disk that is full; the rest of the file system works. */
export async function withFullDisk<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const probe = await open(join(folder, 'probe'), 'w');
  const handle = Object.getPrototypeOf(probe) as Record<'write' | 'writeFile', unknown>; // of every open file
  await probe.close();
  const { write, writeFile } = handle;
  const full = async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  Object.assign(handle, { write: full, writeFile: full });
  try {
    return await run();
  } finally {
    Object.assign(handle, { write, writeFile });
  }
}
