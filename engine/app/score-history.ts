import type { ActionId } from '../contract/model/ids.ts';
import { createAssessmentScore, type ScoringSource } from '../domain/scoring/assessment-score.ts';
import type { ScorePoint } from '../domain/sheets/view.ts';
import type { FieldState } from '../domain/state/entity.ts';

const scoredFields = ['implementationStatus', 'testResult'];
const longest = 24;

/**
 * The score at the end of each day on which it could have moved, oldest first, at most the last 24: read off the
 * histories of the fields, so nothing is stored. Takes time in the number of changes, not in days times actions.
 */
export function scoreHistory(
  source: ScoringSource,
  stateOf: (action: ActionId, field: string) => FieldState | null,
  actions: readonly ActionId[],
): readonly ScorePoint[] {
  const changedByDate = new Map<string, Set<ActionId>>();
  for (const action of actions) {
    for (const field of scoredFields) {
      for (let state = stateOf(action, field); state !== null; state = state.before) {
        const date = state.time.slice(0, 10);
        const changed = changedByDate.get(date) ?? new Set();
        changedByDate.set(date, changed.add(action));
      }
    }
  }
  const dates = [...changedByDate.keys()].sort().slice(-longest);
  const first = dates[0];
  if (first === undefined) return [];

  let until = first;
  const valueThen = (action: ActionId, field: string): FieldState['value'] => {
    let state = stateOf(action, field);
    while (state !== null && state.time.slice(0, 10) > until) state = state.before;
    return state?.value ?? null;
  };
  const score = createAssessmentScore({
    ...source,
    recordOf: (action) => ({
      implementationStatus: valueThen(action, 'implementationStatus'),
      testResult: valueThen(action, 'testResult'),
    }),
  });
  return dates.map((date) => {
    until = date;
    for (const action of changedByDate.get(date) ?? []) score.update(action);
    return { date, percent: score.total().percent };
  });
}
