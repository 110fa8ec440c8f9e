import assert from 'node:assert/strict';
import { createFanOut, type FanOut } from '#engine/adapters/live/fan-out';
import type { Frame } from '#engine/adapters/live/frames';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import type { Hearing } from '#engine/app/gate';
import type { EntryListener } from '#engine/app/partition';
import type { PartitionHead } from '#engine/app/ports';
import { toPane } from '#engine/contract/live';
import type { SealedEntry } from '#engine/contract/model/entry';
import type { EntityRef, PartitionId } from '#engine/contract/model/ids';
import { entriesAfter } from '#test/support/journal-entries';
import { createManualClock, type ManualClock } from '#test/support/manual-clock';
import { wireText } from '#test/support/wire-text';

const group = 'group:g' as PartitionId;

describe('the fan-out', () => {
  let clock: ManualClock;
  let hear: EntryListener;
  let fanOut: FanOut;
  let head: PartitionHead;
  beforeEach(async () => {
    clock = createManualClock();
    head = await createMemoryJournal().open(group);
    fanOut = createFanOut({ listen }, clock, { tick: 25, atOnce: 50 });
  });

  const listen = (listener: EntryListener): (() => void) => {
    hear = listener;
    return () => {};
  };
  const happen = (...texts: readonly string[]): void => {
    const entries = entriesAfter(head, texts);
    const last = entries.at(-1);
    head = { ...head, position: head.position + texts.length, hash: last?.hash ?? head.hash };
    hear(entries);
  };
  const hearer = (from = 0, hearing: Hearing = null) => {
    const frames: Frame[] = [];
    const position = (): number => frames.at(-1)?.last ?? from;
    return { frames, position, deliver: (frame: Frame) => void frames.push(frame), hearing: () => hearing };
  };
  const textOf = ({ frames }: { readonly frames: readonly Frame[] }): string =>
    wireText(frames[0]?.wire ?? assert.fail('no frame'));
  const spans = ({ frames }: { readonly frames: readonly Frame[] }) => frames.map(({ first, last }) => [first, last]);

  it('[L4] sends at once when idle, and together what comes within a tick', () => {
    const one = hearer();
    fanOut.join(group, one);
    happen('a');
    assert.deepEqual(spans(one), [[1, 1]]);
    happen('b');
    happen('c', 'd');
    assert.deepEqual(spans(one), [[1, 1]]);
    clock.pass(25);
    assert.deepEqual(spans(one), [
      [1, 1],
      [2, 4],
    ]);
    happen('e');
    assert.deepEqual(spans(one).length, 2);
    clock.pass(25);
    clock.pass(25);
    happen('f');
    assert.deepEqual(spans(one).slice(2), [
      [5, 5],
      [6, 6],
    ]);
  });

  it('[L4] counts what goes out within a tick over all partitions, and to however many it goes', () => {
    fanOut = createFanOut({ listen }, clock, { tick: 25, atOnce: 110 });
    const crowd = Array.from({ length: 10 }, () => hearer());
    for (const one of crowd) fanOut.join(group, one);
    happen('a'); // costs 60, as every frame to ten
    happen('b');
    happen('c');
    happen('d');
    for (const one of crowd) {
      assert.deepEqual(spans(one), [
        [1, 1],
        [2, 2],
      ]);
    }
    clock.pass(25);
    happen('e');
    for (const one of crowd) {
      assert.deepEqual(spans(one).slice(2), [
        [3, 4],
        [5, 5],
      ]);
    }
  });

  it('[L5] gives each entry once to whoever joins while entries wait', () => {
    const early = hearer();
    fanOut.join(group, early);
    happen('a');
    happen('b', 'c');
    const late = hearer(fanOut.heard(group) - 1);
    const latest = hearer(fanOut.heard(group));
    fanOut.join(group, late);
    fanOut.join(group, latest);
    happen('d');
    clock.pass(25);
    assert.deepEqual(
      [spans(early), spans(late), spans(latest)],
      [
        [
          [1, 1],
          [2, 4],
        ],
        [[3, 4]],
        [[4, 4]],
      ],
    );
    assert.deepEqual(
      JSON.parse(textOf(late)).entries.map(({ position }: { position: number }) => position),
      [3, 4],
    );
  });

  it('[L6] makes a frame once for all who hear the partition, and for nobody else', () => {
    const hearers = [hearer(), hearer(), hearer()];
    for (const one of hearers) fanOut.join(group, one);
    const elsewhere = hearer();
    fanOut.join('group:h' as PartitionId, elsewhere);
    happen('a');
    const wires = new Set(hearers.map(({ frames }) => frames[0]?.wire));
    assert.equal(wires.size, 1);
    assert.deepEqual(elsewhere.frames, []);
  });

  it('[L6] heads a frame of any length as a WebSocket wants it', () => {
    for (const length of [1, 200, 70_000]) {
      const one = hearer();
      const leave = fanOut.join(group, one);
      happen('x'.repeat(length));
      clock.pass(25);
      assert.ok(JSON.stringify(JSON.parse(textOf(one))).includes('x'.repeat(length)));
      leave();
    }
  });

  it('[L6] sends a batch of any size in frames of a thousand', () => {
    const one = hearer();
    fanOut.join(group, one);
    happen(...Array.from({ length: 2_500 }, (_, index) => `${index}`));
    assert.deepEqual(spans(one), [
      [1, 1_000],
      [1_001, 2_000],
      [2_001, 2_500],
    ]);
  });

  it('[L8] names a document that was put, and leaves its content out', () => {
    const one = hearer();
    fanOut.join(group, one);
    const [sealed] = entriesAfter(head, ['a']);
    const entity = 'template/t' as EntityRef;
    const entry = {
      ...(sealed as SealedEntry).entry,
      event: { kind: 'put', entity, value: { secret: 'x'.repeat(100) } },
    } as const;
    hear([{ entry, text: JSON.stringify(entry), hash: '' }]);
    const [received] = JSON.parse(textOf(one)).entries;
    assert.deepEqual(received, { ...entry, event: { kind: 'put', entity } });
  });

  it('[I26] gives who may not read something its place and nothing else, and everybody else the whole frame', () => {
    const [all, some] = [hearer(), hearer(0, (entity) => entity === 'record/other')];
    for (const one of [all, some]) fanOut.join(group, one);
    happen('secret');
    const message = toPane.parse(JSON.parse(textOf(some)));
    assert.ok(message.kind === 'entries');
    assert.deepEqual(
      message.entries.map(({ position, actor, event }) => [position, actor, event]),
      [[1, 'hidden', { kind: 'hidden' }]],
    );
    assert.doesNotMatch(textOf(some), /secret|record/);
    assert.match(textOf(all), /secret/);
  });

  it('[L15] leaves nothing running when it is stopped', () => {
    fanOut.join(group, hearer());
    happen('a');
    assert.equal(clock.waits(25), 1);
    fanOut.stop();
    assert.equal(clock.waits(25), 0);
  });
});
