import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderDefaults } from '#engine/adapters/folder/folder-options';
import { openFolder } from '#engine/adapters/folder/open-folder';
import { systemClock } from '#engine/adapters/system/clock';
import { renameOver, saveLikeExcel, zipSaying } from '#test/support/folder-saves';
import { silentLog } from '../bench-organisation.ts';
import { percentile, type Sample } from '../measure.ts';
import { loadPeer } from '../peers.ts';

export type NoticeInput = {
  readonly folder: string;
  readonly watcher: 'ours' | 'chokidar' | 'each folder' | 'recursive';
  readonly saves: number;
};

/** Called with a path and the digest of what was read there. */
type Noticed = (path: string, sha256: string) => void;
type Watcher = {
  /** Writes as the program does that watches, over a file of this digest; null for a new one. */
  write(path: string, before: string | null, bytes: Uint8Array): Promise<void>;
  stop(): Promise<void>;
};

/** People who save at the same time, each their own files. */
const lanes = 4;
const filesOfLane = 5;
/** A save comes this long after the program's own write of the same file, at most. */
const after = 150;
/** What has not been noticed so long after the last save is missed; the regular look of ours comes later. */
const patience = 3_000;

/**
 * A program writes a workbook; a moment later a person saves it as Excel does. The save is noticed when somebody who
 * reads the file whenever the watcher speaks has read what was saved.
 */
export async function noticeSaves({ folder, watcher, saves }: NoticeInput): Promise<Sample> {
  const root = await realpath(folder);
  for (let lane = 0; lane < lanes; lane += 1) await mkdir(join(root, `lane ${lane}`));
  const waiting = new Map<string, number>();
  const times: number[] = [];
  const watching = await watchers[watcher](root, (path, sha256) => {
    const key = `${path} ${sha256}`;
    const saved = waiting.get(key);
    if (saved === undefined) return;
    waiting.delete(key);
    times.push(Math.max(0, performance.now() - saved));
  });
  const person = async (lane: number): Promise<void> => {
    const digests = new Map<string, string>();
    for (let count = 0; count < saves / lanes; count += 1) {
      const path = `lane ${lane}/book ${count % filesOfLane}.xlsx`;
      const own = zipSaying(`written ${count}`, 20_000);
      await watching.write(path, digests.get(path) ?? null, own);
      await sleep((count * 37 + lane * 13) % after);
      const bytes = zipSaying(`saved ${lane} ${count}`, 20_000);
      const sha256 = digestOf(bytes);
      digests.set(path, sha256);
      // Noticed in the middle of saving counts as noticed at once.
      waiting.set(`${path} ${sha256}`, Number.POSITIVE_INFINITY);
      await saveLikeExcel(join(root, path), bytes, 5);
      if (waiting.has(`${path} ${sha256}`)) waiting.set(`${path} ${sha256}`, performance.now());
      await sleep(60);
    }
  };
  await sleep(1_000); // until every watcher knows the folders
  await Promise.all(Array.from({ length: lanes }, (_, lane) => person(lane)));
  const end = performance.now() + patience;
  while (waiting.size > 0 && performance.now() < end) await sleep(20);
  await watching.stop();
  return {
    saves: times.length + waiting.size,
    missed: waiting.size,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

const watchers: Readonly<Record<NoticeInput['watcher'], (root: string, noticed: Noticed) => Promise<Watcher>>> = {
  async ours(root, noticed) {
    const { watch: own, files } = await openFolder({
      ...folderDefaults,
      settle: 100,
      root,
      clock: systemClock,
      log: silentLog,
    });
    const stop = await own.start({
      settled: async ({ path, sha256 }) => noticed(path, sha256),
      gone: async () => {},
      refused: async (path, { message }) => {
        throw new Error(`${path}: ${message}`);
      },
    });
    return {
      async write(path, before, bytes) {
        const written = await files.writeBack(path, before, bytes);
        if (!written.ok) throw new Error(`${path}: ${written.error.code}`);
      },
      stop,
    };
  },
  async chokidar(root, noticed) {
    const { watch: open } = loadPeer('chokidar') as {
      watch(
        path: string,
        options: { ignoreInitial: boolean },
      ): {
        on(event: 'all', run: (kind: string, path: string) => void): void;
        on(event: 'ready', run: () => void): void;
        close(): Promise<void>;
      };
    };
    const opened = open(root, { ignoreInitial: true });
    opened.on('all', (_, path) => void look(root, relative(root, path), noticed));
    await new Promise<void>((resolve) => opened.on('ready', resolve));
    return { write: (path, _, bytes) => renameOver(join(root, path), bytes), stop: () => opened.close() };
  },
  async 'each folder'(root, noticed) {
    const folders = Array.from({ length: lanes }, (_, lane) => `lane ${lane}`);
    const opened = folders.map((name) =>
      watch(join(root, name), (_, file) => {
        if (file !== null) void look(root, `${name}/${file}`, noticed);
      }),
    );
    return {
      write: (path, _, bytes) => renameOver(join(root, path), bytes),
      async stop() {
        for (const one of opened) one.close();
      },
    };
  },
  async recursive(root, noticed) {
    const opened = watch(root, { recursive: true }, (_, path) => {
      if (path !== null) void look(root, path, noticed);
    });
    return { write: (path, _, bytes) => renameOver(join(root, path), bytes), stop: async () => opened.close() };
  },
};

async function look(root: string, path: string, noticed: Noticed): Promise<void> {
  if (!path.endsWith('.xlsx')) return;
  const bytes = await readFile(join(root, path)).catch(() => null); // between two renames it is not there
  if (bytes !== null) noticed(path.replaceAll('\\', '/'), digestOf(bytes));
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
