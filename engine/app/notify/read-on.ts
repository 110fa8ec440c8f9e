import type { SealedEntry } from '../../contract/model/entry.ts';
import type { Position } from '../../contract/model/ids.ts';
import { EntriesArchived } from '../entries-archived.ts';
import type { Partition } from '../partition.ts';

/** Entries after a position, for who tells what is new: what lies in an archive out of reach is old news and left out. */
export async function readOn(partition: Partition, after: Position, limit: number): Promise<readonly SealedEntry[]> {
  try {
    return await partition.read(after, limit);
  } catch (error) {
    if (!(error instanceof EntriesArchived) || error.until <= after) throw error;
    return partition.read(error.until, limit);
  }
}
