import { lastColumn, lastRow } from '../model/area.ts';
import type { ErrorWord } from '../model/cell.ts';
import { type Corner, type Expression, errorValue, FormulaFault, type Operator } from './syntax.ts';
import { readTokens, type Token } from './tokens.ts';

/** How tight binary operators bind, loosest first. All group from the left. */
const levels: readonly (readonly Operator[])[] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** Reads a formula without its equals sign. Throws FormulaFault. */
export function parseFormula(formula: string): Expression {
  const tokens = readTokens(formula);
  let at = 0;

  const expression = parseLevel(0);
  if (at < tokens.length) throw unexpected(tokens[at]);
  return expression;

  function takeSign(...signs: readonly string[]): string | null {
    const token = tokens[at];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null;
    at += 1;
    return token.text;
  }

  function expectSign(sign: string): void {
    if (takeSign(sign) === null) throw new FormulaFault(`"${sign}" is missing.`);
  }

  function parseLevel(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return parseUnary();
    let left = parseLevel(level + 1);
    for (;;) {
      const operator = takeSign(...operators);
      if (operator === null) return left;
      left = { kind: 'binary', operator: operator as Operator, left, right: parseLevel(level + 1) };
    }
  }

  /** A sign binds tighter than a power: -2^2 is 4 in a spreadsheet. */
  function parseUnary(): Expression {
    const sign = takeSign('-', '+', '@');
    if (sign === '@') return parseUnary();
    if (sign !== null) return { kind: 'unary', operator: sign as '-' | '+', of: parseUnary() };
    let of = parsePrimary();
    while (takeSign('%') !== null) of = { kind: 'unary', operator: '%', of };
    return of;
  }

  function parsePrimary(): Expression {
    const token = tokens[at];
    if (token === undefined) throw new FormulaFault('The formula ends too early.');
    at += 1;
    switch (token.kind) {
      case 'number':
        return takeSign(':') === null ? { kind: 'value', value: Number(token.text) } : rowSpan(token.text, null);
      case 'text':
        return { kind: 'value', value: token.text };
      case 'error':
        return { kind: 'value', value: errorValue(token.text.toUpperCase() as ErrorWord) };
      case 'sheet':
        return parseReference(token.text);
      case 'brackets':
        return structured(null, token.text);
      case 'word':
        at -= 1;
        return parseReference(null);
      case 'sign':
        if (token.text === '(') {
          const inner = parseLevel(0);
          expectSign(')');
          return inner;
        }
        if (token.text === '{') return parseArray();
        throw unexpected(token);
    }
  }

  function parseReference(sheet: string | null): Expression {
    const token = tokens[at];
    at += 1;
    if (token?.kind === 'number' && takeSign(':') !== null) return rowSpan(token.text, sheet);
    if (token?.kind === 'error') return { kind: 'value', value: errorValue('#REF!') };
    if (token?.kind !== 'word') throw unexpected(token);
    const { text } = token;
    if (sheet === null && takeSign('(') !== null)
      return { kind: 'call', name: text.toUpperCase(), args: parseArguments() };
    const next = tokens[at];
    if (sheet === null && next?.kind === 'brackets') {
      at += 1;
      return structured(text, next.text);
    }
    const from = readCell(text);
    if (from !== null) {
      const to = takeSign(':') === null ? from : endCell();
      return { kind: 'range', sheet, from, to, span: 'cells' };
    }
    if (/^\$?\d+$/.test(text) && takeSign(':') !== null) return rowSpan(text, sheet);
    if (/^\$?[A-Za-z]{1,3}$/.test(text) && takeSign(':') !== null) return columnSpan(text, sheet);
    if (sheet === null && /^(true|false)$/i.test(text)) return { kind: 'value', value: text.toLowerCase() === 'true' };
    return { kind: 'name', sheet, name: text };
  }

  function endCell(): Corner {
    const token = tokens[at];
    at += 1;
    const cell = token?.kind === 'word' ? readCell(token.text) : null;
    if (cell === null) throw unexpected(token);
    return cell;
  }

  function rowSpan(first: string, sheet: string | null): Expression {
    const token = tokens[at];
    at += 1;
    const last = token?.kind === 'number' || token?.kind === 'word' ? token.text : '';
    if (!/^\$?\d+$/.test(last)) throw unexpected(token);
    const corner = (text: string, column: number): Corner => ({
      row: Number(text.replace('$', '')) - 1,
      column,
      rowFixed: text.startsWith('$'),
      columnFixed: true,
    });
    return { kind: 'range', sheet, from: corner(first, 0), to: corner(last, lastColumn), span: 'wholeRows' };
  }

  function columnSpan(first: string, sheet: string | null): Expression {
    const token = tokens[at];
    at += 1;
    if (token?.kind !== 'word' || !/^\$?[A-Za-z]{1,3}$/.test(token.text)) throw unexpected(token);
    const corner = (text: string, row: number): Corner => ({
      row,
      column: columnOf(text.replace('$', '')),
      rowFixed: true,
      columnFixed: text.startsWith('$'),
    });
    return { kind: 'range', sheet, from: corner(first, 0), to: corner(token.text, lastRow), span: 'wholeColumns' };
  }

  function parseArguments(): readonly Expression[] {
    const args: Expression[] = [];
    if (takeSign(')') !== null) return args;
    for (;;) {
      const next = tokens[at];
      const blank = next?.kind === 'sign' && (next.text === ',' || next.text === ')');
      args.push(blank ? { kind: 'value', value: null } : parseLevel(0));
      if (takeSign(')') !== null) return args;
      expectSign(',');
    }
  }

  function parseArray(): Expression {
    const rows: Expression[][] = [[]];
    for (;;) {
      rows.at(-1)?.push(parseUnary());
      if (takeSign('}') !== null) return { kind: 'array', rows };
      if (takeSign(';') !== null) rows.push([]);
      else expectSign(',');
    }
  }
}

function unexpected(token: Token | undefined): FormulaFault {
  return new FormulaFault(token === undefined ? 'The formula ends too early.' : `"${token.text}" is out of place.`);
}

function readCell(text: string): Corner | null {
  const parts = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/.exec(text);
  if (parts === null) return null;
  const [, columnSign, letters = '', rowSign, digits = ''] = parts;
  const row = Number(digits) - 1;
  const column = columnOf(letters);
  if (row < 0 || row > lastRow || column > lastColumn) return null;
  return { row, column, rowFixed: rowSign === '$', columnFixed: columnSign === '$' };
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** `Status`, `@Status`, `[Status]:[Test]`, `#Headers`, and lists of these in brackets of their own. */
function structured(table: string | null, inner: string): Expression {
  const items: string[] = [];
  const columns: string[] = [];
  const trimmed = inner.trim();
  if (trimmed.startsWith('@')) items.push('#This Row');
  const body = trimmed.replace(/^@/, '');
  if (!body.includes('[')) {
    if (body.startsWith('#')) items.push(body);
    else if (body !== '') columns.push(unescapeName(body));
  } else {
    for (const [, part = ''] of body.matchAll(/\[((?:[^[\]']|'.)*)\]/g)) {
      if (part.startsWith('#')) items.push(part);
      else columns.push(unescapeName(part));
    }
  }
  return { kind: 'structured', table, items, columns };
}

function unescapeName(name: string): string {
  return name.replace(/'(.)/g, '$1');
}
