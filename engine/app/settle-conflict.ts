import type { Conflict } from '../contract/model/conflict.ts';
import type { PartitionId, UserId } from '../contract/model/ids.ts';
import type { TokenScope } from '../contract/model/permission.ts';
import type { Channel } from '../contract/model/vocabulary.ts';
import { type Resolution, type ResolveProblem, resolveConflict } from '../domain/reconcile/resolve.ts';
import { err, type Result } from '../domain/result.ts';
import { changeContext } from './change-context.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';

/** Settles one open conflict or held batch; the decision is an entry of the journal like every other edit. */
export async function settleConflict(
  organisation: Organisation,
  partitionId: PartitionId,
  command: string,
  resolution: Resolution,
  actor: UserId,
  channel: Channel,
  scope: TokenScope | null = null,
): Promise<Result<Conflict | null, StoreProblem | ResolveProblem>> {
  if (organisation.partition(partitionId) === null) await organisation.refresh();
  const partition = organisation.partition(partitionId);
  if (partition === null) return err({ code: 'unknown-partition', message: `There is no partition ${partitionId}.` });
  return partition.execute<Conflict | null, ResolveProblem>({
    meta: organisation.meta(command, actor, channel),
    decide: (draft) =>
      resolveConflict(draft, resolution, changeContext(organisation, partitionId, { user: actor, scope })),
    recall: () => null,
  });
}
