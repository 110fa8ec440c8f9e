import type { ActionId } from '../../contract/model/ids.ts';
import type { ScoreNode } from '../../contract/model/score.ts';
import type { Action, Control } from '../../contract/model/template.ts';
import { judgeAction, toScore, verdictReason } from './action-points.ts';
import type { ScoringSource } from './assessment-score.ts';
import { countedActions } from './control-score.ts';
import { findFinisher } from './high-water-mark.ts';

/** One action's points and the rule that decided them. */
function explainAction(source: ScoringSource, id: ActionId, action: Action): ScoreNode {
  const { library, recordOf, settings } = source;
  const record = recordOf(id);
  const finisher = settings.highWaterMark ? findFinisher(id, library, recordOf) : null;
  const verdict = judgeAction(action, record, finisher !== null, settings);
  return {
    level: 'action',
    id,
    label: action.title,
    ...toScore(verdict.achieved, verdict.possible),
    reason: verdictReason(action, record, finisher?.title ?? null, settings),
    parts: [],
  };
}

export function explainControl(source: ScoringSource, control: Control): ScoreNode {
  const node = { level: 'control', id: control.id, label: control.title } as const;
  if (control.disabled) return { ...node, ...toScore(0, 0), reason: 'Disabled: counts nowhere', parts: [] };
  const parts = countedActions(control, source.library).map(([id, action]) => explainAction(source, id, action));
  return { ...node, ...sum(parts), reason: 'The sum of its actions', parts };
}

/** An assessment, by family, control and action: every number down to the rule that decided it. From scratch. */
export function explainAssessment(source: ScoringSource, id: string, title: string): ScoreNode {
  const once = source.settings.rollUp === 'each-action-once';
  const controlsByFamily = new Map<string, Control[]>();
  for (const control of source.template.controls) {
    const controls = controlsByFamily.get(control.family);
    if (controls === undefined) controlsByFamily.set(control.family, [control]);
    else controls.push(control);
  }
  const families = Array.from(controlsByFamily, ([family, controls]): ScoreNode => {
    const parts = controls.map((control) => explainControl(source, control));
    const reason = once
      ? 'The sum of the actions its controls cite, each counted once'
      : 'The sum of its controls: an action counts in every control citing it';
    const score = once ? sumOnce(parts) : sum(parts);
    return { level: 'family', id: family, label: family, ...score, reason, parts };
  });
  const reason = once
    ? 'The sum of all actions, each counted once however many controls cite it; families may share actions'
    : 'The sum of its families: an action counts in every control citing it';
  const score = once ? sumOnce(families.flatMap((family) => family.parts)) : sum(families);
  return { level: 'assessment', id, label: title, ...score, reason, parts: families };
}

export function sum(parts: readonly ScoreNode[]): ReturnType<typeof toScore> {
  let achieved = 0;
  let possible = 0;
  for (const part of parts) {
    achieved += part.achieved;
    possible += part.possible;
  }
  return toScore(achieved, possible);
}

function sumOnce(controls: readonly ScoreNode[]): ReturnType<typeof toScore> {
  const nodeByAction = new Map(controls.flatMap((control) => control.parts).map((action) => [action.id, action]));
  return sum([...nodeByAction.values()]);
}
