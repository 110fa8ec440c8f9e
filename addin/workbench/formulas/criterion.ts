import { isError, type Scalar } from '../model/cell.ts';
import { readTyped } from '../model/typed-input.ts';

/** Tells whether a cell meets what COUNTIF, SUMIF and their like were asked for. */
export type Criterion = (value: Scalar) => boolean;

/** `"Done"`, `">5"`, `"<>x*"`, `5`: signs, wildcards and letter case as in a spreadsheet. */
export function criterionOf(wanted: Scalar): Criterion {
  if (wanted === null) return (value) => value === 0;
  if (typeof wanted !== 'string')
    return (value) => value === wanted || (isError(wanted) && isError(value) && value.error === wanted.error);
  const [, sign = '', rest = ''] = /^(<=|>=|<>|=|<|>)?(.*)$/s.exec(wanted) ?? [];
  const typed = rest === '' ? null : readTyped(rest, 'General', 2000).value;
  const operand: Scalar = typeof typed === 'number' || typeof typed === 'boolean' ? typed : rest;
  switch (sign) {
    case '<':
    case '>':
    case '<=':
    case '>=':
      return ordered(sign, operand);
    case '<>': {
      const equal = equals(operand, true);
      return (value) => !equal(value);
    }
    default:
      return equals(operand, sign === '=');
  }
}

function equals(operand: Scalar, explicit: boolean): Criterion {
  if (typeof operand === 'number') {
    return (value) =>
      value === operand || (typeof value === 'string' && value.trim() !== '' && Number(value) === operand);
  }
  if (typeof operand !== 'string') return (value) => value === operand;
  if (operand === '') return explicit ? (value) => value === null : (value) => value === null || value === '';
  const pattern = wildcardPattern(operand);
  if (pattern === null) {
    const lower = operand.replace(/~([*?~])/g, '$1').toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === lower;
  }
  return (value) => typeof value === 'string' && pattern.test(value);
}

function ordered(sign: '<' | '>' | '<=' | '>=', operand: Scalar): Criterion {
  const compare = (value: Scalar): number | null => {
    if (typeof operand === 'number') return typeof value === 'number' ? value - operand : null;
    if (typeof operand !== 'string' || typeof value !== 'string') return null;
    const [a, b] = [value.toLowerCase(), operand.toLowerCase()];
    return a === b ? 0 : a < b ? -1 : 1;
  };
  return (value) => {
    const order = compare(value);
    if (order === null) return false;
    if (sign === '<') return order < 0;
    if (sign === '>') return order > 0;
    return sign === '<=' ? order <= 0 : order >= 0;
  };
}

/** Null for a text without wildcards. */
export function wildcardPattern(text: string): RegExp | null {
  if (!/[*?]/.test(text.replace(/~[*?~]/g, ''))) return null;
  const source = text.replace(
    /~([*?~])|([*?])|([\\^$.|+()[\]{}])/g,
    (_, escaped?: string, wild?: string, special?: string) => {
      if (escaped !== undefined) return `\\${escaped}`;
      if (wild !== undefined) return wild === '*' ? '[^]*' : '[^]';
      return `\\${special}`;
    },
  );
  return new RegExp(`^${source}$`, 'i');
}
