import type { ActionId } from '#engine/contract/model/ids';
import type { Intent, PaneState } from '../state/model.ts';
import type { ItemFilter, ItemOrder } from '../state/select.ts';

/** What every pane is given: the state to show, and where to say what the person wants. */
export type PaneProps = {
  readonly state: PaneState;
  readonly dispatch: (intent: Intent) => void;
  readonly look: ItemsLook;
  readonly setLook: (look: ItemsLook) => void;
  /** Opens or downloads something the engine serves, e.g. `/api/v1/assessments/a/report`. */
  readonly open: (path: string) => void;
  /** Absent as long as the engine takes no evidence. */
  readonly evidence?: EvidenceUploads | undefined;
};

/** How the list of action items is looked at; kept while other pages are shown. */
export type ItemsLook = {
  readonly filter: ItemFilter;
  readonly order: ItemOrder;
  readonly descending: boolean;
  readonly filtersOpen: boolean;
};

export const firstLook: ItemsLook = { filter: {}, order: 'title', descending: false, filtersOpen: false };

/** Storing evidence, and how it goes. */
export type EvidenceUploads = {
  readonly upload: (action: ActionId, files: readonly File[]) => void;
  readonly remove: (evidence: string) => void;
  readonly underWay: readonly EvidenceUpload[];
};

export type EvidenceUpload = {
  readonly id: string;
  readonly action: ActionId;
  readonly name: string;
  readonly done: number;
  readonly total: number;
  /** Why it failed; null while it goes. */
  readonly problem: string | null;
};
