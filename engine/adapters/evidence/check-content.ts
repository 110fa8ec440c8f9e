import { createHash } from 'node:crypto';
import type { Content, EvidenceStore } from '../../app/evidence/ports.ts';

/**
 * Why a content is not what it should be; null when every byte of it is. Reads all of it and holds none.
 */
export async function checkContent(store: EvidenceStore, { sha256, size }: Content): Promise<string | null> {
  // Beyond its size, too: a file that has grown is another one.
  const read = await store.read(sha256, 0, size + 1);
  if (!read.ok) return read.error.message;
  if (read.value === null) return 'its bytes are not in the store.';
  const hash = createHash('sha256');
  let found = 0;
  for await (const chunk of read.value) {
    hash.update(chunk);
    found += chunk.length;
  }
  if (found !== size) return `its bytes are damaged: ${found} of ${size} are there.`;
  return hash.digest('hex') === sha256 ? null : 'its bytes are damaged: they have another hash.';
}
