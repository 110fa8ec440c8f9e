import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { type Disk, errorCode, readRange, writeFully } from './disk.ts';

export type DocumentForm<T> = {
  parse(text: string): T;
  stringify(data: T): string;
};

/**
 * A lowdb adapter that survives a power cut, which lowdb's own does not (it renames without ever syncing): the new text
 * goes to a file beside the old one, is synced and read back, and only then takes its name; the folder is synced last.
 * Until then the old document stands untouched. One write at a time, by the caller.
 */
export function durableDocument<T>(disk: Disk, path: string, form: DocumentForm<T>): Adapter<T> {
  const fresh = `${path}.new`;
  return {
    async read() {
      const bytes = await readWhole(disk, path);
      return bytes === null ? null : form.parse(bytes.toString('utf8'));
    },

    async write(data) {
      const bytes = Buffer.from(form.stringify(data));
      if ((await readWhole(disk, fresh)) !== null) {
        await disk.remove(fresh); // left by a write that was cut off
      }
      const file = await disk.open(fresh, 'create');
      try {
        await writeFully(file, bytes, 0);
        await file.sync();
      } finally {
        await file.close();
      }
      if (!(await readWhole(disk, fresh))?.equals(bytes)) {
        throw new Error(`${fresh} does not read back as it was written; ${path} was left as it was`);
      }
      await disk.rename(fresh, path);
      await disk.syncFolder(dirname(path));
    },
  };
}

/** Null when there is no such file. */
async function readWhole(disk: Disk, path: string): Promise<Buffer | null> {
  try {
    const file = await disk.open(path, 'read');
    try {
      const bytes = await readRange(file, 0, await file.size());
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return null;
    }
    throw error;
  }
}
