import assert from 'node:assert/strict';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { createSpareTime } from '#engine/app/spare-time';

/** A clock that goes on only by work and by waits that are passed by. */
function openClock() {
  let now = 0;
  const waits: { readonly milliseconds: number; readonly run: () => void }[] = [];
  const clock = {
    ticks: () => now,
    after(milliseconds: number, run: () => void) {
      const wait = { milliseconds, run };
      waits.push(wait);
      return () => void waits.splice(waits.indexOf(wait), 1);
    },
  };
  const work = (name: string, took: number) => async (): Promise<string> => {
    now += took;
    return name;
  };
  return { clock, waits, work };
}

describe('spare time', () => {
  it('[W163] does one work at a time and rests four times as long after each, a faulty one too', async () => {
    const { clock, waits, work } = openClock();
    const spare = createSpareTime(clock, 0.2);
    const done: unknown[] = [];
    const note = (value: unknown): void => void done.push(value);
    const ran = (value: { readonly result: unknown } | null): void => note(value?.result);
    void spare.run(work('first', 20)).then(ran);
    spare
      .run(async () => {
        await work('second', 5)();
        throw new Error('faulty');
      })
      .catch((error: unknown) => note(String(error)));
    void spare.run(work('third', 1)).then(ran);
    await turnOfTheLoop();
    assert.deepEqual([done, waits.map(({ milliseconds }) => milliseconds)], [['first'], [80]]);
    waits.shift()?.run();
    await turnOfTheLoop();
    assert.deepEqual([done.length, waits.map(({ milliseconds }) => milliseconds)], [2, [20]]);
    waits.shift()?.run();
    await turnOfTheLoop();
    assert.deepEqual(done, ['first', 'Error: faulty', 'third']);
  });

  it('[W163] counts what a work took without the moments in which it gave way', async () => {
    const { clock, waits, work } = openClock();
    const spare = createSpareTime(clock, 0.2);
    const ran = spare.run(async (giveWay) => {
      await work('before', 1)();
      assert.equal(giveWay(), null, 'it has hardly had the thread');
      await work('before', 2)();
      await giveWay();
      return work('after', 2)();
    });
    await turnOfTheLoop();
    const [moment] = waits.splice(0);
    assert.equal(moment?.milliseconds, 0);
    await work('of others', 50)();
    moment.run();
    assert.deepEqual(await ran, { result: 'after', took: 5 });
    await turnOfTheLoop();
    assert.deepEqual(
      waits.map(({ milliseconds }) => milliseconds),
      [20],
    );
  });

  it('[W163] calls off what has not begun when it is stopped, and waits for no rest', async () => {
    const { clock, waits, work } = openClock();
    const spare = createSpareTime(clock, 0.2);
    const first = spare.run(work('first', 20));
    const second = spare.run(work('second', 20));
    assert.deepEqual(await first, { result: 'first', took: 20 });
    await turnOfTheLoop();
    spare.stop();
    assert.equal(await second, null);
    assert.equal(await spare.run(work('third', 20)), null);
    assert.deepEqual(waits, []);
  });
});
