import { isError, type Scalar } from '../../model/cell.ts';
import type { RangeOperand } from '../calculation.ts';
import { ErrorSignal, fail, isMatrix, type Matrix } from '../values.ts';
import type { Arguments, FunctionDefinition, FunctionRoom } from './arguments.ts';

const many = 255;

/** The criterion as it was given; an error in it is looked for as one. A matrix of them is asked one by one. */
function criterionAt(args: Arguments, index: number, ask: (criterion: Scalar) => Scalar): Scalar | Matrix {
  const value = args.safe(index);
  return isMatrix(value) ? value.map((row) => row.map(ask)) : ask(value);
}

/** The cells of another range that stand where matches stand: it is as large as the first, whatever was written. */
function valuesAt(args: Arguments, from: RangeOperand, criteria: RangeOperand, matches: readonly number[]): Scalar[] {
  const width = criteria.area.right - criteria.area.left + 1;
  return matches.map((at) => {
    const row = from.area.top + Math.floor(at / width);
    return args.calculation.read(from.sheet, row, from.area.left + (at % width));
  });
}

function numbersIn(values: readonly Scalar[]): number[] {
  const broken = values.find(isError);
  if (broken !== undefined) throw new ErrorSignal(broken as { error: '#N/A' });
  return values.filter((value): value is number => typeof value === 'number');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? fail('#DIV/0!') : sum(numbers) / numbers.length;
}

/** `range, criterion, values`: SUMIF and AVERAGEIF. */
function oneCondition(reduce: (numbers: readonly number[]) => number): FunctionDefinition {
  return {
    least: 2,
    most: 3,
    run: (args) => {
      const range = args.range(0);
      const from = args.has(2) ? args.range(2) : range;
      return criterionAt(args, 1, (criterion) => {
        return reduce(numbersIn(valuesAt(args, from, range, args.calculation.matches(range, criterion))));
      });
    },
  };
}

/** Places that meet every pair of range and criterion from `first` on. */
function meetingAll(
  args: Arguments,
  first: number,
): { readonly range: RangeOperand; readonly matches: readonly number[] } {
  const range = args.range(first);
  let matches: readonly number[] | null = null;
  for (let index = first; index < args.count; index += 2) {
    const other = args.range(index);
    if (sizeOf(other) !== sizeOf(range)) return fail('#VALUE!');
    const criterion = args.safe(index + 1);
    const found = args.calculation.matches(other, isMatrix(criterion) ? (criterion[0]?.[0] ?? null) : criterion);
    if (matches === null) matches = found;
    else {
      const also = new Set(found);
      matches = matches.filter((at) => also.has(at));
    }
  }
  return { range, matches: matches ?? [] };
}

function sizeOf({ area }: RangeOperand): string {
  return `${area.bottom - area.top} ${area.right - area.left}`;
}

/** `values, range, criterion, range, criterion ...`. */
function manyConditions(reduce: (numbers: readonly number[]) => number): FunctionDefinition {
  return {
    least: 3,
    most: many,
    run: (args) => {
      const { range, matches } = meetingAll(args, 1);
      return reduce(numbersIn(valuesAt(args, args.range(0), range, matches)));
    },
  };
}

export const conditional: FunctionRoom = {
  COUNTIF: {
    least: 2,
    most: 2,
    run: (args) => {
      const range = args.range(0);
      return criterionAt(args, 1, (criterion) => args.calculation.matches(range, criterion).length);
    },
  },
  COUNTIFS: { least: 2, most: many, run: (args) => meetingAll(args, 0).matches.length },
  SUMIF: oneCondition(sum),
  AVERAGEIF: oneCondition(average),
  SUMIFS: manyConditions(sum),
  AVERAGEIFS: manyConditions(average),
  MINIFS: manyConditions((numbers) => (numbers.length === 0 ? 0 : Math.min(...numbers))),
  MAXIFS: manyConditions((numbers) => (numbers.length === 0 ? 0 : Math.max(...numbers))),
};
