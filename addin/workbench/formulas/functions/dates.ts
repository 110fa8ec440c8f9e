import { partsOfSerial, serialOfDay } from '../../model/date-serial.ts';
import { readTyped } from '../../model/typed-input.ts';
import { fail } from '../values.ts';
import type { Arguments, FunctionDefinition, FunctionRoom } from './arguments.ts';

function part(read: (serial: number) => number): FunctionDefinition {
  return { least: 1, most: 1, each: true, run: (args) => read(serialAt(args, 0)) };
}

function serialAt(args: Arguments, index: number): number {
  const serial = args.number(index);
  return serial < 0 ? fail('#NUM!') : serial;
}

/** Months and days beyond their ends run over into the next, as in Excel. */
function serialFrom(year: number, month: number, day: number): number {
  const full = year < 1900 ? year + 1900 : year;
  const first = new Date(Date.UTC(full, Math.trunc(month) - 1, 1));
  const serial = serialOfDay(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  return serial === null ? fail('#NUM!') : serial + Math.trunc(day) - 1;
}

function monthsOn(serial: number, months: number, atEnd: boolean): number {
  const { year, month, day } = partsOfSerial(serial);
  const last = new Date(Date.UTC(year, month + Math.trunc(months), 0));
  const lastDay = last.getUTCDate();
  return serialFrom(last.getUTCFullYear(), last.getUTCMonth() + 1, atEnd ? lastDay : Math.min(day, lastDay));
}

function weekday(serial: number, kind: number): number {
  const { weekday: sunday } = partsOfSerial(serial);
  if (kind === 2) return ((sunday + 6) % 7) + 1;
  return kind === 3 ? (sunday + 6) % 7 : sunday + 1;
}

function difference(from: number, to: number, unit: string): number {
  if (from > to) return fail('#NUM!');
  const [a, b] = [partsOfSerial(from), partsOfSerial(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
  switch (unit.toUpperCase()) {
    case 'D':
      return Math.floor(to) - Math.floor(from);
    case 'M':
      return months;
    case 'Y':
      return Math.floor(months / 12);
    case 'YM':
      return months % 12;
    default:
      return fail('#NUM!');
  }
}

function workdays(from: number, to: number): number {
  const [first, last] = [Math.min(from, to), Math.max(from, to)].map(Math.floor) as [number, number]; // two in, two out
  let count = 0;
  for (let serial = first; serial <= last; serial += 1) if (weekday(serial, 2) <= 5) count += 1;
  return from <= to ? count : -count;
}

function typed(args: Arguments, isWanted: (format: string) => boolean): number {
  const { value, numberFormat } = readTyped(args.text(0), 'General', partsOfSerial(args.calculation.now).year);
  return typeof value === 'number' && numberFormat !== null && isWanted(numberFormat) ? value : fail('#VALUE!');
}

const seconds = (serial: number): number => Math.round(partsOfSerial(serial).seconds);

export const dates: FunctionRoom = {
  TODAY: { least: 0, most: 0, run: (args) => Math.floor(args.calculation.now) },
  NOW: { least: 0, most: 0, run: (args) => args.calculation.now },
  DATE: { least: 3, most: 3, each: true, run: (args) => serialFrom(args.number(0), args.number(1), args.number(2)) },
  TIME: {
    least: 3,
    most: 3,
    each: true,
    run: (args) => ((args.number(0) * 3600 + args.number(1) * 60 + args.number(2)) / 86_400) % 1,
  },
  YEAR: part((serial) => partsOfSerial(serial).year),
  MONTH: part((serial) => partsOfSerial(serial).month),
  DAY: part((serial) => partsOfSerial(serial).day),
  HOUR: part((serial) => Math.floor(seconds(serial) / 3600) % 24),
  MINUTE: part((serial) => Math.floor(seconds(serial) / 60) % 60),
  SECOND: part((serial) => seconds(serial) % 60),
  WEEKDAY: { least: 1, most: 2, each: true, run: (args) => weekday(serialAt(args, 0), args.number(1, 1)) },
  DAYS: { least: 2, most: 2, each: true, run: (args) => Math.floor(args.number(0)) - Math.floor(args.number(1)) },
  EDATE: { least: 2, most: 2, each: true, run: (args) => monthsOn(serialAt(args, 0), args.number(1), false) },
  EOMONTH: { least: 2, most: 2, each: true, run: (args) => monthsOn(serialAt(args, 0), args.number(1), true) },
  DATEDIF: {
    least: 3,
    most: 3,
    each: true,
    run: (args) => difference(serialAt(args, 0), serialAt(args, 1), args.text(2)),
  },
  NETWORKDAYS: { least: 2, most: 2, each: true, run: (args) => workdays(serialAt(args, 0), serialAt(args, 1)) },
  DATEVALUE: {
    least: 1,
    most: 1,
    each: true,
    run: (args) => Math.floor(typed(args, (format) => /[ymd]/.test(format))),
  },
  TIMEVALUE: { least: 1, most: 1, each: true, run: (args) => typed(args, (format) => /h/.test(format)) % 1 },
};
