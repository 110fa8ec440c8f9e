import type { PartitionId, Position } from '../../contract/model/ids.ts';
import { later, millisecondsBetween } from '../../domain/fields/later.ts';
import { dateToSerial } from '../../domain/fields/serial-date.ts';
import type { Digest } from '../../domain/journal/seal.ts';

/** Where a partition that has been read from is gone on with: the next entry, going back, and when it happened. */
export type Place = { readonly position: Position; readonly time: string };

export type ActivityCursor = {
  /** Of the organisation's history. */
  readonly epoch: string;
  /** When the last thing happened that was looked at. What came since is not part of the pages that follow. */
  readonly time: string;
  readonly places: ReadonlyMap<PartitionId, Place>;
  /** Every partition there was has its place: one without has begun since. */
  readonly isWhole: boolean;
};

/** As many as fit an address. Those left out are read again from the end, and what happened later is passed over. */
const mostPlaces = 350;

/** Partitions go by the beginning of their digest: ids are long, and there may be one a group. */
export function writeCursor({ epoch, time, places }: Omit<ActivityCursor, 'isWhole'>, digest: Digest): string {
  const deepest = [...places].sort(([, a], [, b]) => (a.time < b.time ? -1 : 1)).slice(0, mostPlaces);
  const parts = deepest.map(([id, place]) => {
    const ago = Math.max(0, millisecondsBetween(place.time, time));
    return `${shortOf(id, digest)}.${place.position.toString(36)}.${ago.toString(36)}`;
  });
  return [digest(epoch).slice(0, 8), time.replace(/\D/g, ''), ...parts].join('~');
}

/** Null for what no cursor looks like; `other-history` for one from before the history was restored. */
export function readCursor(
  text: string,
  epoch: string,
  partitions: readonly PartitionId[],
  digest: Digest,
): ActivityCursor | 'other-history' | null {
  if (!/^[0-9a-f]{8}~\d{17}(~[0-9a-f]{10}\.[0-9a-z]{1,9}\.[0-9a-z]{1,9})*$/.test(text)) return null;
  const [history, when, ...parts] = text.split('~');
  if (history !== digest(epoch).slice(0, 8)) return 'other-history';
  const time = (when ?? '').replace(/^(....)(..)(..)(..)(..)(..)(...)$/, '$1-$2-$3T$4:$5:$6.$7Z');
  if (dateToSerial(time.slice(0, 10), '1904') === null) return null;
  const byShort = new Map(partitions.map((id) => [shortOf(id, digest), id]));
  const places = new Map<PartitionId, Place>();
  for (const part of parts) {
    const [short = '', position = '', ago = ''] = part.split('.');
    const id = byShort.get(short);
    if (id === undefined) continue; // a group that is gone
    places.set(id, { position: Number.parseInt(position, 36), time: later(time, -Number.parseInt(ago, 36)) });
  }
  return { epoch, time, places, isWhole: parts.length < mostPlaces };
}

function shortOf(id: PartitionId, digest: Digest): string {
  return digest(id).slice(0, 10);
}
