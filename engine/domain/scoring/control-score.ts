import type { ActionId } from '../../contract/model/ids.ts';
import type { ControlScore } from '../../contract/model/score.ts';
import type { Control } from '../../contract/model/template.ts';
import type { AssessmentState, ControlState } from '../../contract/model/vocabulary.ts';
import { type Standing, toScore } from './action-points.ts';

/** How many actions of a control stand where. */
export type StandingCounts = Readonly<Record<Standing, number>>;

/** The derived state of a control (1.9). One without counted actions was never tested. */
export function controlState(counts: StandingCounts): ControlState {
  const total = counts.done + counts.failed + counts['out-of-scope'] + counts.uncredited + counts.untested;
  if (total === 0) return 'None';
  if (counts.failed > 0) return 'Failed';
  if (counts['out-of-scope'] === total) return 'Out of scope';
  if (counts.done + counts['out-of-scope'] === total) return 'Passed';
  return counts.done + counts.uncredited === 0 ? 'None' : 'In progress';
}

/** How many counted controls of an assessment are in which state. */
export type ControlStateCounts = Readonly<Record<ControlState, number>>;

/** The derived state of an assessment (1.9). A control out of scope is not a tested one. */
export function assessmentState(counts: ControlStateCounts): AssessmentState {
  if (counts.Failed > 0) return 'Incomplete';
  const tested = counts.Passed + counts['In progress'];
  if (tested === 0) return 'None';
  return counts['In progress'] === 0 && counts.None === 0 ? 'Complete' : 'In progress';
}

/** A control's points are the sum of its actions' points; it is assessed when it has actions and all of them are. */
export function toControlScore(control: string, counts: StandingCounts, points: ActionPoints): ControlScore {
  const some = counts.done + counts.failed + counts['out-of-scope'] + counts.uncredited > 0;
  return {
    control,
    ...toScore(points.achieved, points.possible),
    state: controlState(counts),
    assessed: some && counts.untested === 0,
  };
}

type ActionPoints = { readonly achieved: number; readonly possible: number };

export function emptyStandings(): Record<Standing, number> {
  return { done: 0, failed: 0, 'out-of-scope': 0, uncredited: 0, untested: 0 };
}

/** The actions a control cites, each once, disabled ones left out; unknown ones too, which a valid template has none of. */
export function countedActions<T extends { readonly disabled: boolean }>(
  control: Control,
  library: { get(action: ActionId): T | undefined },
): readonly (readonly [ActionId, T])[] {
  const counted = new Map<ActionId, T>();
  for (const { action } of control.actions) {
    const found = library.get(action);
    if (found !== undefined && !found.disabled) counted.set(action, found);
  }
  return [...counted];
}
