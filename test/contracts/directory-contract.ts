import assert from 'node:assert/strict';
import type { Directory, Person } from '#engine/app/ports';
import type { UserId } from '#engine/contract/model/ids';

export type DirectoryKeeper = {
  open(): Promise<Directory>;
  /** Ends the process that had it open, as hard as can be. */
  end(): Promise<void>;
};

/** What every directory of people promises, whatever it is kept in. `start` gives an empty one. */
export function describeDirectory(name: string, start: () => Promise<DirectoryKeeper>): void {
  describe(`the directory kept in ${name}`, () => {
    let keeper: DirectoryKeeper;

    beforeEach(async () => {
      keeper = await start();
    });
    afterEach(async () => {
      await keeper.end();
    });

    it('[J13] keeps people over a restart once they are put', async () => {
      const directory = await keeper.open();
      assert.deepEqual(directory.all(), []);
      await Promise.all([directory.put(ada), directory.put(bob), directory.put({ ...ada, name: 'Ada King' })]);
      await keeper.end();
      const again = await keeper.open();
      assert.deepEqual(byId(again.all()), [{ ...ada, name: 'Ada King' }, bob]);
      assert.equal(again.byId(ada.id)?.name, 'Ada King');
      assert.equal(again.byId('nobody' as UserId), null);
    });

    it('[J13] finds people by address or name, letter case aside, and nobody by a name that two share', async () => {
      const directory = await keeper.open();
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

    it('[J13] takes no person without an id or a name, and goes on', async () => {
      const directory = await keeper.open();
      assert.throws(() => void directory.put({ ...ada, id: 'a b' as UserId }), /needs an id/);
      await directory.put(bob);
      assert.deepEqual(directory.all(), [bob]);
    });
  });
}

const ada = person('u1', 'Ada Lovelace', 'ada@example.org');
const bob = person('u2', 'Bob Ross', null);

function byId(people: readonly Person[]): readonly Person[] {
  return [...people].sort((one, other) => one.id.localeCompare(other.id));
}

function person(id: string, name: string, email: string | null): Person {
  return { id: id as UserId, name, email, source: 'directory' };
}
