import { lastOf } from '../state/asking.ts';
import type { Intent, ScoreSubject } from '../state/model.ts';
import type { Calls } from './calls.ts';
import type { Joined } from './parts.ts';

/** Explained numbers, and assessments that go for good. */
export interface Lists {
  explain(subject: ScoreSubject, depth: number): Promise<void>;
  deletion(intent: Extract<Intent, { do: 'previewDeletion' | 'confirmDeletion' }>): Promise<void>;
}

export function createLists({ client, state, tell }: Joined, calls: Calls): Lists {
  return {
    async explain(subject, depth) {
      const key = subject.kind === 'organisation' ? 'organisation' : subjectKey(subject);
      const query = { depth };
      const last = lastOf(state().scores[key] ?? { kind: 'none' });
      const ask = () => {
        switch (subject.kind) {
          case 'organisation':
            return client.call('organisationScore', { query });
          case 'group':
            return client.call('groupScore', { params: { group: subject.group }, query });
          case 'assessment':
            return client.call('assessmentScore', { params: { assessment: subject.assessment }, query });
        }
      };
      tell({ kind: 'set', to: { scores: { ...state().scores, [key]: { kind: 'loading', last } } } });
      const answer = await ask();
      const found = answer.ok
        ? ({ kind: 'ready', value: answer.value } as const)
        : ({ kind: 'failed', last, code: answer.error.code, detail: answer.error.detail ?? '' } as const);
      tell({ kind: 'set', to: { scores: { ...state().scores, [key]: found } } });
    },
    async deletion(intent) {
      if (intent.do === 'previewDeletion') {
        const deletion = await calls.ask('deletionPreview', { params: { assessment: intent.assessment } }, intent);
        return tell({ kind: 'set', to: { deletion } });
      }
      const { deletion } = state();
      if (deletion === null) return;
      tell({ kind: 'set', to: { deletion: null } });
      await calls.command('deleteAssessment', { params: { assessment: deletion.assessment } }, 'deleting', {
        do: 'previewDeletion',
        assessment: deletion.assessment,
      });
    },
  };
}

function subjectKey(subject: Exclude<ScoreSubject, { kind: 'organisation' }>): string {
  return subject.kind === 'group' ? `group/${subject.group}` : `assessment/${subject.assessment}`;
}
