import type { ActionFilter, LibraryAction } from '#engine/contract/http/organisation-lists';

/** What the list of actions is narrowed to; an empty text lets everything through. */
export type WantedActions = {
  readonly search: string;
  readonly owner: string;
  readonly type: string;
  /** `Key::Value`. */
  readonly dimension: string;
  readonly source: '' | 'own' | 'built-in';
};

export const firstWanted: WantedActions = { search: '', owner: '', type: '', dimension: '', source: '' };

const perPage = 50;

/** The question for one page of what is wanted. */
export function actionsRequest(
  { search, owner, type, dimension, source }: WantedActions,
  page: number,
): { readonly query: Partial<ActionFilter> } {
  return {
    query: {
      ...(search === '' ? {} : { search }),
      ...(owner === '' ? {} : { owner }),
      ...(dimension === '' ? {} : { dimension }),
      ...(type === '' ? {} : { type }),
      ...(source === '' ? {} : { source }),
      from: page * perPage,
      limit: perPage,
    },
  };
}

/** The dialog that is open about an action. */
export type AskingAction =
  | { readonly what: 'edit' | 'delete'; readonly action: LibraryAction }
  | { readonly what: 'add' };
