import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a process has used since the last time it was asked; times in milliseconds. */
export type Figures = {
  readonly cpu: number;
  readonly megabytes: number;
  /** How late the event loop was at most, and in the worst hundredth of its turns. */
  readonly longestStall: number;
  readonly stallP99: number;
};

const resolution = 10;

/** Returns the way to ask for the figures of this process. */
export function openFigures(): () => Figures {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  let before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
    const figures = {
      cpu: (user + system) / 1000,
      megabytes: process.memoryUsage.rss() / 1024 ** 2,
      longestStall: late(delay.max),
      stallP99: late(delay.percentile(99)),
    };
    delay.reset();
    return figures;
  };
}
