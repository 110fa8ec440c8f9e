import type { CellValue } from '../../../contract/model/table.ts';
import { excelXml } from './excel-text.ts';
import type { SharedStrings } from './shared-strings.ts';

/** A cell as it stands in the sheet's part. Text is text: what begins with = + - @ never becomes a formula. */
export function writeCell(at: string, style: number, value: CellValue, strings: SharedStrings): string {
  const start = `<c r="${at}" s="${style}"`;
  switch (typeof value) {
    case 'string':
      return value === '' ? `${start}/>` : `${start} t="s"><v>${strings.index(value)}</v></c>`;
    case 'number':
      return Number.isFinite(value) ? `${start}><v>${value}</v></c>` : `${start}/>`;
    case 'boolean':
      return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
  }
  if (value === null) return `${start}/>`;
  if ('date' in value) return writeCell(at, style, daySerial(value.date) ?? value.date, strings);
  if ('link' in value) return writeCell(at, style, value.text === '' ? value.link : value.text, strings);
  const formula = `<f>${excelXml(value.formula.replace(/^=/, ''))}</f>`;
  if (typeof value.value === 'string') {
    return `${start} t="str">${formula}<v>${excelXml(value.value)}</v></c>`;
  }
  return `${start}>${formula}${Number.isFinite(value.value) ? `<v>${value.value}</v>` : ''}</c>`;
}

/**
 * ISO 8601, a day or a UTC time. Null before March 1900, where the serials of spreadsheets disagree; such days stay text.
 */
function daySerial(iso: string): number | null {
  const serial = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : iso) / 86_400_000 + 25_569;
  return Number.isNaN(serial) || serial < 61 ? null : serial;
}
