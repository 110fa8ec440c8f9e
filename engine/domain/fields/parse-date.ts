import { err, ok, type Result } from '../result.ts';
import { formatDay, isDay } from './serial-date.ts';

export type DateProblem = 'not-a-date' | 'ambiguous-date';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const longMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * `YYYY-MM-DD` of a date typed as text: year first, a month by its English name, or two numbers that can be read one way
 * only. A time of day behind an ISO date is left out. `03/04/2026` is two different days to two different readers, so it
 * is refused.
 */
export function parseDateText(text: string): Result<string, DateProblem> {
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?$/.exec(typed);
  if (yearFirst !== null) return toDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));

  const dayNamed = /^(\d{1,2})(?:st|nd|rd|th)?[ .-]{1,2}([a-z]+)\.?[ ,.-]{1,2}(\d{4})$/.exec(typed);
  if (dayNamed !== null) return toDay(Number(dayNamed[3]), monthOf(dayNamed[2] ?? ''), Number(dayNamed[1]));
  const monthNamed = /^([a-z]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?[ ,-]{1,2}(\d{4})$/.exec(typed);
  if (monthNamed !== null) return toDay(Number(monthNamed[3]), monthOf(monthNamed[1] ?? ''), Number(monthNamed[2]));

  const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(typed);
  if (numbers === null) return err('not-a-date');
  const [first, second, year] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
  const readings = [
    isDay(year, second, first) ? formatDay(year, second, first) : null,
    isDay(year, first, second) ? formatDay(year, first, second) : null,
  ].filter((reading) => reading !== null);
  const [reading, other = reading] = readings;
  if (reading === undefined) return err('not-a-date');
  return reading === other ? ok(reading) : err('ambiguous-date');
}

function toDay(year: number, month: number, day: number): Result<string, DateProblem> {
  return isDay(year, month, day) ? ok(formatDay(year, month, day)) : err('not-a-date');
}

/** 1 to 12; 0 for what is no month. */
function monthOf(word: string): number {
  const long = longMonths.indexOf(word);
  if (long >= 0) return long + 1;
  return months.indexOf(word === 'sept' ? 'sep' : word) + 1;
}
