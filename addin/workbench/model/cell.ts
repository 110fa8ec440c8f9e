import type { CellFormat } from './cell-format.ts';

export type ErrorWord =
  | '#DIV/0!'
  | '#N/A'
  | '#NAME?'
  | '#NULL!'
  | '#NUM!'
  | '#REF!'
  | '#VALUE!'
  | '#SPILL!'
  | '#CALC!'
  | '#BUSY!';

/** What a cell shows: dates are serial numbers, as in Excel; null is an empty cell. */
export type Scalar = string | number | boolean | CellError | null;

export type CellError = { readonly error: ErrorWord };

/** A cell is replaced, never changed, so that whoever kept it still has what was there. */
export type Cell = {
  readonly value: Scalar;
  /** With its equals sign; null for a plain value. */
  readonly formula: string | null;
  /** Null follows row, column and sheet. */
  readonly format: CellFormat | null;
};

export const emptyCell: Cell = { value: null, formula: null, format: null };

const errorWords: ReadonlySet<string> = new Set<ErrorWord>([
  '#DIV/0!',
  '#N/A',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
  '#SPILL!',
  '#CALC!',
  '#BUSY!',
]);

export function isErrorWord(text: string): text is ErrorWord {
  return errorWords.has(text);
}

export function isError(value: Scalar): value is CellError {
  return typeof value === 'object' && value !== null;
}

/** As `values` and event details carry it: an empty cell is the empty text, an error its word. */
export function valueForApi(value: Scalar): string | number | boolean {
  if (value === null) return '';
  return isError(value) ? value.error : value;
}

export type ValueType = 'Empty' | 'String' | 'Double' | 'Boolean' | 'Error';

export function valueType(value: Scalar): ValueType {
  if (value === null) return 'Empty';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'Double';
  return typeof value === 'boolean' ? 'Boolean' : 'Error';
}

export function sameValue(a: Scalar, b: Scalar): boolean {
  return isError(a) && isError(b) ? a.error === b.error : a === b;
}
