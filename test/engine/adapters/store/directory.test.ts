import assert from 'node:assert/strict';
import { openDirectory } from '#engine/adapters/store/directory';
import type { Directory, Person } from '#engine/app/ports';
import type { UserId } from '#engine/contract/model/ids';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

const ada = person('u1', 'Ada Lovelace', 'ada@example.org');
const bob = person('u2', 'Bob Ross', null);

describe('the directory of people', () => {
  it('[J13] keeps people over a restart and a power cut once they are put', async () => {
    const disk = new SimulatedDisk(seededRandom(1));
    const directory = await open(disk);
    assert.deepEqual(directory.all(), []);
    await Promise.all([directory.put(ada), directory.put(bob), directory.put({ ...ada, name: 'Ada King' })]);
    disk.cutPower();
    const again = await open(disk);
    assert.deepEqual(again.all(), [{ ...ada, name: 'Ada King' }, bob]);
    assert.equal(again.byId(ada.id)?.name, 'Ada King');
    assert.equal(again.byId('nobody' as UserId), null);
  });

  it('[J13] finds people by address or name, letter case aside, and nobody by a name that two share', async () => {
    const directory = await open(new SimulatedDisk(seededRandom(1)));
    await directory.put(ada);
    await directory.put(bob);
    assert.equal(directory.find(' ADA@Example.org ')?.id, 'u1');
    assert.equal(directory.find('bob ross')?.id, 'u2');
    assert.equal(directory.find(''), null);
    assert.equal(directory.find('__proto__'), null);
    await directory.put(person('u3', 'BOB ROSS', 'bob@example.org'));
    assert.equal(directory.find('Bob Ross'), null);
    await directory.put(person('u3', 'Former user', null));
    assert.equal(directory.find('Bob Ross')?.id, 'u2');
  });

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
