const dayMilliseconds = 86_400_000;
/** Days from Excel's day zero (30 December 1899) to 1 January 1970. */
const epochDays = 25_569;

/** Excel's serial number of a day, months counted from 1; null for a day that does not exist. */
export function serialOfDay(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const serial = date.getTime() / dayMilliseconds + epochDays;
  // Excel counts a 29 February 1900 that never was; earlier days are one less.
  return serial < 61 ? serial - 1 : serial;
}

export type DayParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly seconds: number;
};

export function partsOfSerial(serial: number): DayParts {
  const day = Math.floor(serial);
  const date = new Date((day - epochDays + (day < 61 ? 1 : 0)) * dayMilliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    seconds: (serial - day) * 86_400,
  };
}
