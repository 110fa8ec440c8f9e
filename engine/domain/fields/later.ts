import { dateToSerial, serialToDate } from './serial-date.ts';

const dayLength = 86_400_000;

/** A time so many milliseconds later (earlier for less than none); both ISO 8601 UTC with milliseconds. */
export function later(time: string, milliseconds: number): string {
  const whole = dayOf(time) * dayLength + ofDay(time) + milliseconds;
  const day = Math.floor(whole / dayLength);
  const rest = whole - day * dayLength;
  const part = (length: number, modulo: number, digits: number): string =>
    String(Math.floor(rest / length) % modulo).padStart(digits, '0');
  const clock = `${part(3_600_000, 24, 2)}:${part(60_000, 60, 2)}:${part(1_000, 60, 2)}.${part(1, 1_000, 3)}`;
  return `${serialToDate(day, '1904') ?? time.slice(0, 10)}T${clock}Z`;
}

/** Milliseconds from one time to another, both ISO 8601 UTC with milliseconds; less than none when it is earlier. */
export function millisecondsBetween(from: string, to: string): number {
  return (dayOf(to) - dayOf(from)) * dayLength + ofDay(to) - ofDay(from);
}

function dayOf(time: string): number {
  return dateToSerial(time.slice(0, 10), '1904') ?? 0;
}

function ofDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(11, 23).split(':').map(Number);
  return Math.round((hours * 3_600 + minutes * 60 + seconds) * 1_000);
}
