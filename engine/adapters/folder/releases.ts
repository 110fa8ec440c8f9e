import { join } from 'node:path';
import type { FolderOptions } from './folder-options.ts';
import { findHolder } from './open-elsewhere.ts';

export type Releases = {
  /** Calls once when the file is let go; returns the way to call it off. */
  wait(path: string, run: () => void): () => void;
  /** The file has new content: whoever had it open may be done. */
  changed(path: string): void;
  /** A writing was refused though no lock file said so: ask more and more rarely. */
  refused(path: string): void;
  written(path: string): void;
  /** Calls off everything that waits; until the next start nothing waits. */
  stop(): void;
  start(): void;
};

type Waiting = { readonly path: string; readonly fire: () => void; readonly cancel: () => void };

export function createReleases(options: FolderOptions): Releases {
  const waitings = new Set<Waiting>();
  const refusalsByPath = new Map<string, number>();
  let isStopped = false;
  return {
    wait(path, run) {
      if (isStopped) return () => {};
      const absolute = join(options.root, path);
      const pause = options.release * 2 ** Math.min(refusalsByPath.get(path) ?? 0, 5);
      let freeLooks = 0;
      let cancelTimer = options.clock.after(pause, look);
      const waiting: Waiting = { path, fire, cancel };
      waitings.add(waiting);
      return cancel;

      function look(): void {
        void findHolder(absolute, options.clock.now(), options.staleLock).then((holder) => {
          if (!waitings.has(waiting)) return;
          freeLooks = holder === null ? freeLooks + 1 : 0;
          // LibreOffice removes its lock for a moment while it saves: one look without it proves nothing.
          if (freeLooks >= 2) fire();
          else cancelTimer = options.clock.after(options.release, look);
        });
      }
      function fire(): void {
        cancel();
        run();
      }
      function cancel(): void {
        waitings.delete(waiting);
        cancelTimer();
      }
    },
    changed(path) {
      for (const waiting of [...waitings]) if (waiting.path === path) waiting.fire();
    },
    refused: (path) => void refusalsByPath.set(path, (refusalsByPath.get(path) ?? 0) + 1),
    written: (path) => void refusalsByPath.delete(path),
    start() {
      isStopped = false;
    },
    stop() {
      isStopped = true;
      for (const waiting of [...waitings]) waiting.cancel();
    },
  };
}
