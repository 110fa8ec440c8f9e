import { randomUUID } from 'node:crypto';
import type { JournalStore, PartitionHead } from '../../app/ports.ts';
import type { SealedEntry } from '../../contract/model/entry.ts';
import type { Epoch, PartitionId } from '../../contract/model/ids.ts';
import { genesisHash } from '../../domain/journal/seal.ts';
import { err, ok } from '../../domain/result.ts';
import { checkBatch } from './check-batch.ts';
import { sha256 } from './sha256.ts';

type MemoryOptions = { readonly newEpoch?: () => Epoch };

/** A journal that lives as long as its process. Keeps every promise of the port but the one about restarts. */
export function createMemoryJournal(options: MemoryOptions = {}): JournalStore {
  const newEpoch = options.newEpoch ?? randomUUID;
  const partitions = new Map<PartitionId, { head: PartitionHead; readonly entries: SealedEntry[] }>();
  let closed = false;

  function known(partition: PartitionId) {
    if (closed) {
      throw new Error('the journal is closed');
    }
    const found = partitions.get(partition);
    if (found === undefined) {
      throw new Error(`${partition} has not been opened`);
    }
    return found;
  }

  return {
    async heads() {
      return [...partitions.values()].map(({ head }) => head);
    },

    async open(partition) {
      if (closed) {
        throw new Error('the journal is closed');
      }
      const found = partitions.get(partition);
      if (found !== undefined) {
        return found.head;
      }
      const epoch = newEpoch();
      const head = { partition, epoch, position: 0, hash: genesisHash(partition, epoch, sha256) };
      partitions.set(partition, { head, entries: [] });
      return head;
    },

    async append(partition, after, entries) {
      const found = known(partition);
      if (after !== found.head.position) {
        return err({ code: 'stale', head: found.head });
      }
      checkBatch(found.head, entries);
      found.entries.push(...entries);
      const last = entries.at(-1) as SealedEntry; // an empty batch has just been refused
      found.head = { ...found.head, position: last.entry.position, hash: last.hash };
      return ok(found.head);
    },

    async read(partition, after, limit) {
      return known(partition).entries.slice(after, after + Math.max(0, limit));
    },

    async close() {
      closed = true;
    },
  };
}
