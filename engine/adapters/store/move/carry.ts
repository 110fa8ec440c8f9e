import type { JournalStore, PartitionHead } from '../../../app/ports.ts';
import type { SealedEntry } from '../../../contract/model/entry.ts';
import type { Carrier } from './move-end.ts';

const pageLength = 1_000;

/**
 * Carries what a partition holds up to a head and the other side does not hold yet, with every epoch it has been in.
 * Returns how many entries that were.
 */
export async function carry(from: Pick<JournalStore, 'read'>, head: PartitionHead, to: Carrier): Promise<number> {
  const [first] = await from.read(head.partition, 0, 1);
  let there = await to.open(head.partition, first?.entry.epoch ?? head.epoch);
  const before = there.position;
  while (there.position < head.position) {
    const length = Math.min(pageLength, head.position - there.position);
    const page = await from.read(head.partition, there.position, length);
    if (page.length === 0) throw new Error(`${head.partition} ends before entry ${head.position}`);
    for (const entries of byEpoch(page)) {
      const epoch = entries[0]?.entry.epoch ?? there.epoch;
      if (epoch !== there.epoch) there = await to.turn(there, epoch);
      there = await to.append(there, entries);
    }
  }
  if (there.epoch !== head.epoch) await to.turn(there, head.epoch);
  return head.position - before;
}

/** Entries that follow each other in one epoch. */
function byEpoch(entries: readonly SealedEntry[]): readonly (readonly SealedEntry[])[] {
  const runs: SealedEntry[][] = [];
  for (const sealed of entries) {
    const run = runs.at(-1);
    if (run?.[0]?.entry.epoch === sealed.entry.epoch) run.push(sealed);
    else runs.push([sealed]);
  }
  return runs;
}
