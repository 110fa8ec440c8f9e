import type { Clock } from './ports.ts';

/** Work that keeps the engine's own thread busy and that nobody waits for. */
export interface SpareTime {
  /** What `work` gives, when its turn has come; null when that was called off. */
  run<T>(work: () => Promise<T>): Promise<T | null>;
  /** Calls off what has not begun. */
  stop(): void;
}

/** One work at a time, each followed by a rest in which edits have the thread to themselves: `share` of the time at most. */
export function createSpareTime(clock: Pick<Clock, 'ticks' | 'after'>, share: number): SpareTime {
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let wake = (): void => {};

  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      if (stopped || milliseconds <= 0) return resolve();
      const cancel = clock.after(milliseconds, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  return {
    run(work) {
      let took = 0;
      const own = last.then(async () => {
        if (stopped) return null;
        const begun = clock.ticks();
        try {
          return await work();
        } finally {
          took = clock.ticks() - begun;
        }
      });
      const over = () => rest(took * (1 / share - 1));
      last = own.then(over, over); // a fault is for who asked
      return own;
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
