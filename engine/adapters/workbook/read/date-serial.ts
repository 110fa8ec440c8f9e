/**
 * Excel's day numbers. The 1900 system counts a 29 February 1900 that never was: serials up to 59 lie one day off, 60 is
 * that day. The 1904 system starts with 0 on 1904-01-01.
 */
export function dateToSerial(date: string, date1904: boolean): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return null;
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  if (new Date(time).toISOString().slice(0, 10) !== date) return null;
  const days = Math.round((time - (date1904 ? start1904 : start1900)) / dayLength);
  if (date1904) return days < 0 ? null : days;
  if (days < 1) return null;
  return days < 60 ? days : days + 1;
}

/** Serial of an ISO 8601 date or date-time as cells of type `d` hold it; null when it is not one. */
export function isoToSerial(iso: string, date1904: boolean): number | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/.exec(iso.trim());
  if (parts === null) return null;
  const day = dateToSerial(parts[1] ?? '', date1904);
  if (day === null) return null;
  const seconds = Number(parts[2] ?? 0) * 3600 + Number(parts[3] ?? 0) * 60 + Number(parts[4] ?? 0);
  return day + seconds / 86_400;
}

const dayLength = 86_400_000;
const start1900 = Date.UTC(1899, 11, 31);
const start1904 = Date.UTC(1904, 0, 1);
