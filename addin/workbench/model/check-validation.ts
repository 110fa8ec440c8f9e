import { parseAddress } from './address.ts';
import type { Scalar } from './cell.ts';
import { formatValue } from './number-format.ts';
import { validationAt } from './set-validation.ts';
import { cellAt, formatAt, type Sheet, setCell } from './sheet.ts';
import type { Validation } from './validation.ts';
import { type CellPlace, findName, findSheet, freshen, type Workbook } from './workbook.ts';

/** What a cell's drop-down offers; null for a cell without one. */
export function choicesAt(book: Workbook, sheet: Sheet, row: number, column: number): readonly string[] | null {
  const validation = validationAt(sheet, row, column);
  return validation?.type === 'List' ? listOf(book, sheet, validation) : null;
}

function listOf(book: Workbook, sheet: Sheet, { rule }: Validation): readonly string[] {
  const source = (rule['list'] as { readonly source?: unknown } | undefined)?.source;
  if (typeof source !== 'string') return [];
  if (!source.startsWith('=')) return source.split(',').map((choice) => choice.trim());
  const reference = source.slice(1);
  const address = parseAddress(reference);
  const refersTo = (findName(book, reference, sheet) ?? findName(book, reference, null))?.refersTo;
  const named = refersTo !== undefined && 'sheet' in refersTo ? refersTo : null;
  const from =
    address === null ? named?.sheet : address.sheetName === null ? sheet : findSheet(book, address.sheetName);
  const area = address?.area ?? named?.area;
  if (from === undefined || area === undefined || area === null) return [];
  freshen(book);
  const choices: string[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const shown = formatValue(cellAt(from, row, column).value, formatAt(from, row, column).numberFormat);
      if (shown !== '') choices.push(shown);
    }
  }
  return choices;
}

/** Whether a cell's validation takes a typed value. Without a calculator, formulas but TRUE and FALSE are taken as met. */
export function meetsValidation(book: Workbook, sheet: Sheet, row: number, column: number, value: Scalar): boolean {
  const validation = validationAt(sheet, row, column);
  if (validation === undefined || validation.errorAlert['showAlert'] === false) return true;
  if (value === null || value === '') return validation.ignoreBlanks;
  if (validation.type === 'List') {
    const shown = formatValue(value, formatAt(sheet, row, column).numberFormat);
    return listOf(book, sheet, validation).includes(shown);
  }
  if (validation.type === 'Custom') return meetsFormula(book, { sheet, row, column }, validation, value);
  const bounds = Object.values(validation.rule)[0];
  if (typeof bounds !== 'object' || bounds === null) return true;
  const measured = validation.type === 'TextLength' ? String(value).length : value;
  if (validation.type === 'None') return true;
  if (typeof measured !== 'number') return false;
  if (validation.type === 'WholeNumber' && !Number.isInteger(measured)) return false;
  return within(measured, bounds as Bounds);
}

/** The formula is asked as if the value stood in the cell already. */
function meetsFormula(book: Workbook, place: CellPlace, { rule, areas }: Validation, value: Scalar): boolean {
  const formula = String((rule['custom'] as { readonly formula?: unknown } | undefined)?.formula ?? '');
  if (/^=(TRUE|FALSE)$/i.test(formula)) return /TRUE/i.test(formula);
  const evaluateFor = book.calculator?.evaluateFor;
  const [first] = areas;
  if (evaluateFor === undefined || first === undefined) return true;
  const { sheet, row, column } = place;
  const before = cellAt(sheet, row, column);
  setCell(sheet, row, column, { ...before, value, formula: null });
  try {
    const result = evaluateFor(formula, place, { row: first.top, column: first.left });
    return result === true || (typeof result === 'number' && result !== 0);
  } finally {
    setCell(sheet, row, column, before);
  }
}

type Bounds = { readonly formula1?: unknown; readonly formula2?: unknown; readonly operator?: unknown };

/** A bound that is no number is a formula; what it comes to is not asked here. */
function within(value: number, { formula1, formula2, operator }: Bounds): boolean {
  const first = Number(formula1);
  const second = Number(formula2);
  if (Number.isNaN(first)) return true;
  switch (operator) {
    case 'EqualTo':
      return value === first;
    case 'NotEqualTo':
      return value !== first;
    case 'GreaterThan':
      return value > first;
    case 'GreaterThanOrEqualTo':
      return value >= first;
    case 'LessThan':
      return value < first;
    case 'LessThanOrEqualTo':
      return value <= first;
    case 'NotBetween':
      return Number.isNaN(second) || value < first || value > second;
    default:
      return Number.isNaN(second) || (value >= first && value <= second);
  }
}
