import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import { errorCode } from './error-code.ts';
import { writingPath } from './file-names.ts';

export type Rename = (from: string, to: string) => void;

export type Replacement<P> = {
  readonly absolute: string;
  readonly bytes: Uint8Array;
  /** How long a target that another program holds is tried, in milliseconds. */
  readonly patience: number;
  readonly clock: Clock;
  readonly rename: Rename;
  /** Asked before every rename; anything but `null` ends the writing with it. */
  objection(): Promise<P | null>;
  /** Whether nothing has happened to the target since there was no objection. Asked in the same moment as the rename. */
  isStill(): boolean;
};

/**
 * Writes beside the target and renames over it, so that a reader finds the old content or the new and never a part.
 * Durable when it resolves. Mode bits and, where permitted, the owner stay. Returns the objection, `held` when the
 * target stayed in another program's hands, or `null` when written; throws the system's error for anything else.
 */
export async function replaceFile<P>(one: Replacement<P>): Promise<P | 'held' | null> {
  const folder = dirname(one.absolute);
  const temporary = writingPath(one.absolute, randomBytes(8).toString('hex'));
  try {
    await writeDurably(temporary, one.bytes, one.absolute);
    let waited = 0;
    for (let pause = 50; ; pause *= 2) {
      const objection = await one.objection();
      if (objection !== null) return objection;
      try {
        // Both at once: a queue in between would be time enough for somebody's save to be renamed over.
        if (!one.isStill()) continue;
        one.rename(temporary, one.absolute);
        await syncFolder(folder);
        return null;
      } catch (error) {
        if (!isHeldCode(errorCode(error))) throw error;
        if (waited >= one.patience) return 'held';
        await new Promise<void>((resolve) => one.clock.after(pause, resolve));
        waited += pause;
      }
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What Windows answers while a program, a virus scanner or an indexer has the file. */
function isHeldCode(code: string): boolean {
  return code === 'EBUSY' || code === 'EPERM' || code === 'EACCES';
}

async function writeDurably(temporary: string, bytes: Uint8Array, target: string): Promise<void> {
  const handle = await open(temporary, 'wx');
  try {
    await handle.writeFile(bytes);
    await keepOwnership(handle, target);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keepOwnership(handle: FileHandle, target: string): Promise<void> {
  const before = await lstat(target).catch(() => null);
  if (before === null) return;
  const mine = await handle.stat();
  // Best effort: only the administrator may give files away, and some file systems know neither owner nor mode.
  if (before.uid !== mine.uid || before.gid !== mine.gid) {
    await handle.chown(before.uid, before.gid).catch(errorCode);
  }
  if (before.mode !== mine.mode) await handle.chmod(before.mode & 0o7777).catch(errorCode);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file systems keep renames in order by themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Network file systems that cannot sync a folder keep renames on the server.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(errorCode(error))) throw error;
  } finally {
    await handle.close();
  }
}
