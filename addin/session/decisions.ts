import { type ConflictId, conflictId, type PartitionId, type Position, partitionId } from '#engine/contract/model/ids';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import { decidedValue } from '../sheets/decided-value.ts';
import type { Intent } from '../state/model.ts';
import { freshId } from '../sync/outside.ts';
import { isPassing } from '../sync/sender.ts';
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
  /** Decisions of the sheet by their conflict: what was said, and what had been seen when it was. */
  const said = new Map<ConflictId, { readonly words: string; readonly base: Position; isSent: boolean }>();

  const seenNow = (conflict: ConflictId): Position => {
    const partition = parseRow(conflict)?.partition;
    return (
      boundNow()
        ?.desk.truth.cursors()
        .find((cursor) => cursor.partition === partition)?.position ?? 0
    );
  };

  /** The problem's code where it was not settled. */
  const settle = async (intent: Extract<Intent, { do: 'settle' }>, base: Position): Promise<string | null> => {
    const row = parseRow(intent.conflict);
    if (row === null) return 'unknown-conflict';
    const { decision, value } = intent;
    const body = { decision, value, base };
    const settled = await client.call('settleConflict', { params: row, body, key: freshId(random) });
    boundNow()?.work.refreshAfter(0);
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
        await settle(intent, seenNow(intent.conflict));
        boundNow()?.stale();
      }),
    async fromSheet(decisions) {
      for (const { conflict, decision, other } of decisions) {
        const bound = boundNow();
        if (bound === null) return;
        const words = JSON.stringify([decision, other]);
        const known = said.get(conflict);
        const own = known?.words === words ? known : { words, base: seenNow(conflict), isSent: false };
        if (own.isSent) continue;
        own.isSent = true;
        said.set(conflict, own);
        const value = other === null ? null : decidedValue(bound.desk, other);
        const failed = await settle({ do: 'settle', conflict, decision, value }, own.base);
        if (failed === null) continue;
        // It stands on the sheet still and is sent with a later look, about the value that was seen when it was made.
        if (isPassing(failed)) own.isSent = false;
        else {
          said.delete(conflict);
          bound.desk.undecided.add(conflict);
        }
      }
      boundNow()?.stale();
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
