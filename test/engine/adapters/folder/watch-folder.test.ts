import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import {
  deleteAndRecreate,
  renameOver,
  saveLikeExcel,
  saveLikeLibreOffice,
  slowCopy,
  syncInParts,
  zipSaying,
} from '#test/support/folder-saves';
import { hashOf, type WatchedFolderTest, withWatchedFolder } from '#test/support/watched-folder';

describe('the watched folder', () => {
  const first = zipSaying('first');
  const second = zipSaying('second');

  /** A watched `a.xlsx` that has been reported. */
  async function withOneWorkbook(run: (folder: WatchedFolderTest, path: string) => Promise<void>): Promise<void> {
    await withWatchedFolder({}, async (folder) => {
      await writeFile(folder.at('a.xlsx'), first);
      await folder.start();
      assert.deepEqual(await folder.reported(), ['settled a.xlsx']);
      await run(folder, folder.at('a.xlsx'));
    });
  }

  const saves: readonly [string, (path: string, bytes: Uint8Array) => Promise<void>][] = [
    ['an Excel save', saveLikeExcel],
    ['a LibreOffice save', saveLikeLibreOffice],
    ['a slow write in place', (path, bytes) => slowCopy(path, bytes, 12, 15)],
    ['a quick delete and recreate', (path, bytes) => deleteAndRecreate(path, bytes, 10)],
    ['a slow delete and recreate', (path, bytes) => deleteAndRecreate(path, bytes, 100)],
    ['a rename over it', renameOver],
    ['a sync that fills the file in parts', (path, bytes) => syncInParts(path, bytes, 3, 60)],
  ];
  for (const [name, save] of saves) {
    it(`[D1] ${name} is reported once, with its last content`, () =>
      withOneWorkbook(async (folder, path) => {
        await save(path, second);
        assert.deepEqual(await folder.reported(), ['settled a.xlsx']);
        assert.deepEqual(folder.reports.at(-1), { kind: 'settled', path: 'a.xlsx', sha256: hashOf(second) });
      }));
  }
});
