import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#engine/adapters/system/clock';
import {
  deleteAndRecreate,
  openInExcel,
  openInLibreOffice,
  renameOver,
  saveLikeExcel,
  saveLikeLibreOffice,
  slowCopy,
  syncInParts,
  touch,
  zipSaying,
} from '#test/support/folder-saves';
import { hashOf, type WatchedFolderTest, withWatchedFolder } from '#test/support/watched-folder';

const first = zipSaying('first');
const second = zipSaying('second');
const third = zipSaying('third');

/** A watched `a.xlsx` holding `first` that has been reported. */
function withOneWorkbook(
  run: (folder: WatchedFolderTest, path: string) => Promise<void>,
  options: Parameters<typeof withWatchedFolder>[0] = {},
): Promise<void> {
  return withWatchedFolder(options, async (folder) => {
    await writeFile(folder.at('a.xlsx'), first);
    await folder.start();
    await folder.sees(['settled a.xlsx']);
    await run(folder, folder.at('a.xlsx'));
  });
}

/** No rescan while the test runs. */
const eventsAlone = { rescan: 60_000 };

describe('the watched folder: saves', () => {
  const saves: readonly [string, (path: string, bytes: Uint8Array) => Promise<void>][] = [
    ['an Excel save', saveLikeExcel],
    ['a slow Excel save', (path, bytes) => saveLikeExcel(path, bytes, 60)],
    ['a LibreOffice save', saveLikeLibreOffice],
    ['a slow write in place', (path, bytes) => slowCopy(path, bytes, 12, 15)],
    ['a copy that pauses for longer than a file takes to settle', (path, bytes) => slowCopy(path, bytes, 3, 120)],
    ['a quick delete and recreate', (path, bytes) => deleteAndRecreate(path, bytes, 10)],
    ['a slow delete and recreate', (path, bytes) => deleteAndRecreate(path, bytes, 100)],
    ['a rename over it', renameOver],
    ['a sync that fills the file in parts', (path, bytes) => syncInParts(path, bytes, 3, 100)],
  ];
  for (const [name, save] of saves) {
    it(`[D1] ${name} is reported once, with its last content`, () =>
      withOneWorkbook(async (folder, path) => {
        await save(path, second);
        await folder.sees(['settled a.xlsx']);
        assert.deepEqual(folder.reports.at(-1), { kind: 'settled', path: 'a.xlsx', sha256: hashOf(second) });
      }, eventsAlone));
  }

  it('[D1] saves while Excel or LibreOffice has the workbook open are reported as they come', () =>
    withOneWorkbook(async (folder, path) => {
      const closeExcel = await openInExcel(path);
      await saveLikeExcel(path, second);
      await folder.sees(['settled a.xlsx']);
      await closeExcel();
      const closeLibreOffice = await openInLibreOffice(path);
      await saveLikeLibreOffice(path, third, 20);
      await folder.sees(['settled a.xlsx']);
      await closeLibreOffice();
      await folder.sees([]);
    }));

  it('[D1] a content that comes back after another is reported again', () =>
    withOneWorkbook(async (folder, path) => {
      await renameOver(path, second);
      await folder.sees(['settled a.xlsx']);
      await renameOver(path, first);
      await folder.sees(['settled a.xlsx']);
    }));

  it('[D1] a workbook in a new folder is reported by its event', () =>
    withWatchedFolder(eventsAlone, async (folder) => {
      await folder.start();
      await mkdir(folder.at('new/deeper'), { recursive: true });
      await writeFile(folder.at('new/deeper/a.xlsx'), first);
      await folder.sees(['settled new/deeper/a.xlsx']);
    }));

  it('[D1] a save that comes right after the engine has written is reported by its event', () =>
    withOneWorkbook(
      async (folder, path) => {
        for (let times = 0; times < 20; times++) {
          const written = zipSaying(`engine ${times}`);
          const expected = await folder.files.read('a.xlsx');
          assert.ok(expected.ok && expected.value !== null);
          assert.ok((await folder.files.writeBack('a.xlsx', expected.value.sha256, written)).ok);
          await sleep(times * 5);
          await saveLikeExcel(path, zipSaying(`person ${times}`));
          await folder.sees(['settled a.xlsx']);
        }
      },
      { ...eventsAlone, settle: 10 },
    ));

  it('[D1] of saves in quick succession only the one that stays is reported', () =>
    withOneWorkbook(
      async (folder, path) => {
        for (let times = 0; times < 10; times++) {
          await renameOver(path, zipSaying(`save ${times}`));
          await sleep(20);
        }
        await folder.sees(['settled a.xlsx']);
        const last = hashOf(zipSaying('save 9'));
        assert.deepEqual(folder.reports.at(-1), { kind: 'settled', path: 'a.xlsx', sha256: last });
      },
      { settle: 300 },
    ));

  it('[D2] a workbook that is touched, or saved again with the same bytes, is not reported', () =>
    withOneWorkbook(async (folder, path) => {
      await touch(path);
      await folder.sees([]);
      await saveLikeExcel(path, first);
      await writeFile(path, first);
      await folder.sees([]);
    }));

  it('[D3] everything present at the start is reported, whatever was saved while nobody watched', () =>
    withWatchedFolder({}, async (folder) => {
      await mkdir(folder.at('Group A'));
      await writeFile(folder.at('a.xlsx'), first);
      await writeFile(folder.at('Group A/b.XLSM'), first);
      const stop = await folder.start();
      await folder.sees(['settled Group A/b.XLSM', 'settled a.xlsx']);
      await stop();
      await saveLikeExcel(folder.at('a.xlsx'), second);
      await folder.sees([]);
      await folder.start();
      await folder.sees(['settled a.xlsx', 'settled Group A/b.XLSM']);
    }));

  it('[D4] new, changed and deleted workbooks are found without any event', () =>
    withOneWorkbook(
      async (folder, path) => {
        await saveLikeExcel(path, second);
        await mkdir(folder.at('sub'));
        await writeFile(folder.at('sub/b.xlsx'), first);
        await folder.sees(['settled a.xlsx', 'settled sub/b.xlsx']);
        await rm(path);
        await folder.sees(['gone a.xlsx']);
      },
      { events: false },
    ));

  it('[D4] a change that keeps size and modification time is found without any event', () =>
    withOneWorkbook(
      async (folder, path) => {
        const modified = new Date('2026-01-02T03:04:05.000Z');
        await utimes(path, modified, modified);
        await folder.sees([]);
        await writeFile(path, zipSaying('tsrif'));
        await utimes(path, modified, modified);
        await folder.sees(['settled a.xlsx']);
      },
      { events: false },
    ));
});

describe('the watched folder: where files are', () => {
  it('[D5] a renamed or moved workbook is gone there and settled here', () =>
    withOneWorkbook(async (folder, path) => {
      await rename(path, folder.at('b.xlsx'));
      await folder.sees(['gone a.xlsx', 'settled b.xlsx']);
      await mkdir(folder.at('sub/deeper'), { recursive: true });
      await rename(folder.at('b.xlsx'), folder.at('sub/deeper/b.xlsx'));
      await folder.sees(['gone b.xlsx', 'settled sub/deeper/b.xlsx']);
      await rename(folder.at('sub'), folder.at('Group B'));
      const moved = ['gone sub/deeper/b.xlsx', 'settled Group B/deeper/b.xlsx'];
      await folder.sees(moved);
      await rename(folder.at('Group B/deeper/b.xlsx'), path);
      await folder.sees(['gone Group B/deeper/b.xlsx', 'settled a.xlsx']);
    }));

  it('[D5] a copy is reported for itself', () =>
    withOneWorkbook(async (folder, path) => {
      await copyFile(path, folder.at('a (1).xlsx'));
      await folder.sees(['settled a (1).xlsx']);
    }));

  it('[D5] folders are looked into as deep as set and no deeper', () =>
    withWatchedFolder({ depth: 1 }, async (folder) => {
      await mkdir(folder.at('one/two'), { recursive: true });
      await writeFile(folder.at('one/a.xlsx'), first);
      await writeFile(folder.at('one/two/b.xlsx'), first);
      await folder.start();
      await folder.sees(['settled one/a.xlsx']);
      await writeFile(folder.at('one/two/c.xlsx'), first);
      await writeFile(folder.at('one/d.xlsx'), first);
      await folder.sees(['settled one/d.xlsx']);
    }));

  it('[D5] linked files and folders are left alone', () =>
    withWatchedFolder({}, async (folder) => {
      const elsewhere = await mkdtemp(join(tmpdir(), 'controlbook-elsewhere-'));
      try {
        await writeFile(join(elsewhere, 'a.xlsx'), first);
        await symlink(join(elsewhere, 'a.xlsx'), folder.at('link.xlsx'));
        await symlink(elsewhere, folder.at('linked'));
        await folder.start();
        await folder.sees([]);
        await writeFile(join(elsewhere, 'a.xlsx'), second);
        await writeFile(folder.at('mine.xlsx'), first);
        await folder.sees(['settled mine.xlsx']);
      } finally {
        await rm(elsewhere, { recursive: true });
      }
    }));

  it('[D5] past the set number of workbooks the rest is left out, and the log says so', () =>
    withWatchedFolder({ maxFiles: 2 }, async (folder) => {
      for (const name of ['a', 'b', 'c']) await writeFile(folder.at(`${name}.xlsx`), first);
      await folder.start();
      await sleep(300);
      assert.equal(folder.reports.length, 2);
      assert.equal(folder.messages.filter((message) => message.includes('More than 2 workbooks')).length, 1);
    }));

  it('[D6] what programs leave for a moment, hidden files, notes and other kinds are not reported', () =>
    withWatchedFolder({}, async (folder) => {
      await folder.start();
      await mkdir(folder.at('.git'));
      await mkdir(folder.at('$RECYCLE.BIN'));
      const names = ['~$a.xlsx', '.~lock.a.xlsx#', '.hidden.xlsx', 'lu12345abc.tmp', 'a.xlsx.tmp', '1A2B3C4D', 'a.csv'];
      const places = [...names, 'a.xlsx - inbox report.txt', '.git/a.xlsx', '$RECYCLE.BIN/a.xlsx', '~save.xlsx'];
      for (const place of places) await writeFile(folder.at(place), first);
      await folder.sees([]);
    }));

  it('[D6] a folder that is named like a date or like a workbook is a folder', () =>
    withWatchedFolder(eventsAlone, async (folder) => {
      for (const name of ['20261122', 'old.xlsx']) await mkdir(folder.at(name));
      await writeFile(folder.at('old.xlsx/a.xlsx'), first);
      await folder.start();
      await folder.sees(['settled old.xlsx/a.xlsx']);
      await writeFile(folder.at('old.xlsx/a.xlsx'), second);
      await writeFile(folder.at('20261122/a.xlsx'), first);
      await folder.sees(['settled 20261122/a.xlsx', 'settled old.xlsx/a.xlsx']);
    }));
});

describe('the watched folder: files that are not whole', () => {
  it('[D7] an empty, cut or sparse file waits, and is reported once it is whole', () =>
    withWatchedFolder({ giveUp: 60_000 }, async (folder) => {
      await folder.start();
      await writeFile(folder.at('empty.xlsx'), '');
      await writeFile(folder.at('cut.xlsx'), second.subarray(0, second.length - 10));
      await writeFile(folder.at('sparse.xlsx'), '');
      await truncate(folder.at('sparse.xlsx'), 100_000);
      await folder.sees([]);
      for (const name of ['empty', 'cut', 'sparse']) await writeFile(folder.at(`${name}.xlsx`), second);
      const whole = ['settled cut.xlsx', 'settled empty.xlsx', 'settled sparse.xlsx'];
      await folder.sees(whole);
    }));

  it('[D7] a file that stays unfinished is refused once, and still taken when it becomes whole', () =>
    withWatchedFolder({}, async (folder) => {
      await writeFile(folder.at('empty.xlsx'), '');
      await writeFile(folder.at('cut.xlsx'), second.subarray(0, second.length - 10));
      await folder.start();
      const refused = ['refused cut.xlsx incomplete', 'refused empty.xlsx empty'];
      await folder.sees(refused);
      await folder.sees([]);
      await writeFile(folder.at('cut.xlsx'), second);
      await folder.sees(['settled cut.xlsx']);
    }));

  it('[D7] a refused workbook that gets its old content back is reported again', () =>
    withOneWorkbook(async (folder, path) => {
      await writeFile(path, first.subarray(0, first.length - 10));
      await folder.sees(['refused a.xlsx incomplete']);
      await writeFile(path, first);
      await folder.sees(['settled a.xlsx']);
    }));

  it('[D7] a file that seems to be kept online only is read when waiting ends, not before', () =>
    withWatchedFolder({}, async (folder) => {
      // A whole file without blocks cannot be made here; of this one only reading tells that it is not whole.
      await writeFile(folder.at('sparse.xlsx'), '');
      await truncate(folder.at('sparse.xlsx'), 5000);
      await folder.start();
      await folder.sees([]);
      await folder.sees(['refused sparse.xlsx incomplete']);
      assert.ok(folder.messages.some((message) => message.includes('not a whole .xlsx workbook')));
    }));

  it('[D8] a file over the size limit is refused without being read, and taken when it has become smaller', () =>
    withWatchedFolder({ maxBytes: 2000 }, async (folder) => {
      await writeFile(folder.at('big.xlsx'), zipSaying('big', 2000));
      await folder.start();
      await folder.sees(['refused big.xlsx too-large']);
      await writeFile(folder.at('big.xlsx'), first);
      await folder.sees(['settled big.xlsx']);
    }));
});

describe('the watched folder: files that go', () => {
  it('[D9] a workbook is gone only when it stays away, and new again when it comes back', () =>
    withOneWorkbook(
      async (folder, path) => {
        await deleteAndRecreate(path, first, 200);
        await folder.sees([]);
        await rm(path);
        await folder.sees(['gone a.xlsx']);
        await writeFile(path, first);
        await folder.sees(['settled a.xlsx']);
      },
      { events: false, rescan: 30, gone: 500 },
    ));

  it('[D9] a file that was never reported goes without a word', () =>
    withWatchedFolder({}, async (folder) => {
      await folder.start();
      await writeFile(folder.at('a.xlsx'), '');
      await sleep(80);
      await rm(folder.at('a.xlsx'));
      await folder.sees([]);
    }));

  it('[D9] while the folder itself is away nothing is gone; when it is back saves are reported', () =>
    withOneWorkbook(async (folder, path) => {
      await rename(folder.root, `${folder.root}-away`);
      await mkdir(folder.root); // what an unmounted drive leaves
      await folder.sees([]);
      await rm(folder.root, { recursive: true });
      await rename(`${folder.root}-away`, folder.root);
      await saveLikeExcel(path, second);
      await folder.sees(['settled a.xlsx']);
    }));

  it('[D9] a folder that is not there cannot be opened', () =>
    withWatchedFolder({}, async (folder) => {
      await assert.rejects(
        withWatchedFolder({ root: folder.at('nowhere') }, async () => {}),
        /ENOENT|is not a folder/,
      );
      await writeFile(folder.at('file'), '');
      await assert.rejects(
        withWatchedFolder({ root: folder.at('file') }, async () => {}),
        /is not a folder/,
      );
    }));
});

describe('the watched folder: calls', () => {
  it('[D10] calls for one path never overlap, and content saved during one is reported after it', () =>
    withWatchedFolder({}, async (folder) => {
      let running = 0;
      await writeFile(folder.at('a.xlsx'), first);
      await folder.start({
        async settled() {
          assert.equal(++running, 1);
          await sleep(150);
          running--;
        },
      });
      await sleep(100);
      await saveLikeExcel(folder.at('a.xlsx'), second);
      await folder.sees(['settled a.xlsx', 'settled a.xlsx']);
      assert.deepEqual(folder.messages, []);
    }));

  it('[D10] a call that fails is logged and made again until it succeeds', () =>
    withWatchedFolder({}, async (folder) => {
      const failuresByCall = new Map<string, number>();
      const failTwice = async (call: string): Promise<void> => {
        const failures = failuresByCall.get(call) ?? 0;
        failuresByCall.set(call, failures + 1);
        if (failures < 2) throw new Error('not now');
      };
      await writeFile(folder.at('a.xlsx'), first);
      await writeFile(folder.at('b.xlsx'), zipSaying('big', 5000));
      const also = {
        settled: () => failTwice('settled'),
        gone: () => failTwice('gone'),
        refused: () => failTwice('refused'),
      };
      await folder.start(also);
      await folder.sees(['settled a.xlsx', 'settled b.xlsx']);
      await rm(folder.at('a.xlsx'));
      await folder.sees(['gone a.xlsx']);
      assert.deepEqual([...failuresByCall.values()].sort(), [3, 4]);
      assert.equal(folder.messages.filter((message) => message.startsWith('error:')).length, 4);
    }));

  it('[D10] a refusal whose call fails is made again, and only once when it succeeds', () =>
    withWatchedFolder({ maxBytes: 1000 }, async (folder) => {
      let calls = 0;
      await writeFile(folder.at('b.xlsx'), zipSaying('big', 5000));
      await folder.start({
        async refused() {
          if (++calls < 3) throw new Error('not now');
        },
      });
      await folder.sees(['refused b.xlsx too-large']);
      assert.equal(calls, 3);
    }));

  it('[D10] content whose call keeps failing makes way for newer content', () =>
    withWatchedFolder({}, async (folder) => {
      await writeFile(folder.at('a.xlsx'), first);
      await folder.start({
        async settled(file) {
          if (file.sha256 === hashOf(first)) throw new Error('never');
        },
      });
      await sleep(200);
      await saveLikeExcel(folder.at('a.xlsx'), second);
      await folder.sees(['settled a.xlsx']);
      assert.ok(folder.messages.some((message) => message.includes('what it held before is given up')));
    }));

  it('[D10] content whose call failed is reported again when the file is saved with the same content', () =>
    withWatchedFolder({ retry: 60_000 }, async (folder) => {
      let calls = 0;
      await writeFile(folder.at('a.xlsx'), first);
      await folder.start({
        async settled() {
          if (++calls < 3) throw new Error('not now');
        },
      });
      await sleep(150);
      assert.equal(calls, 1);
      await saveLikeExcel(folder.at('a.xlsx'), first);
      await folder.sees(['settled a.xlsx']);
      assert.equal(calls, 3);
    }));

  it('[D11] stop waits for the call under way, ends all timers, and may be called twice', async () => {
    let timers = 0;
    const clock = {
      ...systemClock,
      after(milliseconds: number, run: () => void): () => void {
        let isOpen = true;
        timers++;
        const close = (): void => {
          if (isOpen) timers--;
          isOpen = false;
        };
        const cancel = systemClock.after(milliseconds, () => {
          close();
          run();
        });
        return () => {
          close();
          cancel();
        };
      },
    };
    const watchers = (): number => process.getActiveResourcesInfo().filter((name) => name.startsWith('FSEvent')).length;
    const before = watchers();
    await withWatchedFolder({ clock }, async (folder) => {
      await writeFile(folder.at('a.xlsx'), first);
      await writeFile(folder.at('b.xlsx'), '');
      let isDone = false;
      let begin = (): void => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const stop = await folder.start({
        async settled() {
          begin();
          await sleep(100);
          isDone = true;
        },
      });
      folder.files.onReleased('a.xlsx', () => assert.fail('called off by the stop'));
      await begun;
      await Promise.all([stop(), stop()]);
      assert.ok(isDone);
      assert.equal(timers, 0);
      folder.files.onReleased('a.xlsx', () => assert.fail('nothing waits after the stop'));
      assert.equal(timers, 0);
      await saveLikeExcel(folder.at('a.xlsx'), second);
      await stop();
      await folder.sees(['settled a.xlsx']);
      assert.equal(watchers(), before);
    });
  });
});
