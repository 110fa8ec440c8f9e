import type { Clock } from '../../app/ports.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  ticks: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
