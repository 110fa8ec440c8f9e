import type { PartitionId, UserId } from '../contract/model/ids.ts';
import type { Draft } from '../domain/journal/draft.ts';
import { ok } from '../domain/result.ts';
import type { Organisation } from './organisation.ts';

/** The engine itself, where it acts on what somebody has asked for earlier. */
export const engineUser = 'engine' as UserId; // a constant of the id alphabet

/** Writes as a command of the engine's own, once for its id. Throws when the journal takes nothing. */
export async function writeAsEngine(
  organisation: Organisation,
  partitionId: PartitionId,
  command: string,
  run: (draft: Draft) => void,
): Promise<void> {
  const partition = organisation.partition(partitionId);
  if (partition === null) throw new Error(`Partition ${partitionId} is not open`);
  const result = await partition.execute<null, never>({
    meta: organisation.meta(command, engineUser, 'system'),
    decide: (draft) => {
      run(draft);
      return ok(null);
    },
    recall: () => null,
  });
  if (!result.ok) throw new Error(result.error.message);
}
