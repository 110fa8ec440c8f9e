import { createHash } from 'node:crypto';
import { type BigIntStats, constants, lstatSync } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { errorCode } from './error-code.ts';

export type Look =
  | {
      readonly kind: 'file';
      readonly signature: string;
      readonly size: number;
      readonly isOnlineOnly: boolean;
      readonly isReadOnly: boolean;
    }
  /** A folder, link or device; left alone, whatever its name. */
  | { readonly kind: 'other' | 'missing'; readonly signature: string }
  | { readonly kind: 'unreadable'; readonly signature: string; readonly reason: string };

/** What can be told without reading; the signature changes with every write, replacement or rename. */
export async function lookAt(absolute: string): Promise<Look> {
  try {
    return lookOf(await lstat(absolute, { bigint: true }));
  } catch (error) {
    return failedLook(error);
  }
}

/** The same at once, for the moment before a rename, in which nobody else may come in between. */
export function lookNow(absolute: string): Look {
  try {
    return lookOf(lstatSync(absolute, { bigint: true }));
  } catch (error) {
    return failedLook(error);
  }
}

function lookOf(stats: BigIntStats): Look {
  if (!stats.isFile()) return { kind: 'other', signature: 'other' };
  return {
    kind: 'file',
    signature: signatureOf(stats),
    size: Number(stats.size),
    isOnlineOnly: stats.size > 0n && stats.blocks === 0n,
    isReadOnly: (stats.mode & 0o200n) === 0n,
  };
}

function failedLook(error: unknown): Look {
  const reason = errorCode(error);
  if (isMissing(reason)) return { kind: 'missing', signature: 'missing' };
  return { kind: 'unreadable', signature: `unreadable ${reason}`, reason };
}

export type Reading =
  | {
      readonly kind: 'content';
      readonly bytes: Uint8Array;
      readonly sha256: string;
      readonly modified: string;
      readonly signature: string;
    }
  /** It changed while it was read. */
  | { readonly kind: 'moving' | 'missing' }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a file as it was at one moment, or says that it did not hold still. Never follows a link, never waits. */
export async function readFile(absolute: string, maxBytes: number): Promise<Reading> {
  let handle: FileHandle | null = null;
  try {
    // A link or pipe put in the file's place since the look must neither lead out of the folder nor block a thread;
    // Windows has neither flag.
    handle = await open(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) return { kind: 'unreadable', reason: 'ENOTFILE' };
    if (before.size > maxBytes) return { kind: 'too-large', size: Number(before.size) };
    const bytes = await readBytes(handle, Number(before.size));
    const after = await lstat(absolute, { bigint: true });
    const signature = signatureOf(before);
    if (bytes === null || signature !== signatureOf(after)) return { kind: 'moving' };
    return { kind: 'content', bytes, sha256: sha256Of(bytes), modified: before.mtime.toISOString(), signature };
  } catch (error) {
    const reason = errorCode(error);
    return isMissing(reason) ? { kind: 'missing' } : { kind: 'unreadable', reason };
  } finally {
    await handle?.close();
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readBytes(handle: FileHandle, size: number): Promise<Uint8Array | null> {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) return null;
    length += bytesRead;
  }
  return bytes;
}

/** The change time too: sync clients set the modification time back to what it was elsewhere. */
function signatureOf(stats: BigIntStats): string {
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}

function isMissing(code: string): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}
