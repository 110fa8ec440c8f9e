import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster, FaultyNode } from '#test/faults/cluster';
import type { Random } from '#test/support/simulated-disk-file';

/** Something that goes wrong while people work; resolves when it is mended. */
export type Fault = { readonly name: string; run(cluster: Cluster, random: Random): Promise<void> };

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
const some = (random: Random, least: number, most: number): number => Math.floor(least + random() * (most - least));
const nodeOf = ({ nodes }: Cluster, random: Random): FaultyNode => pick(random, nodes);

/** A layer in front of the journal's table that does what a bad disk does to the database. */
async function throughTrigger({ server, database }: Cluster, body: string, milliseconds: number): Promise<void> {
  const name = new URL(database).pathname.slice(1);
  const make = `create or replace function public.bad_disk() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
    create or replace trigger bad_disk before insert on controlbook.entry for each row execute function public.bad_disk()`;
  await server.query(make, [], name);
  await wait(milliseconds);
  await server.query('drop trigger if exists bad_disk on controlbook.entry', [], name);
}

export const faults: readonly Fault[] = [
  { name: 'nothing', run: async () => void (await wait(150)) },
  {
    name: 'a node is killed',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await wait(some(random, 0, 150));
      await node.kill();
      await wait(some(random, 0, 100));
      await node.start();
    },
  },
  {
    name: 'two nodes are killed',
    async run(cluster, random) {
      const spared = nodeOf(cluster, random);
      const killed = cluster.nodes.filter((node) => node !== spared);
      await wait(some(random, 0, 150));
      await Promise.all(killed.map((node) => node.kill()));
      await Promise.all(killed.map((node) => node.start()));
    },
  },
  {
    name: 'a node is stopped in good order',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await wait(some(random, 0, 100));
      await node.ask({ ask: 'stop' });
      await node.kill();
      await node.start();
    },
  },
  {
    name: 'the database crashes',
    async run({ server }, random) {
      await wait(some(random, 0, 100));
      await server.say('kill');
      await wait(some(random, 0, 200));
      await server.say('start');
    },
  },
  {
    name: 'the database is restarted',
    async run({ server }, random) {
      await wait(some(random, 0, 100));
      await server.say('stop');
      await server.say('start');
    },
  },
  {
    name: 'connections are ended by the database',
    async run({ server }, random) {
      for (let count = 0; count < 3; count += 1) {
        await wait(some(random, 10, 80));
        await server.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'controlbook' and random() < 0.7`,
        );
      }
    },
  },
  {
    name: 'a line is cut',
    async run(cluster, random) {
      const { line } = nodeOf(cluster, random);
      await wait(some(random, 0, 80));
      line.set('cut');
      await wait(some(random, 20, 400));
      line.set('open');
    },
  },
  {
    name: 'all lines are cut',
    async run({ nodes }, random) {
      await wait(some(random, 0, 80));
      for (const { line } of nodes) line.set('cut');
      await wait(some(random, 20, 300));
      for (const { line } of nodes) line.set('open');
    },
  },
  {
    name: 'answers are lost',
    async run(cluster, random) {
      const { line } = nodeOf(cluster, random);
      for (let count = 0; count < 3; count += 1) {
        await wait(some(random, 0, 60));
        line.set('deaf');
        await wait(some(random, 5, 40));
        line.set('open');
      }
    },
  },
  {
    name: 'a node is paused',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await wait(some(random, 0, 100));
      node.signal('SIGSTOP');
      await wait(some(random, 50, 900));
      node.signal('SIGCONT');
    },
  },
  {
    name: 'the disk is full',
    run: (cluster, random) =>
      throughTrigger(
        cluster,
        `if random() < 0.8 then raise exception 'could not extend file: No space left on device' using errcode = '53100'; end if;`,
        some(random, 50, 250),
      ),
  },
  {
    name: 'the disk is slow',
    run: (cluster, random) => throughTrigger(cluster, 'perform pg_sleep(random() * 0.05);', some(random, 100, 300)),
  },
  {
    name: 'a clock jumps',
    async run(cluster, random) {
      const milliseconds = some(random, -7_200_000, 7_200_000);
      await nodeOf(cluster, random).ask({ ask: 'jump', milliseconds });
      await wait(100);
    },
  },
];

/** One or two faults at once, of those that do not hinder each other's mending. */
export function chooseFaults(random: Random): readonly Fault[] {
  const first = pick(random, faults);
  if (random() < 0.7) return [first];
  const touchesOnce = /line|answers|connections|clock|nothing/;
  const second = pick(random, faults);
  return touchesOnce.test(first.name) && touchesOnce.test(second.name) ? [first, second] : [first];
}
