import type { Intent, Loadable, PaneState, ScoreSubject } from '../state/model.ts';
import type { Calls } from './calls.ts';
import { lastOf } from './calls.ts';
import type { Joined } from './parts.ts';

/** Everything of the organisation that is loaded when a page needs it, and what is changed there. */
export interface Lists {
  load(what: 'groups' | 'templates' | 'mappings' | 'settings'): Promise<void>;
  explain(subject: ScoreSubject, depth: number): Promise<void>;
  saveSettings(intent: Extract<Intent, { do: 'saveSettings' }>): Promise<void>;
  saveMapping(intent: Extract<Intent, { do: 'saveMapping' }>): Promise<void>;
  manage(
    intent: Extract<Intent, { do: 'renameGroup' | 'archive' | 'activate' | 'previewDeletion' | 'confirmDeletion' }>,
  ): Promise<void>;
  /** Loads what has been loaded before once more. */
  refresh(): void;
}

export function createLists({ client, state, tell }: Joined, calls: Calls): Lists {
  const set = (to: Partial<PaneState>): void => tell({ kind: 'set', to });
  const into = async <T>(
    last: T | null,
    put: (loadable: Loadable<T>) => void,
    ask: () => Promise<
      | { readonly ok: true; readonly value: T }
      | { readonly ok: false; readonly error: { readonly code: string; readonly detail: string | null } }
    >,
  ): Promise<void> => {
    put({ kind: 'loading', last });
    const answer = await ask();
    if (answer.ok) put({ kind: 'ready', value: answer.value });
    else put({ kind: 'failed', last, code: answer.error.code, detail: answer.error.detail ?? '' });
  };

  const load: Lists['load'] = async (what) => {
    const now = state();
    switch (what) {
      case 'groups':
        return into(
          lastOf(now.groups),
          (groups) => set({ groups }),
          async () => {
            const answer = await client.call('groups', {});
            return answer.ok ? { ok: true, value: answer.value.groups } : answer;
          },
        );
      case 'templates':
        return into(
          lastOf(now.templates),
          (templates) => set({ templates }),
          async () => {
            const answer = await client.call('templates', {});
            return answer.ok ? { ok: true, value: answer.value.templates } : answer;
          },
        );
      case 'mappings':
        return into(
          lastOf(now.mappings),
          (mappings) => set({ mappings }),
          async () => {
            const answer = await client.call('mappings', {});
            return answer.ok ? { ok: true, value: answer.value.mappings } : answer;
          },
        );
      case 'settings':
        return into(
          lastOf(now.settings),
          (settings) => set({ settings }),
          () => client.call('settings', {}),
        );
    }
  };

  const refresh = (): void => {
    for (const what of ['groups', 'templates', 'mappings'] as const) {
      if (state()[what].kind === 'ready') void load(what);
    }
  };

  return {
    load,
    refresh,
    explain(subject, depth) {
      const key = subject.kind === 'organisation' ? 'organisation' : subjectKey(subject);
      const query = { depth };
      return into(
        lastOf(state().scores[key] ?? { kind: 'none' }),
        (node) => set({ scores: { ...state().scores, [key]: node } }),
        () => {
          switch (subject.kind) {
            case 'organisation':
              return client.call('organisationScore', { query });
            case 'group':
              return client.call('groupScore', { params: { group: subject.group }, query });
            case 'assessment':
              return client.call('assessmentScore', { params: { assessment: subject.assessment }, query });
          }
        },
      );
    },
    async saveSettings(intent) {
      const saved = await calls.command('changeSettings', { body: intent.settings }, 'saving-settings', intent);
      if (saved !== null) set({ settings: { kind: 'ready', value: saved } });
    },
    async saveMapping(intent) {
      const saved = await calls.command('saveMapping', { body: intent.mapping }, 'importing', intent);
      if (saved !== null) await load('mappings');
    },
    async manage(intent) {
      switch (intent.do) {
        case 'renameGroup':
          await calls.command(
            'renameGroup',
            { params: { group: intent.group }, body: { name: intent.name } },
            'saving-settings',
            intent,
          );
          break;
        case 'archive':
          await calls.command('archiveAssessment', { params: { assessment: intent.assessment } }, 'archiving', intent);
          break;
        case 'activate':
          await calls.command('activateAssessment', { params: { assessment: intent.assessment } }, 'archiving', intent);
          break;
        case 'previewDeletion':
          return set({
            deletion: await calls.ask('deletionPreview', { params: { assessment: intent.assessment } }, intent),
          });
        case 'confirmDeletion': {
          const { deletion } = state();
          if (deletion === null) return;
          set({ deletion: null });
          await calls.command('deleteAssessment', { params: { assessment: deletion.assessment } }, 'deleting', {
            do: 'previewDeletion',
            assessment: deletion.assessment,
          });
        }
      }
      refresh();
    },
  };
}

function subjectKey(subject: Exclude<ScoreSubject, { kind: 'organisation' }>): string {
  return subject.kind === 'group' ? `group/${subject.group}` : `assessment/${subject.assessment}`;
}
