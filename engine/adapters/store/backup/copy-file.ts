import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, link, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type Copied = { readonly size: number; readonly sha256: string };

/** Copies the first `size` bytes of a file, or all of it, durably, and says what was copied. */
export async function copyFile(from: string, to: string, size?: number): Promise<Copied> {
  await mkdir(dirname(to), { recursive: true });
  const hash = createHash('sha256');
  let copied = 0;
  const { mode } = await stat(from);
  if (size === 0) await (await open(to, 'wx')).close();
  else {
    await pipeline(
      createReadStream(from, size === undefined ? {} : { end: size - 1 }),
      async function* (source: AsyncIterable<Buffer>) {
        for await (const bytes of source) {
          hash.update(bytes);
          copied += bytes.length;
          yield bytes;
        }
      },
      createWriteStream(to, { flags: 'wx' }),
    );
  }
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(to, mode);
  return { size: copied, sha256: hash.digest('hex') };
}

/** What a file holds, in its first `size` bytes or in all of them. */
export async function describeFile(path: string, size?: number): Promise<Copied> {
  const hash = createHash('sha256');
  let read = 0;
  const range = size === undefined ? {} : { end: Math.max(0, size - 1) };
  for await (const bytes of createReadStream(path, range) as AsyncIterable<Buffer>) {
    hash.update(bytes);
    read += bytes.length;
  }
  return { size: read, sha256: hash.digest('hex') };
}

/** Gives a file another name, on a disk that can; false where it cannot and it has to be copied. */
export async function linkFile(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await link(from, to);
    return true;
  } catch {
    return false; // another disk, one without links, too many of them, or gone: copying says what is wrong
  }
}
