import assert from 'node:assert/strict';
import { appendFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openUploadFolder } from '#engine/adapters/evidence/upload-folder';
import type { UploadId } from '#engine/contract/model/evidence';
import { describeUploadArea, sampleUpload } from '#test/contracts/upload-area-contract';
import { withFullDisk } from '#test/support/full-disk';
import { bytesOf, collect } from '#test/support/memory-evidence';
import { openTemporaryFolder, withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

describeUploadArea('a folder', async () => {
  const { folder, remove } = await openTemporaryFolder();
  return { area: await openUploadFolder(join(folder, 'uploads'), silentLog), end: remove };
});

describe('uploads in a folder', () => {
  const { id } = sampleUpload;
  const open = (root: string) => openUploadFolder(join(root, 'uploads'), silentLog);

  it('[N3] go on after a restart where they stood', () =>
    withTemporaryFolder(async (root) => {
      const area = await open(root);
      await area.begin(sampleUpload);
      await area.append(id, bytesOf('abcdef'));
      const again = await open(root);
      assert.deepEqual(again.find(id), sampleUpload);
      assert.equal(again.received(id), 6);
      assert.ok((await again.append(id, bytesOf('ghij'))).ok);
      assert.equal(Buffer.from(await collect(again.read(id))).toString(), 'abcdefghij');
    }));

  it('[N3] count only what was synced: bytes a power cut left behind it are written over', () =>
    withTemporaryFolder(async (root) => {
      const area = await open(root);
      await area.begin(sampleUpload);
      await area.append(id, bytesOf('abc'));
      await appendFile(join(root, 'uploads', `${id}.part`), '\0\0\0\0');
      const again = await open(root);
      assert.equal(again.received(id), 3);
      assert.ok((await again.append(id, bytesOf('defghij'))).ok);
      assert.equal(Buffer.from(await collect(again.read(id))).toString(), 'abcdefghij');
    }));

  it('[N3] begin anew where the count is lost or there are fewer bytes than counted', () =>
    withTemporaryFolder(async (root) => {
      const area = await open(root);
      await area.begin(sampleUpload);
      await area.append(id, bytesOf('abcdef'));
      await truncate(join(root, 'uploads', `${id}.part`), 2);
      assert.equal((await open(root)).received(id), 2);
      await writeFile(join(root, 'uploads', `${id}.received`), '');
      assert.equal((await open(root)).received(id), 0);
    }));

  it('[N9] say that the disk is full, keep what they have, and go on when there is room', () =>
    withTemporaryFolder(async (root) => {
      const area = await open(root);
      await area.begin(sampleUpload);
      await area.append(id, bytesOf('abc'));
      const refused = await withFullDisk(root, () => area.append(id, bytesOf('defghij')));
      assert.equal(!refused.ok && refused.error.code, 'disk-full');
      assert.equal(area.received(id), 3);
      const another = { ...sampleUpload, id: 'upload-2' as UploadId };
      const begun = await withFullDisk(root, () => area.begin(another));
      assert.equal(!begun.ok && begun.error.code, 'disk-full');
      assert.equal(area.find(another.id), null);
      assert.ok((await area.append(id, bytesOf('defghij'))).ok);
      assert.equal(Buffer.from(await collect(area.read(id))).toString(), 'abcdefghij');
    }));

  it('[N5] leave no file behind, neither discarded nor cut off as they began', () =>
    withTemporaryFolder(async (root) => {
      const folder = join(root, 'uploads');
      const area = await open(root);
      await area.begin(sampleUpload);
      await area.append(id, bytesOf('abc'));
      await area.discard(id);
      assert.deepEqual(await readdir(folder), []);
      await writeFile(join(folder, 'half.json'), '{"id":"ha');
      await writeFile(join(folder, 'half.part'), 'x');
      await writeFile(join(folder, 'lone.part'), 'x');
      assert.deepEqual((await open(root)).all(), []);
      assert.deepEqual(await readdir(folder), []);
    }));
});
