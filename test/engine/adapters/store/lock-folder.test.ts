import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type LockOwner, lockFolder } from '#engine/adapters/store/lock-folder';
import { withTemporaryFolder } from '#test/support/temporary-folder';

describe('the lock of a data folder', () => {
  it('[J10] is free again after its release, and a second release is harmless', async () => {
    await withTemporaryFolder(async (folder) => {
      const first = await take(folder);
      await first.release();
      await first.release();
      assert.deepEqual(await readdir(folder), []);
      const second = await take(folder);
      await first.release();
      assert.equal((await lockFolder(folder)).ok, false);
      await second.release();
    });
  });

  it('[J10] says so where nobody can make a folder', async () => {
    await withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      await assert.rejects(lockFolder(join(folder, 'file', 'data')), { code: 'EEXIST' });
      if (process.platform === 'linux') await assert.rejects(lockFolder('/proc/controlbook/data'), { code: 'ENOENT' });
    });
  });

  it('[J10] is refused while its owner lives, naming process and machine', async () => {
    await withTemporaryFolder(async (folder) => {
      const held = await take(folder);
      const second = await lockFolder(folder);
      assert.ok(!second.ok);
      assert.equal(second.error.owner?.pid, process.pid);
      assert.match(second.error.message, new RegExp(`process ${process.pid} on this machine \\(${hostname()}\\)`));
      await held.release();
    });
  });

  it('[J10] is refused when another machine has it, with the way out', async () => {
    await withTemporaryFolder(async (folder) => {
      await leave(folder, { host: 'elsewhere' });
      const refused = await lockFolder(folder);
      assert.ok(!refused.ok);
      assert.match(refused.error.message, /process \d+ on elsewhere.*no longer runs.*delete .*lock\.7$/);
    });
  });

  it('[J10] is taken over from a process that is gone, that had this pid before, or from before a restart', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'close');
    const left: Readonly<Record<string, Partial<LockOwner>>> = {
      'a dead process': { pid: gone.pid ?? 0 },
      'a pid that was given away': { started: '1' },
      'another start of the machine': { boot: 'before' },
    };
    for (const [name, owner] of Object.entries(left)) {
      await withTemporaryFolder(async (folder) => {
        await leave(folder, owner);
        const taken = await take(folder);
        assert.deepEqual(await readdir(folder), ['lock.8'], name);
        await taken.release();
      });
    }
  });

  it('[J10] is taken over by exactly one of many that find its owner dead', async () => {
    for (let round = 0; round < 30; round += 1) {
      await withTemporaryFolder(async (folder) => {
        await leave(folder, { started: '1' });
        const takers = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)));
        assert.equal(takers.filter(({ ok }) => ok).length, 1);
        assert.equal((await readdir(folder)).length, 1);
      });
    }
  });

  it('[J10] is waited for while it is being written, and taken over when it never was', async () => {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, 'lock.3');
      await writeFile(path, '');
      const owner = JSON.stringify(await ownerOf(folder));
      const waiting = lockFolder(folder);
      await writeFile(path, owner);
      assert.equal((await waiting).ok, false);
      await writeFile(path, '{"pid":');
      await utimes(path, new Date(0), new Date(0));
      await (await take(folder)).release();
    });
  });
});

async function take(folder: string) {
  const taken = await lockFolder(folder);
  assert.ok(taken.ok, taken.ok ? '' : taken.error.message);
  return taken.value;
}

/** What this process writes into a lock. */
async function ownerOf(folder: string): Promise<LockOwner> {
  const own = join(folder, 'own');
  const taken = await take(own);
  const owner = JSON.parse(await readFile(join(own, 'lock.1'), 'utf8')) as LockOwner; // written just now
  await taken.release();
  return owner;
}

/** A lock file of this process, but for what is given. */
async function leave(folder: string, owner: Partial<LockOwner>): Promise<void> {
  const other = await withTemporaryFolder(ownerOf);
  await writeFile(join(folder, 'lock.7'), JSON.stringify({ ...other, ...owner }));
}
