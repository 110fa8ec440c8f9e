import type { Sha256 } from '../../contract/model/evidence.ts';
import { documentOf } from '../../domain/evidence/evidence.ts';
import { dateToSerial, serialToDate } from '../../domain/fields/serial-date.ts';
import type { Partition } from '../partition.ts';
import { clearContent, giveUp } from './contents.ts';
import type { LockedParts } from './evidence-parts.ts';
import type { Content } from './ports.ts';

/** Days an upload waits for the rest of its bytes. */
const uploadDays = 7;

/**
 * Gives up uploads that were begun long ago, and clears the contents of removed evidence when the organisation keeps them
 * no longer and nothing else shows them. Takes time in the number of removed pieces, so it is for once a day.
 */
export async function clearRemoved(parts: LockedParts): Promise<void> {
  const { organisation, store, uploads, limits, oneAtATime } = parts;
  const today = organisation.clock.now().slice(0, 10);
  for (const upload of uploads.all()) {
    if (upload.begun.slice(0, 10) < daysBefore(today, uploadDays)) await giveUp(parts, upload);
  }
  if (limits.keepRemovedDays === null) return;
  const lastKept = daysBefore(today, limits.keepRemovedDays);
  const over = new Map<Sha256, number>();
  const kept = new Set<Sha256>();
  for (const partition of organisation.partitions()) {
    for (const { sha256, size, removed } of await removedContents(partition)) {
      if (removed < lastKept) over.set(sha256, size);
      else kept.add(sha256);
    }
  }
  for (const [sha256, size] of over) {
    // Most have gone on an earlier day, and whether something shows them is the longer question.
    if (kept.has(sha256)) continue;
    const present = await store.has({ sha256, size });
    if (!present.ok) throw new Error(present.error.message); // whoever asked for it logs it, and asks again tomorrow
    if (present.value) await oneAtATime(sha256, () => clearContent(parts, sha256));
  }
}

type RemovedContent = Content & { readonly removed: string };

async function removedContents({ image, read }: Partition): Promise<readonly RemovedContent[]> {
  const found: RemovedContent[] = [];
  for (const entity of image.allEntities()) {
    if (entity.removedAt === null || !entity.ref.startsWith('evidence/')) continue;
    const [sealed] = await read(entity.removedAt - 1, 1);
    const removed = sealed?.entry.time.slice(0, 10) ?? '';
    for (const { content } of documentOf(entity).versions) {
      if (content.kind === 'file') found.push({ ...content, removed });
    }
  }
  return found;
}

function daysBefore(day: string, days: number): string {
  return serialToDate((dateToSerial(day, '1904') ?? 0) - days, '1904') ?? ''; // any day of a clock is one the system has
}
