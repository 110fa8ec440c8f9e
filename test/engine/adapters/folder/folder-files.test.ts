import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  openInExcel,
  openInLibreOffice,
  saveLikeExcel,
  saveLikeLibreOffice,
  zipSaying,
} from '#test/support/folder-saves';
import { hashOf, type WatchedFolderTest, withWatchedFolder } from '#test/support/watched-folder';

const first = zipSaying('first');
const second = zipSaying('second');
const third = zipSaying('third');
const hour = 3_600_000;

function withWorkbook(run: (folder: WatchedFolderTest, path: string) => Promise<void>): Promise<void> {
  return withWatchedFolder({}, async (folder) => {
    await writeFile(folder.at('a.xlsx'), first);
    await run(folder, folder.at('a.xlsx'));
  });
}

describe('the watched folder: writing back', () => {
  it('[D12] what the engine writes is not reported; what people save after it is', () =>
    withWorkbook(async (folder, path) => {
      await folder.start();
      await folder.sees(['settled a.xlsx']);
      assert.ok((await folder.files.writeBack('a.xlsx', hashOf(first), second)).ok);
      await folder.sees([]);
      await saveLikeExcel(path, first);
      await folder.sees(['settled a.xlsx']);
    }));

  it('[D12] what the engine writes for a person is reported like their own save', () =>
    withWorkbook(async (folder) => {
      await folder.start();
      await folder.sees(['settled a.xlsx']);
      assert.ok((await folder.files.writeBack('a.xlsx', hashOf(first), second, 'person')).ok);
      await folder.sees(['settled a.xlsx']);
    }));

  it('[D12] a save that follows a write-back at once is reported, even with the content from before it', () =>
    withWorkbook(async (folder, path) => {
      await folder.start();
      await folder.sees(['settled a.xlsx']);
      assert.ok((await folder.files.writeBack('a.xlsx', hashOf(first), second)).ok);
      await saveLikeExcel(path, first);
      await folder.sees(['settled a.xlsx']);
    }));

  it('[D12] a write-back from within the call that reported the file, or before it, is not reported', () =>
    withWorkbook(async (folder) => {
      assert.ok((await folder.files.writeBack('sub/new.xlsx', null, first)).ok);
      await folder.start({
        async settled(file) {
          const written = await folder.files.writeBack(file.path, file.sha256, second);
          assert.deepEqual(written, { ok: true, value: { sha256: hashOf(second) } });
        },
      });
      await folder.sees(['settled a.xlsx']);
      await rm(folder.at('sub/new.xlsx'));
      await folder.sees(['gone sub/new.xlsx']);
    }));

  it('[D13] a file that holds something else than expected is left as it is', () =>
    withWorkbook(async (folder, path) => {
      const { files } = folder;
      const changed = { ok: false, error: { code: 'changed', sha256: hashOf(first) } };
      assert.deepEqual(await files.writeBack('a.xlsx', hashOf(second), third), changed);
      assert.deepEqual(await files.writeBack('a.xlsx', null, third), changed);
      const missing = { ok: false, error: { code: 'changed', sha256: null } };
      assert.deepEqual(await files.writeBack('b.xlsx', hashOf(second), third), missing);
      assert.deepEqual(await files.writeBack('nowhere/b.xlsx', hashOf(second), third), missing);
      assert.deepEqual(await readFile(path), Buffer.from(first));
      assert.deepEqual(await readdir(folder.root), ['a.xlsx']);
    }));

  it('[D13] of several writers that expect the same content exactly one writes', () =>
    withWorkbook(async (folder) => {
      const contents = Array.from({ length: 8 }, (_, index) => zipSaying(`writer ${index}`));
      const write = (bytes: Uint8Array) => folder.files.writeBack('a.xlsx', hashOf(first), bytes);
      const results = await Promise.all(contents.map(write));
      assert.equal(results.filter((result) => result.ok).length, 1);
      const read = await folder.files.read('a.xlsx');
      const winner = contents[results.findIndex((result) => result.ok)];
      assert.ok(read.ok && read.value !== null && winner !== undefined);
      assert.equal(read.value.sha256, hashOf(winner));
    }));

  it('[D13] a save between two tries of the rename ends the writing', async () => {
    let tries = 0;
    const run = async (folder: WatchedFolderTest): Promise<void> => {
      await writeFile(folder.at('a.xlsx'), first);
      const result = await folder.files.writeBack('a.xlsx', hashOf(first), second);
      assert.deepEqual(result, { ok: false, error: { code: 'changed', sha256: hashOf(third) } });
      assert.equal(tries, 1);
      assert.deepEqual(await readFile(folder.at('a.xlsx')), Buffer.from(third));
    };
    await withWatchedFolder({}, run, (_from, to) => {
      tries++;
      writeFileSync(to, third);
      throw Object.assign(new Error('busy'), { code: 'EBUSY' });
    });
  });

  it('[D14] the mode bits stay and nothing is left beside the file', () =>
    withWorkbook(async (folder, path) => {
      await chmod(path, 0o664);
      assert.ok((await folder.files.writeBack('a.xlsx', hashOf(first), second)).ok);
      assert.equal((await lstat(path)).mode & 0o7777, 0o664);
      assert.deepEqual(await readdir(folder.root), ['a.xlsx']);
    }));

  it('[D14] what a killed engine left behind goes after an hour, other temporary files stay', () =>
    withWorkbook(async (folder) => {
      const [old, fresh, foreign] = [
        '~controlbook-0123456789abcdef.tmp',
        '~controlbook-fedcba9876543210.tmp',
        '~x.tmp',
      ];
      for (const name of [old, fresh, foreign]) await writeFile(folder.at(name), first);
      const before = new Date(Date.now() - 2 * hour);
      for (const name of [old, foreign]) await utimes(folder.at(name), before, before);
      await folder.start();
      await folder.sees(['settled a.xlsx']);
      assert.deepEqual((await readdir(folder.root)).sort(), ['a.xlsx', fresh, foreign].sort());
    }));

  it('[D15] a file that Excel or LibreOffice has open is not written, and the answer says who has it', () =>
    withWorkbook(async (folder, path) => {
      const write = () => folder.files.writeBack('a.xlsx', hashOf(first), second);
      const closeExcel = await openInExcel(path, 'Ada Lovelace');
      assert.deepEqual(await write(), { ok: false, error: { code: 'open-elsewhere', by: 'Ada Lovelace' } });
      await closeExcel();
      const closeLibreOffice = await openInLibreOffice(path, 'Hopper\\, Grace');
      assert.deepEqual(await write(), { ok: false, error: { code: 'open-elsewhere', by: 'Hopper, Grace' } });
      await closeLibreOffice();
      assert.ok((await write()).ok);
    }));

  it('[D15] a lock file that says nothing, or nonsense, still counts', () =>
    withWorkbook(async (folder) => {
      for (const content of ['', '\u0000\u0007,\n', 'x'.repeat(100_000)]) {
        await writeFile(folder.at('.~lock.a.xlsx#'), content);
        const result = await folder.files.writeBack('a.xlsx', hashOf(first), second);
        assert.ok(!result.ok && result.error.code === 'open-elsewhere');
        assert.ok(result.error.by === null || result.error.by.length <= 100);
      }
      await rm(folder.at('.~lock.a.xlsx#'));
      await writeFile(folder.at('~$a.xlsx'), Buffer.alloc(57, 0xff));
      const result = await folder.files.writeBack('a.xlsx', hashOf(first), second);
      assert.deepEqual(result, { ok: false, error: { code: 'open-elsewhere', by: null } });
    }));

  it('[D15] a lock file of the day before that nobody holds does not count, and stays', () =>
    withWorkbook(async (folder, path) => {
      await openInExcel(path);
      const before = new Date(Date.now() - 25 * hour);
      await utimes(folder.at('~$a.xlsx'), before, before);
      assert.ok((await folder.files.writeBack('a.xlsx', hashOf(first), second)).ok);
      assert.ok((await readdir(folder.root)).includes('~$a.xlsx'));
    }));

  it('[D16] a rename that is refused for a moment is tried again', async () => {
    let refusals = 3;
    const run = async (folder: WatchedFolderTest): Promise<void> => {
      await writeFile(folder.at('a.xlsx'), first);
      assert.ok((await folder.files.writeBack('a.xlsx', hashOf(first), second)).ok);
      assert.equal(refusals, 0);
    };
    await withWatchedFolder({ rename: 2000 }, run, (from, to) => {
      if (refusals > 0) {
        refusals--;
        throw Object.assign(new Error('scanned'), { code: 'EPERM' });
      }
      renameSync(from, to);
    });
  });

  for (const code of ['EBUSY', 'EPERM', 'EACCES']) {
    it(`[D16] a file whose replacing stays refused with ${code} is open elsewhere, and nothing is left beside it`, () =>
      withWatchedFolder(
        {},
        async (folder) => {
          await writeFile(folder.at('a.xlsx'), first);
          const result = await folder.files.writeBack('a.xlsx', hashOf(first), second);
          assert.deepEqual(result, { ok: false, error: { code: 'open-elsewhere', by: null } });
          assert.deepEqual(await readdir(folder.root), ['a.xlsx']);
        },
        () => {
          throw Object.assign(new Error('held'), { code });
        },
      ));
  }

  it('[D17] whoever waits is called once, when the file was let go, and then writes', () =>
    withWorkbook(async (folder, path) => {
      const { files } = folder;
      const close = await openInExcel(path);
      assert.ok(!(await files.writeBack('a.xlsx', hashOf(first), second)).ok);
      let calls = 0;
      const written = new Promise((resolve) => {
        files.onReleased('a.xlsx', () => {
          calls++;
          resolve(files.writeBack('a.xlsx', hashOf(first), second));
        });
      });
      await sleep(200);
      assert.equal(calls, 0);
      await close();
      assert.deepEqual(await written, { ok: true, value: { sha256: hashOf(second) } });
      await sleep(150);
      assert.equal(calls, 1);
    }));

  it('[D17] new content of the file ends the waiting too, after it was reported', () =>
    withWorkbook(async (folder, path) => {
      await folder.start();
      await folder.sees(['settled a.xlsx']);
      await openInLibreOffice(path);
      const released = new Promise<string>((resolve) => {
        folder.files.onReleased('a.xlsx', () => resolve(JSON.stringify(folder.reports.at(-1))));
      });
      await saveLikeLibreOffice(path, second);
      assert.ok((await released).includes(hashOf(second)));
    }));

  it('[D17] a file refused without a lock file is tried again by and by, ever more rarely', () =>
    withWatchedFolder(
      { rename: 0 },
      async (folder) => {
        await writeFile(folder.at('a.xlsx'), first);
        const waits: number[] = [];
        for (let round = 0; round < 4; round++) {
          assert.ok(!(await folder.files.writeBack('a.xlsx', hashOf(first), second)).ok);
          const begun = performance.now();
          await new Promise<void>((resolve) => folder.files.onReleased('a.xlsx', resolve));
          waits.push(performance.now() - begun);
        }
        const [shortest = 0, , , longest = 0] = waits;
        assert.ok(longest > shortest * 2, `${waits}`);
      },
      () => {
        throw Object.assign(new Error('held'), { code: 'EBUSY' });
      },
    ));

  it('[D17] who called off waiting is not called', () =>
    withWorkbook(async (folder) => {
      const cancel = folder.files.onReleased('a.xlsx', () => assert.fail('called off'));
      cancel();
      cancel();
      await sleep(200);
    }));

  it('[D20] a path that leaves the folder, by its text or through a link, is a fault', () =>
    withWorkbook(async (folder) => {
      const elsewhere = await mkdtemp(join(tmpdir(), 'controlbook-elsewhere-'));
      try {
        await symlink(elsewhere, folder.at('linked'));
        const paths = [
          '../a.xlsx',
          '/etc/a.xlsx',
          'sub/../../a.xlsx',
          '',
          '.',
          'a\\b.xlsx',
          'a\0.xlsx',
          'linked/a.xlsx',
        ];
        for (const path of [...paths, 'linked/new/a.xlsx']) {
          await assert.rejects(folder.files.writeBack(path, null, second), /watched folder/, path);
          await assert.rejects(folder.files.read(path), /watched folder/, path);
          await assert.rejects(folder.files.writeReport(path, 'text'), /watched folder/, path);
          await assert.rejects(folder.files.clearReport(path), /watched folder/, path);
          await assert.rejects(folder.files.conflictCopyOf(path), /watched folder/, path);
        }
        assert.deepEqual(await readdir(elsewhere), []);
      } finally {
        await rm(elsewhere, { recursive: true });
      }
    }));

  it('[D21] a file marked read-only, or a link, is not replaced, and the reason says what to do', () =>
    withWorkbook(async (folder, path) => {
      await chmod(path, 0o444);
      const marked = await folder.files.writeBack('a.xlsx', hashOf(first), second);
      assert.ok(!marked.ok && marked.error.code === 'unwritable');
      assert.match(marked.error.reason, /marked read-only/);
      await symlink(path, folder.at('link.xlsx'));
      const linked = await folder.files.writeBack('link.xlsx', hashOf(first), second);
      assert.ok(!linked.ok && linked.error.code === 'unwritable');
      assert.match(linked.error.reason, /link/);
    }));

  it('[D21] a full disk or a name too long is told as such', () =>
    withWatchedFolder(
      {},
      async (folder) => {
        const full = await folder.files.writeBack('a.xlsx', null, second);
        assert.ok(!full.ok && full.error.code === 'unwritable');
        assert.match(full.error.reason, /disk is full/);
        const long = await folder.files.writeBack(`${'a'.repeat(300)}.xlsx`, null, second);
        assert.ok(!long.ok && long.error.code === 'unwritable');
        assert.match(long.error.reason, /name is too long/);
      },
      () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      },
    ));

  it('[D22] reading gives what the file holds now, null when it is not there, and a problem when it cannot be read', () =>
    withWorkbook(async (folder, path) => {
      await utimes(path, new Date('2026-01-02T03:04:05.500Z'), new Date('2026-01-02T03:04:05.500Z'));
      const read = await folder.files.read('a.xlsx');
      assert.ok(read.ok && read.value !== null);
      const { bytes, ...rest } = read.value;
      assert.deepEqual(Buffer.from(bytes), Buffer.from(first));
      assert.deepEqual(rest, { path: 'a.xlsx', sha256: hashOf(first), modified: '2026-01-02T03:04:05.500Z' });
      assert.deepEqual(await folder.files.read('b.xlsx'), { ok: true, value: null });
      await mkdir(folder.at('c.xlsx'));
      const folderRead = await folder.files.read('c.xlsx');
      assert.ok(!folderRead.ok && folderRead.error.code === 'unreadable');
    }));
});

describe('the watched folder: notes and copies', () => {
  const note = 'a.xlsx - inbox report.txt';

  it('[D18] the note beside a file holds the text, and goes when there is nothing to say', () =>
    withWorkbook(async (folder) => {
      await folder.start();
      await folder.sees(['settled a.xlsx']);
      assert.ok((await folder.files.writeReport('a.xlsx', '2 cells refused: é')).ok);
      assert.equal(await readFile(folder.at(note), 'utf8'), '2 cells refused: é');
      assert.ok((await folder.files.writeReport('a.xlsx', '1 cell refused')).ok);
      assert.equal(await readFile(folder.at(note), 'utf8'), '1 cell refused');
      for (let times = 0; times < 2; times++) assert.ok((await folder.files.clearReport('a.xlsx')).ok);
      assert.deepEqual(await readdir(folder.root), ['a.xlsx']);
      await folder.sees([]);
    }));

  it('[D18] a note whose text stays the same is not written again', () =>
    withWorkbook(async (folder) => {
      await folder.files.writeReport('a.xlsx', 'same');
      const before = await lstat(folder.at(note));
      await folder.files.writeReport('a.xlsx', 'same');
      const after = await lstat(folder.at(note));
      assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
    }));

  it('[D18] a note that cannot be written is a problem, not silence', () =>
    withWorkbook(async (folder) => {
      await mkdir(folder.at(note));
      const result = await folder.files.writeReport('a.xlsx', 'text');
      assert.ok(!result.ok);
    }));

  it('[D19] a copy is told by its name and the original beside it', () =>
    withWatchedFolder({}, async (folder) => {
      await mkdir(folder.at('sub'));
      await writeFile(folder.at('sub/Plan.xlsx'), first);
      await writeFile(folder.at('sub/Plan-Final.xlsx'), first);
      const copies = [
        'Plan-DESKTOP-7F3K2.xlsx',
        'Plan (1).xlsx',
        'Plan (12).xlsx',
        'Plan - Copy.xlsx',
        'Plan - Copy (2).xlsx',
        'Plan (conflicted copy 2026-11-22).xlsx',
        "Plan (Ada Lovelace's conflicted copy 2026-11-22).xlsx",
        'Plan.sync-conflict-20261122-101010-ABCDEFG.xlsx',
        'Plan_conflict-20261122-101010.xlsx',
      ];
      for (const name of copies) assert.equal(await folder.files.conflictCopyOf(`sub/${name}`), 'sub/Plan.xlsx', name);
      assert.equal(await folder.files.conflictCopyOf('sub/Plan-Final-HOST.xlsx'), 'sub/Plan-Final.xlsx');
      const others = [
        'sub/Plan.xlsx',
        'sub/Plan2.xlsx',
        'sub/Plan (final).xlsx',
        'sub/Plan - B.xlsx',
        'sub/Plan-X.xlsm',
      ];
      for (const path of others) assert.equal(await folder.files.conflictCopyOf(path), null, path);
      assert.equal(await folder.files.conflictCopyOf('Plan (1).xlsx'), null);
    }));
});
