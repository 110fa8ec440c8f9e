import type { WorkflowSettings } from '../../contract/model/workflow.ts';
import { dateToSerial, serialToDate } from '../fields/serial-date.ts';

/**
 * Whether a due date asks for a reminder on one of the days after `last`, up to and including `today`: days nobody was
 * reminded on, because the engine did not run, are made up for, once. Returns the days left, negative when it is past.
 */
export function reminderFor(
  dueDate: string,
  last: string,
  today: string,
  { remindDaysBefore, remindOverdueEvery }: Pick<WorkflowSettings, 'remindDaysBefore' | 'remindOverdueEvery'>,
): number | null {
  const left = daysBetween(today, dueDate);
  const since = daysBetween(last, dueDate);
  if (remindDaysBefore.some((days) => left <= days && days < since)) return left;
  if (remindOverdueEvery === null || left >= 0) return null;
  const times = (late: number): number => Math.floor(Math.max(0, late) / remindOverdueEvery);
  return times(-left) > times(-since) ? left : null;
}

/** Whether a day lies after `last` and not after `today`. */
export function cameUp(day: string | null, last: string, today: string): boolean {
  return day !== null && day > last && day <= today;
}

/** Days from one `YYYY-MM-DD` to another. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day so many days later; earlier for less than none. */
export function dayAfter(day: string, days: number): string {
  return serialToDate(dayNumber(day) + days, '1904') ?? day;
}

/** Days are what the journal's times and the normaliser's dates begin with, so they have a number. */
function dayNumber(day: string): number {
  return dateToSerial(day, '1904') ?? 0;
}
