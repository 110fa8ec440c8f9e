import type { ActionId, AssessmentId } from '../../contract/model/ids.ts';
import { citedActions } from '../../domain/organisation/change-assessment.ts';
import { assessmentOf } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';

export type WorkProblem = { readonly code: string; readonly message: string };

/** Where an action's record of an assessment is kept; refused for what is not there, and for what is archived. */
export async function workPlace(
  organisation: Organisation,
  id: AssessmentId,
  action: ActionId,
): Promise<Result<Partition, WorkProblem>> {
  const { image } = organisation.core;
  const assessment = assessmentOf(image, id);
  if (assessment === null) return err({ code: 'unknown-assessment', message: 'There is no such assessment.' });
  if (!citedActions(image, assessment).includes(action)) {
    return err({ code: 'unknown-action', message: `"${assessment.title}" has no such action.` });
  }
  if (assessment.archived !== null) {
    return err({ code: 'archived', message: 'This assessment is archived. Activate it to change it.' });
  }
  const group = await organisation.group(assessment.group);
  return ok(organisation.scope(assessment.group, action) === group.id ? group : organisation.shared);
}
