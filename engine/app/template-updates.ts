import type { Assessment } from '../contract/model/assessment.ts';
import type { ActionId, AssessmentId, GroupId, TemplateId } from '../contract/model/ids.ts';
import type { Score } from '../contract/model/score.ts';
import type { Action, TemplateDifference } from '../contract/model/template.ts';
import {
  acceptUpdates,
  type PendingUpdate,
  pendingUpdates,
  recordMoves,
} from '../domain/organisation/accept-update.ts';
import type { OrganisationProblem } from '../domain/organisation/create-assessment.ts';
import { actionOf, documentsOf, groupOf, templateOf } from '../domain/organisation/documents.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { createAssessmentScore } from '../domain/scoring/assessment-score.ts';
import { refKind } from '../domain/state/image.ts';
import { templateDifference } from '../domain/templates/difference.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import { openRecords } from './records.ts';
import { scoringSource } from './scores.ts';

/** What a newer version of an assessment's template would change, to be accepted by its group or left for later. */
export type TemplateUpdate = {
  readonly assessment: AssessmentId;
  readonly title: string;
  readonly template: TemplateId;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly difference: TemplateDifference;
  readonly score: { readonly before: Score; readonly after: Score };
  /** Titles of answered actions that leave the group's assessments; their answers stay on record. */
  readonly parked: readonly string[];
  /** Titles of actions that come in with the answers they had before. */
  readonly returning: readonly string[];
};

/** What the group may accept; nothing is changed. */
export async function previewUpdates(
  organisation: Organisation,
  group: GroupId,
): Promise<Result<readonly TemplateUpdate[], OrganisationProblem>> {
  const { image } = organisation.core;
  if (groupOf(image, group) === null) return err({ code: 'unknown-group', message: 'There is no such group.' });
  const actions = new Map(documentsOf(image, 'action').map((action) => [action.id, action]));
  const updates: TemplateUpdate[] = [];
  for (const update of pendingUpdates(image, group)) {
    const preview = await previewUpdate(organisation, update, actions);
    if (preview !== null) updates.push(preview);
  }
  return ok(updates);
}

async function previewUpdate(
  organisation: Organisation,
  update: PendingUpdate,
  actions: ReadonlyMap<ActionId, Action>,
): Promise<TemplateUpdate | null> {
  const { image } = organisation.core;
  const { assessment, to } = update;
  const before = templateOf(image, assessment.template, assessment.templateVersion);
  const after = templateOf(image, assessment.template, to);
  if (before === null || after === null) return null;
  const records = await openRecords(organisation, assessment);
  const scoreOf = (version: number): Score => {
    const source = scoringSource(organisation, { ...assessment, templateVersion: version }, records);
    return source === null ? nothing : createAssessmentScore(source).total();
  };
  const moves = recordMoves(image, update, await organisation.groupImage(assessment.group));
  const titles = (ids: readonly ActionId[]) => ids.map((id) => actionOf(image, id)?.title ?? id);
  return {
    assessment: assessment.id,
    title: assessment.title,
    template: after.id,
    name: after.name,
    from: assessment.templateVersion,
    to,
    difference: templateDifference({ template: before, actions }, { template: after, actions }),
    score: { before: scoreOf(assessment.templateVersion), after: scoreOf(to) },
    parked: titles(moves.parked),
    returning: titles(moves.returning),
  };
}

const nothing: Score = { achieved: 0, possible: 0, percent: null };

/** Accepts for the whole group: the newest version of one template, or of every one. Returns the assessments that moved. */
export function acceptForGroup(
  organisation: Organisation,
  group: GroupId,
  template: TemplateId | null,
  caller: Caller,
): Promise<Result<readonly Assessment[], OrganisationProblem | StoreProblem>> {
  return organisation.core.execute<readonly Assessment[], OrganisationProblem>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide: (draft) => acceptUpdates(draft, group, template),
    recall: (entries) =>
      entries.flatMap(({ entry: { event } }) =>
        event.kind === 'put' && refKind(event.entity) === 'assessment' ? [event.value as unknown as Assessment] : [],
      ), // put by this very command
  });
}
