import type { SealedEntry } from '../../../contract/model/entry.ts';
import type { Epoch, PartitionId, Position } from '../../../contract/model/ids.ts';
import { applyEntry } from '../../../domain/journal/apply.ts';
import { createImage } from '../../../domain/state/image.ts';
import { restoreImage, saveImage } from '../../../domain/state/snapshot.ts';
import type { Disk } from '../disk.ts';
import { readHeader } from '../embedded/read-header.ts';
import { readSegment } from '../embedded/read-segment.ts';
import type { Walk } from '../embedded/walk-partition.ts';

export type Folded = {
  /** The image as a snapshot has it. */
  readonly image: unknown;
  readonly batch: number;
  readonly epoch: Epoch;
  readonly hash: string;
  readonly last: string;
};

const pageLength = 1_000;

/** What the entries of a journal up to one of them came to; that one ends a segment. */
export async function foldTo(
  disk: Disk,
  { base, segments }: Walk,
  partition: PartitionId,
  until: Position,
): Promise<Folded> {
  const image = base === null ? createImage(partition, '') : restoreImage(base.state, partition, base.epoch);
  if (image === null) throw new Error(`what the archived entries of ${partition} came to is of another version`);
  let last: SealedEntry | null = null;
  for (const [at, segment] of segments.entries()) {
    const end = Math.min(until, (segments[at + 1]?.first ?? 0) - 1);
    while (image.position < end) {
      const page = await readSegment(disk, segment, image.position + 1, Math.min(end, image.position + pageLength));
      for (const { entry } of page) applyEntry(image, entry);
      last = page.at(-1) ?? last;
    }
  }
  const next = segments.find(({ first }) => first === until + 1);
  if (next === undefined || last === null) throw new Error(`no segment of ${partition} ends with entry ${until}`);
  const header = await readHeader(disk, next.path);
  if (header === null) throw new Error(`${next.path} has no header`);
  const { batch, before: hash, epoch, restores } = header;
  return { image: saveImage(image), batch: batch - 1, epoch: restores ?? epoch, hash, last: last.text };
}
