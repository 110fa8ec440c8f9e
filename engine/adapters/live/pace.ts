import type { Clock } from '../../app/ports.ts';

/** Runs at once when idle; otherwise once, when the last run is `milliseconds` ago. */
export type Pace = { request(): void; stop(): void };

export function createPace(clock: Pick<Clock, 'after'>, milliseconds: number, run: () => void): Pace {
  let cancel: (() => void) | null = null;
  let wanted = false;

  const start = (): void => {
    wanted = false;
    cancel = clock.after(milliseconds, () => {
      cancel = null;
      if (wanted) start();
    });
    run();
  };
  return {
    request() {
      if (cancel === null) start();
      else wanted = true;
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
