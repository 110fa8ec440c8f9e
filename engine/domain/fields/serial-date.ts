/**
 * Day counts of spreadsheets. The 1900 system counts 1900-01-01 as 1 and a 29 February 1900 that never was as 60; the
 * 1904 system counts 1904-01-01 as 0. No clock and no time zone is involved: a day is a day.
 */
export type DateSystem = '1900' | '1904';

/** Highest year a spreadsheet date can name. */
const lastYear = 9999;

/** `YYYY-MM-DD` of a serial number, its time of day left out; null where the system has no such day. */
export function serialToDate(serial: number, system: DateSystem): string | null {
  const day = Math.floor(serial);
  if (!Number.isFinite(serial) || day < 0) return null;
  if (system === '1904') return daysToDate(day + daysOf(1904, 1, 1));
  if (day === 0 || day === 60) return null;
  return daysToDate(day + daysOf(1899, 12, 31) - (day > 60 ? 1 : 0));
}

/** The serial number of a day; null for what is no day the system can name. */
export function dateToSerial(date: string, system: DateSystem): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isDay(year, month, day)) return null;
  const days = daysOf(year, month, day);
  if (system === '1904') return days < daysOf(1904, 1, 1) ? null : days - daysOf(1904, 1, 1);
  const serial = days - daysOf(1899, 12, 31);
  if (serial < 1) return null;
  return serial >= 60 ? serial + 1 : serial;
}

/** Whether the Gregorian calendar has this day. */
export function isDay(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= lastYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function formatDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days since 0000-03-01, by the month counted from March (H. Hinnant, chrono-compatible low-level date algorithms). */
function daysOf(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const fromMarch = (month + 9) % 12;
  return (
    shifted * 365 +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    Math.floor((153 * fromMarch + 2) / 5) +
    day -
    1
  );
}

function daysToDate(days: number): string | null {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year > lastYear ? null : formatDay(year, month, day);
}
