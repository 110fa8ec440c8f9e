import { basename, dirname } from 'node:path';
import { type Disk, errorCode, readRange, writeFully } from '../disk.ts';

const chunkBytes = 4 * 1024 * 1024;

/**
 * Copies a file so that it is there whole under its name or not at all. False where another file of that name is there,
 * which is left as it is; the same one is fine.
 */
export async function copyDurably(disk: Disk, from: string, to: string): Promise<boolean> {
  const there = await compare(disk, from, to);
  if (there !== 'missing') return there === 'same';
  const fresh = `${to}.part`;
  await remove(disk, fresh); // of a run that was cut off
  const source = await disk.open(from, 'read');
  try {
    const target = await disk.open(fresh, 'create');
    try {
      const size = await source.size();
      for (let at = 0; at < size; at += chunkBytes) {
        await writeFully(target, await readRange(source, at, Math.min(size, at + chunkBytes)), at);
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  if ((await compare(disk, from, fresh)) !== 'same') throw new Error(`${fresh} does not read back as it was written`);
  await disk.rename(fresh, to);
  await disk.syncFolder(dirname(to));
  return true;
}

/** Makes a folder and those above it, each durable before the next. */
export async function makeDurably(disk: Disk, folder: string): Promise<void> {
  const above = dirname(folder);
  if (above === folder) return;
  const isThere = (await disk.list(above)).some(({ name }) => name === basename(folder));
  if (isThere) return;
  await makeDurably(disk, above);
  await disk.makeFolder(folder);
  await disk.syncFolder(above);
}

async function compare(disk: Disk, one: string, other: string): Promise<'same' | 'another' | 'missing'> {
  const first = await disk.open(one, 'read');
  try {
    const second = await disk.open(other, 'read').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (second === null) return 'missing';
    try {
      const size = await first.size();
      if (size !== (await second.size())) return 'another';
      for (let at = 0; at < size; at += chunkBytes) {
        const end = Math.min(size, at + chunkBytes);
        const [here, there] = [await readRange(first, at, end), await readRange(second, at, end)];
        if (Buffer.compare(here, there) !== 0) return 'another';
      }
      return 'same';
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

async function remove(disk: Disk, path: string): Promise<void> {
  try {
    await disk.remove(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
