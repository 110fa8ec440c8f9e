import { isError, type Scalar } from '../../model/cell.ts';
import { isRowHidden } from '../../model/sheet.ts';
import { isRange, walkedPart } from '../calculation.ts';
import { ErrorSignal, fail } from '../values.ts';
import type { Arguments, FunctionDefinition, FunctionRoom } from './arguments.ts';

const many = 255;

function overNumbers(run: (numbers: number[]) => number): FunctionDefinition {
  return { least: 1, most: many, run: (args) => run(args.numbers()) };
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? fail('#DIV/0!') : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function extreme(pick: (...numbers: number[]) => number): FunctionDefinition {
  return overNumbers((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => pick(a, b))));
}

function variance(numbers: readonly number[], whole: boolean): number {
  const degrees = numbers.length - (whole ? 0 : 1);
  if (degrees < 1) return fail('#DIV/0!');
  const middle = average(numbers);
  return numbers.reduce((sum, value) => sum + (value - middle) ** 2, 0) / degrees;
}

function nth(order: (a: number, b: number) => number): FunctionDefinition {
  return {
    least: 2,
    most: 2,
    run: (args) => numbersOf(args).sort(order)[Math.ceil(args.number(1)) - 1] ?? fail('#NUM!'),
  };
}

function numbersOf(args: Arguments): number[] {
  return args
    .matrix(0)
    .flat()
    .filter((value): value is number => typeof value === 'number');
}

function percentile(numbers: readonly number[], share: number): number {
  if (numbers.length === 0 || share < 0 || share > 1) return fail('#NUM!');
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}

/** SUBTOTAL's functions; those above 100 leave out hidden rows as well, all leave out rows a filter has put away. */
const subtotals: Readonly<Record<number, (numbers: number[], values: number) => number>> = {
  1: average,
  2: (numbers) => numbers.length,
  3: (_, values) => values,
  4: (numbers) => (numbers.length === 0 ? 0 : Math.max(...numbers)),
  5: (numbers) => (numbers.length === 0 ? 0 : Math.min(...numbers)),
  6: (numbers) => numbers.reduce((a, b) => a * b, 1),
  9: (numbers) => numbers.reduce((a, b) => a + b, 0),
};

function subtotal(args: Arguments): number {
  const kind = args.number(0);
  const reduce = subtotals[kind % 100] ?? fail('#VALUE!');
  const { read } = args.calculation;
  const values: Scalar[] = [];
  for (let index = 1; index < args.count; index += 1) {
    const operand = args.operand(index);
    if (!isRange(operand)) return fail('#VALUE!');
    const { sheet } = operand;
    const area = walkedPart(sheet, operand.area);
    for (let row = area.top; row <= area.bottom; row += 1) {
      if (kind > 100 ? isRowHidden(sheet, row) : sheet.filteredRows.has(row)) continue;
      for (let column = area.left; column <= area.right; column += 1) {
        const value = read(sheet, row, column);
        if (isError(value)) throw new ErrorSignal(value);
        if (value !== null) values.push(value);
      }
    }
  }
  return reduce(
    values.filter((value): value is number => typeof value === 'number'),
    values.length,
  );
}

export const statistics: FunctionRoom = {
  AVERAGE: overNumbers(average),
  MIN: extreme(Math.min),
  MAX: extreme(Math.max),
  MEDIAN: overNumbers((numbers) => percentile(numbers, 0.5)),
  'STDEV.S': overNumbers((numbers) => Math.sqrt(variance(numbers, false))),
  'STDEV.P': overNumbers((numbers) => Math.sqrt(variance(numbers, true))),
  STDEV: overNumbers((numbers) => Math.sqrt(variance(numbers, false))),
  'VAR.S': overNumbers((numbers) => variance(numbers, false)),
  'VAR.P': overNumbers((numbers) => variance(numbers, true)),
  COUNT: {
    least: 1,
    most: many,
    run: (args) => {
      let count = 0;
      args.each(0, (value) => {
        if (typeof value === 'number') count += 1;
      });
      return count;
    },
  },
  COUNTA: {
    least: 1,
    most: many,
    run: (args) => {
      let count = 0;
      args.each(0, (value) => {
        if (value !== null) count += 1;
      });
      return count;
    },
  },
  COUNTBLANK: {
    least: 1,
    most: 1,
    run: (args) => {
      const { area } = args.range(0);
      let filled = 0;
      args.each(0, (value) => {
        if (value !== '') filled += 1;
      });
      return (area.bottom - area.top + 1) * (area.right - area.left + 1) - filled;
    },
  },
  LARGE: nth((a, b) => b - a),
  SMALL: nth((a, b) => a - b),
  PERCENTILE: { least: 2, most: 2, run: (args) => percentile(numbersOf(args), args.number(1)) },
  RANK: {
    least: 2,
    most: 3,
    run: (args) => {
      const value = args.number(0);
      const ascending = args.number(2) !== 0;
      const numbers = args
        .matrix(1)
        .flat()
        .filter((each): each is number => typeof each === 'number');
      if (!numbers.includes(value)) return fail('#N/A');
      return 1 + numbers.filter((each) => (ascending ? each < value : each > value)).length;
    },
  },
  SUBTOTAL: { least: 2, most: many, run: subtotal },
};
