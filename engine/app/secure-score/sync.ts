import type { Observation, SecureScoreRun } from '../../contract/model/secure-score.ts';
import { documentRef, documentsOf, putDocument } from '../../domain/organisation/documents.ts';
import { ok, type Result } from '../../domain/result.ts';
import { isAutomated, observationOf, secureScoreUser } from '../../domain/secure-score/automation.ts';
import { joinControls, observe, type SecureScoreReading, saysTheSame } from '../../domain/secure-score/observe.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import type { SecureScoreSource } from './ports.ts';
import { type RecordParts, recordObservations } from './record.ts';
import { endRun, patience } from './runs.ts';

type Outcome = Pick<SecureScoreRun, 'state' | 'code' | 'message'> & Partial<SecureScoreRun>;

/** Reads, records what was seen, and records how it went. Fails only when the journal takes nothing. */
export async function syncSecureScore(
  parts: RecordParts,
  source: SecureScoreSource,
  run: SecureScoreRun,
): Promise<Result<SecureScoreRun, StoreProblem>> {
  const { organisation } = parts;
  const outcome = await readAndRecord(parts, source, run).catch((error: unknown): Outcome => {
    organisation.log.error('Secure Score could not be recorded', { run: run.id, error: String(error) });
    return { state: 'failed', code: 'internal', message: 'Something went wrong in the engine; its log tells more.' };
  });
  const ended: SecureScoreRun = { ...run, ...outcome, ended: organisation.clock.now() };
  if (ended.state === 'failed') {
    organisation.log.warn('Secure Score could not be read', { code: ended.code, message: ended.message });
  }
  const kept = await endRun(organisation, ended);
  return kept.ok ? ok(ended) : kept;
}

async function readAndRecord(parts: RecordParts, source: SecureScoreSource, run: SecureScoreRun): Promise<Outcome> {
  const { organisation } = parts;
  const reading = await source.read(patience);
  if (!reading.ok) return { state: 'failed', ...reading.error };
  const { scoreDate, scores, gaps } = reading.value;
  if (scoreDate === null && gaps.length === 0) {
    const message = `${source.name} has no score for this tenant yet. It is worked out once a day; a new tenant has its first after a day or two. Nothing was changed.`;
    return { state: 'incomplete', code: 'no-score', message };
  }
  const observed = await observeAll(organisation, source, run, reading.value);
  if (!observed.ok) return { state: 'failed', ...observed.error };
  const recorded = await recordObservations(parts, run.id, observed.value);
  const said = { scoreDate, controls: scores.length };
  if (!recorded.ok) return { state: 'failed', ...recorded.error, ...said };
  return {
    ...(gaps.length === 0
      ? { state: 'done', code: null, message: '' }
      : { state: 'incomplete', code: 'incomplete', message: gaps.slice(0, 5).join(' ').slice(0, 1_000) }),
    ...said,
    ...recorded.value,
  };
}

/** What is seen of every automatic action's control; written down where it says something new. */
async function observeAll(
  organisation: Organisation,
  source: SecureScoreSource,
  run: SecureScoreRun,
  reading: SecureScoreReading,
): Promise<Result<readonly Observation[], StoreProblem>> {
  const { core, clock } = organisation;
  const controls = joinControls(reading);
  const now = clock.now();
  const observed = documentsOf(core.image, 'action').flatMap((action): Observation[] => {
    const { id, secureScoreControl: control } = action;
    if (control === null || !isAutomated(core.image, action)) return [];
    const before = observationOf(core.image, id);
    const seen = observe(controls, id, control, { source: source.name, now });
    // An answer with holes in it does not say that something is absent.
    if (seen.detection === 'undetected' && reading.gaps.length > 0) return [];
    return [before !== null && saysTheSame(before, seen) ? before : seen];
  });
  const news = observed.filter((seen) => seen.since === now);
  if (news.length === 0) return ok(observed);
  const written = await core.execute<null, never>({
    meta: organisation.meta(`secure-score:seen:${run.id}`, secureScoreUser, 'system'),
    decide({ emit }) {
      for (const seen of news) putDocument<'observed'>(emit, documentRef('observed', seen.action), seen);
      return ok(null);
    },
    recall: () => null,
  });
  return written.ok ? ok(observed) : written;
}
