import type { Intent, PaneState } from '../state/model.ts';
import type { ItemFilter, ItemOrder } from '../state/select.ts';

/** What every pane is given: the state to show, and where to say what the person wants. */
export type PaneProps = {
  readonly state: PaneState;
  readonly dispatch: (intent: Intent) => void;
  readonly look: ItemsLook;
  readonly setLook: (look: ItemsLook) => void;
};

/** How the list of action items is looked at; kept while other pages are shown. */
export type ItemsLook = {
  readonly filter: ItemFilter;
  readonly order: ItemOrder;
  readonly descending: boolean;
  readonly filtersOpen: boolean;
};

export const firstLook: ItemsLook = { filter: {}, order: 'title', descending: false, filtersOpen: false };
