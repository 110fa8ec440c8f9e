import type { AppendProblem, PartitionHead } from '../../../app/ports.ts';
import type { Epoch } from '../../../contract/model/ids.ts';
import type { Result } from '../../../domain/result.ts';
import type { FolderJournal } from '../embedded/open-journal.ts';
import type { Carrier } from './move-end.ts';

/** Takes entries into a data folder whose partitions begin in the epoch that was set last. */
export function folderCarrier(journal: FolderJournal, setEpoch: (epoch: Epoch) => void): Carrier {
  return {
    heads: () => journal.heads(),
    open(partition, epoch) {
      setEpoch(epoch);
      return journal.open(partition);
    },
    append: async ({ partition, position }, entries) => taken(await journal.append(partition, position, entries)),
    turn: async ({ partition }, epoch) => taken(await journal.turn(partition, epoch)),
  };
}

function taken(result: Result<PartitionHead, AppendProblem>): PartitionHead {
  if (!result.ok) throw new Error(`The journal takes nothing: ${JSON.stringify(result.error)}`);
  return result.value;
}
