import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, basename as nameOf } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

/**
 * The ways programs save a workbook, as recorded from them; absolute paths, real files. Pauses are milliseconds.
 */

/** What Excel does: a new file without extension, the old one set aside, a rename; the owner file stays while open. */
export async function saveLikeExcel(path: string, bytes: Uint8Array, pause = 0): Promise<void> {
  const fresh = join(dirname(path), randomBytes(4).toString('hex').toUpperCase());
  const aside = join(dirname(path), `${randomBytes(4).toString('hex').toUpperCase()}.tmp`);
  await writeFile(fresh, bytes);
  await sleep(pause);
  await rename(path, aside).catch(ignoreMissing);
  await sleep(pause);
  await rename(fresh, path);
  await rm(aside, { force: true });
}

export async function openInExcel(path: string, user = 'Ada Lovelace'): Promise<() => Promise<void>> {
  const lock = join(dirname(path), `~$${nameOf(path)}`);
  const content = Buffer.alloc(165, ' ');
  content.writeUInt8(user.length, 0);
  content.write(user, 1, 'latin1');
  content.writeUInt16LE(user.length, 55);
  content.write(user, 57, 'utf16le');
  await writeFile(lock, content);
  return () => rm(lock, { force: true });
}

/** What LibreOffice does with a workbook it has open: its lock goes for a moment, and is back after the rename. */
export async function saveLikeLibreOffice(path: string, bytes: Uint8Array, pause = 0): Promise<void> {
  const fresh = join(dirname(path), `lu${randomBytes(6).readUIntBE(0, 6)}.tmp`);
  const lock = libreOfficeLock(path);
  const held = await readFile(lock).catch(ignoreMissing);
  await rm(lock, { force: true });
  await writeFile(fresh, bytes);
  await sleep(pause);
  await rename(fresh, path);
  if (held !== undefined) await writeFile(lock, held);
}

export async function openInLibreOffice(path: string, user = 'Grace Hopper'): Promise<() => Promise<void>> {
  const lock = libreOfficeLock(path);
  await writeFile(lock, `${user},grace,desk7,22.11.2026 09:00,file:///home/grace/.config/libreoffice/4;`);
  return () => rm(lock, { force: true });
}

/** Writes in place, a piece at a time, as a copy over a slow network does. */
export async function slowCopy(path: string, bytes: Uint8Array, pieces = 12, pause = 5): Promise<void> {
  const handle = await open(path, 'w');
  try {
    const size = Math.ceil(bytes.length / pieces);
    for (let at = 0; at < bytes.length; at += size) {
      await handle.write(bytes.subarray(at, at + size));
      await sleep(pause);
    }
  } finally {
    await handle.close();
  }
}

export async function deleteAndRecreate(path: string, bytes: Uint8Array, pause = 0): Promise<void> {
  await rm(path, { force: true });
  await sleep(pause);
  await writeFile(path, bytes);
}

/** A temporary file of no known kind, renamed over: what careful programs and this engine do. */
export async function renameOver(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = join(dirname(path), `~save-${randomBytes(4).toString('hex')}.tmp`);
  await writeFile(fresh, bytes);
  await rename(fresh, path);
}

/** A sync client that makes a file of the full size first, fills it from the start, and sets the old times back. */
export async function syncInParts(path: string, bytes: Uint8Array, parts = 3, pause = 50): Promise<void> {
  const modified = new Date('2026-01-02T03:04:05.000Z');
  await writeFile(path, '');
  await truncate(path, bytes.length);
  await utimes(path, modified, modified);
  const handle = await open(path, 'r+');
  try {
    const size = Math.ceil(bytes.length / parts);
    for (let at = 0; at < bytes.length; at += size) {
      await sleep(pause);
      await handle.write(bytes.subarray(at, at + size), 0, undefined, at);
      await utimes(path, modified, modified);
    }
  } finally {
    await handle.close();
  }
}

/** New times, old content. */
export async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

/** A small whole zip that says `text`; enough for whoever looks at the file but not into its parts. */
export function zipSaying(text: string, padding = 0): Uint8Array {
  const name = Buffer.from('xl/workbook.xml');
  const data = Buffer.concat([Buffer.from(text), Buffer.alloc(padding, ' ')]);
  const crc = crc32(data);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(crc, 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(data.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + data.length, 16);
  return Buffer.concat([local, name, data, entry, name, end]);
}

function libreOfficeLock(path: string): string {
  return join(dirname(path), `.~lock.${nameOf(path)}#`);
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
