import type { ReadWorkbook, WorkbookPatch } from '../../contract/model/cells.ts';
import type { ActionId } from '../../contract/model/ids.ts';
import { planPatch } from './plan-patch.ts';
import { projectWorkbook } from './project.ts';
import { readWorkbook } from './read.ts';
import type { AssessmentView } from './view.ts';

/** What a workbook is to show, and what has to be known of the organisation beside it; flat, so that it can travel. */
export type WorkbookUpdate = {
  readonly view: AssessmentView;
  /** Of the assessment's actions, to tell a row from one that was pasted over half of it. */
  readonly titleByAction: ReadonlyMap<ActionId, string>;
  /** Actions of the organisation that the assessment had and has no more: their rows are emptied. */
  readonly retired: ReadonlySet<string>;
};

export type PlannedUpdate = {
  readonly patch: WorkbookPatch;
  /** Keys of rows that are neither shown nor retired: somebody's own, as far as is known here. */
  readonly strangers: readonly string[];
};

/** The smallest patch after which the file shows the view. What the file says must have been taken in before. */
export function planUpdate(file: ReadWorkbook, { view, titleByAction, retired }: WorkbookUpdate): PlannedUpdate {
  const reading = readWorkbook(file, { findUser: () => null, titleByAction });
  const cited = new Set<string>(view.actions.map((action) => action.id));
  const strangers = new Set<string>();
  const patch = planPatch(file, projectWorkbook(view), {
    isPending: () => false,
    doubtful: reading.doubtful,
    // What the file says has been taken in: a decision that still stands beside an open conflict was refused.
    undecided: new Set(reading.decisions.map(({ conflict }) => conflict)),
    isRetired(action) {
      if (cited.has(action)) return false;
      if (!retired.has(action)) strangers.add(action);
      return retired.has(action);
    },
  });
  return { patch, strangers: [...strangers] };
}
