import type { CellEdit, ReadCell } from '../../contract/model/cells.ts';
import type { CellValue } from '../../contract/model/table.ts';
import { type DateSystem, serialToDate } from '../fields/serial-date.ts';
import { isBlankCell } from './locate.ts';
import { sameFormula } from './relocate.ts';

/** What must be written so that the cell shows the value; undefined when it already does. */
export function editFor(
  cell: ReadCell | undefined,
  wanted: CellValue,
  relocate: (formula: string) => string | null,
  dateSystem: DateSystem,
): CellEdit['value'] | undefined {
  if (typeof wanted === 'object' && wanted !== null && 'formula' in wanted) {
    const formula = relocate(wanted.formula);
    const keepsFormula = cell?.formula != null && (formula === null || sameFormula(cell.formula, formula));
    if (keepsFormula) return sameCached(cell, wanted.value) ? undefined : { cached: wanted.value };
    if (formula !== null) return { formula, value: wanted.value };
    return shows(cell, wanted.value, dateSystem) ? undefined : wanted.value;
  }
  const plain = typeof wanted === 'object' && wanted !== null && 'link' in wanted ? wanted.text : wanted;
  return shows(cell, plain, dateSystem) ? undefined : plain;
}

type PlainValue = null | string | number | boolean | { readonly date: string };

function shows(cell: ReadCell | undefined, wanted: PlainValue, dateSystem: DateSystem): boolean {
  if (cell !== undefined && cell.formula !== null) return false;
  if (wanted === null || wanted === '') return cell === undefined || cell.value === '';
  if (cell === undefined) return false;
  if (typeof wanted === 'string') return cell.kind === 'text' && sameText(cell.value, wanted);
  if (typeof wanted === 'number') return cell.kind === 'number' && sameNumber(cell.value, wanted);
  if (typeof wanted === 'boolean') return cell.kind === 'boolean' && cell.value === wanted;
  return cell.date && typeof cell.value === 'number' && serialToDate(cell.value, dateSystem) === wanted.date;
}

function sameCached(cell: ReadCell, wanted: string | number | null): boolean {
  if (wanted === null || wanted === '') return isBlankCell(cell);
  return typeof wanted === 'number' ? sameNumber(cell.value, wanted) : sameText(cell.value, wanted);
}

function sameText(value: ReadCell['value'], wanted: string): boolean {
  return typeof value === 'string' && value.replace(/\r\n?/g, '\n') === wanted;
}

/** Programs write numbers with 15 digits, and add in another order than we do. */
function sameNumber(value: ReadCell['value'], wanted: number): boolean {
  return typeof value === 'number' && Math.abs(value - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
}
