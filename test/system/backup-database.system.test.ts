import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '#engine/adapters/store/backup/back-up';
import { restore } from '#engine/adapters/store/backup/restore';
import { restoreIntoDatabase } from '#engine/adapters/store/backup/restore-into-database';
import { databaseEnd } from '#engine/adapters/store/move/database-end';
import { folderEnd } from '#engine/adapters/store/move/folder-end';
import { moveOrganisation } from '#engine/adapters/store/move/move-organisation';
import { type DatabaseAddress, readDatabaseAddress } from '#engine/adapters/store/postgres/database-address';
import { verifyDatabase } from '#engine/adapters/store/postgres/verify-database';
import { readConfig } from '#engine/config';
import type { CommandId, PartitionId } from '#engine/contract/model/ids';
import { recordRef } from '#engine/contract/model/ids';
import { saveImage } from '#engine/domain/state/snapshot';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { writeAllTheTime } from '#test/support/busy-organisation';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { ann, silentLog } from '#test/support/test-organisation';

const now = (): string => '2026-02-03T04:05:06.789Z';

describe('a backup of an organisation in a database, at work', function () {
  this.timeout(120_000);
  before(withPostgres);
  const engines: ServedEngine[] = [];

  afterEach(async () => {
    for (const { stop } of engines.splice(0)) await stop();
  });

  const start = async (root: string, database: string | null): Promise<ServedEngine> => {
    const flags = { data: join(root, 'data'), folder: join(root, 'workbooks'), port: '0', bare: true };
    const config = readConfig(flags, database === null ? {} : { DATABASE_URL: database });
    assert.ok(config.ok);
    const served = await serveEngine(config.value, silentLog);
    assert.ok(served.ok, served.ok ? '' : served.error.message);
    engines.push(served.value);
    return served.value;
  };
  const peopleOf = ({ engine }: ServedEngine) =>
    new Map(engine.organisation.directory.all().map((person) => [person.id, person]));
  const addressOf = (url: string): DatabaseAddress => {
    const address = readDatabaseAddress(url);
    assert.ok(address.ok);
    return address.value;
  };
  const entriesOf = async ({ engine }: ServedEngine, partition: PartitionId) =>
    (await engine.organisation.partition(partition)?.read(0, 1_000_000)) ?? [];
  const stateOf = ({ engine }: ServedEngine, partition: PartitionId): unknown => {
    const image = engine.organisation.partition(partition)?.image;
    assert.ok(image);
    return {
      ...saveImage(image),
      entities: undefined,
      byRef: new Map(saveImage(image).entities.map((one) => [one.ref, one])),
    };
  };

  const addEvidence = async (root: string, text: string): Promise<string> => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const folder = join(root, 'data', 'evidence', 'contents', sha256.slice(0, 2));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, sha256), text);
    return join('evidence', 'contents', sha256.slice(0, 2), sha256);
  };

  it('[M18] holds what was acknowledged, of one moment, with the evidence; goes into a folder and a database, and on from there into a database', () =>
    withTemporaryFolder(async (root) => {
      const [home, other] = [await emptyDatabase(), await emptyDatabase()];
      const first = await start(root, home);
      const { partition, acknowledged, waitFor, stop } = await writeAllTheTime(first, 7);
      const evidence = await addEvidence(root, 'proof');
      await waitFor(60);
      const held = acknowledged.length;
      const source = { address: addressOf(home), organisation: null, log: silentLog };
      const parts = { data: join(root, 'data'), into: join(root, 'backups'), program: 'test', database: source };
      const made = await backUp({ ...parts, now: now() });
      assert.ok(made.ok, made.ok ? '' : made.error.message);
      await waitFor(30);
      await stop();
      const whole = await entriesOf(first, partition);
      const again = await backUp({ ...parts, now: '2026-02-04T04:05:06.789Z' });
      assert.ok(again.ok);
      const third = await backUp({ ...parts, now: '2026-02-05T04:05:06.789Z' });
      assert.ok(third.ok && third.value.linked > again.value.files.length / 2, 'what is the same is shared');
      const people = peopleOf(first);
      const state = stateOf(first, partition);
      await first.stop();

      const position = made.value.heads.find((head) => head.partition === partition)?.position ?? 0;
      assert.ok(Math.max(...acknowledged.slice(0, held)) <= position && position < whole.length);

      // Into a folder.
      const inFolder = join(root, 'in-folder');
      const back = await restore({
        from: again.value.folder,
        data: join(inFolder, 'data'),
        newEpoch: () => 'e-folder',
      });
      assert.ok(back.ok, back.ok ? '' : back.error.message);
      const second = await start(inFolder, null);
      assert.deepEqual(
        (await entriesOf(second, partition)).map(({ hash }) => hash),
        whole.map(({ hash }) => hash),
      );
      assert.deepEqual(stateOf(second, partition), state);
      assert.deepEqual(peopleOf(second), people);
      assert.equal(second.engine.organisation.partition(partition)?.image.epoch, 'e-folder');
      assert.equal(await readFile(join(inFolder, 'data', evidence), 'utf8'), 'proof');
      await second.stop();

      // The restored folder into a database, where it is written to, and read by another engine.
      const log = silentLog;
      const target = databaseEnd({ address: addressOf(other), organisation: null, log });
      const from = folderEnd({ data: join(inFolder, 'data'), other: 'elsewhere', now, log });
      const moved = await moveOrganisation(from, target, () => {});
      assert.ok(moved.ok, moved.ok ? '' : moved.error.message);
      const there = await start(join(root, 'there'), other);
      assert.deepEqual(stateOf(there, partition), state);
      const more = await there.engine.useCases.pushChanges(
        {
          ...{ id: 'more:1' as CommandId, partition, epoch: 'e-folder' },
          changes: [{ entity: recordRef('x' as never), field: 'testPlan', value: 'no such', base: 0 }],
        },
        { actor: ann, channel: 'api' },
      );
      assert.ok(more.ok);
      await there.stop();

      // Into a database at once, with the evidence, though the data folder is another one.
      const into = await emptyDatabase();
      const place = join(root, 'in-database');
      const restored = await restoreIntoDatabase({
        ...{ from: again.value.folder, data: join(place, 'data'), address: addressOf(into), now, log },
        newEpoch: () => 'e-database',
      });
      assert.ok(restored.ok, restored.ok ? '' : restored.error.message);
      const last = await start(place, into);
      assert.deepEqual(
        (await entriesOf(last, partition)).map(({ hash }) => hash),
        whole.map(({ hash }) => hash),
      );
      assert.deepEqual(stateOf(last, partition), state);
      assert.deepEqual(peopleOf(last), people);
      assert.equal(last.engine.organisation.partition(partition)?.image.epoch, 'e-database');
      assert.equal(await readFile(join(place, 'data', evidence), 'utf8'), 'proof');
      await last.stop();
      const verified = await verifyDatabase(addressOf(into), null, log);
      assert.deepEqual(verified.ok && verified.value.flatMap(({ problems }) => problems), []);
      assert.deepEqual((await readdir(place)).sort(), ['data', 'workbooks']);
    }));

  it('[M18] is restored over nothing that is there, and again when it was interrupted', () =>
    withTemporaryFolder(async (root) => {
      const home = await emptyDatabase();
      const first = await start(root, home);
      const { stop } = await writeAllTheTime(first, 7);
      await stop();
      await first.stop();
      const address = addressOf(home);
      const source = { address, organisation: null, log: silentLog };
      const data = join(root, 'data');
      const made = await backUp({ data, into: join(root, 'backups'), now: now(), program: 'test', database: source });
      assert.ok(made.ok);
      const parts = { from: made.value.folder, now, log: silentLog, newEpoch: () => 'e2' };
      const refused = await restoreIntoDatabase({ ...parts, data: join(root, 'other'), address });
      assert.deepEqual(
        [!refused.ok && refused.error.code, (await readdir(root)).includes('other')],
        ['not-empty', false],
      );
      assert.match(refused.ok ? '' : refused.error.message, /createdb NAME/);
      const whole = await verifyDatabase(address, null, silentLog);
      assert.deepEqual(
        whole.ok && new Map(whole.value[0]?.heads.map((head) => [head.partition, head])),
        new Map(made.value.heads.map((head) => [head.partition, head])),
        'it is as it was, in the epoch it was in',
      );

      const second = await backUp({
        ...{ data, into: join(root, 'backups'), now: '2026-02-07T04:05:06.789Z', program: 'test', database: source },
      });
      assert.ok(second.ok);
      const empty = addressOf(await emptyDatabase());
      await rm(join(made.value.folder, 'directory.json'));
      const damaged = await restoreIntoDatabase({ ...parts, data: join(root, 'other'), address: empty });
      assert.equal(!damaged.ok && damaged.error.code, 'damaged');
      const untouched = await verifyDatabase(empty, null, silentLog);
      assert.match(untouched.ok ? '' : untouched.error.message, /holds no Controlbook data yet/);
      const url = await emptyDatabase();
      const parts2 = {
        from: second.value.folder,
        now,
        log: silentLog,
        data: join(root, 'other'),
        address: addressOf(url),
      };
      assert.ok((await restoreIntoDatabase({ ...parts2, newEpoch: () => 'e2' })).ok);
      // As one that was cut off before its end leaves it.
      const name = new URL(url).pathname.slice(1);
      await (await postgres()).query(`update controlbook.organisation set state = 'arriving'`, [], name);
      const again = await restoreIntoDatabase({ ...parts2, newEpoch: () => 'e3' });
      assert.ok(again.ok, again.ok ? '' : again.error.message);
      const verified = await verifyDatabase(addressOf(url), null, silentLog);
      assert.ok(verified.ok);
      assert.deepEqual(verified.value[0]?.problems, []);
      assert.ok(verified.value[0]?.heads.some(({ epoch }) => epoch === 'e3'));
      const nothing = await backUp({
        ...{ data, into: join(root, 'none'), now: now(), program: 'test' },
        database: { ...source, organisation: 'nobody' },
      });
      assert.match(nothing.ok ? '' : nothing.error.message, /Name one with CONTROLBOOK_ORGANISATION/);
    }));
});
