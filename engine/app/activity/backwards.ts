import type { Entry } from '../../contract/model/entry.ts';
import type { PartitionId, Position } from '../../contract/model/ids.ts';
import { later } from '../../domain/fields/later.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import type { Place } from './cursor.ts';

/** Clocks are set back now and then: entries this much out of order are still found by their day. */
const outOfOrder = 600_000;

/** Where to begin in each partition, and what lies there. */
export type Start = {
  readonly partitions: readonly PartitionId[];
  /** Entries that happened at this time or later are passed over; null for none. */
  readonly before: string | null;
  /** Where earlier pages ended, and the time of the last thing they looked at. */
  readonly after: { readonly places: ReadonlyMap<PartitionId, Place>; readonly time: string } | null;
};

/** The entries of several partitions together, newest first. */
export interface Backwards {
  /** The next one, null at the end; `passed` for one that was looked at and lies outside. */
  next(): Promise<Entry | 'passed' | null>;
  /** Where every partition that was read from is gone on with. */
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
  /** The beginning of what was asked for is still to be found. */
  state: 'unsought' | 'open';
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
  const limits = [before, after?.time ?? null].filter((time) => time !== null);
  const until = limits.reduce<string | null>((a, b) => (a === null || b < a ? b : a), null);
  for (const id of partitions) {
    const partition = organisation.partition(id);
    if (partition === null) continue;
    const place = after?.places.get(id);
    if (place !== undefined) {
      sources.push({
        partition,
        ...place,
        position: Math.min(place.position, partition.image.position),
        ahead: [],
        state: 'open',
      });
      continue;
    }
    const last = await newest.of(partition);
    if (last === null) continue;
    const isWithin = until === null || last.time < until;
    const time = isWithin ? last.time : until;
    sources.push({ partition, position: last.position, time, ahead: [], state: isWithin ? 'open' : 'unsought' });
  }
  const touched = new Map<PartitionId, Place>(after?.places ?? []);

  const load = async (source: Source): Promise<void> => {
    if (source.state === 'unsought') {
      source.state = 'open';
      if (until !== null)
        source.position = await lastBefore(source.partition, source.position, later(until, outOfOrder));
    }
    const from = Math.max(0, source.position - pieceLength);
    const read = await source.partition.read(from, source.position - from);
    source.ahead = read.map(({ entry }) => entry);
    const last = source.ahead.at(-1);
    if (last === undefined) source.position = 0;
    else if (last.time < source.time) source.time = last.time;
  };
  const isPassed = (entry: Entry, isNew: boolean): boolean =>
    (before !== null && entry.time >= before) || (isNew && after !== null && entry.time > after.time);

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
        const isNew = !(after?.places.has(source.partition.id) ?? false);
        source.position = entry.position - 1;
        source.time = source.ahead.at(-1)?.time ?? entry.time;
        touched.set(source.partition.id, { position: source.position, time: source.time });
        return isPassed(entry, isNew) ? 'passed' : entry;
      }
    },
    places: () => touched,
  };
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
