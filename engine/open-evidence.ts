import { join } from 'node:path';
import { createDiskStore, openDiskStore } from './adapters/evidence/disk-store.ts';
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
  const store = config.evidence.s3 === null ? await openDiskStore(contentsFolder(config)) : contentsOf(config);
  return { store, uploads: await openUploadFolder(join(folder, 'uploads'), log), limits: config.evidence.limits };
}

/** The contents, for who only reads them: nothing is prepared, made or cleared. */
export function contentsOf(config: Config): EvidenceStore {
  const { s3 } = config.evidence;
  return s3 === null ? createDiskStore(contentsFolder(config)) : createS3Store({ ...s3, clock: systemClock });
}

function contentsFolder({ data }: Config): string {
  return join(data, 'evidence', 'contents');
}
