import assert from 'node:assert/strict';
import type { Store } from '#engine/adapters/store/open-store';
import { openDatabase, usualTiming } from '#engine/adapters/store/postgres/database';
import { type DatabaseAddress, readDatabaseAddress } from '#engine/adapters/store/postgres/database-address';
import { migrate } from '#engine/adapters/store/postgres/migrate';
import { migrations } from '#engine/adapters/store/postgres/migrations';
import { openPostgresStore } from '#engine/adapters/store/postgres/open-postgres';
import { insertOrganisation } from '#engine/adapters/store/postgres/organisations';
import type { UserId } from '#engine/contract/model/ids';
import { describeDirectory } from '#test/contracts/directory-contract';
import { describeSnapshotStore } from '#test/contracts/snapshot-store-contract';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { openTestStore, silent } from '#test/support/postgres-store';

const org = partition('org');

describe('PostgreSQL', () => {
  before(withPostgres);
  let url = '';
  let opened: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    url = await emptyDatabase();
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
  });

  const open = async (changed: Parameters<typeof openTestStore>[1] = {}, address = url): Promise<Store> => {
    const store = await openTestStore(address, changed);
    opened.push(store);
    return store;
  };
  const database = (organisation: string | null, address = url) => {
    const one = openDatabase({ address: addressOf(address), organisation, log: silent, timing: usualTiming });
    opened.push(one);
    return one;
  };
  const refusal = async (address: string, organisation: string | null = null) => {
    const result = await openPostgresStore({
      ...{ address: addressOf(address), organisation, log: silent },
      fresh: () => ({ organisation: 'o9', created: 'now' }),
      timing: { patience: 100 },
    });
    assert.ok(!result.ok);
    return result.error;
  };
  const begin = (id: string) =>
    database(null).session(async (session) => {
      await session.query({ text: 'begin' });
      await insertOrganisation(session, { organisation: id, version: 1, created: 'then' }, 'here');
      await session.query({ text: 'commit' });
    });

  describeDirectory('PostgreSQL', async () => {
    const address = await emptyDatabase();
    let store: Store | null = null;
    return {
      async open() {
        store = await openTestStore(address);
        return store.directory;
      },
      end: async () => store?.close(),
    };
  });

  describeSnapshotStore('PostgreSQL', async () => (await open()).snapshots);

  it('[J12] leaves a damaged snapshot aside and says so', async () => {
    const told: string[] = [];
    const store = await open({ log: { ...silent, warn: (message) => told.push(message) } });
    await store.snapshots.save({ partition: org, epoch: 'e', position: 1, hash: 'h', state: { a: 1 } });
    await (await postgres()).query(`update controlbook.snapshot set state = '\\x1f8b00'`, [], nameOf(url));
    assert.equal(await store.snapshots.load(org), null);
    assert.match(told.join(), /snapshot cannot be used/);
  });

  it('[J5] keeps journal, snapshots, directory and installation over a restart', async () => {
    const first = await open();
    const begun = await first.journal.open(org);
    const answer = await first.journal.append(org, 0, entriesAfter(begun, ['a', 'b']));
    assert.ok(answer.ok);
    await first.snapshots.save({ ...answer.value, state: { a: 1 } });
    await first.directory.put({ id: 'u1' as UserId, name: 'Ada', email: null, source: 'machine' });
    await first.close();
    await first.close();
    const again = await open();
    assert.deepEqual(await again.journal.heads(), [answer.value]);
    assert.deepEqual(textsOf(await again.journal.read(org, 0, 10)), ['a', 'b']);
    assert.deepEqual((await again.snapshots.load(org))?.state, { a: 1 });
    assert.equal(again.directory.find('ada')?.id, 'u1');
    assert.equal(again.installation.organisation, 'o1');
  });

  it('[J2] takes no batch whose chain does not go on from the head, whatever the engine believes', async () => {
    const store = await open();
    const head = await store.journal.open(org);
    const forked = await store.journal.append(org, 0, entriesAfter({ ...head, hash: 'f'.repeat(64) }, ['a']));
    assert.deepEqual(forked, { ok: false, error: { code: 'stale', head } });
    assert.deepEqual(await store.journal.read(org, 0, 10), []);
  });

  it('[J25] keeps organisations apart, by their keys and by the database itself', async () => {
    const one = await open();
    await begin('o2');
    const two = await open({ organisation: 'o2' });
    for (const [store, text] of [
      [one, 'of one'],
      [two, 'of two'],
    ] as const) {
      const head = await store.journal.open(org);
      assert.ok((await store.journal.append(org, 0, entriesAfter(head, [text]))).ok);
      await store.directory.put({ id: 'u' as UserId, name: text, email: null, source: 'machine' });
      await store.snapshots.save({ ...head, state: text });
    }
    assert.deepEqual(textsOf(await two.journal.read(org, 0, 10)), ['of two']);
    assert.equal((await one.snapshots.load(org))?.state, 'of one');
    assert.deepEqual(
      two.directory.all().map(({ name }) => name),
      ['of two'],
    );
    for (const table of ['organisation', 'head', 'entry', 'snapshot', 'person']) {
      const key = table === 'organisation' ? 'id' : 'organisation';
      // A statement that names no organisation at all:
      const own = await database('o2').ask({ text: `select distinct ${key} as key from controlbook.${table}` });
      assert.deepEqual(own, [{ key: 'o2' }], table);
      await assert.rejects(
        database('o2').session(({ query }) =>
          query({
            text: `insert into controlbook.${table} select (jsonb_populate_record(null::controlbook.${table}, $1)).*`,
            values: [foreignRow],
          }),
        ),
        /row-level security/,
        table,
      );
    }
    assert.deepEqual(await database(null).ask({ text: 'select 1 from controlbook.entry' }), []);
    await database('o2').ask({ text: 'update controlbook.person set name = $1', values: ['changed'] });
    const again = await open({ organisation: 'o1' });
    assert.deepEqual(
      again.directory.all().map(({ name }) => name),
      ['of one'],
    );
  });

  it('[J25] warns of a user whom row-level security does not hold', async () => {
    const told: string[] = [];
    const log = { ...silent, warn: (message: string) => told.push(message) };
    await open({ log });
    assert.deepEqual(told, []);
    await open({ log }, `postgres://postgres@127.0.0.1:${new URL(url).port}/${nameOf(url)}`);
    assert.match(told.join(), /passes over row-level security/);
  });

  it('[J26] brings the schema up once though several start at the same time, and all of it or nothing', async () => {
    await Promise.all([1, 2, 3].map(() => open()));
    const applied = await database(null).ask({ text: 'select version from controlbook.migration' });
    assert.deepEqual(
      applied,
      migrations.map((_, index) => ({ version: index + 1 })),
    );
    const broken = [...migrations, 'create table controlbook.later (a int); select broken'];
    await assert.rejects(migrate(database(null), broken), /broken/);
    const left = await database(null).ask({ text: `select to_regclass('controlbook.later') is null as gone` });
    assert.deepEqual(left, [{ gone: true }]);
    const more = await migrate(database(null), [...migrations, 'create table controlbook.later (a int)']);
    assert.deepEqual(more, { ok: true, value: null });
  });

  it('[J26] leaves a later schema alone', async () => {
    await open();
    await migrate(database(null), [...migrations, 'create table controlbook.later (a int)']);
    const problem = await refusal(url);
    assert.equal(problem.code, 'newer-version');
    assert.match(problem.message, /later Controlbook .*Install that version again/);
  });

  it('[J26] refuses a database it cannot use, saying what to do', async () => {
    const server = await postgres();
    const place = new URL(url);
    await server.query(`create database latin encoding 'LATIN1' locale 'C' template template0 owner controlbook`);
    await server.query('create database foreign_owner');
    const expected = [
      ['latin', 'unfit-database', /LATIN1, not as UTF8.*createdb/],
      ['foreign_owner', 'unfit-database', /has not the rights it needs.*grant create/],
      ['nowhere', 'no-database', /does not exist.*createdb/],
    ] as const;
    for (const [name, code, message] of expected) {
      place.pathname = `/${name}`;
      const problem = await refusal(place.href);
      assert.equal(problem.code, code, problem.message);
      assert.match(problem.message, message);
    }
    place.port = '1';
    const away = await refusal(place.href);
    assert.equal(away.code, 'no-database');
    assert.match(away.message, /ECONNREFUSED.*Check DATABASE_URL/);
  });

  it('[J28] tells where a database is, never its password', async () => {
    assert.deepEqual(readDatabaseAddress('postgres://ann:s3cret@db.example.org:6543/book?sslmode=require'), {
      ok: true,
      value: {
        url: 'postgres://ann:s3cret@db.example.org:6543/book?sslmode=require',
        label: 'db.example.org:6543/book',
      },
    });
    for (const bad of [
      'postgres://ann:s3cret@',
      'mysql://ann:s3cret@host/book',
      's3cret',
      'postgres://ann:s3cret@host',
      'postgres://ann:s3cret@ho st/x',
    ]) {
      const read = readDatabaseAddress(bad);
      assert.ok(!read.ok, bad);
      assert.doesNotMatch(read.error, /s3cret/);
      assert.match(read.error, /DATABASE_URL.*postgres:\/\/user/);
    }
    const told: unknown[] = [];
    const keep = (...words: unknown[]): void => void told.push(words);
    const wrong = new URL(url);
    wrong.password = 's3cret';
    wrong.port = '1';
    const problem = await openPostgresStore({
      ...{ address: addressOf(wrong.href), organisation: null },
      log: { info: keep, warn: keep, error: keep },
      fresh: () => ({ organisation: 'o', created: 'now' }),
    });
    assert.ok(!problem.ok);
    assert.ok(told.length > 0);
    assert.doesNotMatch(JSON.stringify([told, problem]), /s3cret/);
  });

  it('[J29] begins one organisation in an empty database though several engines start at once', async () => {
    let made = 0;
    const fresh = () => {
      made += 1;
      return { organisation: `new-${made}`, created: 'now' };
    };
    const stores = await Promise.all([1, 2, 3, 4].map(() => open({ fresh })));
    assert.equal(new Set(stores.map(({ installation }) => installation.organisation)).size, 1);
    assert.equal(made, 1);
  });

  it('[J29] takes the organisation that is named, else the only one', async () => {
    await open();
    await begin('o2');
    assert.equal((await open({ organisation: 'o2' })).installation.organisation, 'o2');
    const several = await refusal(url);
    assert.equal(several.code, 'unknown-organisation');
    assert.match(several.message, /several organisations: o1, o2\. Name one with CONTROLBOOK_ORGANISATION/);
    assert.match((await refusal(url, 'o3')).message, /no organisation "o3"\. It holds: o1, o2/);
  });
});

const foreignRow = JSON.stringify({
  ...{ id: 'o1', organisation: 'o1', partition: 'x', epoch: 'e', position: 1, hash: 'h', closed: false, text: 't' },
  ...{ version: 1, state: '\\x00', created: 'c', people: 0, name: 'n', source: 's', change: 1 },
});

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function addressOf(url: string): DatabaseAddress {
  const address = readDatabaseAddress(url);
  assert.ok(address.ok);
  return address.value;
}
