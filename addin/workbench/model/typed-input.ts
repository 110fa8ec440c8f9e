import { isErrorWord, type Scalar } from './cell.ts';
import { serialOfDay } from './date-serial.ts';

/** What Excel makes of something typed or written: a value or a formula, and the number format it brings along. */
export type TypedInput = {
  readonly value: Scalar;
  readonly formula: string | null;
  /** Taken over where the cell's format is General. */
  readonly numberFormat: string | null;
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads input as Excel for English (United States) does. A text format keeps everything text; a leading apostrophe
 * makes text and is not part of it. `currentYear` completes dates typed without a year.
 */
export function readTyped(input: string | number | boolean, numberFormat: string, currentYear: number): TypedInput {
  if (typeof input !== 'string') return plain(input);
  if (input === '') return plain(null);
  if (input.startsWith("'")) return plain(input.slice(1));
  if (numberFormat === '@') return plain(input);
  if (input.startsWith('=') && input.length > 1) return { value: null, formula: input, numberFormat: null };
  const trimmed = input.trim();
  if (/^(true|false)$/i.test(trimmed)) return plain(trimmed.toLowerCase() === 'true');
  if (isErrorWord(trimmed.toUpperCase())) return plain({ error: trimmed.toUpperCase() as '#N/A' });
  return readNumber(trimmed) ?? readDate(trimmed, currentYear) ?? readTime(trimmed) ?? plain(input);
}

function plain(value: Scalar): TypedInput {
  return { value, formula: null, numberFormat: null };
}

function readNumber(text: string): TypedInput | null {
  const parts = /^([-+]?)(\$?)((?:\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?|\.\d+)(e[-+]?\d{1,3})?\s*(%?)$/i.exec(text);
  if (parts === null) return null;
  const [, sign = '', currency = '', digits = '', decimals = '', exponent = '', percent = ''] = parts;
  const number = Number(`${sign}${digits.replaceAll(',', '')}${exponent}`);
  if (!Number.isFinite(number)) return null;
  const places = decimals.length > 1;
  if (percent !== '') {
    return { value: number / 100, formula: null, numberFormat: places ? '0.00%' : '0%' };
  }
  const numberFormat =
    currency !== ''
      ? `$#,##0${places ? '.00' : ''}`
      : digits.includes(',')
        ? `#,##0${places ? '.00' : ''}`
        : exponent !== ''
          ? '0.00E+00'
          : null;
  return { value: number, formula: null, numberFormat };
}

function readDate(text: string, currentYear: number): TypedInput | null {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso !== null) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), 'm/d/yyyy');
  const american = /^(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?$/.exec(text);
  if (american !== null) {
    const format = american[3] === undefined ? 'd-mmm' : 'm/d/yyyy';
    return dated(fullYear(american[3], currentYear), Number(american[1]), Number(american[2]), format);
  }
  const worded =
    /^(\d{1,2})[-\s]([A-Za-z]{3,9})\.?(?:[-,\s]+(\d{4}|\d{2}))?$/.exec(text) ??
    turned(/^([A-Za-z]{3,9})\.?[-\s](\d{1,2})(?:,?\s+(\d{4}))?$/.exec(text));
  if (worded === null) return null;
  const month = months.findIndex((name) => worded[2]?.toLowerCase().startsWith(name)) + 1;
  const format = worded[3] === undefined ? 'd-mmm' : 'd-mmm-yy';
  return month === 0 ? null : dated(fullYear(worded[3], currentYear), month, Number(worded[1]), format);
}

/** Month first as day first. */
function turned(parts: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return parts === null ? null : [parts[0], parts[2], parts[1], parts[3]];
}

function fullYear(text: string | undefined, currentYear: number): number {
  if (text === undefined) return currentYear;
  const year = Number(text);
  return text.length === 4 ? year : year < 30 ? 2000 + year : 1900 + year;
}

function dated(year: number, month: number, day: number, numberFormat: string): TypedInput | null {
  const serial = serialOfDay(year, month, day);
  return serial === null ? null : { value: serial, formula: null, numberFormat };
}

function readTime(text: string): TypedInput | null {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])m?)?$/i.exec(text);
  if (parts === null) return null;
  const [, hours = '', minutes = '', seconds = '0', half] = parts;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const value = (hour * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
  return { value, formula: null, numberFormat: half === undefined ? 'h:mm' : 'h:mm AM/PM' };
}
