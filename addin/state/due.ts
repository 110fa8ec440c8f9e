import type { RecordField } from '#engine/contract/model/field';

/**
 * When work is due, as a filter asks for it: `overdue` is before today and not done; weeks begin on Monday; a day can be
 * in several of these. `none`: no due date.
 */
export const dueSpans = ['overdue', 'this-week', 'this-month', 'none'] as const;
export type DueSpan = (typeof dueSpans)[number];

/** What a field of an action shows, empty for nothing. */
type Shown = (field: RecordField) => string;

/** The spans an action's due date is in. @param today `YYYY-MM-DD`, where the reader is. */
export function dueOf(shown: Shown, today: string): readonly DueSpan[] {
  const due = shown('dueDate');
  if (due === '') return ['none'];
  const isIn = {
    overdue: isOverdue(shown, today),
    'this-week': weekOf(due) === weekOf(today),
    'this-month': due.slice(0, 7) === today.slice(0, 7),
    none: false,
  } as const satisfies Readonly<Record<DueSpan, boolean>>;
  return dueSpans.filter((span) => isIn[span]);
}

/** Whether an action should be done by now. What is passed or out of scope is done. */
export function isOverdue(shown: Shown, today: string): boolean {
  const due = shown('dueDate');
  if (due === '' || due >= today) return false;
  const result = shown('testResult');
  return result !== 'Passed' && result !== 'Not in Scope' && shown('implementationStatus') !== 'Not in Scope';
}

/** The number of a day's week; the first of January 1970 was a Thursday. */
function weekOf(day: string): number {
  return Math.floor((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) / 7);
}
