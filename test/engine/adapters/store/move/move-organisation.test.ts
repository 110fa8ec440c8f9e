import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '#engine/adapters/store/backup/back-up';
import { restore } from '#engine/adapters/store/backup/restore';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { databaseEnd } from '#engine/adapters/store/move/database-end';
import { folderEnd } from '#engine/adapters/store/move/folder-end';
import type { MoveEnd } from '#engine/adapters/store/move/move-end';
import { moveOrganisation } from '#engine/adapters/store/move/move-organisation';
import { openStore, type Store } from '#engine/adapters/store/open-store';
import { type DatabaseAddress, readDatabaseAddress } from '#engine/adapters/store/postgres/database-address';
import { openPostgresStore } from '#engine/adapters/store/postgres/open-postgres';
import { verifyDatabase } from '#engine/adapters/store/postgres/verify-database';
import type { PartitionHead } from '#engine/app/ports';
import type { UserId } from '#engine/contract/model/ids';
import { failing } from '#test/support/failing-end';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { silent } from '#test/support/postgres-store';
import { openTemporaryFolder } from '#test/support/temporary-folder';

const names = ['org', 'shared', 'group:A', 'group:a', 'group:empty'].map(partition);
const now = (): string => '2026-02-03T04:05:06.000Z';

describe('moving an organisation', () => {
  before(withPostgres);
  let folder = '';
  let remove = async (): Promise<void> => {};
  let address: DatabaseAddress;
  let url = '';

  beforeEach(async () => {
    ({ folder, remove } = await openTemporaryFolder());
    url = await emptyDatabase();
    const read = readDatabaseAddress(url);
    assert.ok(read.ok);
    address = read.value;
  });
  afterEach(() => remove());

  const data = (name = 'data'): string => join(folder, name);
  const inFolder = (name = 'data'): MoveEnd => folderEnd({ data: data(name), other: 'elsewhere', now, log: silent });
  const inDatabase = (organisation: string | null = null): MoveEnd =>
    databaseEnd({ address, organisation, log: silent });
  const move = (from: MoveEnd, to: MoveEnd) => moveOrganisation(from, to, () => {});
  const openFolder = (name = 'data') =>
    openStore(data(name), {
      log: silent,
      fresh: () => ({ organisation: 'fresh', created: 'now' }),
      trustSnapshots: false,
    });
  const openDatabase = () =>
    openPostgresStore({
      address,
      organisation: null,
      log: silent,
      fresh: () => ({ organisation: 'fresh', created: 'now' }),
    });

  /** An organisation in a data folder, with a bit of everything. */
  const fill = async (entries = 2_500): Promise<readonly PartitionHead[]> => {
    const opened = await openStore(data(), {
      ...{ log: silent, trustSnapshots: false },
      fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
    });
    assert.ok(opened.ok);
    const store = opened.value;
    for (const name of names) {
      const head = await store.journal.open(name);
      const count = name === 'group:A' ? entries : name === 'group:empty' ? 0 : 3;
      const texts = Array.from({ length: count }, (_, index) => `${name} =${index} "ü\n\u0000`);
      if (count > 0) await append(store, head, texts);
    }
    await store.directory.put({ id: 'u1' as UserId, name: 'Ada', email: 'ada@example.org', source: 'directory' });
    await store.directory.put({ id: 'u2' as UserId, name: 'Bob', email: null, source: 'claimed' });
    const heads = await store.journal.heads();
    await store.close();
    return heads;
  };
  const append = async (store: Store, head: PartitionHead, texts: readonly string[]): Promise<void> => {
    assert.ok((await store.journal.append(head.partition, head.position, entriesAfter(head, texts))).ok);
  };
  const contentOf = async (store: Store) => ({
    installation: store.installation,
    people: store.directory.all(),
    heads: sorted(await store.journal.heads()),
    texts: textsOf(await store.journal.read(partition('group:A'), 0, 10_000)),
  });
  const closed = async <T>(
    opened: Awaited<ReturnType<typeof openFolder | typeof openDatabase>>,
    use: (store: Store) => Promise<T>,
  ): Promise<T> => {
    assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
    try {
      return await use(opened.value);
    } finally {
      await opened.value.close();
    }
  };

  it('[J30] carries everything there and back, grown in between, with the same chain on both sides', async () => {
    const heads = await fill();
    const before = await closed(await openFolder(), contentOf);
    const there = await move(inFolder(), inDatabase());
    assert.ok(there.ok, there.ok ? '' : there.error.message);
    assert.deepEqual(there.value, { organisation: 'o1', heads: sorted(heads), carried: 2_509, people: 2 });
    const inBetween = await closed(await openDatabase(), async (store) => {
      const content = await contentOf(store);
      const head = heads.find((one) => one.partition === 'group:A') as PartitionHead;
      await append(store, head, ['grown']);
      await store.directory.put({ id: 'u2' as UserId, name: 'Forgotten', email: null, source: 'claimed' });
      await store.journal.open(partition('group:later'));
      return content;
    });
    assert.deepEqual(inBetween, before);
    const back = await move(inDatabase(), inFolder());
    assert.ok(back.ok, back.ok ? '' : back.error.message);
    assert.equal(back.value.carried, 1);
    const after = await closed(await openFolder(), contentOf);
    assert.deepEqual(after.texts, [...before.texts, 'grown']);
    assert.deepEqual(
      after.people.map(({ name }) => name),
      ['Ada', 'Forgotten'],
    );
    assert.equal(after.heads.length, before.heads.length + 1);
    const again = await move(inDatabase(), inFolder());
    assert.deepEqual(again.ok && [again.value.carried, again.value.people], [0, 0]);
    const elsewhere = await move(inFolder(), inFolder('other'));
    assert.ok(elsewhere.ok);
    assert.deepEqual(await closed(await openFolder('other'), contentOf), after);
  });

  it('[J30] carries a history that was put back from a backup, with every epoch it has been in, there and back', async () => {
    await fill(10);
    const now = ['2026-02-03T04:05:06.789Z', '2026-02-04T04:05:06.789Z'] as const;
    for (const [index, name] of ['again', 'last'].entries()) {
      const from = index === 0 ? 'data' : 'again';
      const made = await backUp({ data: data(from), into: data('backups'), now: now[index] ?? '', program: 'test' });
      assert.ok(made.ok, made.ok ? '' : made.error.message);
      const restored = await restore({ from: made.value.folder, data: data(name), newEpoch: () => `e-${name}` });
      assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
      await closed(await openFolder(name), async (store) => {
        const head = (await store.journal.heads()).find((one) => one.partition === 'group:A') as PartitionHead;
        assert.equal(head.epoch, `e-${name}`);
        // The last restore is of a partition that was written to since, and of others that were not.
        await append(store, head, [`after ${name}`, 'and more']);
      });
    }
    const before = await closed(await openFolder('last'), contentOf);
    const there = await move(inFolder('last'), inDatabase());
    assert.ok(there.ok, there.ok ? '' : there.error.message);
    assert.deepEqual(await closed(await openDatabase(), contentOf), before);
    const verified = await verifyDatabase(address, null, silent);
    assert.deepEqual(verified.ok && verified.value.map(({ problems }) => problems), [[]]);
    await closed(await openDatabase(), async (store) => {
      await store.journal.heads();
      const read = await store.journal.read(partition('group:A'), 0, 100);
      assert.deepEqual([...new Set(read.map(({ entry }) => entry.epoch))].slice(1), ['e-again', 'e-last']);
      const head = before.heads.find((one) => one.partition === 'group:A') as PartitionHead;
      await append(store, head, ['grown']);
    });
    const back = await move(inDatabase(), inFolder('home'));
    assert.ok(back.ok, back.ok ? '' : back.error.message);
    const after = await closed(await openFolder('home'), contentOf);
    assert.deepEqual(after.texts, [...before.texts, 'grown']);
    assert.deepEqual(
      after.heads.map(({ epoch }) => epoch),
      before.heads.map(({ epoch }) => epoch),
    );
    assert.deepEqual((await verifyJournal(data('home'))).problems, []);
  });

  it('[J33] finds entries of an epoch that had ended', async () => {
    const heads = await fill(3);
    assert.ok((await move(inFolder(), inDatabase())).ok);
    const server = await postgres();
    const name = new URL(url).pathname.slice(1);
    const problems = async (): Promise<string> => {
      const verified = await verifyDatabase(address, null, silent);
      return verified.ok ? verified.value.flatMap((one) => one.problems).join() : verified.error.message;
    };
    await server.query(`update controlbook.head set epoch = 'other' where partition = 'org'`, [], name);
    assert.match(await problems(), /its head is in the epoch other, its last entry in/);
    const epoch = heads.find((one) => one.partition === 'org')?.epoch;
    await server.query(`update controlbook.head set restores = $1 where partition = 'org'`, [epoch], name);
    assert.equal(await problems(), '', 'put back from a backup, and nothing written since');
    await server.query(
      `update controlbook.entry set text = replace(text, '"epoch":"', '"epoch":"x') where partition = 'org' and position = 2`,
      [],
      name,
    );
    assert.match(await problems(), /org in .* entry 2 does not fit the chain/);
  });

  it('[J32] opens an organisation only where it lives, and says where that is', async () => {
    await fill(10);
    assert.ok((await move(inFolder(), inDatabase())).ok);
    const left = await openFolder();
    assert.ok(!left.ok);
    assert.equal(left.error.code, 'moved-away');
    assert.match(left.error.message, /was moved to .* on 2026-02-03.*DATABASE_URL.*move folder/);
    assert.ok((await move(inDatabase(), inFolder())).ok);
    const gone = await openDatabase();
    assert.ok(!gone.ok);
    assert.match(gone.error.message, /moved out of .* into a data folder/);
  });

  it('[J32] takes nothing from engines that still run where it was', async () => {
    await fill(10);
    assert.ok((await move(inFolder(), inDatabase())).ok);
    await closed(await openDatabase(), async (store) => {
      const [head] = await store.journal.heads();
      assert.ok(head);
      assert.ok((await move(inDatabase(), inFolder())).ok);
      const late = await store.journal.append(head.partition, head.position, entriesAfter(head, ['late']));
      assert.ok(!late.ok);
      assert.equal(late.error.code, 'read-only');
      await assert.rejects(store.journal.open(partition('group:late')), /moved away/);
    });
    const running = await openFolder();
    assert.ok(running.ok);
    const refused = await move(inFolder(), inDatabase());
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'locked');
    await running.value.close();
  });

  it('[J31] refuses a place that holds anything else, and changes nothing there', async () => {
    await fill(10);
    const other = await openFolder('other');
    await closed(other, async (store) => append(store, await store.journal.open(names[0] as never), ['theirs']));
    const foreign = await move(inFolder(), inFolder('other'));
    assert.ok(!foreign.ok);
    assert.equal(foreign.error.code, 'not-empty');
    assert.match(foreign.error.message, /another organisation \(fresh\)/);
    await closed(await openFolder('other'), async (store) => {
      assert.deepEqual(textsOf(await store.journal.read(partition('org'), 0, 9)), ['theirs']);
    });
    await mkdir(join(data('stray'), 'journal'), { recursive: true });
    const stray = await move(inFolder(), inFolder('stray'));
    assert.equal(!stray.ok && stray.error.code, 'not-empty');
    assert.ok((await move(inFolder(), inDatabase())).ok);
    // Both go on by themselves, as if the mark had been taken away by hand.
    await rm(join(data(), 'moved.json'));
    for (const [opened, text] of [
      [await openFolder(), 'here'],
      [await openDatabase(), 'there'],
    ] as const) {
      await closed(opened, async (store) => {
        const head = (await store.journal.heads()).find((one) => one.partition === 'org') as PartitionHead;
        await append(store, head, [text]);
      });
    }
    for (const [from, to] of [
      [inFolder(), inDatabase()],
      [inDatabase(), inFolder()],
    ] as const) {
      const forked = await move(from, to);
      assert.ok(!forked.ok);
      assert.equal(forked.error.code, 'not-empty');
      assert.match(forked.error.message, /not the beginning/);
    }
    for (const opened of [await openFolder(), await openDatabase()]) await closed(opened, contentOf);
  });

  it('[J31] has nothing to move where there is nothing, or several and none is named', async () => {
    for (const from of [inFolder('nowhere'), inDatabase()]) {
      const nothing = await move(from, inFolder('empty'));
      assert.ok(!nothing.ok);
      assert.equal(nothing.error.code, 'nothing-to-move');
    }
  });

  for (const way of ['database', 'folder'] as const) {
    it(`[J32] interrupted anywhere on the way to the ${way}, it lives in one place at most, and goes on when run again`, async () => {
      const heads = sorted(await fill(2_500));
      const [home, other] = [() => inFolder(), () => inDatabase()];
      if (way === 'folder') assert.ok((await move(home(), other())).ok);
      const [from, to] = way === 'database' ? [home, other] : [other, home];
      if (way === 'folder') await rm(data(), { recursive: true });
      for (let step = 1; ; step += 1) {
        const count = { left: step };
        const ended = await move(failing(from(), count), failing(to(), count)).then(
          (result) => (result.ok ? 'done' : result.error.message),
          (error: unknown) => String(error),
        );
        if (ended === 'done') {
          assert.ok(step > 10, `only ${step} steps were cut off`);
          break;
        }
        assert.match(ended, /cut off/);
        if (way === 'folder' && step % 2 === 0) await leaveHanging();
        // With every other kind of end the place it came from is opened again, unless it has left.
        const living: string[] = [];
        for (const [name, opened] of [
          ['folder', await openAt('folder')],
          ['database', await openAt('database')],
        ] as const) {
          if (opened) living.push(name);
        }
        assert.ok(living.length <= 1, `after step ${step} it lives in ${living.join(' and ')}`);
      }
      const moved = way === 'database' ? await openDatabase() : await openFolder();
      assert.deepEqual((await closed(moved, contentOf)).heads, heads);
    });
  }

  /** As a process that was killed leaves a database it was moving out of. */
  const leaveHanging = async (): Promise<void> => {
    const server = await postgres();
    const name = new URL(url).pathname.slice(1);
    const [row] = await server.query('select state from controlbook.organisation', [], name);
    if (row?.['state'] !== 'here') return;
    await server.query(`update controlbook.organisation set state = 'leaving'`, [], name);
    await server.query('update controlbook.head set closed = true', [], name);
  };

  /** Whether an engine could start there and find this organisation. */
  const openAt = async (place: 'folder' | 'database'): Promise<boolean> => {
    if (place === 'folder') {
      const found = await readFile(join(data(), 'installation.json')).catch(() => null);
      if (found === null) return false;
    } else {
      const rows = await (await postgres())
        .query('select 1 from controlbook.organisation', [], new URL(url).pathname.slice(1))
        .catch(() => []);
      if (rows.length === 0) return false;
    }
    const opened = place === 'folder' ? await openFolder() : await openDatabase();
    if (opened.ok) await opened.value.close();
    else assert.equal(opened.error.code, 'moved-away');
    return opened.ok;
  };

  it('[J30] does not move what is damaged', async () => {
    await fill(10);
    assert.ok((await move(inFolder(), inDatabase())).ok);
    const name = new URL(url).pathname.slice(1);
    const server = await postgres();
    await server.query(
      `update controlbook.entry set text = replace(text, '=5', '=6') where partition = 'group:A'`,
      [],
      name,
    );
    const damaged = await move(inDatabase(), inFolder('new'));
    assert.ok(!damaged.ok);
    assert.equal(damaged.error.code, 'damaged');
    assert.match(damaged.error.message, /entry 6 does not fit the chain/);
    assert.ok(await openAt('database'), 'it lives where it was');
  });

  it('[J14] stops at a mark that cannot be read', async () => {
    await fill(10);
    await writeFile(join(data(), 'moved.json'), '{"version":1}');
    const opened = await openFolder();
    assert.ok(!opened.ok);
    assert.match(opened.error.message, /moved\.json cannot be used/);
  });
});

function sorted(heads: readonly PartitionHead[]): readonly PartitionHead[] {
  return [...heads].sort((one, other) => (one.partition < other.partition ? -1 : 1));
}
