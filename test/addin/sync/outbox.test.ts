import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createOutbox, type Outbox, type Stroke } from '#addin/sync/outbox';
import type { Storage } from '#addin/sync/outside';
import { limits } from '#engine/contract/http/limits';
import { changeSet } from '#engine/contract/model/change';
import type { EntityRef, PartitionId, WorkbookId } from '#engine/contract/model/ids';
import { memoryStorage } from '#test/support/pane/pane-bench';

const partition = 'group:g1' as PartitionId;

function open(storage: Storage, instance = 'one'): Outbox {
  return createOutbox({
    ...{ storage, instance, copy: 'copy1', workbook: 'w1' as WorkbookId },
    now: () => '2026-01-01T00:00:00.000Z',
  });
}

/** One stroke of changes by `entity field value`. */
function stroke(...changes: readonly string[]): Stroke {
  return {
    partition,
    epoch: 'e1',
    changes: changes.map((text) => {
      const [entity = '', field = '', value = ''] = text.split(' ');
      return { entity: `record/${entity}` as EntityRef, field, value, base: 3 };
    }),
  };
}

describe('the outbox', () => {
  it('[P20] has a set in storage when recording ends, and pending from the moment it begins', async () => {
    const storage = memoryStorage();
    const outbox = open(storage);
    const recording = outbox.record([stroke('a notes x')]);
    assert.deepEqual(outbox.pending('record/a#notes'), { value: 'x' });
    const [waiting] = await recording;
    assert.equal(storage.kept.size, 1);
    assert.ok(waiting !== undefined && changeSet.safeParse(waiting.set).success);
    assert.equal(waiting.set.workbook, 'w1');
  });

  it('[P20] is taken over by the next pane with every set as it was, in the order it was recorded', async () => {
    const storage = memoryStorage();
    const before = open(storage);
    for (let count = 0; count < 12; count += 1) await before.record([stroke(`a notes ${count}`)]);
    const after = open(storage, 'two');
    await after.restore();
    assert.deepEqual(after.waiting(), before.waiting());
    assert.deepEqual(after.pending('record/a#notes'), { value: '11' });
    await after.record([stroke('a notes last')]);
    assert.equal(new Set(after.waiting().map(({ set }) => set.id)).size, 13);
  });

  it('[P20] leaves storage when its verdict is there, and ignores what is not its own', async () => {
    const storage = memoryStorage();
    storage.kept.set('controlbook/outbox/garbage', '{"set":');
    storage.kept.set('controlbook/outbox/other', '{"set":{"id":"x"},"at":"now"}');
    const outbox = open(storage);
    await outbox.restore();
    assert.deepEqual(outbox.waiting(), []);
    const [waiting] = await outbox.record([stroke('a notes x')]);
    await outbox.remove(waiting?.set.id ?? assert.fail());
    assert.equal(outbox.pending('record/a#notes'), null);
    assert.equal([...storage.kept.keys()].filter((key) => key.includes('copy1')).length, 0);
  });

  it('[P21] gives each set an id of its own that names the copy, so that its edits count as one person’s', async () => {
    const outbox = open(memoryStorage());
    const sets = await outbox.record([stroke('a notes x'), stroke('b notes y')]);
    assert.deepEqual(
      sets.map(({ set }) => set.id),
      ['copy1:one.1', 'copy1:one.2'],
    );
  });

  it('[P22] lets no set overtake an earlier one of the same field, and all others go at once', async () => {
    const outbox = open(memoryStorage());
    const [first, second, third] = await outbox.record([
      stroke('a notes 1', 'b notes 1'),
      stroke('c notes 1'),
      stroke('b notes 2'),
    ]);
    const ids = (sets: ReturnType<Outbox['sendable']>) => sets.map(({ set }) => set.id);
    assert.deepEqual(ids(outbox.sendable(new Set())), [first?.set.id, second?.set.id]);
    assert.deepEqual(ids(outbox.sendable(new Set([first?.set.id ?? assert.fail()]))), [second?.set.id]);
    await outbox.remove(first?.set.id ?? assert.fail());
    assert.deepEqual(ids(outbox.sendable(new Set())), [second?.set.id, third?.set.id]);
  });

  it('[P23] cuts a stroke so that every set is one the engine takes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 120 }),
        async (lengths) => {
          const outbox = open(memoryStorage());
          const changes = lengths.map((length, index) => ({
            ...{ entity: `record/a${index}` as EntityRef, field: 'implementationNotes', base: 0 },
            value: 'x'.repeat(length),
          }));
          const sets = await outbox.record([{ partition, epoch: 'e1', changes }]);
          assert.deepEqual(
            sets.flatMap(({ set }) => set.changes),
            changes,
          );
          for (const { set } of sets) {
            assert.ok(changeSet.safeParse(set).success);
            assert.ok(JSON.stringify(set).length < limits.changeSetBytes);
          }
        },
      ),
      { numRuns: 30 },
    ));

  it('[P24] keeps edits in memory, and says so, when storage does not take them', async () => {
    const storage = { ...memoryStorage(), write: async () => Promise.reject(new Error('full')) };
    const outbox = open(storage);
    assert.equal(outbox.isStored(), true);
    await outbox.record([stroke('a notes x')]);
    assert.equal(outbox.isStored(), false);
    assert.equal(outbox.waiting().length, 1);
  });
});
