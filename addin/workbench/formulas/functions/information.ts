import { isError, type Scalar } from '../../model/cell.ts';
import { isRange } from '../calculation.ts';
import { firstOf, toNumber } from '../values.ts';
import type { FunctionDefinition, FunctionRoom } from './arguments.ts';

function about(test: (value: Scalar) => boolean): FunctionDefinition {
  return {
    least: 1,
    most: 1,
    run: (args) => {
      const value = args.safe(0);
      return Array.isArray(value) ? value.map((row) => row.map(test)) : test(value as Scalar);
    },
  };
}

export const information: FunctionRoom = {
  ISBLANK: about((value) => value === null),
  ISNUMBER: about((value) => typeof value === 'number'),
  ISTEXT: about((value) => typeof value === 'string'),
  ISNONTEXT: about((value) => typeof value !== 'string'),
  ISLOGICAL: about((value) => typeof value === 'boolean'),
  ISERROR: about(isError),
  ISERR: about((value) => isError(value) && value.error !== '#N/A'),
  ISNA: about((value) => isError(value) && value.error === '#N/A'),
  ISEVEN: { least: 1, most: 1, each: true, run: (args) => Math.trunc(args.number(0)) % 2 === 0 },
  ISODD: { least: 1, most: 1, each: true, run: (args) => Math.trunc(args.number(0)) % 2 !== 0 },
  ISFORMULA: {
    least: 1,
    most: 1,
    run: (args) => {
      const operand = args.operand(0);
      if (!isRange(operand)) return false;
      const { sheet, area } = operand;
      return (sheet.cells.get(area.top)?.get(area.left)?.formula ?? null) !== null;
    },
  },
  N: {
    least: 1,
    most: 1,
    run: (args) => {
      const value = firstOf(args.value(0));
      return typeof value === 'string' ? 0 : toNumber(value);
    },
  },
};
