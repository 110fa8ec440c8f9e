import { lastOf } from '../state/asking.ts';
import type { Intent, PeopleState } from '../state/model.ts';
import type { Calls } from './calls.ts';
import type { Joined } from './parts.ts';

export type RolesIntent = Extract<
  Intent,
  { do: 'loadAccess' | 'findPeople' | 'previewAccess' | 'changeAccess' | 'dropAccess' }
>;

/** Who may do what: shown, asked about and changed. Fetched when it is first needed. */
export interface Roles {
  perform(intent: RolesIntent): Promise<void>;
  /** Somebody has changed it: what is shown is loaded again. */
  stale(): void;
}

export function createRoles({ client, state, tell }: Joined, calls: Calls): Roles {
  let searches = 0;
  let previews = 0;

  const set = (to: Partial<PeopleState>): void => tell({ kind: 'set', to: { people: { ...state().people, ...to } } });
  const load = async (): Promise<void> => {
    const last = lastOf(state().people.access);
    set({ access: { kind: 'loading', last } });
    const answer = await client.call('access', {});
    if (answer.ok) set({ access: { kind: 'ready', value: answer.value } });
    else set({ access: { kind: 'failed', last, code: answer.error.code, detail: answer.error.detail ?? '' } });
  };
  const find = async (q: string): Promise<void> => {
    searches += 1;
    const own = searches;
    const answer = await client.call('searchPeople', { query: { q } });
    // What was typed since counts.
    if (own !== searches || !answer.ok) return;
    const { people } = answer.value;
    set({
      found: people,
      names: { ...state().people.names, ...Object.fromEntries(people.map(({ id, name }) => [id, name])) },
    });
  };
  const preview = async ({ changes }: Extract<RolesIntent, { do: 'previewAccess' }>): Promise<void> => {
    previews += 1;
    const own = previews;
    set({ asked: { changes, preview: { kind: 'loading', last: null } } });
    const answer = await client.call('previewAccess', { body: { changes } });
    if (own !== previews) return;
    if (answer.ok) return set({ asked: { changes, preview: { kind: 'ready', value: answer.value } } });
    const { code, detail } = answer.error;
    set({ asked: { changes, preview: { kind: 'failed', last: null, code, detail: detail ?? '' } } });
  };

  return {
    async perform(intent) {
      switch (intent.do) {
        case 'loadAccess':
          return load();
        case 'findPeople':
          return find(intent.text);
        case 'previewAccess':
          return preview(intent);
        case 'dropAccess':
          previews += 1;
          return set({ asked: null });
        case 'changeAccess': {
          const { asked } = state().people;
          if (asked === null) return;
          previews += 1;
          set({ asked: null });
          const again = { do: 'previewAccess', changes: asked.changes } as const;
          const access = await calls.command(
            'changeAccess',
            { body: { changes: asked.changes } },
            'changing-roles',
            again,
          );
          if (access !== null) set({ access: { kind: 'ready', value: access } });
        }
      }
    },
    stale() {
      if (state().people.access.kind === 'ready') void load();
    },
  };
}
