import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type Store, type StoreOptions } from '#engine/adapters/store/open-store';
import type { UserId } from '#engine/contract/model/ids';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const org = partition('org');

describe('the store of a data folder', () => {
  it('[J5] keeps journal, snapshots, directory and installation over a restart', async () => {
    await withTemporaryFolder(async (folder) => {
      const data = join(folder, 'new', 'data');
      const first = await open(data);
      const begun = await first.journal.open(org);
      const answer = await first.journal.append(org, 0, entriesAfter(begun, ['a', 'b']));
      assert.ok(answer.ok);
      await first.snapshots.save({ ...answer.value, state: { a: 1 } });
      await first.directory.put({ id: 'u1' as UserId, name: 'Ada', email: null, source: 'machine' });
      await first.close();
      await first.close();
      for (const trustSnapshots of [false, true]) {
        const again = await open(data, { trustSnapshots });
        assert.deepEqual(await again.journal.heads(), [answer.value]);
        assert.deepEqual(textsOf(await again.journal.read(org, 0, 10)), ['a', 'b']);
        assert.deepEqual((await again.snapshots.load(org))?.state, { a: 1 });
        assert.equal(again.directory.find('ada')?.id, 'u1');
        assert.equal(again.installation.organisation, 'o1');
        await again.close();
      }
      const names = await readdir(data);
      assert.deepEqual(names.sort(), ['directory.json', 'installation.json', 'journal', 'snapshots']);
      assert.match(await readFile(join(data, 'directory.json'), 'utf8'), /^ {6}"name": "Ada",$/m);
    });
  });

  it('[J10] gives the folder free again when something in it stops the start', async () => {
    await withTemporaryFolder(async (data) => {
      await (await open(data)).close();
      await writeFile(join(data, 'directory.json'), '{');
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const refused = await openStore(data, options);
        assert.ok(!refused.ok);
        assert.equal(refused.error.code, 'bad-document');
      }
      assert.deepEqual(
        (await readdir(data)).filter((name) => name.startsWith('lock')),
        [],
      );
    });
  });
});

const options: StoreOptions = {
  log: { info: assert.fail, warn: assert.fail, error: assert.fail },
  fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
  trustSnapshots: false,
};

async function open(data: string, changed: Partial<StoreOptions> = {}): Promise<Store> {
  const opened = await openStore(data, { ...options, ...changed });
  assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
  return opened.value;
}
