import type { EvidenceField } from '#engine/contract/model/evidence';
import { evidenceRef } from '#engine/contract/model/evidence';
import type { ActionId, CommandId, Cursor } from '#engine/contract/model/ids';
import { lastOf } from '../../state/asking.ts';
import type { EvidenceState, Intent } from '../../state/model.ts';
import { freshId } from '../../sync/outside.ts';
import type { Bound } from '../bound.ts';
import type { Calls } from '../calls.ts';
import type { Joined } from '../parts.ts';
import { problemOf } from '../problems.ts';
import { createUploads } from './uploads.ts';

export type EvidenceIntent = Extract<
  Intent,
  {
    do:
      | 'loadEvidence'
      | 'uploadEvidence'
      | 'pauseUpload'
      | 'resumeUpload'
      | 'continueUpload'
      | 'dropUpload'
      | 'linkEvidence'
      | 'changeEvidence'
      | 'attachEvidence'
      | 'detachEvidence'
      | 'removeEvidence';
  }
>;

/** What proves the actions of the bound assessment: shown, sent, changed and removed. Fetched when it is first needed. */
export interface EvidenceWork {
  perform(intent: EvidenceIntent): Promise<void>;
  /** Evidence is another: what is shown is loaded again. */
  stale(): void;
  stop(): void;
}

export type EvidenceParts = {
  readonly joined: Joined;
  readonly calls: Calls;
  readonly bound: () => Bound | null;
  /** The sheets show it, too: a fresh view soon. */
  readonly reload: () => void;
};

export function createEvidenceWork({ joined, calls, bound, reload }: EvidenceParts): EvidenceWork {
  const { client, clock, random, state, tell } = joined;
  /** Where the partitions stood before the list was asked for: what changes of its values are based on. */
  let seen: readonly Cursor[] = [];
  let loads = 0;
  let restored = false;
  let cancelReload: (() => void) | null = null;

  const set = (to: Partial<EvidenceState>): void => {
    tell({ kind: 'set', to: { evidence: { ...state().evidence, ...to } } });
  };
  const assessmentNow = () => bound()?.desk.identity.assessment ?? null;

  const load = async (action: ActionId): Promise<void> => {
    const assessment = assessmentNow();
    const cursors = bound()?.desk.truth.cursors() ?? [];
    if (assessment === null) return;
    loads += 1;
    const own = loads;
    const { of, pieces } = state().evidence;
    const last = of === action ? lastOf(pieces) : null;
    set({ of: action, pieces: { kind: 'loading', last } });
    const answer = await client.call('assessmentEvidence', { params: { assessment }, query: { action } });
    if (own !== loads) return;
    if (answer.ok) {
      seen = cursors;
      set({ pieces: { kind: 'ready', value: answer.value.evidence } });
    } else {
      const { code, detail } = answer.error;
      set({ pieces: { kind: 'failed', last, code, detail: detail ?? '' } });
    }
  };
  /** Many may change in one moment. */
  const reloadSoon = (): void => {
    reload();
    cancelReload ??= clock.after(100, () => {
      cancelReload = null;
      const { of } = state().evidence;
      if (of !== null) void load(of);
    });
  };
  const uploads = createUploads(joined, reloadSoon);

  const firstLook = async (): Promise<void> => {
    if (state().evidence.limits === null) {
      const limits = await client.call('evidenceLimits', {});
      if (limits.ok) set({ limits: limits.value });
    }
    if (restored) return;
    restored = true;
    await uploads.restore();
  };

  /** Name and dates are fields like others: judged by what their writer had seen. */
  const change = async (intent: Extract<Intent, { do: 'changeEvidence' }>): Promise<void> => {
    const piece = lastOf(state().evidence.pieces)?.find(({ id }) => id === intent.evidence);
    const cursor = seen.find(({ partition }) => partition === piece?.partition);
    if (piece === undefined || cursor === undefined) return;
    const changes = (Object.keys(intent.change) as EvidenceField[]).flatMap((field) => {
      const value = intent.change[field] ?? null;
      return value === piece[field] ? [] : [{ entity: evidenceRef(piece.id), field, value, base: cursor.position }];
    });
    if (changes.length === 0) return;
    const { partition, epoch } = cursor;
    // Of the id alphabet; it names no copy, for nothing it is based on was only sent.
    const body = { id: freshId(random) as CommandId, partition, epoch, changes };
    const pushed = await calls.command('pushChanges', { body }, 'keeping-evidence', intent);
    if (pushed === null) return;
    for (const verdict of pushed.verdicts) {
      if (verdict.outcome === 'refused') {
        tell({ kind: 'problem', problem: problemOf(verdict.code, { detail: verdict.message }) });
      } else if (verdict.outcome === 'conflict') {
        tell({
          kind: 'problem',
          problem: problemOf('evidence-conflict', {
            data: { name: piece.name },
            remedies: [{ do: 'goTo', page: 'conflicts' }],
          }),
        });
      }
    }
  };

  return {
    async perform(intent) {
      switch (intent.do) {
        case 'loadEvidence':
          await Promise.all([load(intent.action), firstLook()]);
          return;
        case 'uploadEvidence': {
          const assessment = assessmentNow();
          if (assessment !== null) uploads.add(intent, assessment);
          return;
        }
        case 'pauseUpload':
          return uploads.pause(intent.upload);
        case 'resumeUpload':
          return uploads.resume(intent.upload);
        case 'continueUpload':
          return uploads.goOn(intent.upload, intent.file);
        case 'dropUpload':
          return uploads.drop(intent.upload);
        case 'linkEvidence': {
          const assessment = assessmentNow();
          if (assessment === null) return;
          const { action, piece, url, name, collectedOn } = intent;
          const to = piece === null ? { assessment, action } : { evidence: piece };
          const body = { to, url, name, dates: collectedOn === null ? {} : { collectedOn } };
          await calls.command('linkEvidence', { body }, 'keeping-evidence', intent);
          return reloadSoon();
        }
        case 'changeEvidence':
          await change(intent);
          return reloadSoon();
        case 'attachEvidence': {
          const assessment = assessmentNow();
          if (assessment === null) return;
          const { evidence, action } = intent;
          const request = { params: { evidence }, body: { assessment, action } };
          await calls.command('attachEvidence', request, 'keeping-evidence', intent);
          return reloadSoon();
        }
        case 'detachEvidence': {
          const { evidence, action } = intent;
          await calls.command('detachEvidence', { params: { evidence, action } }, 'keeping-evidence', intent);
          return reloadSoon();
        }
        case 'removeEvidence':
          await calls.command('removeEvidence', { params: { evidence: intent.evidence } }, 'keeping-evidence', intent);
          return reloadSoon();
      }
    },
    stale: reloadSoon,
    stop() {
      cancelReload?.();
      uploads.stop();
    },
  };
}
