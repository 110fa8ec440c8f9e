import { readFileSync } from 'node:fs';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { err, ok, type Result } from '../../domain/result.ts';
import { errorCode } from './disk.ts';
import { makeFolders } from './make-folders.ts';

export type FolderLock = {
  /** Gives the folder free; a second call is harmless. */
  release(): Promise<void>;
};

export type LockProblem = {
  readonly code: 'locked';
  /** Null when the lock file cannot be read. */
  readonly owner: LockOwner | null;
  readonly message: string;
};

export type LockOwner = {
  readonly pid: number;
  readonly host: string;
  /** Changes with every start of the machine; null where the system has none. */
  readonly boot: string | null;
  /** When the process was started, in the system's own count: a reused pid has another. Null where it is not known. */
  readonly started: string | null;
};

/** A lock file without a readable owner is one that is just being written, or, after this time, one that never was. */
const writingMilliseconds = 3_000;

/**
 * Makes this process the only owner of a data folder (which is made when it is missing). A lock whose process is gone is
 * taken over; one held by a live process, or by another machine, which nobody can look into from here, is the error.
 *
 * Lock files are numbered. Taking over means creating the next number, which only one of several can do; lower numbers
 * are removed afterwards. So two processes that both find the same dead owner cannot both succeed it.
 */
export async function lockFolder(folder: string): Promise<Result<FolderLock, LockProblem>> {
  await makeFolders(folder);
  for (;;) {
    const numbers = await lockNumbers(folder);
    const highest = numbers.at(-1) ?? 0;
    if (highest > 0) {
      const holder = await readHolder(lockPath(folder, highest));
      if (holder === 'gone') {
        continue;
      }
      if (holder === 'being written') {
        await setTimeout(50);
        continue;
      }
      if (holder !== 'unreadable' && !isGone(holder)) {
        return err(lockedBy(holder, lockPath(folder, highest)));
      }
    }
    const mine = highest + 1;
    if (!(await createLock(lockPath(folder, mine)))) {
      continue;
    }
    if (((await lockNumbers(folder)).at(-1) ?? mine) > mine) {
      await removeLock(lockPath(folder, mine)); // what was seen at first was old: somebody took over and went further
      continue;
    }
    for (const number of numbers) {
      await removeLock(lockPath(folder, number));
    }
    return ok({ release: releaseOnce(lockPath(folder, mine)) });
  }
}

/** A second call must not remove the lock of whoever came next. */
function releaseOnce(path: string): () => Promise<void> {
  let released: Promise<void> | null = null;
  return () => {
    released ??= removeLock(path);
    return released;
  };
}

function lockPath(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

async function lockNumbers(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).map((name) => Number(/^lock\.([1-9]\d{0,14})$/.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

/** False when somebody else created it first. */
async function createLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(`${JSON.stringify(thisProcess())}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function removeLock(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function readHolder(path: string): Promise<LockOwner | 'gone' | 'being written' | 'unreadable'> {
  try {
    const owner = parseOwner(await readFile(path, 'utf8'));
    if (owner !== null) {
      return owner;
    }
    const age = Math.abs(Date.now() - (await stat(path)).mtimeMs);
    return age < writingMilliseconds ? 'being written' : 'unreadable';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return 'gone';
    }
    throw error;
  }
}

function parseOwner(text: string): LockOwner | null {
  try {
    const { pid, host, boot, started } = JSON.parse(text) as Partial<Record<keyof LockOwner, unknown>>; // checked below
    const fits =
      Number.isSafeInteger(pid) &&
      typeof host === 'string' &&
      (boot === null || typeof boot === 'string') &&
      (started === null || typeof started === 'string');
    return fits ? ({ pid, host, boot, started } as LockOwner) : null;
  } catch {
    return null; // half-written: the caller goes by the file's age
  }
}

function lockedBy(owner: LockOwner, path: string): LockProblem {
  const own = owner.host === hostname();
  const message = own
    ? `The data folder is in use by process ${owner.pid} on this machine (${owner.host}). Stop that one first, or give this one a folder of its own`
    : `The data folder is in use by process ${owner.pid} on ${owner.host}. Stop it there first. Only if you know that it no longer runs (a removed container, say), delete ${path}`;
  return { code: 'locked', owner, message };
}

/** True only when the owner certainly no longer runs. */
function isGone(owner: LockOwner): boolean {
  const here = thisProcess();
  if (owner.host !== here.host) {
    return false;
  }
  if (owner.boot !== null && here.boot !== null && owner.boot !== here.boot) {
    return true;
  }
  try {
    process.kill(owner.pid, 0); // signal 0 only asks whether the process is there
  } catch (error) {
    if (errorCode(error) === 'ESRCH') {
      return true;
    } // otherwise it is there, though perhaps another user's
  }
  const started = processStart(owner.pid);
  return owner.started !== null && started !== null && started !== owner.started;
}

function thisProcess(): LockOwner {
  return { pid: process.pid, host: hostname(), boot: bootId(), started: processStart(process.pid) };
}

function bootId(): string | null {
  return readSystemFile('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

/** Field 22 of the process's status line, clock ticks since the machine was started (Linux only). */
function processStart(pid: number): string | null {
  const status = readSystemFile(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses and may hold spaces: count from behind it.
  return status?.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readSystemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // another system than Linux, or a process that has just ended
  }
}
