import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Disk, type DiskFile, readRange } from '#engine/adapters/store/disk';
import { playScenario, scenarios } from '#test/support/journal-scenario';

describe('the journal on a disk that loses what was not synced', () => {
  it('[J5] loses nothing acknowledged, doubles nothing, keeps no half batch, whatever is cut off and wherever', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, (scenario) => playScenario(scenario)),
      { numRuns: 2_000 },
    );
  });

  it('[J5] makes a cut durable that was seen but never reached the disk, before anything is written behind it', async () => {
    await playScenario({
      seed: 8,
      segmentBytes: 700,
      steps: [
        { do: 'append', batches: [[0]], together: false },
        { do: 'fail a sync', after: 0 },
        { do: 'fill the disk', free: 786 },
        { do: 'append', batches: [[0, 90]], together: false },
        { do: 'stop', by: 'kill' },
        { do: 'append', batches: [[0]], together: false },
        { do: 'append', batches: [[0]], together: false },
      ],
    });
  });

  // A harness that cannot fail proves nothing: each of these bugs has to be found.
  const planted: Readonly<Record<string, (disk: Disk) => Disk>> = {
    'an acknowledgement before the sync': (disk) =>
      withFiles(disk, (file) => ({ ...file, sync: () => Promise.resolve() })),
    'a folder that is never synced': (disk) => withMethods(disk, { syncFolder: () => Promise.resolve() }),
    'a failed sync that is simply tried again': (disk) =>
      withFiles(disk, (file) => ({ ...file, sync: () => file.sync().catch(() => file.sync()) })),
    'a short write taken for a whole one': (disk) =>
      withFiles(disk, (file) => ({
        ...file,
        write: async (bytes, at) => {
          await file.write(bytes, at);
          return bytes.length;
        },
      })),
    'a recovered tail that is not written again': (disk) =>
      withFiles(disk, (file) => ({
        ...file,
        write: async (bytes, at) => {
          const there = await readRange(file, at, at + bytes.length);
          return Buffer.compare(there, bytes) === 0 ? bytes.length : file.write(bytes, at);
        },
      })),
    'half a batch left behind by a full disk': (disk) =>
      withFiles(disk, (file) => ({ ...file, truncate: () => Promise.resolve() })),
  };
  for (const [bug, plant] of Object.entries(planted)) {
    it(`[J5] would not stay unnoticed with ${bug}`, async () => {
      const found = await fc.check(
        fc.asyncProperty(scenarios, (scenario) => playScenario(scenario, plant)),
        { numRuns: 3_000, seed: 1, endOnFailure: true },
      );
      assert.equal(found.failed, true);
    });
  }
});

function withMethods(disk: Disk, methods: Partial<Disk>): Disk {
  return {
    makeFolder: (path) => disk.makeFolder(path),
    list: (folder) => disk.list(folder),
    open: (path, mode) => disk.open(path, mode),
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    syncFolder: (path) => disk.syncFolder(path),
    ...methods,
  };
}

function withFiles(disk: Disk, change: (file: DiskFile) => DiskFile): Disk {
  return withMethods(disk, { open: async (path, mode) => change(await disk.open(path, mode)) });
}
