import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDiskStore } from '#engine/adapters/evidence/disk-store';
import { describeEvidenceStore } from '#test/contracts/evidence-store-contract';
import { withFullDisk } from '#test/support/full-disk';
import { bytesOf, sha256Of } from '#test/support/memory-evidence';
import { openTemporaryFolder, withTemporaryFolder } from '#test/support/temporary-folder';

describeEvidenceStore('a folder', async () => {
  const { folder, remove } = await openTemporaryFolder();
  return { store: await openDiskStore(join(folder, 'contents')), end: remove };
});

describe('evidence in a folder', () => {
  it('[N20] lies under its hash, in a file nobody writes to, and is there after a restart', () =>
    withTemporaryFolder(async (root) => {
      const folder = join(root, 'contents');
      const content = { sha256: sha256Of('proof'), size: 5 };
      assert.ok((await (await openDiskStore(folder)).put(content, () => bytesOf('proof'))).ok);
      const path = join(folder, content.sha256.slice(0, 2), content.sha256);
      assert.equal(await readFile(path, 'utf8'), 'proof');
      if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o400);
      const again = await openDiskStore(folder);
      assert.deepEqual(await again.has(content), { ok: true, value: true });
    }));

  it('[N9] a full disk is said to be full, and nothing is left of what did not fit', () =>
    withTemporaryFolder(async (root) => {
      const folder = join(root, 'contents');
      const store = await openDiskStore(folder);
      const content = { sha256: sha256Of('proof'), size: 5 };
      const put = () => store.put(content, () => bytesOf('proof'));
      const refused = await withFullDisk(root, put);
      assert.equal(!refused.ok && refused.error.code, 'disk-full');
      assert.deepEqual(
        [await store.has(content), await readdir(join(folder, 'new'))],
        [{ ok: true, value: false }, []],
      );
      assert.ok((await put()).ok);
    }));

  it('[N21] a content that was cut off is not there, and what a killed process left is cleared away', () =>
    withTemporaryFolder(async (root) => {
      const folder = join(root, 'contents');
      const store = await openDiskStore(folder);
      const content = { sha256: sha256Of('proof'), size: 5 };
      const broken = async function* () {
        yield Buffer.from('pro');
        throw new Error('The disk went away');
      };
      await assert.rejects(store.put(content, broken), /went away/);
      assert.deepEqual(await store.has(content), { ok: true, value: false });
      assert.deepEqual(await readdir(join(folder, 'new')), []);
      await writeFile(join(folder, 'new', 'left-behind'), 'pro');
      await openDiskStore(folder);
      assert.deepEqual(await readdir(join(folder, 'new')), []);
    }));
});
