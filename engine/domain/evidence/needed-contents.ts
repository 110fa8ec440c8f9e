import type { Sha256 } from '../../contract/model/evidence.ts';
import type { PartitionId } from '../../contract/model/ids.ts';
import { assessmentsOf } from '../organisation/documents.ts';
import type { ReadImage } from '../state/image.ts';
import { allEvidence, type Evidence } from './evidence.ts';

/** A content, and what a piece that shows it is called. */
export type NeededContent = { readonly size: number; readonly name: string };

/**
 * The contents that something shows: every version of every piece there is, and of those that
 * archived assessments have kept. All others may go when nobody is to get them back.
 */
export function neededContents(core: ReadImage, images: readonly ReadImage[]): ReadonlyMap<Sha256, NeededContent> {
  const needed = new Map<Sha256, NeededContent>();
  const add = (pieces: readonly Evidence[]): void => {
    for (const { name, versions } of pieces) {
      for (const { content } of versions) {
        if (content.kind === 'file') needed.set(content.sha256, { size: content.size, name });
      }
    }
  };
  const byPartition = new Map<PartitionId, ReadImage>(images.map((image) => [image.partition, image]));
  for (const image of images) add(allEvidence(image));
  for (const { archived } of assessmentsOf(core)) {
    for (const { partition, position } of archived?.cursors ?? []) {
      const image = byPartition.get(partition);
      if (image !== undefined) add(allEvidence(image, position));
    }
  }
  return needed;
}
