import { setTimeout as wait } from 'node:timers/promises';
import { chooseFaults } from '#test/faults/break-things';
import { type Cluster, type NodeState, openCluster, type Plan } from '#test/faults/cluster';
import { createHistory } from '#test/faults/history';
import { createFilePerson, createListener, createWriter } from '#test/faults/people';
import { type Random, seededRandom } from '#test/support/simulated-disk-file';

export type FaultRun = {
  readonly rounds: number;
  readonly seed: number;
  /** Told of every round. */
  readonly tell: (line: string) => void;
  /** Looked at between rounds. */
  readonly enough?: () => boolean;
};

export type FaultReport = {
  readonly rounds: number;
  readonly edits: number;
  readonly entries: number;
  readonly files: number;
  /** Times each fault came. */
  readonly faults: ReadonlyMap<string, number>;
  readonly violations: readonly string[];
};

const writers = 6;

/**
 * Three engines over one PostgreSQL, people who edit by HTTP, over the live channel and in a workbook, and something
 * that goes wrong in every round. After each round everything is mended, and then: no acknowledged edit is lost, doubled
 * or out of order, positions have no gap, the chain no fork, the three hold the same state, and a listener heard
 * everything once and in order. Every choice comes from the seed; how fast things happen does not.
 */
export async function runFaults({ rounds, seed, tell, enough = () => false }: FaultRun): Promise<FaultReport> {
  const cluster = await openCluster(3, seed);
  try {
    return await run(cluster, { rounds, seed, tell, enough });
  } finally {
    await cluster.end();
  }
}

async function run(cluster: Cluster, { rounds, seed, tell, enough }: Required<FaultRun>): Promise<FaultReport> {
  const [first] = cluster.nodes;
  if (first === undefined) throw new Error('no nodes');
  const plan = await first.ask<Plan>({ ask: 'plan', actions: 24 });
  const history = createHistory(cluster, plan.partition, plan.epoch);
  const counts = new Map<string, number>();
  const violations: string[] = [];
  const scene = { cluster, plan, history, random: seededRandom(seed * 7 + 1) };
  const people = Array.from({ length: writers }, (_, index) =>
    createWriter({ ...scene, random: seededRandom(seed * 1_000 + index) }, index),
  );
  const typist = createFilePerson(scene, 0);
  let files = 0;
  await history.check();
  const listener = createListener(scene);
  await listener.catchUp(history.position());

  let done = 0;
  for (; done < rounds && !enough(); done += 1) {
    const random: Random = seededRandom(seed + done * 7_919);
    const chosen = chooseFaults(random);
    for (const { name } of chosen) counts.set(name, (counts.get(name) ?? 0) + 1);
    const label = `round ${done + 1} (${chosen.map(({ name }) => name).join(', ')})`;
    const wrong: string[] = [];
    let going = true;
    let mendedAt = Number.POSITIVE_INFINITY;
    const giveUp = (): boolean => performance.now() - mendedAt > 30_000;
    const working = people.map(async (person) => {
      while (going) {
        await person.edit(giveUp);
        await wait(5 + person.pause());
      }
    });
    if (random() < 0.25 && (await typist.save())) files += 1;
    const broken = chosen.map((fault) => fault.run(cluster, random));
    for (const result of await Promise.allSettled(broken)) {
      if (result.status === 'rejected') wrong.push(`a fault could not be mended: ${String(result.reason)}`);
    }
    for (const node of cluster.nodes) {
      const collapsed = node.collapsed();
      if (collapsed === null) continue;
      wrong.push(collapsed);
      await node.kill();
      await node.start();
    }
    mendedAt = performance.now();
    going = false;
    for (const result of await Promise.allSettled(working)) {
      if (result.status === 'rejected') wrong.push(`an edit went wrong: ${String(result.reason)}`);
    }
    wrong.push(...(await history.check()));
    wrong.push(...(await sameEverywhere(cluster, plan, history.check)));
    await history.check();
    const missed = await listener.catchUp(history.position());
    if (missed !== null) wrong.push(`a listener: ${missed}`);
    violations.push(...wrong.map((one) => `seed ${seed}, ${label}: ${one}`));
    for (const one of wrong) tell(`VIOLATION in ${label}: ${one}`);
    if (wrong.length === 0) tell(`${label}: ${history.edits()} edits, entry ${history.position()}`);
  }
  for (const person of people) person.leave();
  for (const end = performance.now() + 20_000; typist.waiting() !== null; await wait(100)) {
    await history.check();
    if (performance.now() < end) continue;
    violations.push(`seed ${seed}: "${typist.waiting()}", typed into a workbook, is not in the history`);
    break;
  }
  return { rounds: done, edits: history.edits(), entries: history.position(), files, faults: counts, violations };
}

/** Waits for the engines to have taken in everything; says how they differ when they do not come together. */
async function sameEverywhere(cluster: Cluster, { partition }: Plan, check: () => Promise<readonly string[]>) {
  let states: (NodeState | string)[] = [];
  for (const end = performance.now() + 15_000; performance.now() < end; await wait(50)) {
    states = await Promise.all(
      cluster.nodes.map((node) =>
        node.ask<NodeState>({ ask: 'state', partition }).catch((error: Error) => error.message),
      ),
    );
    const texts = new Set(
      states.map((state) => (typeof state === 'string' ? state : `${state.position} ${state.hash} ${state.image}`)),
    );
    const isWell = states.every((state) => typeof state !== 'string' && state !== null);
    if (!isWell || texts.size !== 1) continue;
    const wrong = await check();
    const alarms = states.flatMap((state) => (typeof state === 'string' ? [] : state.alarms));
    return [...wrong, ...alarms.filter((alarm) => /lost entries|another history/.test(alarm))];
  }
  return [`the engines differ: ${JSON.stringify(states)}`];
}
