import { columnLetters, quoteSheetName } from '../../model/address.ts';
import type { Scalar } from '../../model/cell.ts';
import { isRange, type Operand } from '../calculation.ts';
import { wildcardPattern } from '../criterion.ts';
import { compareScalars, fail, type Matrix } from '../values.ts';
import type { Arguments, FunctionRoom } from './arguments.ts';

function sameAs(wanted: Scalar, wildcards: boolean): (value: Scalar) => boolean {
  const pattern = wildcards && typeof wanted === 'string' ? wildcardPattern(wanted) : null;
  return (value) => {
    if (typeof value === 'object' && value !== null) return false;
    if (pattern !== null) return typeof value === 'string' && pattern.test(value);
    return value !== null && typeof value === typeof wanted && compareScalars(value, wanted) === 0;
  };
}

/** The last of the values, which are in order, that is not beyond the wanted one; -1 for none. */
function lastUpTo(values: readonly Scalar[], wanted: Scalar): number {
  let found = -1;
  for (const [index, value] of values.entries()) {
    if (value === null || typeof value !== typeof wanted) continue;
    if (compareScalars(value, wanted) > 0) break;
    found = index;
  }
  return found;
}

function nearest(values: readonly Scalar[], wanted: Scalar, side: 1 | -1): number {
  let found = -1;
  for (const [index, value] of values.entries()) {
    if (value === null || typeof value !== typeof wanted) continue;
    if (compareScalars(value, wanted) * side < 0) continue;
    const best = found < 0 ? undefined : values[found];
    if (best === undefined || compareScalars(value, best) * side < 0) found = index;
  }
  return found;
}

function lineOf(matrix: Matrix): readonly Scalar[] {
  return matrix.length === 1 ? (matrix[0] ?? []) : matrix.map((row) => row[0] ?? null);
}

function lookIn(args: Arguments, across: boolean): Scalar {
  const matrix = args.matrix(1);
  const wanted = args.scalar(0);
  const index = Math.trunc(args.number(2)) - 1;
  const line = across ? (matrix[0] ?? []) : matrix.map((row) => row[0] ?? null);
  const found = args.flag(3, true) ? lastUpTo(line, wanted) : line.findIndex(sameAs(wanted, true));
  if (found < 0) return fail('#N/A');
  const value = across ? matrix[index]?.[found] : matrix[found]?.[index];
  return value === undefined ? fail('#REF!') : value;
}

/** `wanted, values, mode`: MATCH's modes are 1, 0 and -1, XMATCH's 0, -1, 1 and 2. */
function placeOf(args: Arguments, modern: boolean): number {
  const wanted = args.scalar(0);
  const values = lineOf(args.matrix(1));
  const mode = args.number(2, modern ? 0 : 1);
  const found = modern
    ? exactOrNear(values, wanted, mode)
    : mode === 0
      ? values.findIndex(sameAs(wanted, true))
      : mode > 0
        ? lastUpTo(values, wanted)
        : nearest(values, wanted, 1);
  return found < 0 ? fail('#N/A') : found + 1;
}

function exactOrNear(values: readonly Scalar[], wanted: Scalar, mode: number): number {
  const exact = values.findIndex(sameAs(wanted, mode === 2));
  if (exact >= 0 || mode === 0 || mode === 2) return exact;
  return nearest(values, wanted, mode > 0 ? 1 : -1);
}

function lookAcross(args: Arguments): Operand {
  const keys = args.matrix(1);
  const found = exactOrNear(lineOf(keys), args.scalar(0), args.number(4, 0));
  if (found < 0) return args.has(3) ? args.operand(3) : fail('#N/A');
  const results = args.matrix(2);
  if (keys.length === 1 && results.length >= 1) return results.map((row) => [row[found] ?? null]);
  return [results[found] ?? fail('#VALUE!')];
}

function indexInto(args: Arguments): Operand {
  const operand = args.operand(0);
  if (!isRange(operand)) {
    const matrix = args.matrix(0);
    const [row, column] = rowAndColumn(args, matrix.length, matrix[0]?.length ?? 1);
    return matrix[Math.max(0, row - 1)]?.[Math.max(0, column - 1)] ?? fail('#REF!');
  }
  const { sheet, area } = operand;
  const [row, column] = rowAndColumn(args, area.bottom - area.top + 1, area.right - area.left + 1);
  const rows =
    row === 0 ? { top: area.top, bottom: area.bottom } : { top: area.top + row - 1, bottom: area.top + row - 1 };
  const columns =
    column === 0
      ? { left: area.left, right: area.right }
      : { left: area.left + column - 1, right: area.left + column - 1 };
  if (rows.bottom > area.bottom || columns.right > area.right) return fail('#REF!');
  return { place: 'range', sheet, area: { ...rows, ...columns } };
}

/** With one number only, it counts along the single row or column. */
function rowAndColumn(args: Arguments, rows: number, columns: number): readonly [number, number] {
  const first = Math.trunc(args.number(1));
  if (args.count < 3) return rows === 1 && columns > 1 ? [1, first] : [first, columns === 1 ? 1 : 0];
  return [first, Math.trunc(args.number(2))];
}

export const lookup: FunctionRoom = {
  VLOOKUP: { least: 3, most: 4, run: (args) => lookIn(args, false) },
  HLOOKUP: { least: 3, most: 4, run: (args) => lookIn(args, true) },
  XLOOKUP: { least: 3, most: 6, run: lookAcross },
  MATCH: { least: 2, most: 3, run: (args) => placeOf(args, false) },
  XMATCH: { least: 2, most: 4, run: (args) => placeOf(args, true) },
  INDEX: { least: 2, most: 3, run: indexInto },
  ROW: { least: 0, most: 1, run: (args) => (args.has(0) ? args.range(0).area.top : args.calculation.row) + 1 },
  COLUMN: { least: 0, most: 1, run: (args) => (args.has(0) ? args.range(0).area.left : args.calculation.column) + 1 },
  ROWS: { least: 1, most: 1, run: (args) => args.matrix(0).length },
  COLUMNS: { least: 1, most: 1, run: (args) => args.matrix(0)[0]?.length ?? 0 },
  HYPERLINK: { least: 1, most: 2, run: (args) => (args.has(1) ? args.scalar(1) : args.text(0)) },
  ADDRESS: {
    least: 2,
    most: 5,
    run: (args) => {
      const fixed = args.number(2, 1);
      const column = `${fixed === 1 || fixed === 3 ? '$' : ''}${columnLetters(args.number(1) - 1)}`;
      const row = `${fixed === 1 || fixed === 2 ? '$' : ''}${args.number(0)}`;
      return `${args.has(4) ? `${quoteSheetName(args.text(4))}!` : ''}${column}${row}`;
    },
  },
};
