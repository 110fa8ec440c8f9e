import type { FormulaCalculator } from '../formulas/calculator.ts';
import { compareScalars, ErrorSignal } from '../formulas/values.ts';
import { holds } from '../model/area.ts';
import { isError, type Scalar } from '../model/cell.ts';
import type { ConditionalFormat, ConditionalLook } from '../model/conditional-format.ts';
import { formatValue } from '../model/number-format.ts';
import { cellAt, cellsOf, formatAt, type Sheet } from '../model/sheet.ts';

/** What conditional formats make of a cell: a look over its own, and a bar behind its text. */
export type Conditional = {
  readonly look: ConditionalLook;
  /** From 0 to 1 of the cell's width. */
  readonly bar: { readonly share: number; readonly color: string } | null;
};

type Where = { readonly sheet: Sheet; readonly row: number; readonly column: number };

/** The ends of data bars and colour scales are worked out once a painting. */
export type Painting = {
  readonly calculator: FormulaCalculator;
  readonly ends: Map<ConditionalFormat, readonly number[]>;
};

const none: Conditional = { look: {}, bar: null };

/** The first format that says something about a property wins, as in Excel. */
export function conditionalLook(where: Where, value: Scalar, painting: Painting): Conditional {
  const { sheet, row, column } = where;
  if (sheet.conditionalFormats.length === 0) return none;
  let look: ConditionalLook = {};
  let bar: Conditional['bar'] = null;
  for (const format of sheet.conditionalFormats) {
    if (!format.areas.some((area) => holds(area, row, column))) continue;
    if (format.type === 'DataBar') bar ??= dataBar(format, sheet, value, painting);
    else if (format.type === 'ColorScale') {
      const color = scaleColor(format, sheet, value, painting);
      if (color !== null) look = { fillColor: color, ...look };
    } else if (meets(format, where, value, painting)) {
      look = { ...format.look, ...look };
      if (format.stopIfTrue) break;
    }
  }
  return { look, bar };
}

function meets(format: ConditionalFormat, where: Where, value: Scalar, { calculator }: Painting): boolean {
  const [first] = format.areas;
  const writtenFor = { row: first?.top ?? 0, column: first?.left ?? 0 };
  const work = (formula: unknown): Scalar =>
    typeof formula === 'string' && formula.startsWith('=')
      ? calculator.evaluateFor(formula, where, writtenFor)
      : ((formula as Scalar | undefined) ?? null);
  if (format.type === 'Custom') return isTruth(work(format.settings.get('formula')));
  const rule = format.settings.get('rule');
  if (typeof rule !== 'object' || rule === null) return false;
  const { operator, formula1, formula2, text, criterion } = rule as Readonly<Record<string, unknown>>;
  switch (format.type) {
    case 'CellValue':
      return value !== null && compares(value, String(operator), work(formula1), work(formula2));
    case 'ContainsText':
      return containsText(formatValue(value, 'General'), String(operator), String(work(text) ?? ''));
    case 'PresetCriteria':
      return meetsPreset(value, String(criterion), where);
    default:
      return false;
  }
}

function isTruth(value: Scalar): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}

function compares(value: Scalar, operator: string, first: Scalar, second: Scalar): boolean {
  if (isError(value) || isError(first)) return false;
  // A number is never above or below a text, whatever sorts first.
  const order = (other: Scalar): number =>
    other !== null && typeof other !== typeof value ? Number.NaN : safeOrder(value, other);
  switch (operator) {
    case 'EqualTo':
      return order(first) === 0;
    case 'NotEqualTo':
      return order(first) !== 0;
    case 'GreaterThan':
      return order(first) > 0;
    case 'GreaterThanOrEqual':
    case 'GreaterThanOrEqualTo':
      return order(first) >= 0;
    case 'LessThan':
      return order(first) < 0;
    case 'LessThanOrEqual':
    case 'LessThanOrEqualTo':
      return order(first) <= 0;
    case 'Between':
      return order(first) >= 0 && order(second) <= 0;
    case 'NotBetween':
      return order(first) < 0 || order(second) > 0;
    default:
      return false;
  }
}

function safeOrder(a: Scalar, b: Scalar): number {
  try {
    return compareScalars(a, b);
  } catch (signal) {
    if (signal instanceof ErrorSignal) return Number.NaN;
    throw signal;
  }
}

function containsText(shown: string, operator: string, wanted: string): boolean {
  const [text, part] = [shown.toLowerCase(), wanted.toLowerCase()];
  switch (operator) {
    case 'NotContains':
      return !text.includes(part);
    case 'BeginsWith':
      return text.startsWith(part);
    case 'EndsWith':
      return text.endsWith(part);
    default:
      return text.includes(part);
  }
}

function meetsPreset(value: Scalar, criterion: string, { sheet, row, column }: Where): boolean {
  switch (criterion) {
    case 'Blanks':
      return value === null || value === '';
    case 'NonBlanks':
      return value !== null && value !== '';
    case 'Errors':
      return isError(value);
    case 'NonErrors':
      return !isError(value);
    case 'DuplicateValues':
      return value !== null && countAlike(sheet, row, column, value) > 1;
    case 'UniqueValues':
      return value !== null && countAlike(sheet, row, column, value) === 1;
    default:
      return false;
  }
}

function countAlike(sheet: Sheet, row: number, column: number, value: Scalar): number {
  const format = sheet.conditionalFormats.find(({ areas }) => areas.some((area) => holds(area, row, column)));
  let count = 0;
  for (const area of format?.areas ?? []) {
    for (const { cell } of cellsOf(sheet, area))
      if (cell.value !== null && safeOrder(cell.value, value) === 0) count += 1;
  }
  return count;
}

type Point = { readonly type: string; readonly value: string };

function dataBar(format: ConditionalFormat, sheet: Sheet, value: Scalar, painting: Painting): Conditional['bar'] {
  if (typeof value !== 'number') return null;
  const [least = 0, most = 1] = endsOf(format, sheet, painting);
  const share = most <= least ? 0 : Math.max(0, Math.min(1, (value - least) / (most - least)));
  const [color = '#638EC6'] = (format.settings.get('colors') as readonly string[] | undefined) ?? [];
  return share === 0 ? null : { share, color };
}

function scaleColor(format: ConditionalFormat, sheet: Sheet, value: Scalar, painting: Painting): string | null {
  if (typeof value !== 'number') return null;
  const ends = endsOf(format, sheet, painting);
  const colors = (format.settings.get('colors') as readonly string[] | undefined) ?? [];
  let at = 0;
  while (at < ends.length - 2 && value > (ends[at + 1] ?? 0)) at += 1;
  const [low = 0, high = 0] = [ends[at], ends[at + 1]];
  const share = high <= low ? 0 : Math.max(0, Math.min(1, (value - low) / (high - low)));
  const [from, to] = [colors[at], colors[at + 1]];
  return from === undefined || to === undefined ? null : mixed(from, to, share);
}

function mixed(from: string, to: string, share: number): string {
  const part = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(part(from, at) + (part(to, at) - part(from, at)) * share));
  return `#${parts.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

function endsOf(format: ConditionalFormat, sheet: Sheet, { ends, calculator }: Painting): readonly number[] {
  const known = ends.get(format);
  if (known !== undefined) return known;
  const points = (format.settings.get('points') as readonly Point[] | undefined) ?? [];
  const numbers: number[] = [];
  for (const area of format.areas) {
    for (const { row, column } of cellsOf(sheet, area)) {
      const { value } = cellAt(sheet, row, column);
      if (typeof value === 'number') numbers.push(value);
    }
  }
  numbers.sort((a, b) => a - b);
  const found = points.map((point) => endOf(point, numbers, sheet, calculator));
  ends.set(format, found);
  return found;
}

function endOf(
  { type, value }: Point,
  numbers: readonly number[],
  sheet: Sheet,
  calculator: FormulaCalculator,
): number {
  const [least, most] = [numbers[0] ?? 0, numbers.at(-1) ?? 0];
  switch (type) {
    case 'min':
    case 'autoMin':
      return least;
    case 'max':
    case 'autoMax':
      return most;
    case 'percent':
      return least + ((most - least) * Number(value)) / 100;
    case 'percentile':
      return numbers[Math.round(((numbers.length - 1) * Number(value)) / 100)] ?? 0;
    case 'formula': {
      const result = calculator.evaluateFor(value, { sheet, row: 0, column: 0 }, { row: 0, column: 0 });
      return typeof result === 'number' ? result : 0;
    }
    default:
      return Number(value) || 0;
  }
}

/** The number format a conditional format gives, else the cell's own. */
export function shownNumberFormat(sheet: Sheet, row: number, column: number, { look }: Conditional): string {
  return look.numberFormat ?? formatAt(sheet, row, column).numberFormat;
}
