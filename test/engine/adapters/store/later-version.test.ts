import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksum } from '#engine/adapters/store/checksum';
import { writeMoveMark } from '#engine/adapters/store/move/move-mark';
import { openStore } from '#engine/adapters/store/open-store';
import { migrations } from '#engine/adapters/store/postgres/migrations';
import { openSnapshots } from '#engine/adapters/store/snapshots';
import { applyEntry } from '#engine/domain/journal/apply';
import { createImage } from '#engine/domain/state/image';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { openTestStore } from '#test/support/postgres-store';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

const options = {
  log: silentLog,
  fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
  trustSnapshots: false,
};

/** The same line as a later program might write it, its checksum in order. */
function laterHeader(file: string): string {
  const [header = '', ...lines] = file.split('\n');
  const body = header.slice(9).replace('"v":1', '"v":2');
  return [`${checksum(Buffer.from(body))} ${body}`, ...lines].join('\n');
}

describe('a data folder of a later program', () => {
  const laterVersion = (text: string): string => text.replace(/"version": \d+/, '"version": 99');
  for (const [file, change, said] of [
    ['installation.json', laterVersion, /later Controlbook \(version 99, this one knows \d+\)\. Install that version/],
    ['directory.json', laterVersion, /later Controlbook \(version 99, this one knows \d+\)\. Install that version/],
    [
      'journal/org/000000000001.jsonl',
      laterHeader,
      /later Controlbook .*journal version 2, this one knows 1\)\. Install/,
    ],
    ['moved.json', laterVersion, /moved\.json .*later Controlbook \(version 99, this one knows 1\)\. Install/],
  ] as const) {
    it(`[M15] is refused with what to do, and left as it is: ${file}`, () =>
      withTemporaryFolder(async (data) => {
        const opened = await openStore(data, options);
        assert.ok(opened.ok);
        const { journal, directory, close } = opened.value;
        const head = await journal.open(partition('org'));
        assert.ok((await journal.append(head.partition, 0, entriesAfter(head, ['a', 'b']))).ok);
        await directory.put({ id: partition('org') as never, name: 'Ada', email: null, source: 'machine' });
        await close();
        const path = join(data, file);
        if (file === 'moved.json') await writeMoveMark(data, { state: 'left', other: 'elsewhere', at: 'then' });
        const changed = change(await readFile(path, 'utf8'));
        await writeFile(path, changed);
        const refused = await openStore(data, options);
        assert.ok(!refused.ok);
        assert.match(refused.error.message, said);
        assert.equal(await readFile(path, 'utf8'), changed);
      }));
  }

  it('[M15] is refused by the entry: a segment of this form may hold entries of a later one', () => {
    const head = { partition: partition('org'), epoch: 'e1', position: 0, hash: 'x'.repeat(64) };
    const [sealed] = entriesAfter(head, ['a']);
    assert.ok(sealed);
    const later = { ...sealed.entry, v: 2 as 1 };
    const image = createImage(head.partition, 'e1');
    assert.throws(
      () => applyEntry(image, later),
      /later Controlbook wrote entry 1 of org \(entry version 2, this one knows 1\)\. Install that version again/,
    );
  });

  it('[M15] has snapshots that are left aside: the journal makes them anew', () =>
    withTemporaryFolder(async (data) => {
      const said: string[] = [];
      const log = { ...silentLog, warn: (message: string) => void said.push(message) };
      const snapshots = await openSnapshots(data, log);
      const snapshot = { partition: partition('org'), epoch: 'e1', position: 1, hash: 'h', state: {} };
      await snapshots.save(snapshot);
      const path = join(data, 'snapshots', 'org.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace('"version":1', '"version":2'));
      assert.equal(await snapshots.load(partition('org')), null);
      assert.match(said.join(), /a snapshot cannot be used; the journal is read instead/);
    }));
});

describe('a database of an earlier program', () => {
  before(withPostgres);

  it('[M15] is brought up step by step, with everything in it', async () => {
    const url = await emptyDatabase();
    const store = await openTestStore(url);
    const head = await store.journal.open(partition('org'));
    assert.ok((await store.journal.append(head.partition, 0, entriesAfter(head, ['a', 'b']))).ok);
    await store.close();
    const name = new URL(url).pathname.slice(1);
    const server = await postgres();
    // As the first version left it.
    await server.query('alter table controlbook.head drop column restores', [], name);
    await server.query('delete from controlbook.migration where version > 1', [], name);
    const later = await openTestStore(url);
    await later.journal.heads();
    assert.deepEqual(textsOf(await later.journal.read(partition('org'), 0, 9)), ['a', 'b']);
    await later.close();
    const [row] = await server.query('select max(version) as version from controlbook.migration', [], name);
    assert.equal(row?.['version'], migrations.length);
  });
});
