import assert from 'node:assert/strict';
import { createOutbox } from '#addin/sync/outbox';
import { createSender, type PushAnswer } from '#addin/sync/sender';
import type { CommandId, EntityRef, PartitionId } from '#engine/contract/model/ids';
import { memoryStorage } from '#test/support/pane/pane-bench';
import { createVirtualClock } from '#test/support/pane/virtual-clock';

const judged: PushAnswer = { kind: 'judged', verdicts: [{ outcome: 'accepted', position: 1 }] };

async function bench() {
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  const clock = createVirtualClock(rest);
  const outbox = createOutbox({
    ...{ storage: memoryStorage(), copy: 'copy', instance: 'one', workbook: null, now: clock.now },
  });
  const record = (...entities: readonly string[]) =>
    outbox.record(
      entities.map((entity) => ({
        ...{ partition: 'group:g1' as PartitionId, epoch: 'e1' },
        changes: [{ entity: `record/${entity}` as EntityRef, field: 'notes', value: 'x', base: 0 }],
      })),
    );
  const pushed: { readonly id: CommandId; readonly answer: (answer: PushAnswer) => void }[] = [];
  const answered: string[] = [];
  const delays: (string | null)[] = [];
  const line = { connected: true };
  const sender = createSender({
    ...{ outbox, clock, random: () => 0.5 },
    push: ({ id }) => new Promise((resolve) => pushed.push({ id, answer: resolve })),
    isConnected: () => line.connected,
    answered: ({ set }, { kind }) => void answered.push(`${set.id} ${kind}`),
    delayed: (why) => void delays.push(why?.code ?? null),
  });
  return { clock, rest, outbox, record, pushed, answered, delays, line, sender };
}

describe('the sender', () => {
  it('[P21] sends a set again under the same id when nobody knows whether it arrived', async () => {
    const { record, pushed, sender, rest, answered, line } = await bench();
    await record('a');
    sender.pump();
    line.connected = false;
    pushed[0]?.answer({ kind: 'lost' });
    await rest();
    sender.pump();
    assert.equal(pushed.length, 1);
    line.connected = true;
    sender.pump();
    pushed[1]?.answer(judged);
    await rest();
    assert.deepEqual(
      pushed.map(({ id }) => id),
      ['copy:one.1', 'copy:one.1'],
    );
    assert.deepEqual(answered, ['copy:one.1 judged']);
  });

  it('[P22] has several sets under way, and never two of one field', async () => {
    const { record, pushed, sender, rest } = await bench();
    await record('a', 'b', 'a', 'c');
    sender.pump();
    sender.pump();
    assert.deepEqual(
      pushed.map(({ id }) => id),
      ['copy:one.1', 'copy:one.2', 'copy:one.4'],
    );
    pushed[0]?.answer(judged);
    await rest();
    assert.equal(pushed[3]?.id, 'copy:one.3');
  });

  it('[P26] asks again later, after growing waits, when the engine cannot now', async () => {
    const { record, pushed, sender, clock, rest, delays, outbox } = await bench();
    await record('a');
    sender.pump();
    pushed[0]?.answer({ kind: 'later', code: 'disk-full', detail: 'full' });
    await rest();
    assert.deepEqual(delays, ['disk-full']);
    sender.pump();
    assert.equal(pushed.length, 1);
    await clock.pass(400);
    pushed[1]?.answer({ kind: 'later', code: 'disk-full', detail: 'full' });
    await clock.pass(400);
    assert.equal(pushed.length, 2);
    await clock.pass(400);
    assert.equal(pushed.length, 3);
    pushed[2]?.answer(judged);
    await rest();
    assert.equal(delays.at(-1), null);
    assert.deepEqual(outbox.waiting(), []);
  });

  it('[P26] gives up what would be refused for ever', async () => {
    const { record, pushed, sender, rest, answered, outbox } = await bench();
    await record('a');
    sender.pump();
    pushed[0]?.answer({ kind: 'refused', code: 'unknown-partition', detail: 'There is none.' });
    await rest();
    assert.deepEqual(answered, ['copy:one.1 refused']);
    assert.deepEqual(outbox.waiting(), []);
  });
});
