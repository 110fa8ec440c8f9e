import { isError, type Scalar } from '../../model/cell.ts';
import { isRange, type Operand } from '../calculation.ts';
import { compareScalars, ErrorSignal, fail, firstOf, toBoolean } from '../values.ts';
import type { Arguments, FunctionDefinition, FunctionRoom } from './arguments.ts';

const many = 255;

/** Texts in ranges are passed over; with nothing to judge there is no answer. */
function judged(run: (flags: readonly boolean[]) => boolean): FunctionDefinition {
  return {
    least: 1,
    most: many,
    run: (args) => {
      const flags: boolean[] = [];
      args.each(0, (value, direct) => {
        if (isError(value)) throw new ErrorSignal(value);
        if (typeof value === 'string' && !direct) return;
        if (value !== null || direct) flags.push(toBoolean(value));
      });
      return flags.length === 0 ? fail('#VALUE!') : run(flags);
    },
  };
}

function unlessError(isCaught: (value: Scalar) => boolean): FunctionDefinition {
  return {
    least: 2,
    most: 2,
    run: (args) => (isCaught(firstOf(args.safe(0))) ? args.value(1) : args.value(0)),
  };
}

function choose(args: Arguments, pairs: (index: number) => boolean, first: number): Operand {
  let index = first;
  for (; index + 1 < args.count; index += 2) if (pairs(index)) return args.operand(index + 1);
  return index < args.count ? args.operand(index) : fail('#N/A');
}

export const logic: FunctionRoom = {
  IF: {
    least: 1,
    most: 3,
    run: (args) => {
      if (args.flag(0)) return args.count > 1 ? passOn(args, 1) : true;
      return args.count > 2 ? passOn(args, 2) : false;
    },
  },
  IFS: { least: 2, most: many, run: (args) => choose(args, (index) => args.flag(index), 0) },
  SWITCH: {
    least: 3,
    most: many,
    run: (args) => {
      const wanted = args.scalar(0);
      return choose(args, (index) => compareScalars(wanted, args.scalar(index)) === 0, 1);
    },
  },
  CHOOSE: {
    least: 2,
    most: many,
    run: (args) => {
      const index = Math.trunc(args.number(0));
      return index >= 1 && index < args.count ? args.operand(index) : fail('#VALUE!');
    },
  },
  AND: judged((flags) => flags.every(Boolean)),
  OR: judged((flags) => flags.some(Boolean)),
  XOR: judged((flags) => flags.filter(Boolean).length % 2 === 1),
  NOT: { least: 1, most: 1, each: true, run: (args) => !args.flag(0) },
  TRUE: { least: 0, most: 0, run: () => true },
  FALSE: { least: 0, most: 0, run: () => false },
  IFERROR: unlessError(isError),
  IFNA: unlessError((value) => isError(value) && value.error === '#N/A'),
  NA: { least: 0, most: 0, run: () => fail('#N/A') },
};

/** A blank branch is nothing, which a cell shows as zero. */
function passOn(args: Arguments, index: number): Operand {
  const operand = args.operand(index);
  return isRange(operand) ? operand : (operand ?? 0);
}
