import { openStore } from '#engine/adapters/store/open-store';
import type { PartitionHead } from '#engine/app/ports';
import { entriesAfter, partition } from '#test/support/journal-entries';

/**
 * A writer to be killed: many concurrent writers over two partitions, grouped as the engine groups them. Says `ready`,
 * then one line per acknowledged batch, written in one piece after the acknowledgement: partition, first, last position.
 */
const [data = '', round = ''] = process.argv.slice(2);
const writersEach = 15;
const nothing = () => undefined;

const opened = await openStore(data, {
  log: { info: nothing, warn: nothing, error: nothing },
  fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
  trustSnapshots: false,
  segmentBytes: 200_000,
});
if (!opened.ok) {
  process.stdout.write(`refused ${opened.error.message}\n`);
  process.exit(3);
}
const { journal } = opened.value;
process.stdout.write('ready\n');
await Promise.all(['org', 'group:g1'].map((name) => write(name)));

async function write(name: string): Promise<void> {
  let head: PartitionHead = await journal.open(partition(name));
  let waiting: (() => void)[] = [];
  for (let writer = 0; writer < writersEach; writer += 1) {
    void sendForEver();
  }
  for (;;) {
    const batch = waiting;
    waiting = [];
    const texts = batch.map((_, at) => `${round}:${head.position + 1 + at}`);
    const answer = await journal.append(head.partition, head.position, entriesAfter(head, texts));
    if (!answer.ok) {
      throw new Error(answer.error.code);
    }
    process.stdout.write(`${name} ${head.position + 1} ${answer.value.position}\n`);
    head = answer.value;
    for (const done of batch) {
      done();
    }
    await new Promise(setImmediate);
  }

  async function sendForEver(): Promise<void> {
    for (;;) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }
}
