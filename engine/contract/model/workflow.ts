import type { ActionId, EntityRef, Position, UserId } from './ids.ts';

/** Where the work on an action stands. */
export type Stage = 'Review' | 'Implemented' | 'Test';

/** The organisation's choices about who does what next, and when people are reminded of it. */
export type WorkflowSettings = {
  /** Who set the implementation status may not set the test result, nor the other way round. */
  readonly separateDuties: boolean;
  /** A failed test gives the action back to who had it for implementation. */
  readonly returnFailed: boolean;
  /** Days before a due date on which its assignee is reminded; 0 is the day itself. */
  readonly remindDaysBefore: readonly number[];
  /** Every so many days after it, until the action is done; null for never. */
  readonly remindOverdueEvery: number | null;
  /** The hour of the day, UTC, from which reminders go. */
  readonly remindAtHour: number;
};

export const defaultWorkflow: WorkflowSettings = {
  separateDuties: false,
  returnFailed: true,
  remindDaysBefore: [7, 1, 0],
  remindOverdueEvery: 7,
  remindAtHour: 6,
};

/** Why a comment was written: by itself, with an assignment, or by the engine when a failed test gave an action back. */
export const commentPurposes = ['comment', 'assignment', 'return'] as const;
export type CommentPurpose = (typeof commentPurposes)[number];

export const longestComment = 10_000;

/** What somebody wrote about an action, kept beside its record. A removed one keeps its place and loses its text. */
export type Comment = {
  readonly action: ActionId;
  /** Also the position it was written at: unique within its partition and in the order of writing. */
  readonly number: Position;
  readonly author: UserId;
  readonly time: string;
  readonly purpose: CommentPurpose;
  /** Whom an assignment or a return is for. */
  readonly to: UserId | null;
  readonly text: string;
  readonly removed: { readonly by: UserId; readonly time: string } | null;
};

export function commentRef(action: ActionId, number: Position): EntityRef {
  return `comment/${action}/${number}` as EntityRef; // an id and a number in their places make a ref
}
