import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor } from '#engine/contract/model/ids';
import { startChild } from '../child-talk.ts';
import type { Sample } from '../measure.ts';
import type { Figures } from '../process-figures.ts';
import { type Buckets, bucketPercentile, mergeBuckets } from './latency-buckets.ts';
import type { Heard, LoadWish, PaneWish } from './pane-child.ts';

export type LoadInput = {
  /** Of an organisation made by `prepareLoad`. */
  readonly organisation: string;
  readonly panes: number;
  /** Edits a second, by all panes together. */
  readonly rate: number;
  readonly seconds: number;
};

const processes = 3;
/** Milliseconds between two looks at the engine. */
const between = 5_000;
/** Milliseconds after the last edit in which everybody has to have everything. */
const patience = 30_000;

/** Half of the panes are in one group, the others are spread over all groups; every pane writes and hears. */
export async function measureLoad({ organisation, panes, rate, seconds }: LoadInput): Promise<Sample> {
  const begun = performance.now();
  const engine = startChild('./engine-child', [organisation]);
  const { url } = await engine.ask<{ url: string }>('started');
  const startUp = (performance.now() - begun) / 1000;
  const atStart = (await engine.ask<Figures>('figures')).megabytes;
  const groups = await engine.ask<readonly { readonly group: string; readonly actions: readonly string[] }[]>('groups');
  const cursors = await engine.ask<readonly Cursor[]>('cursors');

  const crowds = Array.from({ length: processes }, () => startChild('./load/pane-child'));
  for (let number = 0; number < panes; number += 1) {
    const { group, actions } = groups[number % 2 === 0 ? 0 : ((number - 1) / 2) % groups.length] ?? nowhere();
    const own = cursors.filter(({ partition }) => partition === 'org' || partition.endsWith(`:${group}`));
    const place = { address: url.replace('http', 'ws'), group, cursors: own, actions };
    // Two in a row to each process, so that each has its share of the busy group.
    const crowd = crowds[Math.floor(number / 2) % processes] ?? nowhere();
    await crowd.ask('open', { number, group, place } satisfies PaneWish);
  }
  await engine.ask('figures');

  const samples: Figures[] = [];
  let isUnderLoad = true;
  const watching = (async () => {
    while (isUnderLoad) {
      await sleep(Math.min(between, seconds * 250));
      samples.push(await engine.ask<Figures>('figures'));
    }
  })();
  const loaded = performance.now();
  const written = await Promise.all(
    crowds.map((crowd, index) => {
      const wish: LoadWish = { rate: rate / processes, seconds, first: index, step: processes };
      return crowd.ask<readonly (readonly [string, number])[]>('write', wish);
    }),
  );
  const took = performance.now() - loaded;
  isUnderLoad = false;
  await watching;

  const expectedByGroup = new Map<string, number>();
  for (const [group, count] of written.flat()) expectedByGroup.set(group, (expectedByGroup.get(group) ?? 0) + count);
  const end = performance.now() + patience;
  let lost = Number.NaN;
  let deliveries = 0;
  do {
    await sleep(100);
    const heard = (await Promise.all(crowds.map((crowd) => crowd.ask<readonly Heard[]>('heard')))).flat();
    deliveries = heard.reduce((sum, { count }) => sum + count, 0);
    lost = heard.reduce((sum, { group, count }) => sum + Math.abs((expectedByGroup.get(group) ?? 0) - count), 0);
  } while (lost > 0 && performance.now() < end);
  const latencies = mergeBuckets(await Promise.all(crowds.map((crowd) => crowd.ask<Buckets>('latencies'))));
  for (const crowd of crowds) await crowd.stop();
  await engine.stop();
  const edits = [...expectedByGroup.values()].reduce((sum, count) => sum + count, 0);
  return {
    startUp,
    atStart,
    edits,
    perSecond: (edits * 1000) / took,
    deliveries,
    lost,
    p50: bucketPercentile(latencies, 0.5),
    p95: bucketPercentile(latencies, 0.95),
    p99: bucketPercentile(latencies, 0.99),
    most: latencies.most,
    megabytes: Math.max(...samples.map((one) => one.megabytes)),
    atEnd: samples.at(-1)?.megabytes ?? Number.NaN,
    cpu: (samples.reduce((sum, one) => sum + one.cpu, 0) / took) * 100,
    stallP99: Math.max(...samples.map((one) => one.stallP99)),
    longestStall: Math.max(...samples.map((one) => one.longestStall)),
  };
}

function nowhere(): never {
  throw new Error('there is no such place');
}
