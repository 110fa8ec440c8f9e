import { type ConflictId, conflictId, type PartitionId, partitionId } from '#engine/contract/model/ids';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import { decidedValue } from '../sheets/decided-value.ts';
import type { Intent } from '../state/model.ts';
import { freshId } from '../sync/outside.ts';
import type { Bound } from './bound.ts';
import type { Calls } from './calls.ts';
import type { Joined } from './parts.ts';
import { callProblem } from './problems.ts';

/** Settles conflicts, decided in the pane or on the Conflicts sheet. */
export interface Decisions {
  settle(intent: Extract<Intent, { do: 'settle' }>): Promise<void>;
  /** Decisions that stand on the sheet; one that was sent already is not sent again. */
  fromSheet(decisions: readonly DecisionReading[]): Promise<void>;
}

export function createDecisions(
  { client, engine, random, tell }: Joined,
  calls: Calls,
  boundNow: () => Bound | null,
): Decisions {
  const sent = new Map<ConflictId, string>();

  /** The problem's code where it was not settled. */
  const settle = async (intent: Extract<Intent, { do: 'settle' }>): Promise<string | null> => {
    const bound = boundNow();
    const row = parseRow(intent.conflict);
    if (bound === null || row === null) return 'unknown-conflict';
    const base = bound.desk.truth.cursors().find(({ partition }) => partition === row.partition)?.position ?? 0;
    const settled = await client.call('settleConflict', {
      params: row,
      body: { decision: intent.decision, value: intent.value, base },
      key: freshId(random),
    });
    bound.work.refreshAfter(0);
    if (settled.ok) return null;
    // Somebody else has settled it: that is what was wanted, and the next view says how.
    if (settled.error.code !== 'unknown-conflict') {
      tell({ kind: 'problem', problem: callProblem(settled.error, engine, [intent]) });
    }
    return settled.error.code;
  };

  return {
    settle: (intent) =>
      calls.during('settling', async () => {
        await settle(intent);
        boundNow()?.stale();
      }),
    async fromSheet(decisions) {
      const bound = boundNow();
      if (bound === null) return;
      for (const { conflict, decision, other } of decisions) {
        const said = JSON.stringify([decision, other]);
        if (sent.get(conflict) === said) continue;
        sent.set(conflict, said);
        const value = other === null ? null : decidedValue(bound.desk, other);
        const failed = await settle({ do: 'settle', conflict, decision, value });
        if (failed === null) continue;
        // Not there: it stands on the sheet still and is sent with the next look. Refused: to be decided anew.
        sent.delete(conflict);
        if (failed !== 'no-engine') bound.desk.undecided.add(conflict);
      }
      bound.stale();
    },
  };
}

/** Conflicts are numbered within their partition: `c5@group:g1`. */
function parseRow(id: ConflictId): { readonly conflict: ConflictId; readonly partition: PartitionId } | null {
  const at = id.indexOf('@');
  const conflict = conflictId.safeParse(id.slice(0, at));
  const partition = partitionId.safeParse(id.slice(at + 1));
  return at > 0 && conflict.success && partition.success
    ? { conflict: conflict.data, partition: partition.data }
    : null;
}
