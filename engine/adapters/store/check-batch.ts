import type { PartitionHead } from '../../app/ports.ts';
import type { SealedEntry } from '../../contract/model/entry.ts';

/** Longest entry in UTF-16 units; a template of some thousand controls stays far below. */
const maxEntryLength = 32 * 1024 * 1024;

/**
 * A batch that does not follow the head, or an empty or foreign entry in it, is a bug of the caller: it throws.
 * The hash chain itself was computed by the caller and is checked when the journal is read back.
 */
export function checkBatch(head: PartitionHead, entries: readonly SealedEntry[]): void {
  if (entries.length === 0) {
    throw new RangeError(`an empty batch for ${head.partition}`);
  }
  let expected = head.position;
  for (const { entry, text, hash } of entries) {
    expected += 1;
    if (entry.position !== expected) {
      throw new RangeError(`${placeOf(entry, head)} stands where ${expected} belongs`);
    }
    if (entry.partition !== head.partition || entry.epoch !== head.epoch) {
      throw new RangeError(
        `${placeOf(entry, head)} belongs to ${entry.partition} in epoch ${entry.epoch}, not to ${head.epoch}`,
      );
    }
    if (text.length === 0 || text.length > maxEntryLength || text.includes('\n')) {
      throw new RangeError(
        `${placeOf(entry, head)} has a text that is empty, longer than ${maxEntryLength} or of several lines`,
      );
    }
    if (hash.length !== 64) {
      throw new RangeError(`${placeOf(entry, head)} has no SHA-256 hash`);
    }
  }
}

function placeOf(entry: SealedEntry['entry'], { partition }: PartitionHead): string {
  return `entry ${entry.position} of ${partition}`;
}
