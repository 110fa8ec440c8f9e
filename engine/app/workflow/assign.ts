import type { ActionId, AssessmentId, Position, UserId } from '../../contract/model/ids.ts';
import { recordRef } from '../../contract/model/ids.ts';
import { decideChanges, fieldValueOf } from '../../domain/reconcile/decide-changes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { addComment } from '../../domain/workflow/comments.ts';
import type { Caller } from '../assessments.ts';
import { changeContext, isReachable } from '../change-context.ts';
import type { Organisation } from '../organisation.ts';
import { type WorkProblem, workPlace } from './work-place.ts';

export type Assignment = {
  /** Null takes it from whoever has it. */
  readonly to: UserId | null;
  /** Null for none. */
  readonly message: string | null;
  /** The position the writer had seen; null for whatever stands there. */
  readonly base: Position | null;
};

/** Gives an action to somebody, with a message: both or neither. */
export async function assign(
  organisation: Organisation,
  where: { readonly assessment: AssessmentId; readonly action: ActionId },
  { to, message, base }: Assignment,
  caller: Caller,
): Promise<Result<{ readonly assignedTo: UserId | null }, WorkProblem>> {
  if (to !== null && !isReachable(organisation, to)) {
    return err({
      code: 'unknown-person',
      message: `There is nobody of the id ${to} who could be given work. Look people up by name first.`,
    });
  }
  const place = await workPlace(organisation, where.assessment, where.action);
  if (!place.ok) return place;
  const partition = place.value;
  const entity = recordRef(where.action);
  return partition.execute<{ readonly assignedTo: UserId | null }, WorkProblem>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide(draft) {
      const change = { entity, field: 'assignedTo', value: to, base: base ?? draft.image.position };
      const who = { user: caller.actor, scope: caller.scope ?? null };
      const [verdict] = decideChanges(draft, [change], changeContext(organisation, partition.id, who));
      if (verdict?.outcome === 'refused') return err(verdict);
      if (verdict?.outcome === 'conflict') {
        return err({
          code: 'changed-meanwhile',
          message: 'Somebody else has assigned this action since. Look at it again and decide anew.',
        });
      }
      if (message !== null) addComment(draft, { action: where.action, purpose: 'assignment', to, text: message });
      return ok({ assignedTo: to });
    },
    recall: (_, image) => ({ assignedTo: fieldValueOf(image, entity, 'assignedTo') as UserId | null }), // a field of people
  });
}
