import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes, Upload, UploadArea } from '../../app/evidence/ports.ts';
import type { Log } from '../../app/ports.ts';
import type { Sha256, UploadId } from '../../contract/model/evidence.ts';
import { telltaleBytes } from '../../domain/evidence/file-type.ts';
import { err, ok } from '../../domain/result.ts';
import { diskFull, isDiskFull } from './disk-full.ts';
import { makeFolder, syncFolder } from './durable-files.ts';

/** Bytes after which what came is synced and counted, so that little is sent twice after a power cut. */
const checkpointBytes = 16 * 1024 * 1024;

type Known = { readonly upload: Upload; received: number };

/**
 * Uploads under way in a folder of the engine's data: `<id>.json` says what it will be, `<id>.part` holds what came, and
 * `<id>.received` how much of that was synced. What lies behind that count may be anything after a power cut, and is
 * written over.
 */
export async function openUploadFolder(folder: string, log: Log): Promise<UploadArea> {
  await makeFolder(folder);
  const known = await readKnown(folder, log);
  const path = (id: UploadId, end: 'json' | 'part' | 'received'): string => join(folder, `${id}.${end}`);
  const present = (id: UploadId): Known => {
    const found = known.get(id);
    if (found === undefined) throw new Error(`There is no upload ${id}`); // callers ask first
    return found;
  };

  const clear = async (id: UploadId): Promise<void> => {
    // The description last: what has one is an upload.
    for (const end of ['part', 'received', 'json'] as const) await rm(path(id, end), { force: true });
    await syncFolder(folder);
  };

  /** Counts what has been written, once it is synced; the count that a power cut leaves is this one or an earlier. */
  const count = async (file: FileHandle, one: Known, size: number): Promise<void> => {
    await file.datasync();
    const counted = path(one.upload.id, 'received');
    const fresh = await open(`${counted}.new`, 'w');
    try {
      await fresh.writeFile(String(size));
    } finally {
      await fresh.close();
    }
    await rename(`${counted}.new`, counted);
    one.received = size;
  };

  const read = (id: UploadId): Bytes =>
    createReadStream(path(id, 'part'), { start: 0, end: present(id).received - 1, highWaterMark: 256 * 1024 });

  return {
    all: () => Array.from(known.values(), ({ upload }) => upload),
    find: (id) => known.get(id)?.upload ?? null,
    received: (id) => known.get(id)?.received ?? 0,
    async begin(upload) {
      try {
        await (await open(path(upload.id, 'part'), 'wx')).close();
        const file = await open(path(upload.id, 'json'), 'wx');
        try {
          await file.writeFile(JSON.stringify(upload));
          await file.sync();
        } finally {
          await file.close();
        }
        await syncFolder(folder);
      } catch (error) {
        await clear(upload.id);
        if (isDiskFull(error)) return err(diskFull);
        throw error;
      }
      known.set(upload.id, { upload, received: 0 });
      return ok(null);
    },
    async append(id, bytes) {
      const one = present(id);
      const file = await open(path(id, 'part'), 'r+');
      try {
        let at = one.received;
        for (const iterator = bytes[Symbol.asyncIterator](); ; ) {
          const next = await iterator.next().catch(() => null); // null: the line broke at the sender's end
          const came = next?.value ?? none;
          const fits = came.subarray(0, one.upload.size - at);
          for (let done = 0; done < fits.length; ) {
            const { bytesWritten } = await file.write(fits, done, fits.length - done, at);
            done += bytesWritten;
            at += bytesWritten;
          }
          const isOver = next === null || next.done === true || fits.length < came.length;
          if (at - one.received >= (isOver ? 1 : checkpointBytes)) await count(file, one, at);
          if (next === null) return err(brokenOff);
          if (isOver) return next.done === true ? ok(null) : err(tooManyBytes(one.upload.size));
        }
      } catch (error) {
        if (isDiskFull(error)) return err(diskFull);
        throw error;
      } finally {
        await file.close();
      }
    },
    read,
    async examine(id) {
      const hash = createHash('sha256');
      let first: Uint8Array = new Uint8Array();
      for await (const chunk of read(id)) {
        if (first.length === 0) first = chunk.slice(0, telltaleBytes);
        hash.update(chunk);
      }
      return { sha256: hash.digest('hex') as Sha256, first }; // a digest of that form
    },
    async discard(id) {
      known.delete(id);
      await clear(id);
    },
  };
}

const none = new Uint8Array();

const brokenOff = {
  code: 'broken-off',
  message: 'The connection broke off. What came is kept; ask for the offset and go on there.',
} as const;

function tooManyBytes(size: number) {
  return {
    code: 'too-many-bytes',
    message: `More came than the ${size} bytes the upload was begun with. Begin it anew with the right size.`,
  } as const;
}

async function readKnown(folder: string, log: Log): Promise<Map<UploadId, Known>> {
  const known = new Map<UploadId, Known>();
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json'))) {
    const upload = await readUpload(join(folder, name));
    if (upload === null) log.warn('An upload that was cut off as it began is cleared away', { name });
    else known.set(upload.id, { upload, received: await readReceived(join(folder, upload.id)) });
  }
  for (const name of await readdir(folder)) {
    const [id = ''] = name.split('.');
    if (!known.has(id as UploadId)) await rm(join(folder, name)); // what was begun or cleared when a process ended
  }
  return known;
}

/** Null for one whose beginning was never answered. */
async function readUpload(path: string): Promise<Upload | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Upload; // written by begin
  } catch {
    return null;
  }
}

async function readReceived(path: string): Promise<number> {
  const counted = await readFile(`${path}.received`, 'utf8').catch(() => '0'); // none yet
  const file = await open(`${path}.part`, 'r');
  try {
    const { size } = await file.stat();
    return /^\d{1,15}$/.test(counted) ? Math.min(Number(counted), size) : 0;
  } finally {
    await file.close();
  }
}
