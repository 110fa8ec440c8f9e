import type { Cursor } from '../contract/model/ids.ts';
import type { Organisation } from './organisation.ts';

/**
 * Somebody has seen this, perhaps through another engine on the same database: what this one has not heard of yet it
 * takes in first. At once where it knows it all.
 */
export async function catchUpWith(organisation: Organisation, cursors: readonly Cursor[]): Promise<void> {
  const isBehind = cursors.some(({ partition, position }) => {
    const image = organisation.partition(partition)?.image;
    return image === undefined || position > image.position;
  });
  if (isBehind) await organisation.refresh();
}
