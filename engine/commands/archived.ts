import type { JournalReading } from '../adapters/store/embedded/verify-journal.ts';
import type { EvidenceReading } from '../app/evidence/read-evidence.ts';

/** Reads off a journal which evidence something shows, whatever the archive has of it. */
export function readingOf(evidence: EvidenceReading): JournalReading {
  return { each: evidence.take, begins: ({ partition, state }) => evidence.begin(partition, state) };
}
