import { setTimeout as wait } from 'node:timers/promises';
import { chooseFaults } from '#test/faults/break-things';
import { type Cluster, type NodeState, openDatabaseCluster, openFolderCluster, type Plan } from '#test/faults/cluster';
import { createHistory, type History } from '#test/faults/history';
import { createPane } from '#test/faults/pane';
import { createCommenter, createFilePerson, createListener, createWriter } from '#test/faults/people';
import { type Random, seededRandom } from '#test/support/simulated-disk-file';

export type FaultRun = {
  /** Three engines over one PostgreSQL, or one over a data folder. */
  readonly kind: Cluster['kind'];
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
  /** How often a pane's line ended, and it went to another engine. */
  readonly moves: number;
  /** Times each fault came. */
  readonly faults: ReadonlyMap<string, number>;
  /** Times somebody was told to come again, by code. */
  readonly delays: ReadonlyMap<string, number>;
  readonly violations: readonly string[];
};

const writers = 6;
const panes = 2;

/**
 * Engines over one journal, people who edit by HTTP, over the live channel, in panes on a bad network and in a workbook,
 * and something that goes wrong in every round. After each round everything is mended, and then: no acknowledged edit is
 * lost, doubled or out of order, positions have no gap, the chain no fork, all engines hold the same state, and a
 * listener and the panes heard everything once and in order. Every choice comes from the seed; how fast things happen
 * does not.
 */
export async function runFaults({ kind, rounds, seed, tell, enough = () => false }: FaultRun): Promise<FaultReport> {
  const cluster = kind === 'database' ? await openDatabaseCluster(3, seed) : await openFolderCluster(seed);
  try {
    return await run(cluster, { kind, rounds, seed, tell, enough });
  } finally {
    await cluster.end();
  }
}

async function run(cluster: Cluster, { kind, rounds, seed, tell, enough }: Required<FaultRun>): Promise<FaultReport> {
  const [first] = cluster.nodes;
  if (first === undefined) throw new Error('no nodes');
  const plan = await first.ask<Plan>({ ask: 'plan', actions: 24 });
  const history = createHistory(cluster.read, plan.partition, plan.epoch);
  const counts = new Map<string, number>();
  const violations: string[] = [];
  const scene = { cluster, plan, history, random: seededRandom(seed * 7 + 1) };
  const people = Array.from({ length: writers }, (_, index) =>
    createWriter({ ...scene, random: seededRandom(seed * 1_000 + index) }, index),
  );
  const commenter = createCommenter({ ...scene, random: seededRandom(seed * 1_000 + 50) });
  const typist = createFilePerson(scene, 0);
  let files = 0;
  await history.check();
  const inPanes = Array.from({ length: panes }, (_, index) =>
    createPane({ ...scene, random: seededRandom(seed * 1_000 + 100 + index) }, index),
  );
  const listener = createListener(scene);
  await listener.catchUp(history.position());

  let done = 0;
  for (; done < rounds && !enough(); done += 1) {
    const random: Random = seededRandom(seed + done * 7_919);
    const chosen = chooseFaults(kind, random);
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
    working.push(...inPanes.map((pane) => pane.work(() => going)), commenter.comment(giveUp));
    if (random() < 0.25 && (await typist.save())) files += 1;
    const broken = chosen.map((fault) => fault.run(cluster, random));
    for (const result of await Promise.allSettled(broken)) {
      if (result.status === 'rejected') wrong.push(`a fault could not be mended: ${String(result.reason)}`);
    }
    wrong.push(...(await mend(cluster)));
    mendedAt = performance.now();
    going = false;
    for (const result of await Promise.allSettled(working)) {
      if (result.status === 'rejected') wrong.push(`an edit went wrong: ${String(result.reason)}`);
    }
    wrong.push(...(await history.check()));
    for (const pane of inPanes) wrong.push(...(await pane.settle()));
    wrong.push(...(await sameEverywhere(cluster, plan, history)));
    const missed = await listener.catchUp(history.position());
    if (missed !== null) wrong.push(`a listener: ${missed}`);
    violations.push(...wrong.map((one) => `seed ${seed}, ${label}: ${one}`));
    for (const one of wrong) tell(`VIOLATION in ${label}: ${one}`);
    if (wrong.length === 0) tell(`${label}: ${history.edits()} edits, entry ${history.position()}`);
  }
  for (const person of people) person.leave();
  for (const end = performance.now() + 20_000; typist.waiting() !== null; await wait(100)) {
    violations.push(...(await history.check()));
    if (performance.now() < end) continue;
    violations.push(`seed ${seed}: "${typist.waiting()}", typed into a workbook, is not in the history`);
    break;
  }
  for (const pane of inPanes) pane.close();
  violations.push(...(await cluster.verify()));
  const moves = inPanes.reduce((sum, pane) => sum + pane.moves(), 0);
  const figures = { edits: history.edits(), entries: history.position(), delays: history.delays };
  return { rounds: done, ...figures, files, moves, faults: counts, violations };
}

/** Whatever a fault has left behind; an engine that has ended by itself is a violation. */
async function mend(cluster: Cluster): Promise<readonly string[]> {
  const wrong: string[] = [];
  await cluster.disk?.free();
  if (cluster.kind === 'database') {
    for (const end = performance.now() + 20_000; ; await wait(50)) {
      await cluster.server.say('revive');
      const answers = await cluster.server.query('select 1').catch(() => null);
      if (answers !== null) break;
      if (performance.now() < end) continue;
      wrong.push('the database does not come back');
      break;
    }
  }
  for (const node of cluster.nodes) {
    const collapsed = node.collapsed();
    if (collapsed === null) continue;
    wrong.push(collapsed);
    await node.kill();
    await node.start();
  }
  return wrong;
}

/** Waits for the engines to have taken in everything; says how they differ when they do not come together. */
async function sameEverywhere(cluster: Cluster, { partition }: Plan, history: History): Promise<readonly string[]> {
  const wrong: string[] = [];
  let states: (NodeState | string)[] = [];
  for (const end = performance.now() + 15_000; performance.now() < end; await wait(50)) {
    states = await Promise.all(
      cluster.nodes.map((node) =>
        node.ask<NodeState>({ ask: 'state', partition }).catch((error: Error) => error.message),
      ),
    );
    wrong.push(...(await history.check()));
    const heads = states.map((state) =>
      typeof state === 'string' || state === null ? null : `${state.position} ${state.hash}`,
    );
    const images = new Set(states.map((state) => (typeof state === 'string' ? state : state?.image)));
    if (images.size !== 1 || heads.some((head) => head !== `${history.position()} ${history.hash()}`)) continue;
    const alarms = states.flatMap((state) => (typeof state === 'string' ? [] : state.alarms));
    return [...wrong, ...alarms.filter((alarm) => /lost entries|another history/.test(alarm))];
  }
  const images = await Promise.all(cluster.nodes.map((node) => node.ask<string>({ ask: 'image', partition })));
  const where = images.map((image) => firstDifference(images[0] ?? '', image)).join('; ');
  const head = `${history.position()} ${history.hash()}`;
  return [...wrong, `the engines differ from ${head}: ${JSON.stringify(states)} ${where}`];
}

/** What stands in both where they part. */
function firstDifference(one: string, other: string): string {
  if (one === other) return 'the same';
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 150), at + 150);
  return `${around(one)} <> ${around(other)}`;
}
