import type { Clock } from './outside.ts';

/** Lets so many through in a window of time, and the next when the oldest has left it. */
export interface Pace {
  turn(): Promise<void>;
  stop(): void;
}

export function createPace(most: number, window: number, clock: Clock): Pace {
  const taken: number[] = [];
  const queue: (() => void)[] = [];
  let cancel: (() => void) | null = null;

  const serve = (): void => {
    const now = clock.ticks();
    while (taken[0] !== undefined && taken[0] <= now - window) taken.shift();
    while (queue.length > 0 && taken.length < most) {
      taken.push(now);
      queue.shift()?.();
    }
    if (queue.length === 0 || cancel !== null) return;
    cancel = clock.after(Math.max(1, (taken[0] ?? now) + window - now), () => {
      cancel = null;
      serve();
    });
  };
  return {
    turn: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        serve();
      }),
    stop: () => cancel?.(),
  };
}
