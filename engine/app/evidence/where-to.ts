import type { ActionId, AssessmentId, EntityRef, PartitionId } from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import { type Evidence, evidenceOf } from '../../domain/evidence/evidence.ts';
import { citedActions } from '../../domain/organisation/change-assessment.ts';
import { assessmentOf } from '../../domain/organisation/documents.ts';
import { oneAssessment } from '../../domain/permissions/can.ts';
import type { Refusal } from '../../domain/reconcile/decide-changes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import { citing, forbids } from '../permits.ts';
import type { EvidenceProblem } from './evidence-parts.ts';

/**
 * Where evidence of an action lives: beside the action's record, in the group, or with all groups where they share it. So
 * whoever sees the record sees what proves it.
 */
export async function placeOf(
  organisation: Organisation,
  who: Who,
  id: AssessmentId,
  action: ActionId,
): Promise<Result<Partition, EvidenceProblem>> {
  const { image } = organisation.core;
  const assessment = assessmentOf(image, id);
  if (assessment === null) return err({ code: 'unknown-assessment', message: 'There is no such assessment.' });
  const forbidden = forbids(organisation, who, 'edit-data', oneAssessment(id));
  if (forbidden !== null) return err(forbidden);
  if (assessment.archived !== null) return err(archived);
  if (!citedActions(image, assessment).includes(action)) {
    return err({ code: 'unknown-action', message: `"${assessment.title}" has no such action.` });
  }
  const group = await organisation.group(assessment.group);
  return ok(organisation.scope(assessment.group, action) === group.id ? group : organisation.shared);
}

/** Why a piece takes no changes, by the ref a change names it with; null when it does. */
export function evidenceRefusal(organisation: Organisation, image: ReadImage, ref: EntityRef): Refusal | null {
  const evidence = evidenceOf(image, ref.slice('evidence/'.length) as Evidence['id']); // looked up, whatever it is
  if (evidence === null) {
    return { code: 'unknown-evidence', message: 'There is no such evidence. It may have been removed.' };
  }
  return whyClosed(organisation, image.partition, evidence);
}

/** Why somebody may not change a piece, or nobody may; null when they may. */
export function whyNot(
  organisation: Organisation,
  who: Who,
  partition: PartitionId,
  evidence: Evidence,
): EvidenceProblem | null {
  const forbidden = forbids(organisation, who, 'edit-data', citing(organisation, partition, evidence.actions));
  return forbidden ?? whyClosed(organisation, partition, evidence);
}

export function whoOf({ actor, scope }: Caller): Who {
  return { user: actor, scope: scope ?? null };
}

/** A piece can be changed while an active assessment shows it. */
function whyClosed(organisation: Organisation, partition: PartitionId, { actions }: Evidence): EvidenceProblem | null {
  const isShown = organisation.groupsIn(partition).some((group) => {
    const { assessmentsByAction } = organisation.index(group);
    return actions.some((action) => assessmentsByAction.has(action));
  });
  return isShown ? null : archived;
}

const archived = {
  code: 'archived',
  message: 'The assessment is archived and keeps the evidence it has. Activate it to change that.',
} as const;
