import type { ActionId, GroupId } from '#engine/contract/model/ids';
import { defaultScoring, type ScoringSettings } from '#engine/contract/model/score';
import type { Action, Control } from '#engine/contract/model/template';
import type { ImplementationStatus, Responsibility, TestResult } from '#engine/contract/model/vocabulary';
import type { ScoredRecord } from '#engine/domain/scoring/action-points';
import { createAssessmentScore, type ScoringSource } from '#engine/domain/scoring/assessment-score';
import type { RolledAssessment } from '#engine/domain/scoring/roll-up';

/*
 * Notation: an action's id is its title; `controls({ 'AC-1': 'A B' })` is a control AC-1 of family AC citing A and B;
 * `record('Implemented', 'Passed')` is what an action record says.
 */

export function id(name: string): ActionId {
  return name.replaceAll(' ', '-') as ActionId; // test names are of the id alphabet
}

export function action(title: string, points: number, more: Partial<Action> = {}): Action {
  return {
    id: id(title),
    title,
    descriptions: [],
    points,
    responsibility: 'customer',
    type: 'Operational',
    category: null,
    purpose: null,
    enforcement: null,
    owners: [],
    dimensions: [],
    parents: [],
    secureScoreControl: null,
    disabled: false,
    shipped: null,
    ...more,
  };
}

export function control(
  name: string,
  actions: readonly string[],
  responsibility: Responsibility = 'customer',
  disabled = false,
): Control {
  return {
    id: name,
    title: `Title of ${name}`,
    family: name.replace(/-.*/, ''),
    parent: null,
    labels: [],
    statement: null,
    description: '',
    link: null,
    articleId: null,
    version: null,
    disabled,
    responsibility,
    actions: actions.map((title) => ({ action: id(title), description: null })),
  };
}

export function controls(actionsByControl: Readonly<Record<string, string>>): readonly Control[] {
  return Object.entries(actionsByControl).map(([name, actions]) => control(name, actions.split(' ').filter(Boolean)));
}

export function record(implementationStatus: ImplementationStatus | null, testResult: TestResult | null): ScoredRecord {
  return { implementationStatus, testResult };
}

export const done = record('Implemented', 'Passed');
export const failed = record('Implemented', 'Failed-Low Risk');
export const outOfScope = record('Not in Scope', 'Not in Scope');

export type Scene = {
  readonly source: ScoringSource;
  /** What `recordOf` reads: may be changed by the test. */
  readonly records: Map<ActionId, ScoredRecord>;
};

export function scene(
  controlList: readonly Control[],
  actions: readonly Action[],
  records: Readonly<Record<string, ScoredRecord>> = {},
  settings: Partial<ScoringSettings> = {},
): Scene {
  const byAction = new Map(Object.entries(records).map(([title, value]) => [id(title), value]));
  const source: ScoringSource = {
    template: { controls: controlList },
    library: new Map(actions.map((each) => [each.id, each])),
    recordOf: (each) => byAction.get(each),
    settings: { ...defaultScoring, ...settings },
  };
  return { source, records: byAction };
}

export function rolled(name: string, group: string, { source }: Scene): RolledAssessment {
  return {
    id: name,
    title: name,
    group: { id: group as GroupId, name: group }, // test names are of the id alphabet
    score: createAssessmentScore(source),
  };
}
