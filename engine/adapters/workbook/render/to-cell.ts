import type { Cell, CellStyle } from 'hucre';
import type { CellValue } from '../../../contract/model/table.ts';
import { excelText } from './excel-text.ts';
import { linkTarget } from './link-target.ts';

/** The driver writes a text equal to an error word as that error; as rich text it stays the text it is. */
const errorWords = new Set('#VALUE! #REF! #N/A #NAME? #NULL! #DIV/0! #NUM! #GETTING_DATA #SPILL! #CALC!'.split(' '));

/** A cell for the driver. Text is text: what begins with = + - @ never becomes a formula. */
export function toCell(value: CellValue, style: CellStyle, sheets: ReadonlySet<string>): Partial<Cell> {
  if (value === null) return { value: null, style };
  if (typeof value === 'string') return { ...textCell(value), style };
  if (typeof value !== 'object') return { value, style };
  if ('date' in value) return { ...dateCell(value.date), style };
  if ('formula' in value) {
    const cached = typeof value.value === 'string' ? excelText(value.value) : value.value;
    const formula = excelText(value.formula.startsWith('=') ? value.formula.slice(1) : value.formula);
    return cached === null ? { value: null, formula, style } : { value: null, formula, formulaResult: cached, style };
  }
  const text = textCell(value.text === '' ? value.link : value.text);
  const target = linkTarget(value.link, sheets);
  return target === null ? { ...text, style } : { ...text, style, hyperlink: target };
}

/** The value alone where a cell needs nothing else and has its column's style; undefined for all others. */
export function bareValue(value: CellValue): string | number | boolean | null | undefined {
  if (typeof value === 'string') return value === '' ? null : errorWords.has(value) ? undefined : excelText(value);
  if (typeof value !== 'object' || value === null) return value;
  if ('date' in value && value.date.length <= 10) return daySerial(value.date) ?? undefined;
  return undefined;
}

function textCell(text: string): Partial<Cell> {
  if (text === '') return { value: null };
  const safe = excelText(text);
  return errorWords.has(safe) ? { value: safe, richText: [{ text: safe }] } : { value: safe };
}

function dateCell(iso: string): Partial<Cell> {
  const serial = daySerial(iso);
  return serial === null ? textCell(iso) : { value: serial };
}

/**
 * ISO 8601, a day or a UTC time. Null before March 1900, where the serials of spreadsheets disagree; such days stay text.
 */
function daySerial(iso: string): number | null {
  const serial = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : iso) / 86_400_000 + 25_569;
  return Number.isNaN(serial) || serial < 61 ? null : serial;
}
