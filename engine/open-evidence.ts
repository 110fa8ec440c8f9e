import { join } from 'node:path';
import { openDiskStore } from './adapters/evidence/disk-store.ts';
import { createS3Store } from './adapters/evidence/s3-store.ts';
import { openUploadFolder } from './adapters/evidence/upload-folder.ts';
import { makeFolders } from './adapters/store/make-folders.ts';
import { systemClock } from './adapters/system/clock.ts';
import type { EvidenceParts } from './app/evidence/evidence-parts.ts';
import type { EvidenceStore } from './app/evidence/ports.ts';
import type { Log } from './app/ports.ts';
import type { Config } from './config.ts';

/** The contents in the data folder or a bucket, and the uploads under way, which are in the data folder always. */
export async function openEvidence(config: Config, log: Log): Promise<Omit<EvidenceParts, 'organisation'>> {
  const folder = join(config.data, 'evidence');
  await makeFolders(folder);
  const store = await openContents(config);
  return { store, uploads: await openUploadFolder(join(folder, 'uploads'), log), limits: config.evidence.limits };
}

async function openContents({ data, evidence }: Config): Promise<EvidenceStore> {
  if (evidence.s3 !== null) return createS3Store({ ...evidence.s3, clock: systemClock });
  return openDiskStore(join(data, 'evidence', 'contents'));
}
