import { z } from 'zod';
import { evidenceId, uploadId } from '#engine/contract/model/evidence';
import { actionId } from '#engine/contract/model/ids';
import type { Storage } from '../../sync/outside.ts';

const keptUpload = z.object({
  upload: uploadId,
  action: actionId,
  piece: evidenceId.nullable(),
  name: z.string(),
  size: z.number(),
});

/** What the next pane has to know of an upload to go on with it. The bytes stay where they are. */
export type KeptUpload = Readonly<z.output<typeof keptUpload>>;

const prefix = 'controlbook/upload/';

/** Uploads that are not finished, kept for the next pane. Where storage fails they last as long as this one. */
export function createKeptUploads(storage: Storage) {
  return {
    async all(): Promise<readonly KeptUpload[]> {
      const keys = await storage.keys(prefix).catch((): readonly string[] => []);
      const texts = await Promise.all(keys.map((key) => storage.read(key).catch(() => null)));
      return texts.flatMap((text) => {
        const parsed = keptUpload.safeParse(text === null ? null : parse(text));
        return parsed.success ? [parsed.data] : [];
      });
    },
    async keep(upload: KeptUpload): Promise<void> {
      await storage.write(prefix + upload.upload, JSON.stringify(upload)).catch(() => {
        // It goes on as long as this pane is open; the engine keeps what has arrived for days.
      });
    },
    async drop(upload: KeptUpload['upload']): Promise<void> {
      await storage.remove(prefix + upload).catch(() => {
        // What stays is asked about when the next pane opens, and found to be over.
      });
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // nothing of ours
  }
}
