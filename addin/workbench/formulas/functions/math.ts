import { fail } from '../values.ts';
import type { FunctionDefinition, FunctionRoom } from './arguments.ts';

const many = 255;

function numeric(run: (value: number) => number): FunctionDefinition {
  return { least: 1, most: 1, each: true, run: (args) => checked(run(args.number(0))) };
}

function checked(value: number): number {
  return Number.isFinite(value) ? value : fail('#NUM!');
}

/** Rounds the decimal number a person sees, not the binary one behind it. */
function roundTo(value: number, places: number, round: (scaled: number) => number): number {
  const size = Math.abs(value);
  const scaled = Number(`${Number(size.toPrecision(15))}e${Math.trunc(places)}`);
  if (!Number.isFinite(scaled)) return value;
  return Math.sign(value) * Number(`${round(scaled)}e${-Math.trunc(places)}`);
}

function rounding(round: (scaled: number) => number, least = 2): FunctionDefinition {
  return { least, most: 2, each: true, run: (args) => roundTo(args.number(0), args.number(1), round) };
}

function toMultiple(round: (ratio: number) => number): FunctionDefinition {
  return {
    least: 1,
    most: 2,
    each: true,
    run: (args) => {
      const step = Math.abs(args.number(1, 1));
      return step === 0 ? 0 : checked(round(Number((args.number(0) / step).toPrecision(15))) * step);
    },
  };
}

export const math: FunctionRoom = {
  SUM: { least: 1, most: many, run: (args) => args.numbers().reduce((sum, value) => sum + value, 0) },
  PRODUCT: { least: 1, most: many, run: (args) => args.numbers().reduce((product, value) => product * value, 1) },
  SUMSQ: { least: 1, most: many, run: (args) => args.numbers().reduce((sum, value) => sum + value * value, 0) },
  SUMPRODUCT: {
    least: 1,
    most: many,
    run: (args) => {
      const matrices = Array.from({ length: args.count }, (_, index) => args.matrix(index));
      const [first = []] = matrices;
      const shape = (matrix: typeof first): string => `${matrix.length} ${matrix[0]?.length ?? 0}`;
      if (matrices.some((matrix) => shape(matrix) !== shape(first))) return fail('#VALUE!');
      let sum = 0;
      for (const [row, cells] of first.entries()) {
        for (const column of cells.keys()) {
          let product = 1;
          for (const matrix of matrices) {
            const value = matrix[row]?.[column];
            if (typeof value === 'object' && value !== null) return value;
            product *= typeof value === 'number' ? value : 0;
          }
          sum += product;
        }
      }
      return sum;
    },
  },
  ABS: numeric(Math.abs),
  INT: numeric(Math.floor),
  SIGN: numeric(Math.sign),
  SQRT: numeric(Math.sqrt),
  EXP: numeric(Math.exp),
  LN: numeric(Math.log),
  LOG10: numeric(Math.log10),
  LOG: {
    least: 1,
    most: 2,
    each: true,
    run: (args) => checked(Math.log(args.number(0)) / Math.log(args.number(1, 10))),
  },
  POWER: { least: 2, most: 2, each: true, run: (args) => checked(args.number(0) ** args.number(1)) },
  PI: { least: 0, most: 0, run: () => Math.PI },
  MOD: {
    least: 2,
    most: 2,
    each: true,
    run: (args) => {
      const [value, by] = [args.number(0), args.number(1)];
      return by === 0 ? fail('#DIV/0!') : value - by * Math.floor(value / by);
    },
  },
  QUOTIENT: {
    least: 2,
    most: 2,
    each: true,
    run: (args) => (args.number(1) === 0 ? fail('#DIV/0!') : Math.trunc(args.number(0) / args.number(1))),
  },
  ROUND: rounding(Math.round),
  ROUNDUP: rounding(Math.ceil),
  ROUNDDOWN: rounding(Math.floor),
  TRUNC: rounding(Math.floor, 1),
  CEILING: toMultiple(Math.ceil),
  FLOOR: toMultiple(Math.floor),
  MROUND: toMultiple(Math.round),
};
