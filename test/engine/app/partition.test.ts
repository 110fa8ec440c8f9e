import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { loadPartition } from '#engine/app/load-partition';
import type { Partition } from '#engine/app/partition';
import type { AppendProblem, JournalStore, PartitionHead } from '#engine/app/ports';
import type { SealedEntry } from '#engine/contract/model/entry';
import type { CommandId, PartitionId, UserId } from '#engine/contract/model/ids';
import { genesisHash, seal } from '#engine/domain/journal/seal';
import { decideChanges, fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { err, ok, type Result } from '#engine/domain/result';
import { group, note, openContext, record } from '#test/support/writers';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A journal whose appends wait to be let through, or are refused. */
function gatedJournal() {
  const inner = createMemoryJournal({ newEpoch: () => 'e' });
  const batches: number[] = [];
  let gate: Promise<AppendProblem | null> = Promise.resolve(null);
  const store: JournalStore = {
    ...inner,
    async append(
      partition: PartitionId,
      after: number,
      entries: readonly SealedEntry[],
    ): Promise<Result<PartitionHead, AppendProblem>> {
      batches.push(entries.length);
      const problem = await gate;
      return problem === null ? inner.append(partition, after, entries) : err(problem);
    },
  };
  return {
    store,
    batches,
    /** Holds appends until the returned function is called. */
    hold(): (problem: AppendProblem | null) => void {
      let open: (problem: AppendProblem | null) => void = () => {};
      gate = new Promise((resolve) => {
        open = (problem) => {
          gate = Promise.resolve(null);
          resolve(problem);
        };
      });
      return open;
    },
  };
}

const edit = (partition: Partition, command: string, n: number, value: string, base = 0) =>
  partition.execute<readonly string[], never>({
    meta: {
      command: command as CommandId,
      actor: 'ann' as UserId,
      channel: 'api',
      lineage: null,
      time: '2026-01-01T00:00:00.000Z',
    },
    decide: (draft) => ok(decideChanges(draft, [note(n, value, base)], openContext).map(({ outcome }) => outcome)),
    recall: (entries) => entries.map(({ entry }) => `recalled ${entry.event.kind}`),
  });
const shown = (partition: Partition, n: number) => fieldValueOf(partition.image, record(n), 'implementationNotes');

describe('partition', () => {
  it('[R16] answers when durable and shows readers durable state only', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    const open = journal.hold();
    let answered = false;
    const answer = edit(partition, 'c1', 1, 'x').finally(() => {
      answered = true;
    });
    await new Promise(setImmediate);
    assert.equal(answered, false);
    assert.equal(shown(partition, 1), null);
    open(null);
    await answer;
    assert.equal(shown(partition, 1), 'x');
  });

  it('[R19] makes one batch of what is decided in one moment, and idles when that is durable', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    for (let n = 1; n <= 20; n += 1) void edit(partition, `c${n}`, n, 'b');
    await partition.idle();
    assert.deepEqual(journal.batches, [20]);
    assert.equal(partition.head().position, 20);
  });

  it('[R19] makes one batch of what was decided meanwhile, each seeing the ones before it', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    const open = journal.hold();
    const answers = [edit(partition, 'c1', 1, 'a')];
    await new Promise(setImmediate);
    for (let n = 2; n <= 20; n += 1) answers.push(edit(partition, `c${n}`, n, 'b'));
    answers.push(edit(partition, 'late', 1, 'other'));
    open(null);
    const outcomes = await Promise.all(answers);
    assert.deepEqual(journal.batches, [1, 20]);
    assert.deepEqual(outcomes.at(-1), ok(['conflict']));
    assert.equal(partition.image.position, 21);
  });

  it('[R19] lets one half of busy writers decide while the batch of the other half is written', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    const write = async (n: number) => {
      let base = 0;
      for (let count = 1; count <= 20; count += 1) {
        await edit(partition, `w${n}:${count}`, n, `value ${count}`, base);
        base = partition.image.position;
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, n) => write(n + 1)));
    assert.equal(partition.head().position, 200);
    assert.deepEqual(journal.batches.slice(0, 2), [10, 5]);
    assert.deepEqual(new Set(journal.batches.slice(1, -1)), new Set([5]));
  });

  it('[R17] answers a known command from what it wrote, also while that is under way', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    const open = journal.hold();
    const first = edit(partition, 'c1', 1, 'x');
    const second = edit(partition, 'c1', 1, 'x');
    open(null);
    assert.deepEqual(await first, ok(['accepted']));
    assert.deepEqual(await second, ok(['recalled changed']));
    assert.deepEqual(await edit(partition, 'c1', 1, 'something else'), ok(['recalled changed']));
    assert.equal(partition.image.position, 1);
    const again = await loadPartition(journal.store, digest, group, null);
    assert.deepEqual(await edit(again, 'c1', 1, 'x'), ok(['recalled changed']));
  });

  it('[R18] loses a refused batch and what was decided on it, and goes on from what is durable', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    await edit(partition, 'c0', 1, 'durable');
    const open = journal.hold();
    const lost = [edit(partition, 'c1', 2, 'x')];
    await new Promise(setImmediate);
    lost.push(edit(partition, 'c2', 3, 'y'));
    open({ code: 'disk-full', reason: 'no space' });
    for (const answer of await Promise.all(lost)) assert.equal(!answer.ok && answer.error.code, 'disk-full');
    assert.deepEqual(
      [1, 2, 3].map((n) => shown(partition, n)),
      ['durable', null, null],
    );
    assert.deepEqual(await edit(partition, 'c1', 2, 'x'), ok(['accepted']));
    assert.equal(partition.head().position, 2);
    const sealed = await journal.store.read(group, 0, 10);
    let hash = genesisHash(group, 'e', digest);
    for (const one of sealed) {
      assert.equal(seal(one.entry, hash, digest).hash, one.hash);
      hash = one.hash;
    }
    assert.equal(partition.head().hash, hash);
  });

  it('[R15] keeps nothing of a decision that ends in a refusal', async () => {
    const journal = gatedJournal();
    const partition = await loadPartition(journal.store, digest, group, null);
    const refused = await partition.execute<null, string>({
      meta: {
        command: 'c1' as CommandId,
        actor: 'ann' as UserId,
        channel: 'api',
        lineage: null,
        time: '2026-01-01T00:00:00.000Z',
      },
      decide: (draft) => {
        decideChanges(draft, [note(1, 'half done', 0)], openContext);
        return err('no');
      },
      recall: () => null,
    });
    assert.deepEqual(refused, err('no'));
    assert.deepEqual([partition.image.position, shown(partition, 1), journal.batches.length], [0, null, 0]);
    assert.deepEqual(await edit(partition, 'c1', 1, 'x'), ok(['accepted']));
  });
});
