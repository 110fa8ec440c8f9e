import { organisationPartition, type PartitionId, sharedPartition } from '../contract/model/ids.ts';
import type { Partition } from './partition.ts';
import type { JournalStore, Log, PartitionHead } from './ports.ts';
import { StoreUnreachable } from './store-unreachable.ts';

export interface Follower {
  /**
   * Resolves when everything that was durable at the time of the call, whoever wrote it, has been taken in. Rejects when
   * it cannot be read.
   */
  refresh(): Promise<void>;
  stop(): void;
}

export type FollowedPartitions = {
  readonly store: JournalStore;
  readonly log: Log;
  readonly open: ReadonlyMap<PartitionId, Partition>;
  ensure(id: PartitionId): Promise<Partition>;
};

/** Keeps the partitions in step with what other engines append to the same journal; idle where there are none. */
export function followOthers({ store, log, open, ensure }: FollowedPartitions): Follower {
  const { shared } = store;
  if (shared === undefined) return { refresh: () => Promise.resolve(), stop: () => {} };
  const alarmed = new Set<PartitionId>();
  let failed = false;
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;

  const takeIn = async (): Promise<void> => {
    const seen = new Map(Array.from(open.values(), (partition) => [partition.id, partition.head().position]));
    const heads = await store.heads();
    for (const head of [...heads].sort(byDependence)) {
      if (head.position < (seen.get(head.partition) ?? 0)) alarm(head);
      const partition = await ensure(head.partition);
      await partition.catchUp(head);
    }
  };

  /** The database knows less than this engine has read from it: something was lost or put back there. */
  const alarm = (head: PartitionHead): void => {
    if (alarmed.has(head.partition)) return;
    alarmed.add(head.partition);
    const { partition, position } = head;
    log.error('The database has lost entries that this engine has read. Restart every engine; check with: verify', {
      partition,
      database: position,
      engine: open.get(partition)?.head().position,
    });
  };

  const begin = (): Promise<void> => {
    running = takeIn().finally(() => {
      running = null;
    });
    return running;
  };

  /** What is asked for while one is running may be about something it has not seen. */
  const refresh = (): Promise<void> => {
    if (running === null) return begin();
    queued ??= running
      .catch(() => undefined) // its own asker hears of it
      .then(() => {
        queued = null;
        return begin();
      });
    return queued;
  };

  const stop = shared.watch(() => {
    refresh().then(
      () => {
        failed = false;
      },
      (error: unknown) => {
        // The store says itself when it cannot be reached, and looks again when it can.
        if (!(error instanceof StoreUnreachable) && !failed) {
          log.error('What other engines wrote could not be taken in', { error: String(error) });
        }
        failed = true;
      },
    );
  });
  return { refresh, stop };
}

/** What is about groups comes after the organisation's own entries, which it may rest on. */
function byDependence(one: PartitionHead, other: PartitionHead): number {
  return rank(one.partition) - rank(other.partition);
}

function rank(partition: PartitionId): number {
  if (partition === organisationPartition) return 0;
  return partition === sharedPartition ? 1 : 2;
}
