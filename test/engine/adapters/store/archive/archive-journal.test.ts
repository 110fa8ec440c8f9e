import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveJournal } from '#engine/adapters/store/archive/archive-journal';
import { bringBack } from '#engine/adapters/store/archive/bring-back';
import { proveBase } from '#engine/adapters/store/archive/prove-base';
import { backUp } from '#engine/adapters/store/backup/back-up';
import { restore } from '#engine/adapters/store/backup/restore';
import type { Disk, DiskFile } from '#engine/adapters/store/disk';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { folderEnd } from '#engine/adapters/store/move/folder-end';
import { moveOrganisation } from '#engine/adapters/store/move/move-organisation';
import { nodeDisk } from '#engine/adapters/store/node-disk';
import { type FolderStore, openStore } from '#engine/adapters/store/open-store';
import { sha256 } from '#engine/adapters/store/sha256';
import { loadPartition } from '#engine/app/load-partition';
import { restoreImage, saveImage } from '#engine/domain/state/snapshot';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { openTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

const org = partition('org');
const group = partition('group:g1');
const later = '2026-06-01T00:00:00.000Z'; // the entries of these tests are of January
const now = (): string => '2026-02-03T04:05:06.789Z';

describe('an archive of the oldest segments of a journal', () => {
  let folder = '';
  let remove = async (): Promise<void> => {};
  const data = (): string => join(folder, 'data');
  const home = (): string => join(folder, 'archive');
  const archive = (): string => join(home(), 'o1');

  beforeEach(async () => {
    ({ folder, remove } = await openTemporaryFolder());
  });
  afterEach(() => remove());

  const open = async (place = data(), from: string | null = home()): Promise<FolderStore> => {
    const opened = await openStore(place, {
      log: silentLog,
      fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
      trustSnapshots: false,
      segmentBytes: 2_000,
      archive: from,
    });
    assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
    return opened.value;
  };
  const write = async ({ journal }: FolderStore, id: typeof org, count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const head = await journal.open(id);
      assert.ok((await journal.append(id, head.position, entriesAfter(head, [`${id} ${head.position + 1}`, 'x']))).ok);
    }
  };
  const texts = async ({ journal }: FolderStore): Promise<readonly string[]> =>
    textsOf(await journal.read(group, 0, 1_000));
  /** The state as an engine has it when it starts. */
  const stateOf = async ({ journal, snapshots }: FolderStore): Promise<unknown> => {
    const head = await journal.open(group);
    const snapshot = await snapshots.load(group);
    const image = snapshot === null ? null : restoreImage(snapshot.state, group, head.epoch);
    const loaded = await loadPartition(
      journal,
      sha256,
      group,
      image === null || snapshot === null ? null : { image, hash: snapshot.hash },
    );
    return [loaded.head(), saveImage(loaded.image)];
  };
  const run = async (keep = 6, disk: Disk = nodeDisk) => {
    const done = await archiveJournal({ data: data(), archive: archive(), before: later, keep, disk });
    assert.ok(done.ok, done.ok ? '' : done.error.message);
    return done.value;
  };
  const segments = async (): Promise<number> =>
    (await readdir(join(data(), 'journal', 'group@g1'))).filter((name) => name.endsWith('.jsonl')).length;
  /** Written, closed, and what was in it. */
  const written = async () => {
    const store = await open();
    await write(store, org, 2);
    await write(store, group, 20);
    const [all, state] = [await texts(store), await stateOf(store)];
    await store.close();
    return { all, state };
  };

  it('[J35] takes what is old enough and not the newest, and everything is there as before', async () => {
    const { all, state } = await written();
    const before = await segments();
    const [moved, ...more] = await run();
    assert.deepEqual([moved?.partition, more], [group, []]);
    assert.ok(moved !== undefined && moved.until <= 34 && moved.until > 20, String(moved?.until));
    assert.equal(await segments(), before - moved.segments);
    const store = await open();
    assert.deepEqual(await texts(store), all);
    assert.deepEqual(await stateOf(store), state);
    assert.deepEqual(
      textsOf(await store.journal.read(group, moved.until - 3, 5)),
      all.slice(moved.until - 3, moved.until + 2),
    );
    await write(store, group, 10);
    const [grown, whole] = [await stateOf(store), await texts(store)];
    await store.close();
    assert.deepEqual(await run(1_000), [], 'the newest stay');
    const young = await archiveJournal({
      data: data(),
      archive: archive(),
      before: '2026-01-01T00:00:00.000Z',
      keep: 6,
    });
    assert.deepEqual(young.ok && young.value, [], 'nothing is old enough');
    const [again] = await run();
    assert.ok((again?.until ?? 0) > moved.until);
    const last = await open();
    assert.deepEqual([await stateOf(last), await texts(last)], [grown, whole]);
    await last.close();
  });

  it('[J35] out of reach is named, and stands in nobody’s way', async () => {
    const { all, state } = await written();
    const [moved] = await run();
    const until = moved?.until ?? 0;
    const store = await open(data(), null);
    assert.deepEqual(await stateOf(store), state);
    assert.deepEqual(textsOf(await store.journal.read(group, until - 1, 3)), all.slice(until - 1, until + 2));
    await assert.rejects(
      store.journal.read(group, 0, 5),
      /Entries 1 to \d+ of group:g1 are in the archive.*--bring-back/,
    );
    await store.close();
  });

  it('[J36] is one chain with the journal: read with it, named as unread without it', async () => {
    const { all } = await written();
    const [moved] = await run();
    const { problems, heads, bases } = await verifyJournal(data());
    assert.deepEqual(problems, []);
    assert.equal(heads.find((head) => head.partition === group)?.position, all.length);
    const [base] = bases;
    assert.ok(base !== undefined && base.position === moved?.until && bases.length === 1);
    const place = join(archive(), 'group@g1');
    assert.equal(await proveBase(place, base), null);
    const forged = {
      ...base,
      state: JSON.parse(JSON.stringify(base.state).replace('"group:g1 ', '"group:g2 ')) as unknown,
    };
    assert.match((await proveBase(place, forged)) ?? '', /not what the archived entries 1 to \d+ come to/);
    const first = join(place, '000000000001.jsonl');
    const bytes = await readFile(first, 'utf8');
    await writeFile(first, bytes.replace('group:g1 1', 'group:g1 2'));
    assert.match((await proveBase(place, base)) ?? '', /checksum of this line does not fit/);
    await rm(first);
    assert.match((await proveBase(place, base)) ?? '', /damaged|does not lead/);
  });

  it('[J36] tells of damage to what the journal begins with; bringing back mends it', async () => {
    const { all, state } = await written();
    await run();
    const file = join(data(), 'journal', 'group@g1', 'base.json');
    const whole = await readFile(file, 'utf8');
    for (const [changed, said] of [
      [whole.replace('group:g1 1', 'group:g1 9'), /what the archived entries came to cannot be used: its checksum/],
      [
        whole.replace('"version":1', '"version":2'),
        /a later Controlbook wrote it \(version 2, this one knows 1\). Install/,
      ],
      ['nonsense', /cannot be used/],
    ] as const) {
      await writeFile(file, changed);
      const opened = await openStore(data(), {
        ...{ log: silentLog, trustSnapshots: false },
        fresh: () => ({ organisation: 'o1', created: 'now' }),
      });
      assert.ok(!opened.ok);
      assert.match(opened.error.message, said);
      assert.equal(await readFile(file, 'utf8'), changed);
    }
    const back = await bringBack({ data: data(), archive: archive() });
    assert.ok(back.ok, back.ok ? '' : back.error.message);
    const store = await open();
    assert.deepEqual([await texts(store), await stateOf(store)], [all, state]);
    await store.close();
  });

  it('[J36] removes nothing that the archive does not have', async () => {
    const { all } = await written();
    const copy = join(folder, 'before');
    await cp(data(), copy, { recursive: true });
    await run();
    await rm(data(), { recursive: true });
    await cp(copy, data(), { recursive: true });
    const first = join(archive(), 'group@g1', '000000000001.jsonl');
    await writeFile(first, (await readFile(first, 'utf8')).replace('group:g1 1', 'group:g1 7'));
    const refused = await archiveJournal({ data: data(), archive: archive(), before: later, keep: 6 });
    assert.equal(!refused.ok && refused.error.code, 'not-empty');
    const store = await open();
    assert.deepEqual(await texts(store), all);
    await store.close();
  });

  for (const way of ['archived', 'brought back'] as const) {
    it(`[J37] cut off at any step while it is ${way}, nothing is lost, and the same run again does the rest`, async () => {
      const { all, state } = await written();
      const done = async (disk: Disk): Promise<unknown> =>
        way === 'archived' ? run(6, disk) : bringBack({ data: data(), archive: archive(), disk });
      if (way === 'brought back') await run();
      for (let step = 1; ; step += 1) {
        const count = { left: step };
        const ended = await done(cutOff(count)).then(
          () => 'done',
          (error: unknown) => String(error),
        );
        const store = await open();
        assert.deepEqual([await texts(store), await stateOf(store)], [all, state], `after step ${step}`);
        await store.close();
        if (ended === 'done') {
          assert.ok(step > 8, `only ${step} steps were cut off`);
          break;
        }
        assert.match(ended, /cut off/);
      }
      await done(nodeDisk);
      const { problems, bases } = await verifyJournal(data());
      assert.deepEqual([problems, bases.length], [[], way === 'archived' ? 1 : 0]);
      const names = await readdir(join(data(), 'journal', 'group@g1'));
      assert.equal(names.includes('000000000001.jsonl'), way === 'brought back');
    });
  }

  it('[J38] is named by a backup, which needs none of it to be restored and go on', async () => {
    const { all, state } = await written();
    const [moved] = await run();
    const made = await backUp({ data: data(), into: join(folder, 'backups'), now: now(), program: 'test' });
    assert.ok(made.ok, made.ok ? '' : made.error.message);
    assert.deepEqual(
      made.value.bases.map(({ position }) => position),
      [moved?.until],
    );
    const to = join(folder, 'restored');
    const back = await restore({ from: made.value.folder, data: to, newEpoch: () => 'e-new' });
    assert.ok(back.ok, back.ok ? '' : back.error.message);
    const store = await open(to, null);
    const [head, image] = (await stateOf(store)) as [{ epoch: string }, unknown];
    const [old, before] = state as [{ epoch: string }, unknown];
    assert.deepEqual([image, { ...head, epoch: old.epoch }], [before, old]);
    assert.equal(head.epoch, 'e-new');
    await write(store, group, 1);
    await store.close();
    const reached = await open(to);
    assert.deepEqual((await texts(reached)).slice(0, all.length), all);
    await reached.close();
    assert.deepEqual((await verifyJournal(to)).problems, []);
  });

  it('[J38] is brought back before the organisation is moved', async () => {
    await written();
    await run();
    const end = (place: string) => folderEnd({ data: join(folder, place), other: 'elsewhere', now, log: silentLog });
    const refused = await moveOrganisation(end('data'), end('moved'), () => {});
    assert.ok(!refused.ok);
    assert.match(refused.error.message, /controlbook archive --bring-back/);
    assert.ok((await bringBack({ data: data(), archive: archive() })).ok);
    const moved = await moveOrganisation(end('data'), end('moved'), () => {});
    assert.ok(moved.ok, moved.ok ? '' : moved.error.message);
  });
});

/** The disk, until so many things have been changed on it. */
function cutOff(count: { left: number }): Disk {
  const step = (): void => {
    count.left -= 1;
    if (count.left <= 0) throw new Error('cut off');
  };
  const cutFile = (file: DiskFile): DiskFile => ({
    ...file,
    async write(bytes, at) {
      step();
      return file.write(bytes, at);
    },
    async sync() {
      step();
      await file.sync();
    },
  });
  return {
    ...nodeDisk,
    async open(path, mode) {
      if (mode === 'read') return nodeDisk.open(path, mode);
      step();
      return cutFile(await nodeDisk.open(path, mode));
    },
    async makeFolder(path) {
      step();
      await nodeDisk.makeFolder(path);
    },
    async rename(from, to) {
      step();
      await nodeDisk.rename(from, to);
    },
    async remove(path) {
      step();
      await nodeDisk.remove(path);
    },
    async syncFolder(path) {
      step();
      await nodeDisk.syncFolder(path);
    },
  };
}
