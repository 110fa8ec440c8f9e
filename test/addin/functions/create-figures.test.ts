import assert from 'node:assert/strict';
import { createFigures } from '#addin/functions/create-figures';
import type { Client } from '#addin/sync/client';
import { assessmentId } from '#engine/contract/model/ids';
import { ok } from '#engine/domain/result';
import { createManualClock } from '#test/support/manual-clock';

const first = assessmentId.parse('a1');
const second = assessmentId.parse('a2');

/** An engine that counts what it is asked. */
function engine() {
  const asked: string[] = [];
  let position = 1;
  const client = {
    async call(name: string) {
      asked.push(name);
      return ok(name === 'status' ? { partitions: [{ position }] } : name === 'groups' ? { groups: [] } : {});
    },
    address: () => '',
  } as unknown as Client; // answers what is asked here
  return {
    asked,
    client,
    move: () => {
      position += 1;
    },
  };
}

const asked = 10_000;
const gathered = 250;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function make() {
  const served = engine();
  const clock = createManualClock();
  const heard = new Set<() => void>();
  const figures = createFigures({
    client: served.client,
    clock,
    own: () => first,
    heard: (listener) => {
      heard.add(listener);
      return () => void heard.delete(listener);
    },
  });
  const hear = (): void => {
    for (const listener of heard) listener();
  };
  return { ...served, clock, figures, hear, heard };
}

describe('createFigures', () => {
  it('[U17] the same question of many cells is asked of the engine once, until something changes', async () => {
    const { figures, asked: calls, hear, clock } = make();
    figures.onChange(() => undefined);
    await Promise.all(
      Array.from({ length: 50 }, () => Promise.all([figures.groups(), figures.view(first), figures.view(second)])),
    );
    assert.deepEqual(calls.sort(), ['assessment', 'assessment', 'groups']);
    hear();
    hear();
    clock.pass(gathered);
    await Promise.all([figures.groups(), figures.groups()]);
    assert.equal(calls.filter((name) => name === 'groups').length, 2);
  });

  it('[U17] changes close together are told once; changes of other assessments are found by the positions', async () => {
    const { figures, asked: calls, clock, hear, move } = make();
    let told = 0;
    figures.onChange(() => {
      told += 1;
    });
    for (let i = 0; i < 10; i += 1) hear();
    clock.pass(gathered);
    assert.equal(told, 1);
    const look = async (): Promise<void> => {
      clock.pass(asked);
      await settled();
      clock.pass(gathered);
    };
    await look();
    const before = told;
    await look();
    assert.equal(told, before);
    move();
    await look();
    assert.equal(told, before + 1);
    assert.equal(calls.filter((name) => name === 'status').length, 3);
  });

  it('[U17] with no cell left, nothing is asked and nothing waits', async () => {
    const { figures, asked: calls, clock, heard, hear } = make();
    const stops = [figures.onChange(() => undefined), figures.onChange(() => undefined)];
    hear();
    for (const stop of stops) stop();
    assert.deepEqual([clock.waits(asked), clock.waits(gathered), heard.size], [0, 0, 0]);
    assert.deepEqual(calls, []);
  });

  it('[U17] an answer that comes after the last cell has gone starts no new waiting', async () => {
    const { figures, clock } = make();
    const stop = figures.onChange(() => undefined);
    clock.pass(asked);
    stop();
    await settled();
    assert.deepEqual([clock.waits(asked), clock.waits(gathered)], [0, 0]);
  });
});
