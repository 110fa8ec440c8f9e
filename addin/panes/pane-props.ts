import type { Intent, PaneState } from '../state/model.ts';
import type { ItemQuestion } from '../state/select.ts';

/** What every pane is given: the state to show, and where to say what the person wants. */
export type PaneProps = {
  readonly state: PaneState;
  readonly dispatch: (intent: Intent) => void;
  readonly look: ItemsLook;
  readonly setLook: (look: ItemsLook) => void;
};

/** How the list of action items is looked at; kept while other pages are shown. */
export type ItemsLook = ItemQuestion & { readonly filtersOpen: boolean };

export const firstLook: ItemsLook = { filter: {}, order: 'title', descending: false, filtersOpen: false };
