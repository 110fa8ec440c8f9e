import { setTimeout as sleep } from 'node:timers/promises';
import { prose } from '../bench-organisation.ts';
import { endWithParent, serveParent } from '../child-talk.ts';
import { controlbookSide } from '../fanout/controlbook-side.ts';
import type { Client, Place } from '../fanout/side.ts';
import { addLatency, openBuckets } from './latency-buckets.ts';

export type PaneWish = { readonly number: number; readonly group: string; readonly place: Place };
/** Cells are kept apart by process, so that nobody edits what somebody else is editing. */
export type LoadWish = {
  readonly rate: number;
  readonly seconds: number;
  readonly first: number;
  readonly step: number;
};
export type Heard = { readonly group: string; readonly count: number };

/** Panes that write and hear, in a process of their own. */
endWithParent();
const panes: { readonly client: Client; readonly group: string; heard: number }[] = [];
const writtenByGroup = new Map<string, number>();
const buckets = openBuckets();
/** Cells of each group, which panes of the group take in turn. */
const cellsOfAll = 2_000;

serveParent({
  async open({ number, group, place }: PaneWish) {
    const saw = (text: string): void => {
      pane.heard += 1;
      addLatency(buckets, Number(process.hrtime.bigint() - BigInt(text.split(' ', 1)[0] ?? 0)) / 1e6);
    };
    const client = await controlbookSide.connect(place, number, saw);
    const pane = { client, group, heard: 0 };
    panes.push(pane);
  },
  async write({ rate, seconds, first, step }: LoadWish) {
    const start = performance.now();
    let cell = first;
    for (let count = 0; count < rate * seconds; count += 1) {
      const wait = start + (count * 1000) / rate - performance.now();
      if (wait > 0) await sleep(wait);
      const pane = panes[(count * 7919) % panes.length]; // a prime: everybody's turn comes, in no order
      if (pane === undefined) throw new Error('there is no pane');
      pane.client.write(cell, prose(`${process.hrtime.bigint()} is when it was sent.`, 120).trim());
      writtenByGroup.set(pane.group, (writtenByGroup.get(pane.group) ?? 0) + 1);
      cell = (cell + step) % cellsOfAll;
    }
    return [...writtenByGroup];
  },
  heard: async () => panes.map(({ group, heard }): Heard => ({ group, count: heard })),
  latencies: async () => buckets,
  async stop() {
    for (const { client } of panes) client.close();
  },
});
