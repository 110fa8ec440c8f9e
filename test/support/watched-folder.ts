import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FolderOptions, folderDefaults } from '#engine/adapters/folder/folder-options';
import { openFolder } from '#engine/adapters/folder/open-folder';
import type { Rename } from '#engine/adapters/folder/write-file';
import { systemClock } from '#engine/adapters/system/clock';
import type { FolderEvents, FolderFiles, FolderWatch } from '#engine/app/ports';

type Reported =
  | { readonly kind: 'settled'; readonly path: string; readonly sha256: string }
  | { readonly kind: 'gone'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly code: string };

export type WatchedFolderTest = {
  readonly root: string;
  readonly watch: FolderWatch;
  readonly files: FolderFiles;
  /** Everything reported, in order. */
  readonly reports: readonly Reported[];
  /** Messages of the log, each with its level. */
  readonly messages: readonly string[];
  at(path: string): string;
  /** Starts the watch; what a handler does besides being recorded may be given. */
  start(also?: Partial<FolderEvents>): Promise<() => Promise<void>>;
  /** Exactly these were reported since the last call, in any order: `settled a.xlsx`, `gone a.xlsx`, ... */
  sees(expected: readonly string[]): Promise<void>;
};

/** Settings a hundred times faster than a person's, so that a test of saving takes a moment. */
export const fastFolder = {
  ...folderDefaults,
  settle: 40,
  rescan: 120,
  gone: 150,
  giveUp: 600,
  retry: 40,
  rename: 300,
  release: 40,
} as const;

/** For one report too many to come, and for one that is due. */
const quiet = 150;
const longest = 10_000;

/** Runs with a temporary folder, an engine's view of it, and a record of what was reported; cleans up after. */
export async function withWatchedFolder(
  options: Partial<FolderOptions>,
  run: (folder: WatchedFolderTest) => Promise<void>,
  rename?: Rename,
): Promise<void> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'controlbook-folder-')));
  const reports: Reported[] = [];
  const messages: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const note =
    (level: string) =>
    (message: string): void =>
      void messages.push(`${level}: ${message}`);
  const log = { info: note('info'), warn: note('warn'), error: note('error') };
  const folder = await openFolder({ ...fastFolder, root, clock: systemClock, log, ...options }, rename);
  let told = 0;
  try {
    await run({
      root,
      ...folder,
      reports,
      messages,
      at: (path) => join(root, path),
      async start(also = {}) {
        const stop = await folder.watch.start({
          async settled(file) {
            await also.settled?.(file);
            reports.push({ kind: 'settled', path: file.path, sha256: file.sha256 });
          },
          async gone(path) {
            await also.gone?.(path);
            reports.push({ kind: 'gone', path });
          },
          async refused(path, problem) {
            await also.refused?.(path, problem);
            reports.push({ kind: 'refused', path, code: problem.code });
          },
        });
        stops.push(stop);
        return stop;
      },
      async sees(expected) {
        const waitsUntil = Date.now() + longest;
        while (reports.length - told < expected.length && Date.now() < waitsUntil) await sleep(10);
        await sleep(expected.length === 0 ? fastFolder.settle + fastFolder.gone + fastFolder.rescan : quiet);
        const fresh = reports.slice(told);
        told = reports.length;
        const described = fresh.map((one) => `${one.kind} ${one.path}${one.kind === 'refused' ? ` ${one.code}` : ''}`);
        assert.deepEqual(described.sort(), [...expected].sort());
      },
    });
  } finally {
    for (const stop of stops) await stop();
    await rm(root, { recursive: true, force: true });
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
