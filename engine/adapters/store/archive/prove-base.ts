import type { Entry } from '../../../contract/model/entry.ts';
import { applyEntry } from '../../../domain/journal/apply.ts';
import { createImage } from '../../../domain/state/image.ts';
import { restoreImage, saveImage } from '../../../domain/state/snapshot.ts';
import type { JournalBase } from '../embedded/journal-base.ts';
import { nodeDisk } from '../node-disk.ts';
import { checkArchive } from './archive-journal.ts';

/** Reads an archived partition whole and folds it: null where it comes to what the journal begins with. */
export async function proveBase(folder: string, base: JournalBase): Promise<string | null> {
  const { partition, position, epoch } = base;
  const image = createImage(partition, epoch);
  const problem = await checkArchive(nodeDisk, folder, base, (text) => {
    if (image.position < position) applyEntry(image, JSON.parse(text) as Entry); // its line and hash were checked
  });
  if (problem !== null) return problem;
  const kept = restoreImage(base.state, partition, epoch);
  if (kept !== null && contentOf(saveImage(kept)) === contentOf(saveImage(image))) return null;
  return `What the journal of ${partition} begins with is not what the archived entries 1 to ${position} come to. Bring the archive back: controlbook archive --bring-back makes it anew`;
}

/** Which kind of entity comes first is no part of what it says. */
function contentOf({ entities, ...image }: ReturnType<typeof saveImage>): string {
  return JSON.stringify({ ...image, entities: entities.toSorted((one, other) => (one.ref < other.ref ? -1 : 1)) });
}
