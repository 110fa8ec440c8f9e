import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '#engine/adapters/store/backup/back-up';
import { restore } from '#engine/adapters/store/backup/restore';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { openStore, type Store } from '#engine/adapters/store/open-store';
import type { UserId } from '#engine/contract/model/ids';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { openTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

const org = partition('org');
const group = partition('group:g1');

describe('backup and restore of a data folder', () => {
  let folder = '';
  let remove = async (): Promise<void> => {};
  const data = (): string => join(folder, 'data');
  const backups = (): string => join(folder, 'backups');

  beforeEach(async () => {
    const temporary = await openTemporaryFolder();
    ({ folder, remove } = temporary);
  });
  afterEach(() => remove());

  const open = async (place = data(), organisation = 'o1'): Promise<Store> => {
    const opened = await openStore(place, {
      log: silentLog,
      fresh: () => ({ organisation, created: '2026-01-02T03:04:05.678Z' }),
      trustSnapshots: false,
      segmentBytes: 600,
    });
    assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
    return opened.value;
  };
  const write = async ({ journal }: Store, id: typeof org, texts: readonly string[]): Promise<void> => {
    for (const text of texts) {
      const head = await journal.open(id);
      assert.ok((await journal.append(id, head.position, entriesAfter(head, [text]))).ok);
    }
  };
  const backup = async (now = '2026-02-03T04:05:06.789Z') => {
    const made = await backUp({ data: data(), into: backups(), now, program: 'test' });
    assert.ok(made.ok, made.ok ? '' : made.error.message);
    return made.value;
  };
  const restored = async (from: string, to: string, epoch = 'e-new') => {
    const done = await restore({ from, data: join(folder, to), newEpoch: () => epoch });
    assert.ok(done.ok, done.ok ? '' : done.error.message);
    return join(folder, to);
  };
  const addEvidence = async (text: string): Promise<string> => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const home = join(data(), 'evidence', 'contents', sha256.slice(0, 2));
    await mkdir(home, { recursive: true });
    await writeFile(join(home, sha256), text, { mode: 0o400 });
    return `evidence/contents/${sha256.slice(0, 2)}/${sha256}`;
  };
  const texts = Array.from({ length: 12 }, (_, index) => `entry ${index + 1}`);

  it('[M8] carries journal, people and evidence over, the chain as it was, in an epoch of its own', async () => {
    const store = await open();
    await write(store, org, texts);
    await write(store, group, ['a', 'b']);
    await store.journal.open(partition('group:empty'));
    await store.directory.put({ id: 'u1' as UserId, name: 'Ada', email: null, source: 'machine' });
    const evidence = await addEvidence('proof');
    const before = await store.journal.heads();
    const made = await backup(); // beside the store that has the folder open
    await write(store, group, ['c']);
    await store.close();

    const to = await restored(made.folder, 'restored');
    assert.equal(await readFile(join(to, evidence), 'utf8'), 'proof');
    const again = await open(to);
    assert.equal(again.installation.organisation, 'o1');
    assert.equal(again.directory.find('ada')?.id, 'u1');
    assert.deepEqual(textsOf(await again.journal.read(org, 0, 100)), texts);
    assert.deepEqual(textsOf(await again.journal.read(group, 0, 100)), ['a', 'b']);
    for (const head of await again.journal.heads()) {
      const old = before.find((one) => one.partition === head.partition);
      assert.deepEqual(head, { ...old, epoch: 'e-new' });
    }
    assert.ok(!(await again.journal.heads()).some((head) => head.partition === 'group:empty'));
    await write(again, group, ['other']);
    await again.close();
    const verified = await verifyJournal(to);
    assert.deepEqual([verified.problems, verified.unfinished], [[], []]);
  });

  it('[M8] restores what was restored before, with or without entries since, and goes on each time', async () => {
    const store = await open();
    await write(store, org, texts.slice(0, 3));
    await store.close();
    const once = await restored((await backup()).folder, 'once', 'e2');
    const nothing = await backUp({
      data: once,
      into: join(folder, 'b2'),
      now: '2026-03-01T00:00:00.000Z',
      program: 't',
    });
    assert.ok(nothing.ok);
    const twice = await restored(nothing.value.folder, 'twice', 'e3');
    const second = await open(twice);
    await write(second, org, ['since']);
    await second.close();
    const more = await backUp({ data: twice, into: join(folder, 'b3'), now: '2026-03-02T00:00:00.000Z', program: 't' });
    assert.ok(more.ok);
    const thrice = await open(await restored(more.value.folder, 'thrice', 'e4'));
    assert.deepEqual(textsOf(await thrice.journal.read(org, 0, 100)), [...texts.slice(0, 3), 'since']);
    assert.deepEqual(
      (await thrice.journal.heads()).map(({ epoch, position }) => [epoch, position]),
      [['e4', 4]],
    );
    const epochs = (await thrice.journal.read(org, 0, 100)).map(({ entry }) => entry.epoch);
    assert.deepEqual([epochs[2] === epochs[0], epochs[3]], [true, 'e3']);
    await thrice.close();
  });

  it('[M9] shares with the backup before what has not changed, and each stands by itself', async () => {
    const store = await open();
    await write(store, org, texts);
    const evidence = await addEvidence('proof');
    const first = await backup('2026-02-01T00:00:00.000Z');
    assert.equal(first.linked, 0);
    await write(store, org, ['later']);
    const second = await backup('2026-02-02T00:00:00.000Z');
    await store.close();
    assert.equal((await stat(join(first.folder, evidence))).ino, (await stat(join(second.folder, evidence))).ino);
    const segments = await readdir(join(first.folder, 'journal', 'org'));
    assert.ok(segments.length > 2);
    assert.ok(second.linked >= segments.length, `${second.linked} of ${segments.length}`);
    assert.notEqual((await stat(join(data(), evidence))).ino, (await stat(join(second.folder, evidence))).ino);
    await rm(first.folder, { recursive: true });
    const again = await open(await restored(second.folder, 'restored'));
    assert.deepEqual(textsOf(await again.journal.read(org, 0, 100)), [...texts, 'later']);
    await again.close();
  });

  it('[M10] cuts off a write under way in the copy alone, and backs up no damage', async () => {
    const store = await open();
    await write(store, org, ['a', 'b']);
    const path = join(data(), 'journal', 'org', '000000000001.jsonl');
    const { size } = await stat(path);
    await appendFile(path, '12345678 E 3 1/2 half a li');
    const made = await backup();
    assert.equal((await stat(join(made.folder, 'journal', 'org', '000000000001.jsonl'))).size, size);
    assert.ok((await stat(path)).size > size);
    await store.close();

    const bytes = await readFile(path);
    bytes[bytes.indexOf('"a"') + 1] = 0x7a;
    await writeFile(path, bytes);
    const refused = await backUp({ data: data(), into: backups(), now: '2026-02-04T00:00:00.000Z', program: 'test' });
    assert.ok(!refused.ok);
    assert.match(refused.error.message, /controlbook verify/);
    assert.deepEqual(await readdir(backups()), ['2026-02-03T04-05-06.789Z'], 'nothing half is left');
  });

  it('[M10] names evidence that is not what its name says, and backs it not up', async () => {
    await (await open()).close();
    const evidence = join(data(), await addEvidence('proof'));
    await unlink(evidence);
    await writeFile(evidence, 'other');
    const refused = await backUp({ data: data(), into: backups(), now: '2026-02-04T00:00:00.000Z', program: 'test' });
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'damaged');
    assert.ok(refused.error.message.includes(evidence));
  });

  it('[M11] restores nothing that is changed, cut, unfinished or of a later program, and leaves no half', async () => {
    const store = await open();
    await write(store, org, ['a', 'b']);
    await store.close();
    const { folder: from } = await backup();
    const list = join(from, 'backup.json');
    const journal = join(from, 'journal', 'org', '000000000001.jsonl');
    const wholeList = await readFile(list, 'utf8');
    const wholeJournal = await readFile(journal);
    const parsed = JSON.parse(wholeList);
    for (const [what, spoil, code] of [
      ['a changed file', () => writeFile(journal, wholeJournal.toString().replace('"a"', '"z"')), 'damaged'],
      ['a shorter file', () => writeFile(journal, wholeJournal.subarray(0, -9)), 'damaged'],
      ['a missing file', () => rm(journal), 'damaged'],
      ['a list of nothing', () => writeFile(list, '{}'), 'damaged'],
      ['a later program', () => writeFile(list, JSON.stringify({ ...parsed, version: 99 })), 'newer-version'],
      ['another end', () => writeFile(list, JSON.stringify({ ...parsed, heads: [] })), 'damaged'],
      ['a way out', () => writeFile(list, wholeList.replace('journal/org/', '../org/')), 'damaged'],
      ['no list', () => rm(list), 'nothing-there'],
    ] as const) {
      await spoil();
      const refused = await restore({ from, data: join(folder, 'restored'), newEpoch: () => 'e2' });
      assert.ok(!refused.ok, what);
      assert.equal(refused.error.code, code, what);
      assert.deepEqual((await readdir(folder)).sort(), ['backups', 'data'], what);
      await writeFile(list, wholeList);
      await writeFile(journal, wholeJournal);
    }
    const inTheWay = await restore({ from, data: data(), newEpoch: () => 'e2' });
    assert.ok(!inTheWay.ok);
    assert.match(inTheWay.error.message, /is not empty\. Move it aside/);
  });

  it('[M11] backs up nothing that is no data folder, and mixes no two organisations', async () => {
    const none = await backUp({ data: data(), into: backups(), now: '2026-02-04T00:00:00.000Z', program: 'test' });
    assert.deepEqual(!none.ok && none.error.code, 'nothing-there');
    await (await open()).close();
    await backup('2026-02-01T00:00:00.000Z');
    await (await open(join(folder, 'other'), 'o2')).close();
    const options = { data: join(folder, 'other'), into: backups(), now: '2026-02-05T00:00:00.000Z', program: 'test' };
    const mixed = await backUp(options);
    assert.deepEqual(!mixed.ok && mixed.error.code, 'not-empty');
  });
});
