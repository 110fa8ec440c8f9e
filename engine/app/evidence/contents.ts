import type { Sha256 } from '../../contract/model/evidence.ts';
import { neededContents } from '../../domain/evidence/needed-contents.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Organisation } from '../organisation.ts';
import type { LockedParts } from './evidence-parts.ts';
import type { Bytes, Content, StoreProblem, Upload } from './ports.ts';

/** Sees to it that the store has a content; bytes that are there already are not sent again. */
export async function bringContent(
  { store }: Pick<LockedParts, 'store'>,
  content: Content,
  open: () => Bytes,
): Promise<Result<null, StoreProblem>> {
  const present = await store.has(content);
  if (!present.ok) return present;
  return present.value ? ok(null) : store.put(content, open);
}

/** Clears a content away unless something shows it. Call it where nobody brings the same content meanwhile. */
export async function clearContent(
  { organisation, store }: Pick<LockedParts, 'organisation' | 'store'>,
  sha256: Sha256,
): Promise<void> {
  if (contentsShown(organisation).has(sha256)) return;
  const removed = await store.remove(sha256);
  if (!removed.ok) {
    organisation.log.warn('A content that nothing shows could not be cleared away', {
      sha256,
      reason: removed.error.message,
    });
  }
}

/** Gives an upload up, with the content it may have brought before something came between. */
export async function giveUp(parts: LockedParts, { id, size }: Upload): Promise<void> {
  const { uploads, oneAtATime } = parts;
  if (uploads.received(id) === size) {
    const { sha256 } = await uploads.examine(id);
    await oneAtATime(sha256, () => clearContent(parts, sha256));
  }
  await uploads.discard(id);
}

function contentsShown(organisation: Organisation): ReadonlyMap<Sha256, unknown> {
  return neededContents(
    organisation.core.image,
    organisation.partitions().map(({ image }) => image),
  );
}
