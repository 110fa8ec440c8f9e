import type { Area } from '../model/area.ts';
import type { Scalar } from '../model/cell.ts';
import type { Sheet } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';
import type { Matrix, Value } from './values.ts';

/** Cells by their place: functions that ask where something stands, or for few of many cells, get this. */
export type RangeOperand = { readonly place: 'range'; readonly sheet: Sheet; readonly area: Area };
export type Operand = Value | RangeOperand;

/** What a formula may ask while it is worked out. */
export type Calculation = {
  readonly book: Workbook;
  /** Where the formula stands. */
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** How far from the cell it was written for: relative references move along. */
  readonly rowShift: number;
  readonly columnShift: number;
  /** A cell's value, brought up to date first. */
  readonly read: (sheet: Sheet, row: number, column: number) => Scalar;
  /** Which cells of a range, counted row by row, meet a criterion. */
  readonly matches: (range: RangeOperand, criterion: Scalar) => readonly number[];
  /** The moment of this calculation as Excel's number. */
  readonly now: number;
  /** An add-in's own function; null where nobody provides it. */
  readonly custom: (name: string, args: readonly Matrix[]) => Scalar | null;
  /** Told of functions that are not known here. */
  readonly unknown: (name: string) => void;
};

export function isRange(operand: Operand): operand is RangeOperand {
  return typeof operand === 'object' && operand !== null && 'place' in operand;
}

/** The part of an area that can hold anything: whole rows and columns are not walked to the end of the sheet. */
export function walkedPart(sheet: Sheet, area: Area): Area {
  let { bottom, right } = area;
  if (bottom - area.top > 10_000) {
    let last = area.top;
    for (const row of sheet.cells.keys()) if (row > last) last = row;
    bottom = Math.min(bottom, last);
  }
  if (right - area.left > 1_000) {
    let last = area.left;
    for (const cells of sheet.cells.values()) for (const column of cells.keys()) if (column > last) last = column;
    right = Math.min(right, last);
  }
  return { ...area, bottom, right };
}

export function toMatrix(operand: Operand, { read }: Pick<Calculation, 'read'>): Matrix {
  if (!isRange(operand)) return Array.isArray(operand) ? (operand as Matrix) : [[operand as Scalar]];
  const { sheet } = operand;
  const area = walkedPart(sheet, operand.area);
  const rows: Scalar[][] = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const cells: Scalar[] = [];
    for (let column = area.left; column <= area.right; column += 1) cells.push(read(sheet, row, column));
    rows.push(cells);
  }
  return rows;
}

export function toValue(operand: Operand, calculation: Pick<Calculation, 'read'>): Value {
  if (!isRange(operand)) return operand;
  const { top, left, bottom, right } = operand.area;
  if (top === bottom && left === right) return calculation.read(operand.sheet, top, left);
  return toMatrix(operand, calculation);
}
