import { databaseFaults } from '#test/faults/break-database';
import type { Cluster, FaultyNode, FolderCluster } from '#test/faults/cluster';
import { type Fault, pause, pick, some } from '#test/faults/fault';
import type { Random } from '#test/support/simulated-disk-file';

const nodeOf = ({ nodes }: Cluster, random: Random): FaultyNode => pick(random, nodes);
const hours = 3_600_000;

const everywhere: readonly Fault[] = [
  { name: 'nothing', run: async () => void (await pause(150)) },
  {
    name: 'a node is killed',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await pause(some(random, 0, 150));
      await node.kill();
      await pause(some(random, 0, 100));
      await node.start();
    },
  },
  {
    name: 'a node is killed again while it starts',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await pause(some(random, 0, 100));
      await node.kill();
      await node.start();
      await pause(some(random, 0, 30));
      await node.kill();
      await node.start();
    },
  },
  {
    name: 'a node is stopped in good order',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await pause(some(random, 0, 100));
      await node.ask({ ask: 'stop' });
      await node.kill();
      await node.start();
    },
  },
  {
    name: 'a node is paused',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await pause(some(random, 0, 100));
      node.signal('SIGSTOP');
      await pause(random() < 0.15 ? some(random, 3_000, 5_000) : some(random, 50, 900));
      node.signal('SIGCONT');
    },
  },
  {
    name: 'the disk is full',
    async run({ disk, nodes, kind }, random) {
      if (disk !== null) {
        await pause(some(random, 0, 50));
        await disk.fill(some(random, 0, 40_000));
        await pause(some(random, 100, 600));
        await disk.free();
      } else if (kind === 'folder') {
        for (const node of nodes) await node.ask({ ask: 'disk', disk: { full: 70 } });
        await pause(some(random, 100, 400));
        for (const node of nodes) await node.ask({ ask: 'disk', disk: { full: 0 } });
      } else await pause(50);
    },
  },
  {
    name: 'a clock jumps',
    async run(cluster, random) {
      await nodeOf(cluster, random).ask({ ask: 'jump', milliseconds: some(random, -2 * hours, 2 * hours) });
      await pause(100);
    },
  },
  {
    name: 'a node starts with a wrong clock',
    async run(cluster, random) {
      const node = nodeOf(cluster, random);
      await pause(some(random, 0, 80));
      node.skew(random() < 0.3 ? 0 : some(random, -48 * hours, 48 * hours));
      await node.kill();
      await node.start();
    },
  },
];

const folderFaults: readonly Fault<FolderCluster>[] = [
  {
    name: 'writes find no room',
    async run({ node }, random) {
      await node.ask({ ask: 'disk', disk: { full: some(random, 20, 90) } });
      await pause(some(random, 50, 300));
      await node.ask({ ask: 'disk', disk: { full: 0 } });
    },
  },
  {
    name: 'the disk is slow',
    async run({ node }, random) {
      await node.ask({ ask: 'disk', disk: { delay: some(random, 20, 300) } });
      await pause(some(random, 200, 600));
      if (random() < 0.3) await node.kill().then(() => node.start());
      else await node.ask({ ask: 'disk', disk: { delay: 0 } });
    },
  },
  {
    name: 'a sync fails',
    async run({ node }, random) {
      await pause(some(random, 0, 80));
      await node.ask({ ask: 'disk', disk: { failing: 1 } });
      await pause(some(random, 50, 250));
      await node.kill(); // it takes nothing more until it is started anew
      await node.start();
    },
  },
  {
    name: 'it is killed on a full disk',
    async run({ node, disk }, random) {
      if (disk === null) return pause(50);
      await disk.fill(some(random, 0, 20_000));
      await pause(some(random, 20, 150));
      await node.kill();
      const starting = random() < 0.5 ? node.start() : null; // it may try while there is no room
      await pause(some(random, 0, 700));
      await disk.free();
      await (starting ?? node.start());
    },
  },
];

/** One or two faults at once, of those that do not hinder each other's mending. */
export function chooseFaults(kind: Cluster['kind'], random: Random): readonly Fault[] {
  const own = kind === 'database' ? databaseFaults : folderFaults;
  const all = [...everywhere, ...own] as readonly Fault[]; // of this kind of cluster
  const first = pick(random, all);
  if (random() < 0.7) return [first];
  const touchesOnce = /line|answers|connections|clock jumps|nothing/;
  const second = pick(random, all);
  return touchesOnce.test(first.name) && touchesOnce.test(second.name) ? [first, second] : [first];
}
