import type { Clock } from '#engine/app/ports';

/** A clock whose waits end when the test says so. */
export type ManualClock = Clock & {
  /** Ends the waits of so many milliseconds that are running now, oldest first. */
  pass(milliseconds: number): void;
  /** How many waits of so many milliseconds are running. */
  waits(milliseconds: number): number;
};

export function createManualClock(): ManualClock {
  let running: { readonly milliseconds: number; readonly run: () => void }[] = [];
  const of = (milliseconds: number) => running.filter((one) => one.milliseconds === milliseconds);
  return {
    now: () => '2026-01-02T03:04:05.678Z',
    ticks: () => 0,
    after(milliseconds, run) {
      const wait = { milliseconds, run };
      running.push(wait);
      return () => {
        running = running.filter((one) => one !== wait);
      };
    },
    pass(milliseconds) {
      const due = of(milliseconds);
      running = running.filter((one) => !due.includes(one));
      for (const { run } of due) run();
    },
    waits: (milliseconds) => of(milliseconds).length,
  };
}
