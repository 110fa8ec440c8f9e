import type { Clock } from '#addin/sync/outside';

/** A clock that stands still until a test lets it go on. */
export type VirtualClock = Clock & {
  /** Lets time pass; what falls due runs in order, and what that sets off is awaited in between. */
  pass(milliseconds: number): Promise<void>;
  /** Milliseconds until the next thing falls due; null for never. */
  next(): number | null;
};

/** @param rest resolves when everything that runs by itself has come to rest. */
export function createVirtualClock(rest: () => Promise<void>): VirtualClock {
  let now = 0;
  let timers: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];
  let count = 0;
  const first = () =>
    timers.reduce<(typeof timers)[number] | null>(
      (best, one) => (best === null || one.at < best.at || (one.at === best.at && one.order < best.order) ? one : best),
      null,
    );
  return {
    now: () => new Date(Date.UTC(2026, 0, 5) + now).toISOString(),
    ticks: () => now,
    after(milliseconds, run) {
      count += 1;
      const timer = { at: now + Math.max(0, milliseconds), order: count, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      await rest();
      let turns = 0;
      for (let due = first(); due !== null && due.at <= end; due = first()) {
        turns += 1;
        if (turns > 20_000) throw new Error('Something runs again and again and never comes to rest');
        now = Math.max(now, due.at);
        const { at } = due;
        const together = timers.filter((one) => one.at === at).sort((a, b) => a.order - b.order);
        timers = timers.filter((one) => one.at !== at);
        for (const { run } of together) run();
        await rest();
      }
      now = end;
    },
    next: () => {
      const due = first();
      return due === null ? null : due.at - now;
    },
  };
}
