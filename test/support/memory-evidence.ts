import { createHash } from 'node:crypto';
import type { Bytes, EvidenceStore, Upload, UploadArea } from '#engine/app/evidence/ports';
import type { Sha256, UploadId } from '#engine/contract/model/evidence';
import { telltaleBytes } from '#engine/domain/evidence/file-type';
import { err, ok } from '#engine/domain/result';

export type MemoryStore = EvidenceStore & { readonly contents: Map<Sha256, Uint8Array> };

/** Contents that live as long as the test. */
export function createMemoryStore(): MemoryStore {
  const contents = new Map<Sha256, Uint8Array>();
  return {
    contents,
    has: async ({ sha256, size }) => ok(contents.get(sha256)?.length === size),
    async put({ sha256, size }, open) {
      const bytes = await collect(open());
      if (bytes.length !== size || sha256Of(bytes) !== sha256) {
        return err({ code: 'damaged-on-the-way', message: 'Not what it was said to be. Send the file again.' });
      }
      contents.set(sha256, bytes);
      return ok(null);
    },
    async read(sha256, from, to) {
      const bytes = contents.get(sha256);
      return ok(bytes === undefined ? null : bytesOf(bytes.subarray(from, to)));
    },
    async remove(sha256) {
      contents.delete(sha256);
      return ok(null);
    },
  };
}

/** Uploads that live as long as the test. */
export function createMemoryUploads(): UploadArea {
  const known = new Map<UploadId, { readonly upload: Upload; bytes: Uint8Array }>();
  const bytesIn = (id: UploadId): Uint8Array => known.get(id)?.bytes ?? new Uint8Array();
  return {
    all: () => Array.from(known.values(), ({ upload }) => upload),
    find: (id) => known.get(id)?.upload ?? null,
    received: (id) => bytesIn(id).length,
    async begin(upload) {
      known.set(upload.id, { upload, bytes: new Uint8Array() });
      return ok(null);
    },
    async append(id, bytes) {
      const one = known.get(id);
      if (one === undefined) throw new Error(`There is no upload ${id}`);
      try {
        for await (const chunk of bytes) {
          const fits = chunk.subarray(0, one.upload.size - one.bytes.length);
          one.bytes = new Uint8Array(Buffer.concat([one.bytes, fits]));
          if (fits.length < chunk.length) return err({ code: 'too-many-bytes', message: 'More came than was said.' });
        }
        return ok(null);
      } catch {
        return err({ code: 'broken-off', message: 'The connection broke off.' });
      }
    },
    read: (id) => bytesOf(bytesIn(id)),
    examine: async (id) => ({ sha256: sha256Of(bytesIn(id)), first: bytesIn(id).slice(0, telltaleBytes) }),
    async discard(id) {
      known.delete(id);
    },
  };
}

export function sha256Of(bytes: Uint8Array | string): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256; // a digest of that form
}

export async function* bytesOf(...chunks: readonly (Uint8Array | string)[]): Bytes {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

export async function collect(bytes: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
