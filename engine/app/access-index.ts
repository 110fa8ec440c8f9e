import { type Access, accessKinds, readAccess, type Standing } from '../domain/permissions/access.ts';
import { refKind } from '../domain/state/image.ts';
import type { EntryListener, Partition } from './partition.ts';

/** Who may do what, read again only after a role or the mode changed, so that an edit looks up one person. */
export function createAccessIndex(
  core: Partition,
  standing: Standing,
  listen: (listener: EntryListener) => () => void,
): () => Access {
  let access: Access | null = null;
  listen((entries) => {
    const stale = entries.some(({ entry: { event } }) => 'entity' in event && accessKinds.has(refKind(event.entity)));
    if (stale) access = null;
  });
  return () => {
    access ??= readAccess(core.image, standing);
    return access;
  };
}
