import type { Assessment, DeletionPreview } from '../../contract/model/assessment.ts';
import {
  type ActionId,
  type AssessmentId,
  assessmentRef,
  type Cursor,
  type GroupId,
  recordRef,
} from '../../contract/model/ids.ts';
import { allEvidence } from '../evidence/evidence.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { findClash, nameTaken, type OrganisationProblem } from './create-assessment.ts';
import {
  actionOf,
  assessmentOf,
  assessmentsOf,
  documentAt,
  documentRef,
  groupOf,
  putDocument,
  templateOf,
} from './documents.ts';

/** Renames a group; the new name shows on all its assessments. */
export function renameGroup(draft: Draft, id: GroupId, to: string): Result<GroupId, OrganisationProblem> {
  const group = groupOf(draft.image, id);
  if (group === null) return err({ code: 'unknown-group', message: 'There is no such group.' });
  const name = to.trim();
  if (name === '') return err({ code: 'empty-name', message: 'A group needs a name.' });
  const taken = nameTaken(draft, name, id);
  if (taken !== null) return err(taken);
  if (name !== group.name) putDocument<'group'>(draft.emit, documentRef('group', id), { ...group, name });
  return ok(id);
}

/** Cuts an assessment off from its group: it keeps everything as of these cursors and takes no more changes. */
export function archiveAssessment(
  draft: Draft,
  id: AssessmentId,
  cursors: readonly Cursor[],
): Result<Assessment, OrganisationProblem> {
  const assessment = assessmentOf(draft.image, id);
  if (assessment === null) return err(unknownAssessment);
  if (assessment.archived !== null)
    return err({ code: 'already-archived', message: 'This assessment is archived already.' });
  return ok(putAssessment(draft, { ...assessment, archived: { at: draft.meta.time, cursors } }));
}

/** Puts an archived assessment back into its group, where it shows what its siblings have done since. */
export function activateAssessment(draft: Draft, id: AssessmentId): Result<Assessment, OrganisationProblem> {
  const assessment = assessmentOf(draft.image, id);
  if (assessment === null) return err(unknownAssessment);
  if (assessment.archived === null) return err({ code: 'not-archived', message: 'This assessment is active already.' });
  const clash = findClash(draft.image, assessment.group, assessment, id);
  if (clash !== null) return err(clash);
  return ok(putAssessment(draft, { ...assessment, archived: null }));
}

const unknownAssessment: OrganisationProblem = { code: 'unknown-assessment', message: 'There is no such assessment.' };

function putAssessment(draft: Draft, assessment: Assessment): Assessment {
  const document = documentAt(draft.image, 'assessment', assessmentRef(assessment.id)) ?? assessment;
  const put = { ...document, archived: assessment.archived, modified: draft.meta.time };
  putDocument<'assessment'>(draft.emit, assessmentRef(assessment.id), put);
  return { ...assessment, modified: put.modified };
}

/** What deleting an assessment would take along. `group` is the image of the group's own partition. */
export function previewDeletion(
  organisation: ReadImage,
  group: ReadImage,
  id: AssessmentId,
): Result<DeletionPreview, OrganisationProblem> {
  const assessment = assessmentOf(organisation, id);
  if (assessment === null) return err(unknownAssessment);
  const siblings = assessmentsOf(organisation, assessment.group).filter((other) => other.id !== id);
  const actions = orphanedActions(organisation, assessment, siblings);
  const home = groupOf(organisation, assessment.group);
  return ok({
    assessment: id,
    title: assessment.title,
    records: actions.map((action) => ({
      action,
      title: actionOf(organisation, action)?.title ?? action,
      filled: Object.keys(group.entity(recordRef(action))?.fields ?? {}).length > 0,
    })),
    openConflicts: actions.reduce((sum, action) => sum + group.conflictsOf(recordRef(action)).length, 0),
    evidence: allEvidence(group).filter(({ actions: proven }) => proven.every((action) => actions.includes(action)))
      .length,
    group: siblings.length === 0 && home !== null ? { id: home.id, name: home.name } : null,
  });
}

/** Deletes an assessment for good, with the group when it was its only one; its own records follow in the group. */
export function deleteAssessment(draft: Draft, id: AssessmentId): Result<GroupId, OrganisationProblem> {
  const assessment = assessmentOf(draft.image, id);
  if (assessment === null) return err(unknownAssessment);
  const siblings = assessmentsOf(draft.image, assessment.group).filter((other) => other.id !== id);
  const actions = orphanedActions(draft.image, assessment, siblings);
  draft.emit({ kind: 'removed', entity: assessmentRef(id) });
  if (siblings.length === 0) draft.emit({ kind: 'removed', entity: documentRef('group', assessment.group) });
  if (actions.length > 0) {
    const work = { kind: 'remove-records', group: assessment.group, actions } as const;
    putDocument<'pending'>(draft.emit, documentRef('pending', id), work);
  }
  return ok(assessment.group);
}

/** Actions this assessment cites, or cited before it went on to its version, and no other of its group does or did. */
function orphanedActions(
  image: ReadImage,
  assessment: Assessment,
  siblings: readonly Assessment[],
): readonly ActionId[] {
  const kept = new Set(siblings.flatMap((sibling) => everCitedActions(image, sibling)));
  return everCitedActions(image, assessment).filter((action) => !kept.has(action));
}

/** Parked ones included: their records come and go with the assessment. */
function everCitedActions(image: ReadImage, assessment: Assessment): readonly ActionId[] {
  const versions = Array.from({ length: assessment.templateVersion }, (_, index) => assessment.templateVersion - index);
  return [...new Set(versions.flatMap((version) => citedActions(image, { ...assessment, templateVersion: version })))];
}

/** The actions of an assessment's template version, each once, in template order; disabled controls left out. */
export function citedActions(image: ReadImage, assessment: Assessment): readonly ActionId[] {
  const template = templateOf(image, assessment.template, assessment.templateVersion);
  const cited = (template?.controls ?? []).filter((control) => !control.disabled).flatMap((control) => control.actions);
  return [...new Set(cited.map(({ action }) => action))];
}
