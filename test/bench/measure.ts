import { readFileSync } from 'node:fs';

/** What one run of a contender measured, by metric. */
export type Sample = Readonly<Record<string, number>>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Most memory this process has held, in megabytes. Not `maxRSS`, which on Linux begins at what the parent held. */
export function peakMegabytes(): number {
  if (process.platform === 'linux') {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  }
  return process.resourceUsage().maxRSS / 1024;
}

/**
 * Runs one job as the first of its process (its peak memory counts, whole and above what library and input took), then
 * again while `seconds` last, and takes the median time of those; with no second run the first one counts. The warm-up is
 * another, smaller job.
 */
export async function measureJob(job: () => unknown, warmUp: () => unknown, seconds: number): Promise<Sample> {
  const before = process.memoryUsage.rss() / 1024 ** 2;
  await warmUp();
  const first = await timeOf(job);
  const megabytes = peakMegabytes();
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || (seconds > 0 && times.length < 3)) times.push(await timeOf(job));
  return { milliseconds: times.length === 0 ? first : median(times), megabytes, taken: megabytes - before };
}

async function timeOf(job: () => unknown): Promise<number> {
  const start = performance.now();
  await job();
  return performance.now() - start;
}

/**
 * Keeps `writers` busy with one edit after the other, first to warm up, then while the clock runs. An edit counts when
 * it has been acknowledged. `rest` is called between the two, with nothing in flight.
 */
export async function measureEdits(
  writers: number,
  seconds: number,
  edit: (writer: number, count: number) => Promise<unknown>,
  rest: () => void = () => {},
): Promise<Sample> {
  const counts = new Array<number>(writers).fill(0);
  const run = async (duration: number, latencies: number[]): Promise<void> => {
    const end = performance.now() + duration * 1000;
    const write = async (writer: number): Promise<void> => {
      for (let start = performance.now(); start < end; start = performance.now()) {
        await edit(writer, counts[writer] ?? 0);
        latencies.push(performance.now() - start);
        counts[writer] = (counts[writer] ?? 0) + 1;
      }
    };
    await Promise.all(counts.map((_, writer) => write(writer)));
  };
  await run(1, []);
  rest();
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run(seconds, latencies);
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: (latencies.length / elapsed) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: (user + system) / latencies.length,
  };
}
