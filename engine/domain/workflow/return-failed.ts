import type { ActionId, EntityRef, Position, UserId } from '../../contract/model/ids.ts';
import type { Draft } from '../journal/draft.ts';
import { fieldValueOf } from '../reconcile/decide-changes.ts';
import type { Entity } from '../state/entity.ts';
import { addComment } from './comments.ts';

/**
 * After a test has failed: gives the action back to who had it for implementation, with a message, as part of what set
 * the test result. Nothing happens where the same change says who it goes to (`since` is the position before it), where
 * nobody is known to have had it, or where that is who tests.
 */
export function returnFailed(
  draft: Draft,
  ref: EntityRef,
  index: number,
  since: Position,
  isThere: (user: UserId) => boolean,
): void {
  const record = draft.image.entity(ref);
  const result = record?.fields['testResult']?.value;
  if (record === undefined || typeof result !== 'string' || !result.startsWith('Failed')) return;
  const assigned = record.fields['assignedTo'];
  if (assigned !== undefined && assigned.at > since) return;
  const to = implementers(record).find(isThere);
  if (to === undefined || to === draft.meta.actor) return;
  const from = fieldValueOf(draft.image, ref, 'assignedTo');
  if (from !== to) {
    draft.emit({ kind: 'changed', entity: ref, field: 'assignedTo', from, to, base: assigned?.at ?? 0 }, index);
  }
  const action = ref.slice('record/'.length) as ActionId; // a record's ref ends in its action
  const text = `The test result is ${result}. The action comes back to whoever implemented it: look at it again, then set its implementation status.`;
  addComment(draft, { action, purpose: 'return', to, text }, index);
}

/** Who it was assigned to when its status was set, then who set it. */
function implementers({ fields }: Entity): readonly UserId[] {
  const status = fields['implementationStatus'];
  if (status === undefined) return [];
  let assigned = fields['assignedTo'] ?? null;
  // Handing it on in one go with the status says who it goes to, not who had it.
  const isLater = (one: NonNullable<typeof assigned>): boolean =>
    one.at > status.at || (one.time === status.time && one.by === status.by);
  while (assigned !== null && isLater(assigned)) assigned = assigned.before;
  const had = assigned?.value;
  return [...(typeof had === 'string' ? [had as UserId] : []), status.by]; // a field of people holds ids
}
