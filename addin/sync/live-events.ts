import type { TravellingEntry } from '#engine/contract/http/journal';
import type { DeepReadonly } from '#engine/contract/http/shape';
import type { Presence, ToPane } from '#engine/contract/live';
import type { Cursor, PartitionId } from '#engine/contract/model/ids';

/** What a channel to the engine tells, whichever way it comes. Entries of one partition come in order, without a hole. */
export type LiveEvent =
  | { readonly kind: 'entries'; readonly entries: readonly DeepReadonly<TravellingEntry>[] }
  | { readonly kind: 'latest'; readonly latest: DeepReadonly<Extract<ToPane, { kind: 'latest' }>> }
  | {
      readonly kind: 'resync';
      readonly reason: Extract<ToPane, { kind: 'resync' }>['reason'];
      /** Null where it is about none of them. */
      readonly partition: PartitionId | null;
    }
  | { readonly kind: 'present'; readonly people: readonly Presence[] }
  /** Everything up to now has arrived. */
  | { readonly kind: 'caughtUp'; readonly way: 'live' | 'polling' }
  | { readonly kind: 'cut'; readonly retryAt: string | null }
  | { readonly kind: 'outdated' }
  /** The engine does not know who this is (any more); `detail` says what is wrong with the token. */
  | { readonly kind: 'signedOut'; readonly detail: string };

/** How far a pane has got in each partition; tells what is new of what arrives. */
export interface Progress {
  cursors(): readonly Cursor[];
  /** The entries that are new; null when some are missing before them. */
  take(entries: readonly DeepReadonly<TravellingEntry>[]): readonly DeepReadonly<TravellingEntry>[] | null;
  reach(cursor: Cursor): void;
}

export function createProgress(from: readonly Cursor[]): Progress {
  const byPartition = new Map(from.map((cursor) => [cursor.partition, cursor]));
  return {
    cursors: () => [...byPartition.values()],
    take(entries) {
      const [first] = entries;
      const last = entries.at(-1);
      const at = first === undefined ? undefined : byPartition.get(first.partition);
      if (first === undefined || last === undefined || at === undefined) return [];
      const fresh = entries.filter(({ position }) => position > at.position);
      if (fresh.length > 0 && fresh[0]?.position !== at.position + 1) return null;
      const { partition, epoch, position } = last;
      if (fresh.length > 0) byPartition.set(partition, { partition, epoch, position });
      return fresh;
    },
    reach: (cursor) => void byPartition.set(cursor.partition, cursor),
  };
}
