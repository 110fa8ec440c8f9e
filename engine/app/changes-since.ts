import type { Cursor, EntityRef, Position } from '../contract/model/ids.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { catchUpWith } from './catch-up-with.ts';
import type { Organisation } from './organisation.ts';
import type { Partition } from './partition.ts';
import type { ChangesSince, LatestField } from './use-cases.ts';

export type CatchUpLimits = {
  /** Further behind than this many entries, the latest values are sent instead of the entries. */
  readonly entries: number;
  /** With more fields changed than this, loading everything anew is cheaper. */
  readonly fields: number;
};

const catchUpLimits: CatchUpLimits = { entries: 5_000, fields: 20_000 };

/**
 * What became durable in a partition after a cursor, at most `limit` entries of it; the one place that knows how a
 * resume works, for long polling and the live channel alike. A cursor of another history or from beyond the end is an
 * alarm in the log: its owner knows more than this engine, so something was lost or restored here.
 */
export async function changesSince(
  organisation: Organisation,
  cursor: Cursor,
  limit: number,
  bounds: CatchUpLimits = catchUpLimits,
): Promise<ChangesSince> {
  await catchUpWith(organisation, [cursor]);
  const partition = organisation.partition(cursor.partition);
  if (partition === null) return { kind: 'unknown-partition' };
  const { image } = partition;
  const head: Cursor = { partition: cursor.partition, epoch: image.epoch, position: image.position };
  const lost = lostReason(cursor, head);
  if (lost !== null) {
    organisation.log.error('Somebody has seen a history this engine does not have', { reason: lost, cursor, head });
    return { kind: 'resync', cursor: head, reason: lost };
  }
  if (head.position - cursor.position > bounds.entries) return latestSince(image, head, cursor.position, bounds.fields);
  return entriesSince(partition, cursor, limit);
}

function lostReason(cursor: Cursor, head: Cursor): 'unknown-epoch' | 'beyond-the-end' | null {
  if (cursor.epoch !== head.epoch) return 'unknown-epoch';
  return cursor.position > head.position ? 'beyond-the-end' : null;
}

async function entriesSince(partition: Partition, cursor: Cursor, limit: number): Promise<ChangesSince> {
  if (cursor.position === partition.image.position) return { kind: 'entries', cursor, entries: [], more: false };
  const sealed = await partition.read(cursor.position, limit);
  const entries = sealed.map(({ entry }) => entry);
  const position = entries.at(-1)?.position ?? cursor.position;
  return { kind: 'entries', cursor: { ...cursor, position }, entries, more: position < partition.image.position };
}

/** Read in one go, so that the head and the values are of the same moment. */
function latestSince(image: ReadImage, head: Cursor, after: Position, most: number): ChangesSince {
  const fields: LatestField[] = [];
  const changed: EntityRef[] = [];
  for (const entity of image.allEntities()) {
    if (entity.changedAt <= after) continue;
    for (const [field, { value, at }] of Object.entries(entity.fields)) {
      if (at > after) fields.push({ entity: entity.ref, field, value, position: at });
    }
    const removed = entity.removedAt !== null && entity.removedAt > after;
    if (removed || entity.value !== null) changed.push(entity.ref);
    if (fields.length > most) return { kind: 'resync', cursor: head, reason: 'too-far-behind' };
  }
  return { kind: 'latest', cursor: head, fields, changed, conflicts: [...image.conflicts()] };
}
