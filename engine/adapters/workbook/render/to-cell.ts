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
    const formula = value.formula.startsWith('=') ? value.formula.slice(1) : value.formula;
    return cached === null ? { value: null, formula, style } : { value: null, formula, formulaResult: cached, style };
  }
  const text = textCell(value.text === '' ? value.link : value.text);
  const target = linkTarget(value.link, sheets);
  return target === null ? { ...text, style } : { ...text, style, hyperlink: target };
}

function textCell(text: string): Partial<Cell> {
  if (text === '') return { value: null };
  const safe = excelText(text);
  return errorWords.has(safe) ? { value: safe, richText: [{ text: safe }] } : { value: safe };
}

/** ISO 8601, a day or a UTC time. Days before March 1900, where the serials of spreadsheets disagree, stay text. */
function dateCell(iso: string): Partial<Cell> {
  const time = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
  const serial = time / 86_400_000 + 25_569;
  return Number.isNaN(time) || serial < 61 ? textCell(iso) : { value: serial };
}
