import type { Clock } from '../../app/ports.ts';

/** The last time that was asked for, in both forms: under load many edits fall into one millisecond. */
let last = { milliseconds: 0, text: new Date(0).toISOString() };

export const systemClock: Clock = {
  now: () => {
    const milliseconds = Date.now();
    if (milliseconds !== last.milliseconds) last = { milliseconds, text: new Date(milliseconds).toISOString() };
    return last.text;
  },
  ticks: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
