import type { ActionId, GroupId } from '../../contract/model/ids.ts';
import type { ScoreNode, ScoringSettings } from '../../contract/model/score.ts';
import type { Action } from '../../contract/model/template.ts';
import { type ActionLibrary, toScore, type Verdict } from './action-points.ts';
import type { AssessmentScore } from './assessment-score.ts';
import { sum } from './explain.ts';

/** An assessment that takes part in a roll-up; archived ones, which are cut off from their group, are left out before. */
export type RolledAssessment = {
  readonly id: string;
  readonly title: string;
  readonly group: { readonly id: GroupId; readonly name: string };
  readonly score: AssessmentScore;
};

/**
 * A group's score. `average`: the percentages of its assessments weigh the same (one where nothing is possible is left
 * out), and the points beside it are their sum. `each-action-once`: the sum of the group's actions.
 */
export function explainGroup(
  group: { readonly id: GroupId; readonly name: string },
  assessments: readonly RolledAssessment[],
  library: ActionLibrary,
  settings: ScoringSettings,
): ScoreNode {
  const node = { level: 'group', id: group.id, label: group.name } as const;
  if (settings.groupScore === 'each-action-once') {
    const parts = actionNodes(assessments, library);
    return { ...node, ...sum(parts), reason: 'The sum of its actions, each counted once', parts };
  }
  const parts = assessments.map(assessmentNode);
  const percents = parts.flatMap((part) => (part.percent === null ? [] : [part.percent]));
  return {
    ...node,
    ...sum(parts),
    percent: percents.length === 0 ? null : percents.reduce((all, each) => all + each, 0) / percents.length,
    reason: 'The average of the percentages of its assessments',
    parts,
  };
}

/**
 * The organisation's score. `per-control`: the sum of its assessments. `each-action-once`: a provider action once, an own
 * technical action once, any other own action once a group.
 */
export function explainOrganisation(
  id: string,
  name: string,
  assessments: readonly RolledAssessment[],
  library: ActionLibrary,
  settings: ScoringSettings,
): ScoreNode {
  const node = { level: 'organisation', id, label: name } as const;
  if (settings.rollUp === 'each-action-once') {
    const parts = actionNodes(assessments, library);
    const reason = 'The sum of its actions: provider and technical ones once, all others once a group';
    return { ...node, ...sum(parts), reason, parts };
  }
  const parts = Array.from(byGroup(assessments).values(), ({ group, members }): ScoreNode => {
    const nodes = members.map(assessmentNode);
    const reason = 'The sum of its assessments';
    return { level: 'group', id: group.id, label: group.name, ...sum(nodes), reason, parts: nodes };
  });
  return { ...node, ...sum(parts), reason: 'The sum of all assessments', parts };
}

function assessmentNode({ id, title, score }: RolledAssessment): ScoreNode {
  return { level: 'assessment', id, label: title, ...score.total(), reason: 'The score of the assessment', parts: [] };
}

type GroupMembers = { readonly group: RolledAssessment['group']; readonly members: RolledAssessment[] };

function byGroup(assessments: readonly RolledAssessment[]): Map<GroupId, GroupMembers> {
  const groups = new Map<GroupId, GroupMembers>();
  for (const assessment of assessments) {
    const { group } = assessment;
    const entry = groups.get(group.id) ?? { group, members: [] };
    groups.set(group.id, entry);
    entry.members.push(assessment);
  }
  return groups;
}

type Occurrence = { readonly group: GroupId; readonly groupName: string; readonly verdict: Verdict };

/** The actions of the assessments, merged: across groups where an action is one for all of them, else within its group. */
function actionNodes(assessments: readonly RolledAssessment[], library: ActionLibrary): readonly ScoreNode[] {
  const merged = new Map<string, { readonly action: ActionId; readonly byGroup: Map<GroupId, Occurrence> }>();
  for (const { group, score } of assessments) {
    for (const [id, verdict] of score.verdicts()) {
      const key = isOneForAll(library.get(id)) ? id : `${id}/${group.id}`;
      const entry = merged.get(key) ?? { action: id, byGroup: new Map<GroupId, Occurrence>() };
      merged.set(key, entry);
      // A group has one record of an action, so any of its assessments tells the same.
      entry.byGroup.set(group.id, { group: group.id, groupName: group.name, verdict });
    }
  }
  return Array.from(merged, ([, entry]) => mergedNode(entry.action, [...entry.byGroup.values()], library));
}

function isOneForAll(action: Action | undefined): boolean {
  return action !== undefined && (action.responsibility === 'provider' || action.type === 'Technical');
}

/** One action that lives in several groups counts as done only when every group that has it in scope has done it. */
function mergedNode(id: ActionId, occurrences: readonly Occurrence[], library: ActionLibrary): ScoreNode {
  const label = library.get(id)?.title ?? id;
  const parts = occurrences.map(({ group, groupName, verdict }): ScoreNode => {
    const points = toScore(verdict.achieved, verdict.possible);
    return {
      level: 'group',
      id: group,
      label: groupName,
      ...points,
      reason: standingWords[verdict.standing],
      parts: [],
    };
  });
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    return { ...first, level: 'action', id, label, reason: `${first.reason} in ${first.label}` };
  }
  const inScope = occurrences.filter(({ verdict }) => verdict.standing !== 'out-of-scope');
  const deciding = inScope.length > 0 ? inScope : occurrences;
  const possible = Math.max(...deciding.map(({ verdict }) => verdict.possible));
  const achieved = Math.min(...deciding.map(({ verdict }) => verdict.achieved));
  const done = deciding.filter(({ verdict }) => verdict.standing === 'done').length;
  const reason = `Counted once for all groups: done in ${done} of the ${inScope.length} that have it in scope`;
  return { level: 'action', id, label, ...toScore(achieved, possible), reason, parts };
}

const standingWords = {
  done: 'Done',
  failed: 'Failed its test',
  'out-of-scope': 'Not in Scope',
  uncredited: 'Passed, not implemented',
  untested: 'Not finished',
} as const;
