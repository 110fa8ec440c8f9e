import type { Random } from './outside.ts';

/** Waits that double up to a most, each shortened by chance so that many panes do not come back in one moment. */
export interface Backoff {
  /** Milliseconds to wait before the next try. */
  next(): number;
  /** It worked: the next wait is the first again. */
  reset(): void;
}

export function createBackoff([first, most]: readonly [number, number], random: Random): Backoff {
  let tries = 0;
  return {
    next() {
      const wait = Math.min(most, first * 2 ** Math.min(tries, 30));
      tries += 1;
      return Math.round(wait * (0.5 + random() / 2));
    },
    reset() {
      tries = 0;
    },
  };
}
