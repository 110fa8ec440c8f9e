import type { Entry } from '../../contract/model/entry.ts';
import type { PartitionId, Position } from '../../contract/model/ids.ts';
import { later } from '../../domain/fields/later.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import type { ActivityCursor, Place } from './cursor.ts';

/** Clocks are set back now and then: entries this much out of order are still found by their day. */
export const outOfOrder = 600_000;

/** Where to begin in each partition, and what lies there. */
export type Start = {
  readonly partitions: readonly PartitionId[];
  /** Entries that happened at this time or later are passed over; null for none. */
  readonly before: string | null;
  /** Where the page before ended. */
  readonly after: ActivityCursor | null;
};

/** The entries of several partitions together, newest first. */
export interface Backwards {
  /** The next one, null at the end; `passed` for one that was looked at and lies outside. */
  next(): Promise<Entry | 'passed' | null>;
  /** Where every partition is gone on with. */
  places(): ReadonlyMap<PartitionId, Place>;
}

/** What is known of where a partition's times lie, so that most questions read nothing: its newest entry. */
export interface NewestEntries {
  of(partition: Partition): Promise<Place | null>;
}

export function createNewestEntries(organisation: Organisation): NewestEntries {
  const known = new Map<PartitionId, Place>();
  organisation.listen((entries) => {
    const last = entries.at(-1)?.entry;
    if (last !== undefined) known.set(last.partition, { position: last.position, time: last.time });
  });
  return {
    async of(partition) {
      const { position } = partition.image;
      const place = known.get(partition.id);
      if (position === 0 || place?.position === position) return place ?? null;
      const [last] = await partition.read(position - 1, 1);
      if (last === undefined) return null;
      const { time } = last.entry;
      const newest = { position: last.entry.position, time };
      if ((known.get(partition.id)?.position ?? 0) < newest.position) known.set(partition.id, newest);
      return newest;
    },
  };
}

type Source = {
  readonly partition: Partition;
  /** The next entry, going back; 0 for none left. */
  position: Position;
  /** When it happened, or a time it did not happen after. */
  time: string;
  /** Read already, oldest first. */
  ahead: Entry[];
  /** Entries that happened at this time or later are passed over; null for none. */
  readonly until: string | null;
  /** The first entry before that time has been looked for. */
  sought: boolean;
};

/**
 * Goes back through several partitions at once, by time. Only partitions whose turn comes are read, a piece at a time;
 * the beginning of a day long ago is looked for by halves.
 */
export async function goBackwards(
  organisation: Organisation,
  newest: NewestEntries,
  { partitions, before, after }: Start,
  pieceLength: number,
): Promise<Backwards> {
  const sources: Source[] = [];
  for (const id of partitions) {
    const partition = organisation.partition(id);
    const left = after?.places.get(id);
    if (partition === null || (left === undefined && after?.isWhole === true)) continue;
    const place = left ?? (await newest.of(partition));
    if (place === null) continue;
    // A partition the cursor had no room for is read again from its end; better a line twice than not at all.
    const until = left === undefined && after !== null ? earlier(before, later(after.time, 1)) : before;
    const position = Math.min(place.position, partition.image.position);
    sources.push({ partition, position, time: earlier(until, place.time), until, ahead: [], sought: false });
  }
  const places = new Map(sources.map(({ partition, position, time }) => [partition.id, { position, time }]));

  const load = async (source: Source): Promise<void> => {
    const { partition, until } = source;
    if (!source.sought && until !== null) {
      const [last] = await partition.read(source.position - 1, 1);
      const isOutside = last !== undefined && last.entry.time >= until;
      if (isOutside) source.position = await lastBefore(partition, source.position, later(until, outOfOrder));
    }
    source.sought = true;
    const from = Math.max(0, source.position - pieceLength);
    const read = await partition.read(from, source.position - from);
    source.ahead = read.map(({ entry }) => entry);
    const last = source.ahead.at(-1);
    if (last === undefined) source.position = 0;
    else if (last.time < source.time) source.time = last.time;
  };

  return {
    async next() {
      for (;;) {
        const source = latestOf(sources);
        if (source === null) return null;
        const entry = source.ahead.pop();
        if (entry === undefined) {
          await load(source);
          continue;
        }
        source.position = entry.position - 1;
        source.time = source.ahead.at(-1)?.time ?? entry.time;
        places.set(source.partition.id, { position: source.position, time: source.time });
        return source.until !== null && entry.time >= source.until ? 'passed' : entry;
      }
    },
    places: () => places,
  };
}

function earlier(limit: string | null, time: string): string {
  return limit === null || time < limit ? time : limit;
}

/** Whose next entry is the latest; of those at one time the first partition by its id. */
function latestOf(sources: readonly Source[]): Source | null {
  let latest: Source | null = null;
  for (const source of sources) {
    if (source.position === 0) continue;
    if (latest === null || source.time > latest.time) latest = source;
  }
  return latest;
}

/** The last position before a time, by halves: times rise with positions but for clocks that were set back. */
async function lastBefore(partition: Partition, end: Position, time: string): Promise<Position> {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [found] = await partition.read(middle - 1, 1);
    if (found === undefined || found.entry.time >= time) high = middle - 1;
    else low = middle;
  }
  return low;
}
