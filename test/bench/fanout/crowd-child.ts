import { setTimeout as sleep } from 'node:timers/promises';
import { prose } from '../bench-organisation.ts';
import { endWithParent, serveParent } from '../child-talk.ts';
import { type Client, cells, loadSide, type Place, type SideName } from './side.ts';

export type CrowdWish = {
  readonly place: Place;
  readonly first: number;
  readonly count: number;
};
export type WriteWish = { readonly phase: number; readonly rate: number; readonly edits: number };
export type CountWish = { readonly phase: number; readonly expected: number; readonly patience: number };

/** Some of those who are connected, in a process of their own: `crowd-child.js CONTENDER`. */
endWithParent();
const side = await loadSide(process.argv[2] as SideName); // the parent's words
const clients: Client[] = [];
const latenciesByPhase = new Map<number, number[]>();
let cell = 0;

function saw(text: string): void {
  const now = process.hrtime.bigint(); // one clock for all processes of a machine
  const [phase, sent] = text.split(' ', 2);
  const latencies = latenciesByPhase.get(Number(phase)) ?? [];
  latencies.push(Number(now - BigInt(sent ?? 0)) / 1e6);
  latenciesByPhase.set(Number(phase), latencies);
}

serveParent({
  async connect({ place, first, count }: CrowdWish) {
    for (let number = first; number < first + count; number += 1) clients.push(await side.connect(place, number, saw));
  },
  /** As many edits a second, whatever becomes of them, from one client after the other. */
  async write({ phase, rate, edits }: WriteWish) {
    const start = performance.now();
    for (let count = 0; count < edits; count += 1) {
      const wait = start + (count * 1000) / rate - performance.now();
      if (wait > 0) await sleep(wait);
      cell = (cell + 1) % cells;
      const text = prose(`${phase} ${process.hrtime.bigint()} is when it was sent.`, 120);
      clients[count % clients.length]?.write(cell, text);
    }
  },
  async count({ phase, expected, patience }: CountWish) {
    const end = performance.now() + patience;
    const seen = (): readonly number[] => latenciesByPhase.get(phase) ?? [];
    while (seen().length < expected && performance.now() < end) await sleep(20);
    return seen();
  },
  async stop() {
    for (const client of clients) client.close();
  },
});
