import type { ActionId, AssessmentId, PartitionId, Position } from '../../contract/model/ids.ts';
import { type Comment, commentRef } from '../../contract/model/workflow.ts';
import { citedActions } from '../../domain/organisation/change-assessment.ts';
import { assessmentOf } from '../../domain/organisation/documents.ts';
import { oneAssessment } from '../../domain/permissions/can.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { addComment, commentAt, commentsOn, isAuthor, removeComment } from '../../domain/workflow/comments.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import { forbids } from '../permits.ts';
import { openRecords } from '../records.ts';
import { type WorkProblem, workPlace } from './work-place.ts';

export type PlacedComment = Comment & { readonly partition: PartitionId };
type Where = { readonly assessment: AssessmentId; readonly action: ActionId };

/** Comments on an action as an assessment shows them, oldest first; null when there is no such assessment or action. */
export async function commentsFor(
  organisation: Organisation,
  { assessment: id, action }: Where,
): Promise<readonly PlacedComment[] | null> {
  const assessment = assessmentOf(organisation.core.image, id);
  if (assessment === null || !citedActions(organisation.core.image, assessment).includes(action)) return null;
  const records = await openRecords(organisation, assessment);
  // Where technical actions are shared, or were, what was said before stays beside what is said since.
  const found = records.partitions.flatMap((partition) => {
    const image = organisation.partition(partition)?.image;
    const comments = image === undefined ? [] : commentsOn(image, action, records.until(partition));
    return comments.map((comment) => ({ ...comment, partition }));
  });
  return found.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.number - b.number));
}

/** Says something about an action; for who may read it. */
export async function comment(
  organisation: Organisation,
  where: Where,
  text: string,
  caller: Caller,
): Promise<Result<PlacedComment, WorkProblem>> {
  if (caller.scope === 'read') {
    return err({ code: 'forbidden', message: 'This access token only reads. Comment with one of a wider scope.' });
  }
  const place = await workPlace(organisation, where.assessment, where.action);
  if (!place.ok) return place;
  const { id: partition, execute } = place.value;
  const written = await execute<Comment | null, WorkProblem>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide: (draft) => ok(addComment(draft, { action: where.action, purpose: 'comment', to: null, text })),
    recall: (entries, image) => {
      const at = entries[0]?.entry.position ?? 0;
      return commentAt(image, commentRef(where.action, at));
    },
  });
  if (!written.ok) return written;
  return written.value === null ? err(unknownComment) : ok({ ...written.value, partition });
}

/** Removes a comment: its author, or who manages the assessment. The journal keeps it. */
export async function uncomment(
  organisation: Organisation,
  where: Where & { readonly partition: PartitionId; readonly number: Position },
  caller: Caller,
): Promise<Result<PlacedComment, WorkProblem>> {
  const shown = await commentsFor(organisation, where);
  if (shown === null) return err({ code: 'unknown-action', message: 'The assessment has no such action.' });
  const found = shown.find(({ partition, number }) => partition === where.partition && number === where.number);
  const partition = organisation.partition(where.partition);
  if (found === undefined || partition === null) return err(unknownComment);
  const who = { user: caller.actor, scope: caller.scope ?? null };
  const managing = forbids(organisation, who, 'manage-assessments', oneAssessment(where.assessment));
  if (who.scope === 'read' || (!isAuthor(found, caller.actor) && managing !== null)) {
    const message = `Only its author and who manages the assessment remove a comment. ${managing?.message ?? 'Do it with a token of a wider scope.'}`;
    return err({ code: 'forbidden', message });
  }
  const ref = commentRef(where.action, where.number);
  const removed = await partition.execute<Comment, WorkProblem>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide(draft) {
      const comment = commentAt(draft.image, ref);
      if (comment === null) return err(unknownComment);
      return ok(comment.removed === null ? removeComment(draft, comment) : comment);
    },
    recall: (_, image) => commentAt(image, ref) ?? found,
  });
  return removed.ok ? ok({ ...removed.value, partition: where.partition }) : removed;
}

const unknownComment = {
  code: 'unknown-comment',
  message: 'There is no such comment here. It may have gone with its assessment.',
} as const;
