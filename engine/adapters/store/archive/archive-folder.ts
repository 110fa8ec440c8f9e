import { join } from 'node:path';

/** Where an archive keeps the segments of one organisation: a folder a partition, named as in the journal. */
export function archiveOf(archive: string, organisation: string): string {
  return join(archive, organisation);
}
