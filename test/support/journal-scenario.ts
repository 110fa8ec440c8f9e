import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Disk } from '#engine/adapters/store/disk';
import { openJournal } from '#engine/adapters/store/embedded/open-journal';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import type { JournalStore } from '#engine/app/ports';
import { entriesAfter, partition, textsOf } from '#test/support/journal-entries';
import { SimulatedDisk } from '#test/support/simulated-disk';
import { seededRandom } from '#test/support/simulated-disk-file';

type End = 'kill' | 'power cut';

type Step =
  /** Batches for one partition after the other, or for both at once; a number is the length of an entry's text. */
  | { readonly do: 'append'; readonly batches: readonly (readonly number[])[]; readonly together: boolean }
  | { readonly do: 'close' }
  | { readonly do: 'stop'; readonly by: End }
  | { readonly do: 'stop later'; readonly by: End; readonly operations: number }
  | { readonly do: 'fail a sync'; readonly after: number }
  | { readonly do: 'fill the disk'; readonly free: number }
  | { readonly do: 'empty the disk' }
  | { readonly do: 'write short' };

export type Scenario = { readonly seed: number; readonly segmentBytes: number; readonly steps: readonly Step[] };

const end = fc.constantFrom<End>('kill', 'power cut');
const append = fc.record({
  do: fc.constant('append' as const),
  batches: fc.array(fc.array(fc.nat(300), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
  together: fc.boolean(),
});

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  segmentBytes: fc.constantFrom(700, 2_000, 10_000),
  steps: fc.array(
    fc.oneof(
      { weight: 8, arbitrary: append },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('stop' as const), by: end }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('stop later' as const), by: end, operations: fc.nat(12) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('fail a sync' as const), after: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('fill the disk' as const), free: fc.nat(1_500) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('empty the disk' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('write short' as const) }) },
    ),
    { minLength: 2, maxLength: 12 },
  ),
});

/** What the outside world knows of a partition. */
type Known = {
  /** Acknowledged, or seen by a reader: may never go, may never come twice. */
  readonly texts: string[];
  /** Sent, not acknowledged, process gone: all of it may be there, or nothing. */
  unsure: string[];
  opened: boolean;
};

/**
 * Plays a scenario and throws at the first broken promise: an acknowledged entry lost, doubled or out of place, a batch
 * there in part, an unacknowledged one shown, a journal that does not open or does not verify.
 * `plant` puts a bug between the store and its disk.
 */
export async function playScenario(scenario: Scenario, plant: (disk: Disk) => Disk = (disk) => disk): Promise<void> {
  const disk = new SimulatedDisk(seededRandom(scenario.seed));
  const names = [partition('org'), partition('group:G')] as const;
  const known: readonly Known[] = names.map(() => ({ texts: [], unsure: [], opened: false }));
  let count = 0;
  let nextEnd: End = 'kill';
  let store = await start();

  for (const step of scenario.steps) {
    await play(step);
    if (disk.stopped) {
      await restart(nextEnd);
    }
    await look();
  }
  await restart('power cut');
  // With nothing wrong any more, everything is taken again, over the ends of segments.
  const before = known.map(({ texts }) => texts.length);
  for (let round = 0; round < 3; round += 1) {
    await play({ do: 'append', batches: [[300], [300]], together: true });
  }
  assert.deepEqual(
    known.map(({ texts }) => texts.length),
    before.map((length) => length + 3),
  );
  await look();
  const verified = await verifyJournal('/data', disk);
  assert.deepEqual(verified.problems, []);

  function next(): number {
    count += 1;
    return count;
  }

  async function play(step: Step): Promise<void> {
    switch (step.do) {
      case 'append': {
        const sends = step.batches.map((lengths, at) => () => send(at, lengths));
        if (step.together) {
          await Promise.all(sends.map((run) => run()));
        } else {
          for (const run of sends) {
            await run();
          }
        }
        return;
      }
      case 'close':
        await store.close();
        store = await start();
        return;
      case 'stop':
        await restart(step.by);
        return;
      case 'stop later':
        disk.stopsAfter = step.operations;
        nextEnd = step.by;
        return;
      case 'fail a sync':
        disk.syncsUntilFailure = step.after;
        return;
      case 'fill the disk':
        disk.free = step.free;
        return;
      case 'empty the disk':
        disk.free = null;
        return;
      case 'write short':
        disk.shortWrites = true;
        return;
    }
  }

  async function send(at: number, lengths: readonly number[]): Promise<void> {
    const name = names[at % 2] ?? names[0];
    const state = known[at % 2] ?? assert.fail('two partitions');
    try {
      const head = await store.open(name);
      state.opened = true;
      assert.equal(head.position, state.texts.length, 'the head is where the last acknowledgement was');
      const texts = lengths.map((length) => `${next()} ${'=x'.repeat(length / 2)}`);
      const answer = await store.append(name, head.position, entriesAfter(head, texts));
      if (answer.ok) {
        state.texts.push(...texts);
      } else if (answer.error.code === 'read-only' && state.unsure.length === 0) {
        state.unsure = texts;
      }
    } catch (error) {
      // A partition that could not be begun; everything else has an answer.
      assert.match(String(error), /cannot be begun/);
      assert.equal(state.opened, false);
    }
  }

  async function look(): Promise<void> {
    for (const [at, state] of known.entries()) {
      if (state.opened && state.unsure.length === 0) {
        assert.deepEqual(textsOf(await store.read(names[at] ?? names[0], 0, 1_000)), state.texts);
      }
    }
  }

  async function restart(by: End): Promise<void> {
    if (by === 'kill') {
      disk.kill();
    } else {
      disk.cutPower();
    }
    store = await start();
  }

  /** Opens the journal, however often that is cut off in turn, and compares it with what is known. */
  async function start(): Promise<JournalStore> {
    for (;;) {
      try {
        const opened = await openJournal('/data', {
          report: () => undefined,
          segmentBytes: scenario.segmentBytes,
          disk: plant(disk),
          newEpoch: () => `e${next()}`,
        });
        assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
        await compare(opened.value);
        return opened.value;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && ['STOPPED', 'EIO', 'ENOSPC'].includes(String(error.code)))) {
          throw error;
        }
        if (nextEnd === 'power cut' && disk.stopped) {
          disk.cutPower();
        } else {
          disk.kill();
        }
      }
    }
  }

  async function compare(opened: JournalStore): Promise<void> {
    const heads = new Map((await opened.heads()).map((head) => [head.partition, head]));
    for (const [at, state] of known.entries()) {
      const name = names[at] ?? names[0];
      const head = heads.get(name);
      if (head === undefined) {
        assert.equal(state.opened, false, `${name} is gone`);
        continue;
      }
      state.opened = true;
      const found = textsOf(await opened.read(name, 0, 1_000));
      assert.equal(found.length, head.position);
      const expected = found.length > state.texts.length ? [...state.texts, ...state.unsure] : state.texts;
      assert.deepEqual(found, expected);
      state.texts.splice(0, state.texts.length, ...found);
      state.unsure = [];
    }
  }
}
