import type { Json } from '../../contract/model/entry.ts';
import type { ActionId, EntityRef, Position, UserId } from '../../contract/model/ids.ts';
import { type Comment, commentRef } from '../../contract/model/workflow.ts';
import type { Draft } from '../journal/draft.ts';
import type { ReadImage } from '../state/image.ts';

export type NewComment = Pick<Comment, 'action' | 'purpose' | 'to' | 'text'>;

/** Writes a comment of whoever the draft acts for. */
export function addComment(draft: Draft, comment: NewComment, index = 0): Comment {
  const number = draft.image.position + 1;
  const written = { ...comment, number, author: draft.meta.actor, time: draft.meta.time, removed: null };
  putComment(draft, written, index);
  return written;
}

/** Takes its text away from everybody's sight; the journal keeps what it was, and who removed it. */
export function removeComment(draft: Draft, comment: Comment): Comment {
  const removed = { ...comment, text: '', removed: { by: draft.meta.actor, time: draft.meta.time } };
  putComment(draft, removed, 0);
  return removed;
}

function putComment(draft: Draft, comment: Comment, index: number): void {
  const value = comment as unknown as Json; // plain JSON by type
  draft.emit({ kind: 'put', entity: commentRef(comment.action, comment.number), value }, index);
}

/** A comment as it stands, also after it was removed; null when there was none, or its action's records are gone. */
export function commentAt(image: ReadImage, ref: EntityRef): Comment | null {
  const entity = image.entity(ref);
  if (entity === undefined || entity.removedAt !== null || !ref.startsWith('comment/')) return null;
  return entity.value as unknown as Comment; // put by putComment alone
}

/** All comments on an action, oldest first; up to a position where one is given. */
export function commentsOn(image: ReadImage, action: ActionId, until: Position | null = null): readonly Comment[] {
  return allComments(image)
    .filter((comment) => comment.action === action && (until === null || comment.number <= until))
    .sort((a, b) => a.number - b.number);
}

export function allComments(image: ReadImage): readonly Comment[] {
  return [...image.entities('comment')].flatMap(({ ref }) => commentAt(image, ref) ?? []);
}

/** The action a comment's ref names. */
export function actionOfComment(ref: EntityRef): ActionId {
  return (ref.split('/')[1] ?? '') as ActionId; // commentRef put it there
}

/** Whether somebody wrote it, as whom it is shown and by whom it can be removed. */
export function isAuthor(comment: Comment, user: UserId): boolean {
  return comment.author === user && comment.purpose !== 'return';
}
