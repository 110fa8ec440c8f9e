import { isError, type Scalar } from '../model/cell.ts';
import { findName } from '../model/workbook.ts';
import { type Calculation, type Operand, toMatrix, toValue } from './calculation.ts';
import { createArguments } from './functions/arguments.ts';
import { functionByName } from './functions/function-by-name.ts';
import { parseFormula } from './parse.ts';
import { rangePlace, structuredPlace } from './references.ts';
import { type Expression, errorValue, type Operator } from './syntax.ts';
import { compareScalars, ErrorSignal, fail, isMatrix, type Matrix, toNumber, toText, type Value } from './values.ts';

/** Works an expression out; throws ErrorSignal where the whole comes to an error. */
export function evaluate(expression: Expression, calculation: Calculation): Operand {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'range': {
      const place = rangePlace(expression, calculation);
      return place === null ? fail('#REF!') : { place: 'range', ...place };
    }
    case 'structured': {
      const place = structuredPlace(expression, calculation);
      return place === null ? fail('#REF!') : { place: 'range', ...place };
    }
    case 'name':
      return namedOperand(expression.name, calculation);
    case 'array':
      return expression.rows.map((row) => row.map((each) => scalarOf(evaluate(each, calculation), calculation)));
    case 'unary': {
      const { operator } = expression;
      return mapValue(toValue(evaluate(expression.of, calculation), calculation), (value) =>
        operator === '-' ? -toNumber(value) : operator === '%' ? toNumber(value) / 100 : value,
      );
    }
    case 'binary': {
      const left = toValue(evaluateSafe(expression.left, calculation), calculation);
      const right = toValue(evaluateSafe(expression.right, calculation), calculation);
      return mapPair(left, right, (a, b) => applyOperator(expression.operator, a, b));
    }
    case 'call':
      return callFunction(expression.name, expression.args, calculation);
  }
}

/** An error inside becomes the error as a value, for what can live with one. */
export function evaluateSafe(expression: Expression, calculation: Calculation): Operand {
  try {
    return evaluate(expression, calculation);
  } catch (signal) {
    if (signal instanceof ErrorSignal) return signal.value;
    throw signal;
  }
}

function namedOperand(name: string, calculation: Calculation): Operand {
  const { book, sheet } = calculation;
  const found = findName(book, name, sheet) ?? findName(book, name, null);
  if (found === undefined) {
    const table = book.sheets
      .flatMap((each) => each.tables)
      .some((each) => each.name.toLowerCase() === name.toLowerCase());
    if (!table) return fail('#NAME?');
    return evaluate({ kind: 'structured', table: name, items: [], columns: [] }, calculation);
  }
  const { refersTo } = found;
  if ('formula' in refersTo) return evaluate(parseFormula(refersTo.formula.replace(/^=/, '')), calculation);
  return refersTo.area === null ? fail('#REF!') : { place: 'range', sheet: refersTo.sheet, area: refersTo.area };
}

function callFunction(name: string, args: readonly Expression[], calculation: Calculation): Operand {
  const plain = name.replace(/^_XLFN\.(_XLWS\.)?/, '');
  const definition = functionByName.get(plain);
  if (definition === undefined) return callCustom(plain, args, calculation);
  if (args.length < definition.least || args.length > definition.most) return fail('#VALUE!');
  const given = createArguments(args, calculation, evaluate, evaluateSafe);
  if (definition.each !== true) return definition.run(given);
  // A function of single values, given a matrix, answers with a matrix: SUMPRODUCT and its like rely on it.
  const matrices = args.map((_, index) => given.value(index));
  if (!matrices.some(isMatrix)) return definition.run(given);
  const rows = Math.max(...matrices.map((each) => (isMatrix(each) ? each.length : 1)));
  const columns = Math.max(...matrices.map((each) => (isMatrix(each) ? (each[0]?.length ?? 1) : 1)));
  return matrixOf(rows, columns, (row, column) => {
    const cells = matrices.map((each): Expression => ({ kind: 'value', value: cellOf(each, row, column) as Scalar }));
    return safely(() =>
      scalarOf(definition.run(createArguments(cells, calculation, evaluate, evaluateSafe)), calculation),
    );
  });
}

function callCustom(name: string, args: readonly Expression[], calculation: Calculation): Operand {
  const matrices = args.map((each) => toMatrix(evaluateSafe(each, calculation), calculation));
  const answer = calculation.custom(name, matrices);
  if (answer !== null) return answer;
  calculation.unknown(name);
  return fail('#NAME?');
}

export function scalarOf(operand: Operand, calculation: Calculation): Scalar {
  const value = toValue(operand, calculation);
  return isMatrix(value) ? (value[0]?.[0] ?? null) : value;
}

function safely(run: () => Scalar): Scalar {
  try {
    return run();
  } catch (signal) {
    if (signal instanceof ErrorSignal) return signal.value;
    throw signal;
  }
}

function mapValue(value: Value, change: (value: Scalar) => Scalar): Value {
  if (!isMatrix(value)) return change(value);
  return value.map((row) => row.map((cell) => safely(() => change(cell))));
}

function mapPair(left: Value, right: Value, join: (a: Scalar, b: Scalar) => Scalar): Value {
  if (!isMatrix(left) && !isMatrix(right)) return join(left, right);
  const rows = Math.max(heightOf(left), heightOf(right));
  const columns = Math.max(widthOf(left), widthOf(right));
  return matrixOf(rows, columns, (row, column) => {
    const [a, b] = [cellOf(left, row, column), cellOf(right, row, column)];
    if (a === undefined || b === undefined) return errorValue('#N/A');
    return safely(() => join(a, b));
  });
}

function matrixOf(rows: number, columns: number, make: (row: number, column: number) => Scalar): Matrix {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => make(row, column)));
}

function heightOf(value: Value): number {
  return isMatrix(value) ? value.length : 1;
}

function widthOf(value: Value): number {
  return isMatrix(value) ? (value[0]?.length ?? 1) : 1;
}

/** A single row or column stretches; beyond a matrix there is nothing. */
function cellOf(value: Value, row: number, column: number): Scalar | undefined {
  if (!isMatrix(value)) return value;
  return value[value.length === 1 ? 0 : row]?.[widthOf(value) === 1 ? 0 : column];
}

function applyOperator(operator: Operator, a: Scalar, b: Scalar): Scalar {
  if (isError(a)) throw new ErrorSignal(a);
  if (isError(b)) throw new ErrorSignal(b);
  switch (operator) {
    case '+':
      return finite(toNumber(a) + toNumber(b));
    case '-':
      return finite(toNumber(a) - toNumber(b));
    case '*':
      return finite(toNumber(a) * toNumber(b));
    case '/': {
      const divisor = toNumber(b);
      return divisor === 0 ? fail('#DIV/0!') : finite(toNumber(a) / divisor);
    }
    case '^':
      return finite(toNumber(a) ** toNumber(b));
    case '&':
      return toText(a) + toText(b);
    case '=':
      return compareScalars(a, b) === 0;
    case '<>':
      return compareScalars(a, b) !== 0;
    case '<':
      return compareScalars(a, b) < 0;
    case '>':
      return compareScalars(a, b) > 0;
    case '<=':
      return compareScalars(a, b) <= 0;
    case '>=':
      return compareScalars(a, b) >= 0;
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : fail('#NUM!');
}
