import assert from 'node:assert/strict';
import { openDirectory } from '#engine/adapters/store/directory';
import type { Directory, Person } from '#engine/app/ports';
import type { UserId } from '#engine/contract/model/ids';
import { describeDirectory } from '#test/contracts/directory-contract';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const ada = person('u1', 'Ada Lovelace', 'ada@example.org');
const bob = person('u2', 'Bob Ross', null);

describeDirectory('a file', async () => {
  const disk = new SimulatedDisk(seededRandom(1));
  return { open: () => open(disk), end: async () => disk.cutPower() };
});

describe('the directory of people', () => {
  it('[J13] does not know a person whose writing failed, and takes the next', async () => {
    const disk = new SimulatedDisk(seededRandom(1));
    const directory = await open(disk);
    disk.free = 10;
    await assert.rejects(directory.put(ada), /ENOSPC/);
    assert.equal(directory.byId(ada.id), null);
    disk.free = null;
    await directory.put(bob);
    assert.deepEqual((await open(disk)).all(), [bob]);
  });

  it('[J13] forgets a name for good: the file holds nothing of it any more', async () => {
    const disk = new SimulatedDisk(seededRandom(1));
    const directory = await open(disk);
    await directory.put(ada);
    await directory.put(person('u1', 'Former user', null));
    const files = disk.files('/data').map((path) => Buffer.from(disk.file(path).seen).toString('utf8'));
    assert.doesNotMatch(files.join(), /Lovelace/);
  });

  it('[J14] is refused with its file and reason when it was damaged, and is left as it is', async () => {
    const bad = [
      '',
      '{',
      '[]',
      '{"version":1}',
      '{"version":1,"people":[{}]}',
      '{"version":1,"people":[{"id":"a b","name":"A","email":null,"source":"machine"}]}',
      `{"version":1,"people":[${JSON.stringify(ada)},${JSON.stringify(ada)}]}`,
      '{"version":2,"people":[]}',
    ];
    for (const text of bad) {
      const disk = new SimulatedDisk(seededRandom(1));
      const file = await disk.open('/data/directory.json', 'create');
      await file.write(Buffer.from(text), 0);
      const opened = await openDirectory('/data', disk);
      assert.ok(!opened.ok, text);
      assert.match(opened.error.message, /directory\.json.*(backup|later Controlbook)/);
      assert.equal(Buffer.from(disk.file('/data/directory.json').seen).toString('utf8'), text);
    }
  });
});

async function open(disk: SimulatedDisk): Promise<Directory> {
  const opened = await openDirectory('/data', disk);
  assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
  return opened.value;
}

function person(id: string, name: string, email: string | null): Person {
  return { id: id as UserId, name, email, source: 'directory' };
}
