import type { FieldValue } from '#engine/contract/model/field';
import type { ActionId } from '#engine/contract/model/ids';
import type { Score } from '#engine/contract/model/score';
import type { Action, Control } from '#engine/contract/model/template';
import type { ScoredRecord } from '#engine/domain/scoring/action-points';
import { createAssessmentScore } from '#engine/domain/scoring/assessment-score';
import type { AssessmentView, BulkPreview, ScoreEffect } from '../state/model.ts';

/**
 * What a bulk change does to the assessment's score, counted by the engine's own rules over what the view has. Null where
 * it touches no points, or where the view alone does not come to the engine's number: a parent action of another
 * assessment may finish one of this.
 */
export function scoreEffect(view: AssessmentView, { change, rows }: BulkPreview): ScoreEffect | null {
  if (change.kind !== 'set') return null;
  const { field, value } = change;
  if (field !== 'implementationStatus' && field !== 'testResult') return null;
  const before = count(view, new Map());
  if (before.achieved !== view.score.achieved || before.possible !== view.score.possible) return null;
  const changed = rows.filter(({ effect }) => effect === 'change').map(({ action }) => action);
  return { before, after: count(view, new Map(changed.map((action) => [action, { [field]: value }]))) };
}

function count(view: AssessmentView, changed: ReadonlyMap<ActionId, Readonly<Record<string, FieldValue>>>): Score {
  const records = new Map<ActionId, ScoredRecord>();
  for (const { id, fields } of view.actions) {
    const implementationStatus = fields.implementationStatus?.value ?? 'Not Implemented';
    const testResult = fields.testResult?.value ?? 'Not Assessed';
    records.set(id, { implementationStatus, testResult, ...changed.get(id) });
  }
  for (const { id, testResult } of view.providerActions) records.set(id, { implementationStatus: null, testResult });
  const idByTitle = new Map([...view.actions, ...view.providerActions].map(({ id, title }) => [title, id]));
  const idsOf = (titles: readonly string[]): readonly ActionId[] =>
    titles.flatMap((title) => idByTitle.get(title) ?? []);
  const library = new Map<ActionId, Action>();
  for (const { id, title, points, parents } of view.actions) {
    library.set(id, { ...blankAction, id, title, points, responsibility: 'customer', parents: idsOf(parents) });
  }
  for (const { id, title, points } of view.providerActions) {
    library.set(id, { ...blankAction, id, title, points, responsibility: 'provider', parents: [] });
  }
  // Which controls cite an action stands beside the action: a control's own list is of those people work on.
  const citing = new Map<string, ActionId[]>(view.controls.map(({ id }) => [id, []]));
  for (const { id, controls } of [...view.actions, ...view.providerActions]) {
    for (const control of controls) citing.get(control)?.push(id);
  }
  const controls = view.controls.map(({ id, title, family, responsibility }): Control => {
    const actions = (citing.get(id) ?? []).map((action) => ({ action, description: null }));
    return { ...blankControl, id, title, family, responsibility, actions };
  });
  const recordOf = (action: ActionId): ScoredRecord | undefined => records.get(action);
  return createAssessmentScore({ template: { controls }, library, recordOf, settings: view.scoring }).total();
}

/** What scoring does not read. */
const blankAction = {
  ...{ descriptions: [], type: '', category: null, purpose: null, enforcement: null, owners: [], dimensions: [] },
  ...{ secureScoreControl: null, disabled: false, shipped: null },
} as const;
const blankControl = {
  ...{ parent: null, labels: [], statement: null, description: '', link: null, articleId: null, version: null },
  disabled: false,
} as const;
