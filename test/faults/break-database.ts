import type { DatabaseCluster } from '#test/faults/cluster';
import { type Fault, pause, pick, some } from '#test/faults/fault';

/** A layer in front of the journal's table that does what a bad disk does to the database. */
async function throughTrigger(
  { server, database }: DatabaseCluster,
  body: string,
  milliseconds: number,
): Promise<void> {
  const name = new URL(database).pathname.slice(1);
  const make = `create or replace function public.bad_disk() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
    create or replace trigger bad_disk before insert on controlbook.entry for each row execute function public.bad_disk()`;
  await server.query(make, [], name);
  await pause(milliseconds);
  await server.query('drop trigger if exists bad_disk on controlbook.entry', [], name);
}

export const databaseFaults: readonly Fault<DatabaseCluster>[] = [
  {
    name: 'two nodes are killed',
    async run({ nodes }, random) {
      const spared = pick(random, nodes);
      const killed = nodes.filter((node) => node !== spared);
      await pause(some(random, 0, 150));
      await Promise.all(killed.map((node) => node.kill()));
      await Promise.all(killed.map((node) => node.start()));
    },
  },
  {
    name: 'the database crashes',
    async run({ server }, random) {
      await pause(some(random, 0, 100));
      await server.say('kill');
      await pause(some(random, 0, 200));
      await server.say('start');
    },
  },
  {
    name: 'the database crashes again as soon as it is up',
    async run({ server }, random) {
      await pause(some(random, 0, 100));
      await server.say('kill');
      await server.say('start');
      await pause(some(random, 0, 60));
      await server.say('kill');
      await server.say('start');
    },
  },
  {
    name: 'the database is restarted',
    async run({ server }, random) {
      await pause(some(random, 0, 100));
      await server.say('stop');
      await server.say('start');
    },
  },
  {
    name: 'the database is paused',
    async run({ server }, random) {
      await pause(some(random, 0, 100));
      await server.say('pause');
      await pause(random() < 0.2 ? some(random, 3_000, 5_000) : some(random, 50, 900));
      await server.say('resume');
    },
  },
  {
    name: 'a process of the database is paused',
    async run({ server }, random) {
      for (let count = 0; count < 3; count += 1) {
        await server.say('pause one');
        await pause(some(random, 50, 500));
        await server.say('resume');
      }
    },
  },
  {
    name: 'connections are ended by the database',
    async run({ server }, random) {
      for (let count = 0; count < 3; count += 1) {
        await pause(some(random, 10, 80));
        await server.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'controlbook' and random() < 0.7`,
        );
      }
    },
  },
  {
    name: 'a line is cut',
    async run({ nodes }, random) {
      const { line } = pick(random, nodes);
      await pause(some(random, 0, 80));
      line.set('cut');
      await pause(some(random, 20, 400));
      line.set('open');
    },
  },
  {
    name: 'all lines are cut',
    async run({ nodes }, random) {
      await pause(some(random, 0, 80));
      for (const { line } of nodes) line.set('cut');
      await pause(some(random, 20, 300));
      for (const { line } of nodes) line.set('open');
    },
  },
  {
    name: 'a line is slow',
    async run({ nodes }, random) {
      const { line } = pick(random, nodes);
      line.set('slow');
      await pause(some(random, 100, 500));
      line.set('open');
    },
  },
  {
    name: 'a line swallows everything, then breaks',
    async run({ nodes }, random) {
      const { line } = pick(random, nodes);
      await pause(some(random, 0, 80));
      line.set('silent');
      await pause(some(random, 100, 1_200));
      line.set('cut');
      line.set('open');
    },
  },
  {
    name: 'answers are lost',
    async run({ nodes }, random) {
      const { line } = pick(random, nodes);
      for (let count = 0; count < 3; count += 1) {
        await pause(some(random, 0, 60));
        line.set('deaf');
        await pause(some(random, 5, 40));
        line.set('open');
      }
    },
  },
  {
    name: 'the journal finds no room',
    run: (cluster, random) =>
      throughTrigger(
        cluster,
        `if random() < 0.8 then raise exception 'could not extend file: No space left on device' using errcode = '53100'; end if;`,
        some(random, 50, 250),
      ),
  },
  {
    name: 'the journal is slow',
    run: (cluster, random) => throughTrigger(cluster, 'perform pg_sleep(random() * 0.05);', some(random, 100, 300)),
  },
  {
    name: 'the disk is slow',
    async run({ server }, random) {
      // Every commit waits so long before its sync, in the server itself.
      await server.query(`alter system set commit_delay = ${some(random, 20_000, 100_000)}`);
      await server.query('alter system set commit_siblings = 0');
      await server.query('select pg_reload_conf()');
      await pause(some(random, 200, 600));
      await server.query('alter system reset commit_delay');
      await server.query('select pg_reload_conf()');
    },
  },
];
