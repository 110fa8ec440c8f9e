import { type CellError, isError, type Scalar } from '../model/cell.ts';
import { generalNumber } from '../model/number-format.ts';
import { readTyped } from '../model/typed-input.ts';
import { errorValue } from './syntax.ts';

/** What an expression comes to: one value, or a matrix of them with at least one cell. */
export type Matrix = readonly (readonly Scalar[])[];
export type Value = Scalar | Matrix;

export function isMatrix(value: Value): value is Matrix {
  return Array.isArray(value);
}

export function firstOf(value: Value): Scalar {
  return isMatrix(value) ? (value[0]?.[0] ?? null) : value;
}

/** Thrown to end a calculation with an error value; caught where a cell's or a function's value is made. */
export class ErrorSignal extends Error {
  readonly value: CellError;
  constructor(value: CellError) {
    super(value.error);
    this.name = 'ErrorSignal';
    this.value = value;
  }
}

export function fail(word: CellError['error']): never {
  throw new ErrorSignal(errorValue(word));
}

/** As a number in arithmetic: texts that read as numbers count, empty is zero. */
export function toNumber(value: Scalar): number {
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isError(value)) throw new ErrorSignal(value);
  const typed = value.trim() === '' ? null : readTyped(value, 'General', thisYear()).value;
  return typeof typed === 'number' ? typed : fail('#VALUE!');
}

/** Only for dates typed without a year. */
function thisYear(): number {
  return new Date().getFullYear();
}

export function toText(value: Scalar): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return generalNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  throw new ErrorSignal(value);
}

export function toBoolean(value: Scalar): boolean {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (isError(value)) throw new ErrorSignal(value);
  if (/^true$/i.test(value)) return true;
  return /^false$/i.test(value) ? false : fail('#VALUE!');
}

/** Numbers, then texts, then logical values; texts whatever their letter case. An empty cell is the other side's nothing. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (isError(a)) throw new ErrorSignal(a);
  if (isError(b)) throw new ErrorSignal(b);
  const left = a ?? blankLike(b);
  const right = b ?? blankLike(a);
  const [rankLeft, rankRight] = [rank(left), rank(right)];
  if (rankLeft !== rankRight) return rankLeft - rankRight;
  if (typeof left === 'string' && typeof right === 'string') {
    const [x, y] = [left.toLowerCase(), right.toLowerCase()];
    return x === y ? 0 : x < y ? -1 : 1;
  }
  return Number(left) - Number(right);
}

function blankLike(other: Scalar): number | string | boolean {
  if (typeof other === 'string') return '';
  return typeof other === 'boolean' ? false : 0;
}

function rank(value: number | string | boolean): number {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
}
