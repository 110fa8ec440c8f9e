import type { Cell } from '../model/cell.ts';
import { isError } from '../model/cell.ts';
import type { CellFormat } from '../model/cell-format.ts';
import { isDateFormat } from '../model/date-format.ts';
import { formatValue } from '../model/number-format.ts';
import { readTyped } from '../model/typed-input.ts';

/** What a cell offers for editing: its formula, or its value so that typing it again gives the same. */
export function editText({ value, formula }: Cell, { numberFormat }: CellFormat): string {
  if (formula !== null) return formula;
  if (value === null) return '';
  if (typeof value === 'string') return staysText(value, numberFormat) ? value : `'${value}`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (isError(value)) return value.error;
  if (isDateFormat(numberFormat)) return formatValue(value, numberFormat);
  if (numberFormat.includes('%')) return `${Number((value * 100).toPrecision(15))}%`;
  return String(value);
}

function staysText(text: string, numberFormat: string): boolean {
  return numberFormat === '@' || readTyped(text, numberFormat, 2000).value === text;
}
