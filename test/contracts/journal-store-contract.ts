import assert from 'node:assert/strict';
import { sha256 } from '#engine/adapters/store/sha256';
import type { AppendProblem, JournalStore, PartitionHead } from '#engine/app/ports';
import { chainHash, genesisHash } from '#engine/domain/journal/seal';
import type { Result } from '#engine/domain/result';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';

/** What every journal promises, whatever it is kept in. `start` makes an empty one; it is closed afterwards. */
export function describeJournalStore(name: string, start: () => Promise<JournalStore>): void {
  describe(`the journal kept in ${name}`, () => {
    const group = partition('group:g1');
    let store: JournalStore;
    let head: PartitionHead;

    beforeEach(async () => {
      store = await start();
      head = await store.open(group);
    });

    afterEach(async () => {
      await store.close();
    });

    it('[J1] begins a partition at position 0 with the hash of its name and epoch', async () => {
      assert.equal(head.position, 0);
      assert.equal(head.partition, group);
      assert.equal(head.hash, genesisHash(group, head.epoch, sha256));
      assert.deepEqual(await store.read(group, 0, 10), []);
    });

    it('[J1] gives every partition an epoch of its own and keeps it when the partition is opened again', async () => {
      const other = await store.open(partition('org'));
      assert.notEqual(other.epoch, head.epoch);
      assert.deepEqual(await store.open(group), head);
      const known = (await store.heads()).map((known) => known.partition).sort();
      assert.deepEqual(known, ['group:g1', 'org']);
    });

    it('[J1] opens a partition once though many ask at the same time', async () => {
      const heads = await Promise.all(Array.from({ length: 10 }, () => store.open(partition('group:new'))));
      assert.equal(new Set(heads.map(({ epoch }) => epoch)).size, 1);
    });

    it('[J2] numbers entries 1, 2, 3 without a hole and answers with the new head', async () => {
      const first = entriesAfter(head, ['a', 'b']);
      const afterFirst = value(await store.append(group, 0, first));
      assert.deepEqual(afterFirst, { ...head, position: 2, hash: first[1]?.hash });
      const afterSecond = value(await store.append(group, 2, entriesAfter(afterFirst, ['c'])));
      assert.equal(afterSecond.position, 3);
      assert.deepEqual(await store.heads(), [afterSecond]);
      const read = await store.read(group, 0, 10);
      assert.deepEqual(
        read.map(({ entry }) => entry.position),
        [1, 2, 3],
      );
    });

    it('[J2] refuses a batch that does not follow the head, and says where the head is', async () => {
      const now = value(await store.append(group, 0, entriesAfter(head, ['a'])));
      const late = await store.append(group, 0, entriesAfter(head, ['b']));
      assert.deepEqual(late, { ok: false, error: { code: 'stale', head: now } });
      assert.deepEqual(textsOf(await store.read(group, 0, 10)), ['a']);
    });

    it('[J2] takes one of several batches sent at once for the same place', async () => {
      const answers = await Promise.all(
        ['a', 'b', 'c', 'd'].map((text) => store.append(group, 0, entriesAfter(head, [text]))),
      );
      assert.equal(answers.filter(({ ok }) => ok).length, 1);
      assert.equal((await store.read(group, 0, 10)).length, 1);
    });

    it('[J2] throws on batches no engine should send: empty, with a hole, of another partition or epoch', async () => {
      const [first, second] = entriesAfter(head, ['a', 'b']);
      assert.ok(first && second);
      await assert.rejects(store.append(group, 0, []), /empty batch/);
      await assert.rejects(store.append(group, 0, [second]), /stands where 1 belongs/);
      await assert.rejects(store.append(group, 0, [first, first]), /stands where 2 belongs/);
      await assert.rejects(store.append(group, 0, entriesAfter({ ...head, epoch: 'other' }, ['a'])), /epoch other/);
      await assert.rejects(store.append(group, 0, [{ ...first, text: '' }]), /text that is empty/);
      await assert.rejects(store.append(group, 0, [{ ...first, text: 'a\nb' }]), /several lines/);
      await assert.rejects(store.append(group, 0, [{ ...first, hash: 'none' }]), /no SHA-256/);
      assert.deepEqual(await store.read(group, 0, 10), []);
    });

    it('[J2] throws for a partition that was not opened', async () => {
      await assert.rejects(store.read(partition('group:other'), 0, 1), /has not been opened/);
      await assert.rejects(store.append(partition('group:other'), 0, entriesAfter(head, ['a'])), /has not been opened/);
    });

    it('[J3] reads entries exactly as they were sealed, whatever their text', async () => {
      const texts = [
        '',
        '=1+1',
        'line\nbreak',
        'tab\t"quote" \\',
        'Grüße, 世界 🎉',
        '\u2028\u0000',
        '\ud800',
        'x'.repeat(200_000),
      ];
      const entries = entriesAfter(head, texts);
      value(await store.append(group, 0, entries));
      const read = await store.read(group, 0, 100);
      assert.deepEqual(read, entries);
      let hash = head.hash;
      for (const entry of read) {
        hash = chainHash(hash, entry.text, sha256);
        assert.equal(entry.hash, hash);
      }
    });

    it('[J3] reads after any position up to any limit', async () => {
      const texts = Array.from({ length: 25 }, (_, at) => `text ${at + 1}`);
      let now = head;
      for (let at = 0; at < texts.length; at += 5) {
        now = value(await store.append(group, at, entriesAfter(now, texts.slice(at, at + 5))));
      }
      for (const after of [0, 1, 4, 5, 6, 24, 25, 26, 1_000]) {
        for (const limit of [0, 1, 3, 5, 24, 25, 1_000]) {
          const read = textsOf(await store.read(group, after, limit));
          assert.deepEqual(read, texts.slice(after, after + limit), `after ${after}, limit ${limit}`);
        }
      }
    });

    it('[J3] keeps partitions apart while they are appended to side by side', async () => {
      const names = ['org', 'shared', 'group:A', 'group:a', 'group:a.b', 'group:a-b_c'].map(partition);
      await Promise.all(
        names.map(async (name) => {
          let now = await store.open(name);
          for (let at = 0; at < 20; at += 1) {
            now = value(await store.append(name, now.position, entriesAfter(now, [`${name} ${at}`])));
          }
        }),
      );
      for (const name of names) {
        const expected = Array.from({ length: 20 }, (_, at) => `${name} ${at}`);
        assert.deepEqual(textsOf(await store.read(name, 0, 100)), expected);
      }
    });

    it('[J4] accepts nothing after it was closed; closing twice is harmless', async () => {
      await store.close();
      await store.close();
      await assert.rejects(store.append(group, 0, entriesAfter(head, ['a'])), /closed/);
      await assert.rejects(store.open(partition('group:late')), /closed/);
    });
  });
}

function value(result: Result<PartitionHead, AppendProblem>): PartitionHead {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
