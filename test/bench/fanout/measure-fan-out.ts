import { startChild } from '../child-talk.ts';
import { percentile, type Sample } from '../measure.ts';
import type { Figures } from '../process-figures.ts';
import type { CountWish, CrowdWish, WriteWish } from './crowd-child.ts';
import type { Place, SideName } from './side.ts';

export type FanOutInput = {
  readonly folder: string;
  readonly side: SideName;
  /** Who hears the edits; those who write are connected beside them. */
  readonly others: number;
  /** Edits a second, one after the other. */
  readonly rates: readonly number[];
  readonly seconds: number;
};

/** Nobody types faster than this. */
const editsOfOne = 5;
/** Connected clients of one process. */
const ofOneProcess = 100;

/**
 * From sending an edit to each of the others having it in what they show. The server is a process of its own, those who
 * write are another, those who hear it one for every hundred.
 */
export async function measureFanOut({ folder, side, others, rates, seconds }: FanOutInput): Promise<Sample> {
  const host = startChild('./fanout/host-child', [side, folder]);
  const place = await host.ask<Place>('place');
  const writers = startChild('./fanout/crowd-child', [side]);
  const writing = Math.ceil(Math.max(...rates) / editsOfOne);
  await writers.ask('connect', { place, first: 0, count: writing } satisfies CrowdWish);
  const crowds: { readonly child: ReturnType<typeof startChild>; readonly count: number }[] = [];
  for (let first = 0; first < others; first += ofOneProcess) {
    const child = startChild('./fanout/crowd-child', [side]);
    const count = Math.min(ofOneProcess, others - first);
    await child.ask('connect', { place, first: writing + first, count } satisfies CrowdWish);
    crowds.push({ child, count });
  }
  const measure = async (phase: number, rate: number, edits: number): Promise<Sample> => {
    await host.ask('figures');
    await writers.ask('write', { phase, rate, edits } satisfies WriteWish);
    const heard = await Promise.all(
      crowds.map(({ child, count }) => {
        const wish: CountWish = { phase, expected: edits * count, patience: 10_000 };
        return child.ask<readonly number[]>('count', wish);
      }),
    );
    const { cpu } = await host.ask<Figures>('figures');
    const latencies = heard.flat();
    const at = (name: string): string => `${name}@${rate}`;
    return {
      [at('p50')]: percentile(latencies, 0.5),
      [at('p95')]: percentile(latencies, 0.95),
      [at('p99')]: percentile(latencies, 0.99),
      [at('cpu')]: (cpu * 1000) / latencies.length,
      missed: edits * others - latencies.length,
    };
  };
  await measure(0, 20, 40); // warms up
  let sample: Sample = { missed: 0 };
  for (const [index, rate] of rates.entries()) {
    const measured = await measure(index + 1, rate, Math.max(8, Math.round(rate * seconds)));
    sample = { ...sample, ...measured, missed: (sample['missed'] ?? 0) + (measured['missed'] ?? 0) };
  }
  for (const { child } of crowds) await child.stop();
  await writers.stop();
  await host.stop();
  return sample;
}
