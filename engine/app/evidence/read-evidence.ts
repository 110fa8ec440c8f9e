import type { Entry } from '../../contract/model/entry.ts';
import type { Sha256 } from '../../contract/model/evidence.ts';
import { organisationPartition, type PartitionId } from '../../contract/model/ids.ts';
import { type NeededContent, neededContents } from '../../domain/evidence/needed-contents.ts';
import { applyEntry } from '../../domain/journal/apply.ts';
import { createImage, type Image } from '../../domain/state/image.ts';
import { restoreImage } from '../../domain/state/snapshot.ts';

/** Reads off the entries of a journal, given one after the other, which contents something shows. */
export interface EvidenceReading {
  /** The exact text of an entry; those of a partition in order. */
  take(text: string): void;
  /** What a partition begins with whose oldest entries are not read, before the first of the others. */
  begin(partition: PartitionId, state: unknown): void;
  needed(): ReadonlyMap<Sha256, NeededContent>;
}

/** Keeps what entries say of evidence and of archived assessments, and nothing else, however long the journal is. */
export function readEvidence(): EvidenceReading {
  const images = new Map<PartitionId, Image>();
  const imageOf = ({ partition, epoch }: Entry): Image => {
    const image = images.get(partition) ?? createImage(partition, epoch);
    images.set(partition, image);
    return image;
  };
  return {
    take(text) {
      if (!text.includes('"entity":"evidence/') && !text.includes('"entity":"assessment/')) return;
      const entry = JSON.parse(text) as Entry; // of a journal whose lines were checked
      const image = imageOf(entry);
      image.moveTo(entry.position - 1);
      applyEntry(image, entry);
    },
    begin(partition, state) {
      const image = restoreImage(state, partition, '');
      if (image !== null) images.set(partition, image);
    },
    needed() {
      const core = images.get(organisationPartition) ?? createImage(organisationPartition, '');
      return neededContents(core, [...images.values()]);
    },
  };
}
