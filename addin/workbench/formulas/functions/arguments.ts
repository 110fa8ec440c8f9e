import { isError, type Scalar } from '../../model/cell.ts';
import {
  type Calculation,
  isRange,
  type Operand,
  type RangeOperand,
  toMatrix,
  toValue,
  walkedPart,
} from '../calculation.ts';
import type { Expression } from '../syntax.ts';
import { ErrorSignal, fail, isMatrix, type Matrix, toBoolean, toNumber, toText, type Value } from '../values.ts';

/** What a function was given, worked out when it asks: a branch that is not taken costs nothing and fails nothing. */
export type Arguments = {
  readonly calculation: Calculation;
  readonly count: number;
  /** Given, and not left blank. */
  has(index: number): boolean;
  operand(index: number): Operand;
  value(index: number): Value;
  /** As `value`, an error as a value instead of thrown. */
  safe(index: number): Value;
  scalar(index: number): Scalar;
  number(index: number, otherwise?: number): number;
  text(index: number, otherwise?: string): string;
  flag(index: number, otherwise?: boolean): boolean;
  matrix(index: number): Matrix;
  range(index: number): RangeOperand;
  /** Every value of the arguments from `first` on; `direct` for those typed into the formula. */
  each(first: number, visit: (value: Scalar, direct: boolean) => void): void;
  /** The numbers SUM and its like count: in ranges only numbers, typed ones also what reads as a number. */
  numbers(first?: number): number[];
};

export type FunctionDefinition = {
  readonly least: number;
  readonly most: number;
  /** Works on single values; given a matrix it is asked once a cell. */
  readonly each?: boolean;
  readonly run: (args: Arguments) => Operand;
};

export type FunctionRoom = Readonly<Record<string, FunctionDefinition>>;

export function createArguments(
  args: readonly Expression[],
  calculation: Calculation,
  evaluate: (expression: Expression, calculation: Calculation) => Operand,
  evaluateSafe: (expression: Expression, calculation: Calculation) => Operand,
): Arguments {
  const expressionAt = (index: number): Expression => args[index] ?? { kind: 'value', value: null };
  const own: Arguments = {
    calculation,
    count: args.length,
    has(index) {
      const given = args[index];
      return given !== undefined && !(given.kind === 'value' && given.value === null);
    },
    operand: (index) => evaluate(expressionAt(index), calculation),
    value: (index) => toValue(evaluate(expressionAt(index), calculation), calculation),
    safe: (index) => toValue(evaluateSafe(expressionAt(index), calculation), calculation),
    scalar(index) {
      const value = own.value(index);
      const single = isMatrix(value) ? (value[0]?.[0] ?? null) : value;
      if (isError(single)) throw new ErrorSignal(single);
      return single;
    },
    number: (index, otherwise = 0) => (own.has(index) ? toNumber(own.scalar(index)) : otherwise),
    text: (index, otherwise = '') => (own.has(index) ? toText(own.scalar(index)) : otherwise),
    flag: (index, otherwise = false) => (own.has(index) ? toBoolean(own.scalar(index)) : otherwise),
    matrix: (index) => toMatrix(evaluate(expressionAt(index), calculation), calculation),
    range(index) {
      const operand = evaluate(expressionAt(index), calculation);
      return isRange(operand) ? operand : fail('#VALUE!');
    },
    each(first, visit) {
      for (let index = first; index < args.length; index += 1) {
        const operand = evaluate(expressionAt(index), calculation);
        if (isRange(operand)) visitRange(operand, calculation, visit);
        else if (isMatrix(operand)) for (const row of operand) for (const value of row) visit(value, false);
        else visit(operand, true);
      }
    },
    numbers(first = 0) {
      const numbers: number[] = [];
      own.each(first, (value, direct) => {
        if (isError(value)) throw new ErrorSignal(value);
        if (typeof value === 'number') numbers.push(value);
        else if (direct && value !== null) numbers.push(toNumber(value));
      });
      return numbers;
    },
  };
  return own;
}

/** Empty cells are passed over: no function that walks a range counts them as values, COUNTBLANK aside. */
function visitRange(
  { sheet, area }: RangeOperand,
  { read }: Calculation,
  visit: (value: Scalar, direct: boolean) => void,
): void {
  const part = walkedPart(sheet, area);
  for (let row = part.top; row <= part.bottom; row += 1) {
    if (!sheet.cells.has(row)) continue;
    for (let column = part.left; column <= part.right; column += 1) {
      const value = read(sheet, row, column);
      if (value !== null) visit(value, false);
    }
  }
}
