import assert from 'node:assert/strict';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { createPacedTask } from '#engine/app/paced-task';
import { createManualClock } from '#test/support/manual-clock';

/** A task on a clock that is moved by hand, with the pauses it asked for. */
function paced() {
  let now = 0;
  const manual = createManualClock();
  const clock = { ...manual, ticks: () => now };
  const waited: number[] = [];
  let runs = 0;
  const task = createPacedTask(
    clock,
    (times) => {
      waited.push(times);
      return 1_000;
    },
    async () => {
      runs += 1;
    },
  );
  /** Lets so many milliseconds go by, and every wait of this length end. */
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    manual.pass(milliseconds);
    await turnOfTheLoop();
  };
  return { task, pass, waited, runs: () => runs };
}

describe('a paced task', () => {
  it('[W165] counts the runs in a row that had to wait, and begins anew after a quiet moment', async () => {
    const { task, pass, waited, runs } = paced();
    task.ask();
    await pass(0);
    for (let turn = 0; turn < 2; turn += 1) {
      task.ask();
      task.ask();
      assert.equal(task.isBusy(), true);
      await pass(0);
      await pass(1_000);
    }
    assert.deepEqual([runs(), waited], [3, [0, 1, 2]]);
    await pass(1_000);
    task.ask();
    await pass(0);
    assert.deepEqual([runs(), waited], [4, [0, 1, 2, 0]]);
  });

  it('[W165] asked during a run is run once more after the pause, and not at all when it was stopped', async () => {
    const { task, pass, runs } = paced();
    task.ask();
    task.ask();
    await pass(0);
    task.ask();
    task.stop();
    await pass(1_000);
    assert.equal(runs(), 1);
    assert.equal(task.isBusy(), false);
  });
});
