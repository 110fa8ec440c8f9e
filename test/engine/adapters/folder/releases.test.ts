import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createReleases } from '#engine/adapters/folder/releases';
import { systemClock } from '#engine/adapters/system/clock';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { fastFolder } from '#test/support/watched-folder';

describe('releases', () => {
  it('[D17] the moment without a lock while LibreOffice saves is not taken for a release', () =>
    withTemporaryFolder(async (root) => {
      let timer: (() => void) | null = null;
      const clock = {
        ...systemClock,
        after(_milliseconds: number, run: () => void): () => void {
          timer = run;
          return () => {
            timer = null;
          };
        },
      };
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      const releases = createReleases({ ...fastFolder, root, clock, log });
      const lock = join(root, '.~lock.a.xlsx#');
      let calls = 0;
      /** One look at the lock: the timer ends, and either the next one begins or the waiting is over. */
      const look = async (): Promise<void> => {
        const run = timer;
        timer = null;
        assert.ok(run !== null);
        run();
        while (timer === null && calls === 0) await sleep(1);
      };

      await writeFile(lock, '');
      releases.wait('a.xlsx', () => {
        calls++;
      });
      for (let saves = 0; saves < 5; saves++) {
        await look();
        await rm(lock);
        await look();
        await writeFile(lock, '');
      }
      await look();
      assert.equal(calls, 0);
      await rm(lock);
      await look();
      await look();
      assert.equal(calls, 1);
      assert.equal(timer, null);
    }));
});
