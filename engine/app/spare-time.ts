import type { Clock } from './ports.ts';

/** Lets others have the thread for a moment in the middle of a work; null while it has not been had for long. */
export type GiveWay = () => Promise<void> | null;

/** Milliseconds for which the thread is had at once. */
const atOnce = 2;

/** Work that keeps the engine's own thread busy and that nobody waits for. */
export interface SpareTime {
  /**
   * What `work` gives, when its turn has come, and the milliseconds it had the thread, without those in which it gave way;
   * null when it was called off.
   */
  run<T>(work: (giveWay: GiveWay) => Promise<T>): Promise<{ readonly result: T; readonly took: number } | null>;
  /** Calls off what has not begun. */
  stop(): void;
}

/** From now on: a way to let others have the thread, and the milliseconds it was not given to them. */
export function openTurn(clock: Pick<Clock, 'ticks' | 'after'>): { readonly giveWay: GiveWay; took(): number } {
  let begun = clock.ticks();
  let before = 0;
  return {
    giveWay() {
      const had = clock.ticks() - begun;
      if (had < atOnce) return null;
      before += had;
      return new Promise((resolve) => {
        clock.after(0, () => {
          begun = clock.ticks();
          resolve();
        });
      });
    },
    took: () => before + clock.ticks() - begun,
  };
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
        const turn = openTurn(clock);
        const result = await work(turn.giveWay).finally(() => {
          took = turn.took();
        });
        return { result, took };
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
