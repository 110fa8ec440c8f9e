import type { Entry, SealedEntry } from '../../contract/model/entry.ts';
import type { Epoch, PartitionId } from '../../contract/model/ids.ts';

/** SHA-256 as lower-case hex; comes in as an argument because the domain has no package. */
export type Digest = (text: string) => string;

/** The hash an empty partition starts from: it names the partition and its epoch, so that no history fits another. */
export function genesisHash(partition: PartitionId, epoch: Epoch, digest: Digest): string {
  return digest(`controlbook journal\n${partition}\n${epoch}`);
}

/** The hash of an entry covers the hash before it and the entry's exact text. */
export function chainHash(before: string, text: string, digest: Digest): string {
  return digest(`${before}\n${text}`);
}

export function seal(entry: Entry, before: string, digest: Digest): SealedEntry {
  const text = JSON.stringify(entry);
  return { entry, text, hash: chainHash(before, text, digest) };
}
