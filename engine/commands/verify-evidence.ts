import { checkContent } from '../adapters/evidence/check-content.ts';
import type { EvidenceReading } from '../app/evidence/read-evidence.ts';
import type { Config } from '../config.ts';
import { contentsOf } from '../open-evidence.ts';
import { counted } from './command.ts';
import { underWay } from './under-way.ts';

/** Reads every content that something shows and says which are missing or damaged; returns how many. */
export async function verifyEvidence(
  config: Config,
  reading: EvidenceReading,
  print: (line: string) => void,
  tell: (line: string) => void,
): Promise<number> {
  const needed = [...reading.needed()];
  if (needed.length === 0) return 0;
  const store = contentsOf(config);
  const what = counted(needed.length, 'file of evidence', 'files of evidence');
  return underWay(tell, `Reading ${what}`, async () => {
    let faults = 0;
    let bytes = 0;
    for (const [sha256, { size, name }] of needed) {
      const fault = await checkContent(store, { sha256, size });
      bytes += size;
      if (fault === null) continue;
      faults += 1;
      print(`Evidence "${name}" (SHA-256 ${sha256}): ${fault}`);
    }
    print(faults === 0 ? `${what}, ${bytes} bytes: whole.` : `${faults} of ${what} cannot be shown any more.`);
    return faults;
  });
}
