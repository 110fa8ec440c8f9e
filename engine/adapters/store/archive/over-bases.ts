import type { PartitionHead, Snapshot, SnapshotStore } from '../../../app/ports.ts';
import type { FolderJournal } from '../embedded/open-journal.ts';

/**
 * Snapshots of a journal whose oldest entries may be in an archive: where no snapshot fits, what the archived entries
 * came to is one. It holds in whatever epoch the history is now, for its hash is the chain's.
 */
export function overBases(snapshots: SnapshotStore, journal: FolderJournal): SnapshotStore {
  const fits = async ({ partition, epoch, position, hash }: Snapshot, head: PartitionHead, from: number) => {
    if (epoch !== head.epoch || position < from || position > head.position) return false;
    const [last] = await journal.read(partition, position - 1, 1);
    return last?.hash === hash;
  };
  return {
    ...snapshots,
    async load(partition) {
      const stored = await snapshots.load(partition);
      const base = journal.bases().get(partition);
      if (base === undefined) return stored;
      const head = await journal.open(partition);
      if (stored !== null && (await fits(stored, head, base.position))) return stored;
      const { position, hash, state } = base;
      return { partition, epoch: head.epoch, position, hash, state };
    },
  };
}
