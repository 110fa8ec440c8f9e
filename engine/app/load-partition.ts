import type { PartitionId } from '../contract/model/ids.ts';
import { applyEntry } from '../domain/journal/apply.ts';
import { type Digest, genesisHash } from '../domain/journal/seal.ts';
import { createImage, type Image } from '../domain/state/image.ts';
import { createPartition, followChain, type Partition } from './partition.ts';
import type { JournalStore, PartitionHead } from './ports.ts';

/** A partition as its snapshot has it, and the journal's hash there. */
export type Restored = { readonly image: Image; readonly hash: string };

/** Opens a partition: the newest usable snapshot, then the journal's entries after it. */
export async function loadPartition(
  store: JournalStore,
  digest: Digest,
  partition: PartitionId,
  restored: Restored | null,
): Promise<Partition> {
  const opened = await store.open(partition);
  const image = restored?.image ?? createImage(partition, opened.epoch);
  let { hash = null } = restored ?? {};
  for (;;) {
    const page = await store.read(partition, image.position, 2_000);
    // A history that was put back from a backup begins in an earlier epoch than it is in now.
    hash ??= genesisHash(partition, page[0]?.entry.epoch ?? opened.epoch, digest);
    // A journal of one process was checked when it was opened.
    if (store.shared !== undefined) followChain(page, hash, digest);
    for (const { entry } of page) applyEntry(image, entry);
    hash = page.at(-1)?.hash ?? hash;
    if (page.length < 2_000) break;
  }
  return createPartition(store, digest, image, { ...opened, position: image.position, hash });
}

/** A partition as it was before its first entry, to be caught up. */
export function beginPartition(store: JournalStore, digest: Digest, { partition, epoch }: PartitionHead): Partition {
  const image = createImage(partition, epoch);
  const hash = genesisHash(partition, epoch, digest);
  return createPartition(store, digest, image, { partition, epoch, position: 0, hash });
}
