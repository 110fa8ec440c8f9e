import type { SecureScoreRun } from '../../contract/model/secure-score.ts';
import { later } from '../../domain/fields/later.ts';
import { documentRef, documentsOf, putDocument } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { secureScoreUser } from '../../domain/secure-score/automation.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';

/** Readings that are kept; the next takes the place of the oldest. */
const keptRuns = 30;

/** Milliseconds a reading may take, waits that the source asks for included. */
export const patience = 240_000;
/** Milliseconds after which one that has said nothing was broken off: longer than it can take. */
const lease = 600_000;

/** The last readings, newest first; one that did not end in its time was broken off. */
export function runsOf(image: ReadImage, now: string): readonly SecureScoreRun[] {
  return documentsOf(image, 'securescorerun')
    .map((run) => (run.state === 'running' && run.until <= now ? brokenOff(run) : run))
    .sort((a, b) => b.number - a.number);
}

function brokenOff(run: SecureScoreRun): SecureScoreRun {
  const message =
    'The engine was stopped while it was reading. What was read by then is written, the rest comes with the next reading.';
  return { ...run, state: 'failed', code: 'broken-off', message };
}

export type RunRefusal = { readonly code: 'secure-score-busy' | 'not-due'; readonly message: string };

/**
 * Begins a reading: recorded in the journal, which lets one begin at a time, whichever of several engines it is. One of
 * the schedule begins only when the last began `dueAfter` milliseconds ago.
 */
export async function beginRun(
  organisation: Organisation,
  source: string,
  asked: { readonly kind: 'asked'; readonly caller: Caller } | { readonly kind: 'schedule'; readonly dueAfter: number },
): Promise<Result<SecureScoreRun, StoreProblem | RunRefusal>> {
  const { core, clock, ids } = organisation;
  const started = clock.now();
  const id = ids.next();
  const meta =
    asked.kind === 'asked'
      ? organisation.meta(asked.caller.command, asked.caller.actor, asked.caller.channel)
      : organisation.meta(`secure-score:begin:${id}`, secureScoreUser, 'system');
  return core.execute<SecureScoreRun, RunRefusal>({
    meta,
    decide(draft) {
      const [last] = runsOf(draft.image, started);
      if (last?.state === 'running') {
        return err({
          code: 'secure-score-busy',
          message: `Secure Score is being read since ${last.started.slice(11, 19)} UTC. Look again in a moment.`,
        });
      }
      if (asked.kind === 'schedule' && last !== undefined && later(last.started, asked.dueAfter) > started) {
        return err({ code: 'not-due', message: 'It was read a while ago.' });
      }
      const run: SecureScoreRun = {
        ...{ id, number: (last?.number ?? 0) + 1, by: asked.kind === 'asked' ? asked.caller.actor : null, source },
        ...{ started, until: later(started, lease), ended: null, state: 'running', code: null, message: '' },
        ...{ scoreDate: null, controls: 0, changedFields: 0, evidence: 0, refused: 0 },
      };
      putRun(draft.emit, run);
      return ok(run);
    },
    recall: (entries, image) => {
      const put = entries.find(({ entry }) => entry.event.kind === 'put')?.entry.event;
      const begun = put?.kind === 'put' ? (put.value as unknown as SecureScoreRun) : null; // put by putRun
      const run = runsOf(image, clock.now()).find((one) => one.id === begun?.id) ?? begun;
      if (run === null) throw new Error('A reading was begun without being recorded');
      return run;
    },
  });
}

/** Records how it ended, unless another has been begun since because it took too long. */
export async function endRun(organisation: Organisation, run: SecureScoreRun): Promise<Result<null, StoreProblem>> {
  return organisation.core.execute<null, never>({
    meta: organisation.meta(`secure-score:end:${run.id}`, secureScoreUser, 'system'),
    decide(draft) {
      const [last] = runsOf(draft.image, run.started);
      if (last?.id === run.id) putRun(draft.emit, run);
      return ok(null);
    },
    recall: () => null,
  });
}

function putRun(emit: Parameters<typeof putDocument>[0], run: SecureScoreRun): void {
  putDocument<'securescorerun'>(emit, documentRef('securescorerun', run.number % keptRuns), run);
}
