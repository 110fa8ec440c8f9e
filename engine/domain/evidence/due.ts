import type { Evidence } from './evidence.ts';

/** Why a piece asks for attention: what it proves is out of date, or the day has come that somebody wanted to be reminded. */
export type Due = { readonly reason: 'expired' | 'reminder'; readonly date: string };

/** Whether a piece is due on a day. It proves something on the very day it expires on, and no longer on the next. */
export function dueOn({ expiresOn, remindOn }: Evidence, day: string): Due | null {
  if (expiresOn !== null && expiresOn < day) return { reason: 'expired', date: expiresOn };
  return remindOn !== null && remindOn <= day ? { reason: 'reminder', date: remindOn } : null;
}
