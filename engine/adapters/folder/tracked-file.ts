import { join } from 'node:path';
import type { FileProblem, FolderEvents } from '../../app/ports.ts';
import { isCompleteWorkbook } from './complete-workbook.ts';
import { explainCode } from './error-code.ts';
import type { FolderOptions } from './folder-options.ts';
import type { LastSeen } from './last-seen.ts';
import { type Look, lookAt, readFile } from './read-file.ts';
import type { Releases } from './releases.ts';

export type TrackedFile = {
  /** Looks whether the file seems changed. */
  check(): void;
  /** The same after an event: reads the file again even if it seems as it was. */
  notice(): void;
  /** Calls nobody from now on; resolves when the call under way has ended. */
  stop(): Promise<void>;
};

export type WatchedFolder = {
  readonly options: FolderOptions;
  readonly lastSeen: LastSeen;
  /** Bounds the files in memory and the calls under way. */
  inSlot<T>(run: () => Promise<T>): Promise<T>;
  /** False while the folder itself is away, when a missing file proves nothing. */
  isThere(): Promise<boolean>;
  readonly releases: Releases;
  /** Some file systems never say how much of a file is on disk; found out from the first file read there. */
  countsBlocks: boolean;
};

/** A call that failed and is made again. */
type Call = { readonly signature: string; readonly run: () => Promise<void>; tries: number };

/**
 * Follows one workbook from whatever hints come in to calls of `on`. Hints only start a look; a look that finds the
 * file different starts a wait; only a file that stayed the same for the whole wait is read; only content that is new
 * is reported. Everything happens in turns, one at a time.
 */
export function trackFile(path: string, on: FolderEvents, folder: WatchedFolder, ended: () => void): TrackedFile {
  const { options, lastSeen } = folder;
  const absolute = join(options.root, path);
  let signature: string | null = null;
  let isReported = false;
  let isRefused = false;
  let isOver = false;
  /** How long this very file has been unusable, and the next wait for it. */
  let waited = 0;
  let pause = options.settle;
  let failed: Call | null = null;

  let turns: Promise<void> | null = null;
  let isAsked = false;
  let isNoticed = false;
  let isTimeUp = false;
  let isStopped = false;
  let cancelTimer: (() => void) | null = null;

  return {
    check: ask,
    notice() {
      isNoticed = true;
      ask();
    },
    async stop() {
      isStopped = true;
      cancelTimer?.();
      await turns;
    },
  };

  function ask(): void {
    isAsked = true;
    if (turns === null && !isStopped) turns = takeTurns();
  }

  async function takeTurns(): Promise<void> {
    while (isAsked && !isStopped) {
      isAsked = false;
      await takeTurn();
    }
    // Not after an await: a hint that comes in later must find no turn under way, or it would be lost.
    turns = null;
    if (isOver) ended();
  }

  async function takeTurn(): Promise<void> {
    const wasTimeUp = isTimeUp;
    const wasNoticed = isNoticed;
    isTimeUp = false;
    isNoticed = false;
    const look = await lookAt(absolute);
    if (isStopped) return;
    if (look.signature !== signature) {
      signature = look.signature;
      isOver = false;
      isRefused = false;
      waited = 0;
      pause = options.settle;
      wait(look.kind === 'missing' ? options.gone : options.settle);
    } else if (wasTimeUp) {
      await folder.inSlot(() => settle(look));
    } else if (wasNoticed && cancelTimer === null && !isRefused) {
      wait(options.settle);
    }
  }

  function wait(milliseconds: number): void {
    cancelTimer?.();
    isTimeUp = false;
    cancelTimer = options.clock.after(milliseconds, () => {
      cancelTimer = null;
      isTimeUp = true;
      ask();
    });
  }

  async function settle(look: Look): Promise<void> {
    if (isStopped || !(await retryFailed(look))) return;
    switch (look.kind) {
      case 'missing':
        return end(look);
      case 'file':
        return take(look);
      case 'unreadable':
        return waitOrRefuse(look, { code: 'unreadable', message: explainCode(look.reason) });
      case 'other':
    }
  }

  async function end(look: Look): Promise<void> {
    if (!(await folder.isThere())) return wait(options.rescan);
    const isKnown = isReported || lastSeen.get(path) !== null;
    isOver = true;
    lastSeen.forget(path);
    isReported = false;
    if (isKnown) await call(look, () => on.gone(path));
  }

  async function take(look: Look & { readonly kind: 'file' }): Promise<void> {
    if (look.size > options.maxBytes) return refuse(look, tooLarge(look.size, options.maxBytes));
    if (look.size === 0) return waitOrRefuse(look, { code: 'empty', message: 'The file is empty. Save it again.' });
    // Reading brings an online-only file down: not at once, but in the end, since only then can it be taken.
    const isLastLook = waited + pause >= options.giveUp;
    if (look.isOnlineOnly && folder.countsBlocks && !isLastLook) return waitOrRefuse(look, incomplete);

    const read = await lastSeen.alone(path, async () => {
      const reading = await readFile(absolute, options.maxBytes);
      if (reading.kind !== 'content') return reading;
      // It may have changed while it waited for its slot: then it is not settled.
      if (reading.signature !== look.signature) return { kind: 'moving' } as const;
      if (!isCompleteWorkbook(reading.bytes)) return { kind: 'incomplete' } as const;
      if (reading.sha256 === lastSeen.get(path)) return { kind: 'same' } as const;
      if (!isStopped) lastSeen.set(path, reading.sha256);
      return reading;
    });
    if (isStopped) return;
    switch (read.kind) {
      case 'content': {
        if (look.isOnlineOnly) folder.countsBlocks = !(await isStillOnlineOnly(absolute));
        const { bytes, sha256, modified } = read;
        return call(look, async () => {
          if (lastSeen.get(path) === null) lastSeen.set(path, sha256);
          try {
            await on.settled({ path, bytes, sha256, modified });
          } catch (error) {
            if (lastSeen.get(path) === sha256) lastSeen.forget(path);
            throw error;
          }
          // Whoever had it open may have saved for the last time.
          folder.releases.changed(path);
        });
      }
      case 'same':
        return;
      case 'moving':
      case 'missing':
        return wait(options.settle);
      case 'too-large':
        return refuse(look, tooLarge(read.size, options.maxBytes));
      case 'incomplete':
        return waitOrRefuse(look, incomplete);
      case 'unreadable':
        return waitOrRefuse(look, { code: 'unreadable', message: explainCode(read.reason) });
    }
  }

  /** What is wrong may pass without a trace in the file's times: look again, ever less often, and say so once. */
  async function waitOrRefuse(look: Look, problem: FileProblem): Promise<void> {
    waited += pause;
    if (waited >= options.giveUp) {
      await refuse(look, problem);
      // A file that cannot be read may become readable without changing; one that is not whole cannot become so.
      if (problem.code === 'unreadable' && failed === null) wait(options.rescan);
      return;
    }
    pause = Math.min(pause * 2, options.rescan, options.giveUp - waited);
    wait(pause);
  }

  async function refuse(look: Look, problem: FileProblem): Promise<void> {
    if (isRefused) return;
    isRefused = true;
    lastSeen.forget(path);
    options.log.warn(`${path} is not taken: ${problem.message}`, { path, code: problem.code });
    await call(look, () => on.refused(path, problem));
  }

  async function call(look: Look, run: () => Promise<void>): Promise<void> {
    isReported = look.kind !== 'missing';
    await attempt({ signature: look.signature, run, tries: 0 });
  }

  async function attempt(one: Call): Promise<boolean> {
    try {
      await one.run();
      failed = null;
      return true;
    } catch (error) {
      one.tries++;
      failed = one;
      isOver = false;
      const again = options.retry * 2 ** Math.min(one.tries - 1, 6);
      options.log.error(`${path} was not dealt with; it is tried again in ${again} ms`, {
        path,
        error,
        tries: one.tries,
      });
      wait(again);
      return false;
    }
  }

  /** True when the way is free for what the file holds now. */
  async function retryFailed(look: Look): Promise<boolean> {
    if (failed === null) return true;
    const one = failed;
    if (await attempt(one)) return !isStopped;
    if (one.signature === look.signature) return false;
    options.log.error(`${path} has newer content; what it held before is given up`, { path, tries: one.tries });
    failed = null;
    return !isStopped;
  }
}

const incomplete: FileProblem = {
  code: 'incomplete',
  message:
    'The file is not a whole .xlsx workbook. If it is still being copied or synced it is taken when that ends; otherwise save it again as .xlsx.',
};

function tooLarge(size: number, limit: number): FileProblem {
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  return {
    code: 'too-large',
    message: `The file has ${megabytes(size)} MB; at most ${megabytes(limit)} MB are taken. Remove pictures or unused sheets.`,
  };
}

async function isStillOnlineOnly(absolute: string): Promise<boolean> {
  const look = await lookAt(absolute);
  return look.kind === 'file' && look.isOnlineOnly;
}
