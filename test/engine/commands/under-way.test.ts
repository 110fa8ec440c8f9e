import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { underWay } from '#engine/commands/under-way';

describe('work under way', () => {
  it('[C5] is named at its start, and gets its time when it took long', async () => {
    const told: string[] = [];
    assert.equal(
      await underWay(
        (line) => told.push(line),
        'Reading plan.xlsx',
        async () => 7,
      ),
      7,
    );
    await underWay(
      (line) => told.push(line),
      'Checking',
      () => wait(1_050),
    );
    assert.deepEqual(told.slice(0, 2), ['Reading plan.xlsx ...', 'Checking ...']);
    assert.match(told[2] ?? '', /^Checking: done in \d+\.\d s\.$/);
    assert.equal(told.length, 3);
  });

  it('[C5] that fails leaves no clock running and no claim to be done', async () => {
    const told: string[] = [];
    await assert.rejects(
      underWay(
        (line) => told.push(line),
        'Reading',
        () => Promise.reject(new Error('unreadable')),
      ),
      /unreadable/,
    );
    assert.deepEqual(told, ['Reading ...']);
  });
});
