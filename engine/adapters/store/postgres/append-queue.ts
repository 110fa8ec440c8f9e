import type { AppendProblem, Log, PartitionHead } from '../../../app/ports.ts';
import { StoreUnreachable } from '../../../app/store-unreachable.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { appendStatement, type BatchOutcome, headAfter, type PartitionBatch, toOutcomes } from './append-statement.ts';
import type { Database } from './database.ts';
import { faultOf, reasonOf } from './faults.ts';

type Answer = Result<PartitionHead, AppendProblem>;
type Pending = { readonly batch: PartitionBatch; readonly answer: (answer: Answer) => void };

export interface AppendQueue {
  /** Resolves when it is durable, or with what became of it. `resent`: it may have arrived before. */
  append(batch: PartitionBatch, resent?: boolean): Promise<Answer>;
  idle(): Promise<void>;
}

/** Entries and letters of one statement; what is more waits for the next one. */
const mostEntries = 5_000;
const mostLetters = 16 * 1024 * 1024;
const mostAgain = 3;

/**
 * One statement at a time, for all partitions together: whatever came while the last one ran is the next. A statement
 * whose answer was lost is sent again as it is, which is harmless, since a batch fits at one place of the chain alone;
 * found to be taken already, it was taken the first time.
 */
export function createAppendQueue(
  database: Database,
  organisation: string,
  log: Log,
  appended: () => void,
): AppendQueue {
  let waiting: Pending[] = [];
  let running: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    await null; // for whoever appends in this very moment
    while (waiting.length > 0) {
      const group = nextGroup();
      await sendGroup(group);
    }
    running = null;
  };

  /** The oldest first, one batch a partition. */
  const nextGroup = (): readonly Pending[] => {
    const group: Pending[] = [];
    const left: Pending[] = [];
    const partitions = new Set<string>();
    let [entries, letters] = [0, 0];
    for (const pending of waiting) {
      const { batch } = pending;
      entries += batch.entries.length;
      letters += batch.entries.reduce((sum, { text }) => sum + text.length, 0);
      const fits = group.length === 0 || (entries <= mostEntries && letters <= mostLetters);
      if (fits && !partitions.has(batch.partition)) {
        partitions.add(batch.partition);
        group.push(pending);
      } else {
        left.push(pending);
      }
    }
    waiting = left;
    return group;
  };

  const sendGroup = async (group: readonly Pending[]): Promise<void> => {
    try {
      const answers = await send(
        group.map(({ batch }) => batch),
        false,
      );
      for (const [index, { answer }] of group.entries()) answer(answers[index] as Answer); // one each, in order
    } catch (error) {
      const [only, ...more] = group;
      if (only === undefined) return;
      // A fault of one must not become a fault of all.
      if (more.length > 0) for (const pending of group) await sendGroup([pending]);
      else {
        const reason = reasonOf(error);
        log.error('The database refuses what the engine writes', { partition: only.batch.partition, reason });
        only.answer(err({ code: 'unreachable', reason }));
      }
    }
  };

  const send = async (batches: readonly PartitionBatch[], resent: boolean): Promise<readonly Answer[]> => {
    let isRepeated = resent;
    for (let again = 0; ; ) {
      try {
        const rows = await database.session(({ query }) => query(appendStatement(organisation, batches)));
        const outcomes = toOutcomes(rows);
        const answers: Answer[] = [];
        for (const batch of batches) {
          const outcome = outcomes.get(batch.partition);
          const taken =
            outcome?.taken === true || (isRepeated && outcome !== undefined && (await isThere(batch, outcome)));
          answers.push(taken ? ok(headAfter(batch)) : refusal(batch, outcome));
        }
        if (answers.some((answer) => answer.ok)) appended();
        return answers;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === 'disk-full') return batches.map(() => err({ code: 'disk-full', reason: reasonOf(error) }));
        if (fault === 'again' && again < mostAgain) {
          again += 1;
          continue;
        }
        if (fault === 'again') return batches.map(() => err({ code: 'unreachable', reason: reasonOf(error) }));
        if (!(error instanceof StoreUnreachable)) throw error;
        if (!(await database.isReachable())) {
          return batches.map(() => err({ code: 'unreachable', reason: reasonOf(error.cause ?? error) }));
        }
        isRepeated = true;
      }
    }
  };

  /** Whether a batch that no longer fits stands in the journal, word for word: the chain's hash says it all. */
  const isThere = async (batch: PartitionBatch, { head }: BatchOutcome): Promise<boolean> => {
    const { position, hash } = headAfter(batch);
    if (head.epoch !== batch.epoch || head.position < position) return false;
    const [row] = await database.ask({
      text: 'select hash from controlbook.entry where organisation = $1 and partition = $2 and position = $3',
      values: [organisation, batch.partition, position],
    });
    return row?.['hash'] === hash;
  };

  return {
    async append(batch, resent = false) {
      if (resent) return (await send([batch], true))[0] as Answer; // one each
      return new Promise((answer) => {
        waiting.push({ batch, answer });
        running ??= drain();
      });
    },
    async idle() {
      while (running !== null) await running;
    },
  };
}

function refusal({ partition }: PartitionBatch, outcome: BatchOutcome | undefined): Answer {
  if (outcome === undefined) throw new Error(`${partition} is not there any more`);
  if (outcome.closed)
    return err({ code: 'read-only', reason: 'the organisation is being moved or has been moved away' });
  return err({ code: 'stale', head: outcome.head });
}
