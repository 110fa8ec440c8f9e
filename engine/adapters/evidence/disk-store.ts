import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes, Content, EvidenceStore } from '../../app/evidence/ports.ts';
import type { Sha256 } from '../../contract/model/evidence.ts';
import { err, ok } from '../../domain/result.ts';
import { diskFull, errorCode, isDiskFull } from './disk-full.ts';
import { makeFolder, syncFolder } from './durable-files.ts';

/** Makes the folder what a store needs, for the one process that writes there. */
export async function openDiskStore(folder: string): Promise<EvidenceStore> {
  const fresh = join(folder, 'new');
  await makeFolder(folder);
  await makeFolder(fresh);
  for (const name of await readdir(fresh)) await rm(join(fresh, name)); // left by a process that was killed
  return createDiskStore(folder);
}

/**
 * Contents in a folder, `ab/ab12...` by their SHA-256. One is written beside, hashed on the way, synced, and only then
 * takes its name, so whatever has a name is whole. Changes nothing by itself.
 */
export function createDiskStore(folder: string): EvidenceStore {
  const fresh = join(folder, 'new');
  const folderOf = (sha256: Sha256): string => join(folder, sha256.slice(0, 2));
  const pathOf = (sha256: Sha256): string => join(folderOf(sha256), sha256);

  return {
    async has({ sha256, size }) {
      return ok((await sizeOf(pathOf(sha256))) === size);
    },
    async put(content, openBytes) {
      const beside = join(fresh, randomUUID());
      try {
        const wrong = await writeHashed(beside, content, openBytes());
        if (wrong !== null) return err({ code: 'damaged-on-the-way', message: wrong });
        await makeFolder(folderOf(content.sha256));
        await rename(beside, pathOf(content.sha256));
        await syncFolder(folderOf(content.sha256));
        return ok(null);
      } catch (error) {
        if (isDiskFull(error)) return err(diskFull);
        throw error;
      } finally {
        await rm(beside, { force: true });
      }
    },
    async read(sha256, from, to) {
      const path = pathOf(sha256);
      if ((await sizeOf(path)) === null) return ok(null);
      return ok(
        from >= to ? nothing() : createReadStream(path, { start: from, end: to - 1, highWaterMark: 256 * 1024 }),
      );
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true });
      if ((await sizeOf(folderOf(sha256))) !== null) await syncFolder(folderOf(sha256));
      return ok(null);
    },
  };
}

/** Null when there is nothing of that name. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Null when what was written is what it was said to be. */
async function writeHashed(path: string, { sha256, size }: Content, bytes: Bytes): Promise<string | null> {
  const hash = createHash('sha256');
  let written = 0;
  // Nobody is to write to a content any more, so its file does not let them.
  const file = await open(path, 'wx', 0o400);
  try {
    for await (const chunk of bytes) {
      hash.update(chunk);
      written += chunk.length;
      if (written > size) break;
      await file.writeFile(chunk); // from where the last ended
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const found = hash.digest('hex');
  if (written === size && found === sha256) return null;
  return `What arrived (${written} bytes, SHA-256 ${found}) is not what it was said to be (${size} bytes, SHA-256 ${sha256}). Send the file again.`;
}

async function* nothing(): Bytes {}
