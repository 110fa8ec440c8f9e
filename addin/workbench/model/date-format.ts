import { partsOfSerial } from './date-serial.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Whether a number format shows a date or a time. */
export function isDateFormat(section: string): boolean {
  const plain = section.replace(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(plain) && !/[#?]|0(?!\d*s)/.test(plain.replace(/s+\.0+/gi, ''));
}

const tokens = /\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+(?:\.0+)?|AM\/PM|A\/P|"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|./gi;

/** A serial number as a date or time. `m` after hours or before seconds means minutes. */
export function formatDate(serial: number, section: string): string {
  if (serial < 0) return '#'.repeat(8);
  const parts = section.match(tokens) ?? [];
  const half = parts.some((part) => /^(AM\/PM|A\/P)$/i.test(part));
  const { year, month, day, weekday, seconds } = partsOfSerial(serial + 0.5 / 86_400);
  const second = Math.floor(seconds);
  const hour = Math.floor(second / 3600);
  const shownHour = half ? ((hour + 11) % 12) + 1 : hour;
  let minutesNext = false;
  return parts
    .map((part, index) => {
      const kind = part[0]?.toLowerCase() ?? '';
      const length = part.length;
      if (part.startsWith('[')) {
        minutesNext = /^\[h/i.test(part);
        return elapsed(part, serial);
      }
      if (/^(AM\/PM|A\/P)$/i.test(part)) return half && hour >= 12 ? 'PM' : 'AM';
      if (kind === '"') return part.slice(1, -1);
      if (kind === '\\') return part.slice(1);
      if (kind === '_') return ' ';
      if (kind === '*') return '';
      if (kind === 'y') return length > 2 ? String(year) : String(year % 100).padStart(2, '0');
      if (kind === 'd') return dayText(length, day, weekday);
      if (kind === 'h') {
        minutesNext = true;
        return String(shownHour).padStart(Math.min(length, 2), '0');
      }
      if (kind === 's') return String(second % 60).padStart(part.startsWith('ss') ? 2 : 1, '0');
      if (kind !== 'm') return part;
      const isMinutes = minutesNext || secondsFollow(parts, index);
      minutesNext = false;
      return isMinutes
        ? String(Math.floor(second / 60) % 60).padStart(Math.min(length, 2), '0')
        : monthText(length, month);
    })
    .join('');
}

function secondsFollow(parts: readonly string[], index: number): boolean {
  return /^s/i.test(parts.slice(index + 1).find((part) => /^[a-z]/i.test(part)) ?? '');
}

function dayText(length: number, day: number, weekday: number): string {
  if (length <= 2) return String(day).padStart(length, '0');
  const name = dayNames[weekday] ?? '';
  return length === 3 ? name.slice(0, 3) : name;
}

function monthText(length: number, month: number): string {
  if (length <= 2) return String(month).padStart(length, '0');
  const name = monthNames[month - 1] ?? '';
  return length === 3 ? name.slice(0, 3) : length === 5 ? name.slice(0, 1) : name;
}

function elapsed(part: string, serial: number): string {
  const unit = /^\[h/i.test(part) ? 24 : /^\[m/i.test(part) ? 1440 : /^\[s/i.test(part) ? 86_400 : 0;
  return unit === 0 ? '' : String(Math.floor(serial * unit + 1e-9)).padStart(part.length - 2, '0');
}
