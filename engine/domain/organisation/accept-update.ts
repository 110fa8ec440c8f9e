import type { Assessment } from '../../contract/model/assessment.ts';
import { type ActionId, assessmentRef, type GroupId, recordRef, type TemplateId } from '../../contract/model/ids.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { citedActions } from './change-assessment.ts';
import type { OrganisationProblem } from './create-assessment.ts';
import { approvedOf, assessmentsOf, documentAt, groupOf, putDocument } from './documents.ts';

/** An active assessment whose template has a newer approved version than the one it is on. */
export type PendingUpdate = { readonly assessment: Assessment; readonly to: number };

export function pendingUpdates(image: ReadImage, group: GroupId): readonly PendingUpdate[] {
  return assessmentsOf(image, group).flatMap((assessment) => {
    const newest = newestVersion(image, assessment);
    return newest === null ? [] : [{ assessment, to: newest }];
  });
}

/** The version an assessment may go on to; null when it is on the newest that is approved, or archived. */
export function newestVersion(image: ReadImage, assessment: Assessment): number | null {
  const newest = approvedOf(image, assessment.template)?.version ?? 0;
  return assessment.archived === null && newest > assessment.templateVersion ? newest : null;
}

/**
 * Moves the group's assessments to the newest versions: of one template, or of all. Records stay where they are: what a
 * version does not cite any more is parked, and shows again with its answers when a later one cites it.
 */
export function acceptUpdates(
  draft: Draft,
  group: GroupId,
  template: TemplateId | null,
): Result<readonly Assessment[], OrganisationProblem> {
  if (groupOf(draft.image, group) === null) {
    return err({ code: 'unknown-group', message: 'There is no such group.' });
  }
  const wanted = pendingUpdates(draft.image, group).filter(
    ({ assessment }) => template === null || assessment.template === template,
  );
  return ok(
    wanted.map(({ assessment, to }) => {
      const document = documentAt(draft.image, 'assessment', assessmentRef(assessment.id)) ?? assessment;
      const put = { ...document, templateVersion: to, modified: draft.meta.time };
      putDocument<'assessment'>(draft.emit, assessmentRef(assessment.id), put);
      return { ...assessment, templateVersion: to, modified: put.modified };
    }),
  );
}

export type RecordMoves = {
  /** Answered actions no assessment of the group will cite. */
  readonly parked: readonly ActionId[];
  /** Actions that come in with answers from before. */
  readonly returning: readonly ActionId[];
};

/** What accepting one update does to the answers of the group. `records` is the image they are kept in. */
export function recordMoves(image: ReadImage, update: PendingUpdate, records: ReadImage): RecordMoves {
  const { assessment, to } = update;
  const before = new Set(citedActions(image, assessment));
  const after = new Set(citedActions(image, { ...assessment, templateVersion: to }));
  const siblings = assessmentsOf(image, assessment.group).filter(
    ({ id, archived }) => id !== assessment.id && archived === null,
  );
  const elsewhere = new Set(siblings.flatMap((sibling) => citedActions(image, sibling)));
  const isAnswered = (action: ActionId) => {
    const record = records.entity(recordRef(action));
    return record !== undefined && record.removedAt === null && Object.keys(record.fields).length > 0;
  };
  return {
    parked: [...before].filter((action) => !after.has(action) && !elsewhere.has(action) && isAnswered(action)),
    returning: [...after].filter((action) => !before.has(action) && !elsewhere.has(action) && isAnswered(action)),
  };
}
