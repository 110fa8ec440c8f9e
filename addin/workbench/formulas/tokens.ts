import { FormulaFault } from './syntax.ts';

export type Token =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  /** A name, a function's name, a cell or a part of a range: what it is depends on what stands beside it. */
  | { readonly kind: 'word'; readonly text: string }
  /** A sheet's name with its exclamation mark behind it, quotes undone. */
  | { readonly kind: 'sheet'; readonly text: string }
  /** What stands between brackets, inner brackets included. */
  | { readonly kind: 'brackets'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

const patterns: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['text', /"(?:[^"]|"")*"/y],
  ['sheet', /'(?:[^']|'')+'!/y],
  ['sheet', /[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*!/y],
  ['error', /#(?:DIV\/0!|N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|BUSY!)/iy],
  // Before numbers, so that whole rows (`2:5`) are left to the parser; a number never has letters right behind it.
  ['number', /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![\w$])/iy],
  ['word', /\$?[A-Za-z_\\\u0080-\uffff][\w.\\?$\u0080-\uffff]*|\$\d+/y],
  ['sign', /<=|>=|<>|[-+*/^&=<>%(),;:{}@]/y],
];

/** Cuts a formula into its words; throws FormulaFault at the first thing that is none. */
export function readTokens(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < formula.length) {
    if (formula[at] === '[') {
      const end = endOfBrackets(formula, at);
      tokens.push({ kind: 'brackets', text: formula.slice(at + 1, end - 1) });
      at = end;
      continue;
    }
    const found = matchAt(formula, at);
    if (found === null)
      throw new FormulaFault(`"${formula.slice(at, at + 12)}" cannot be read at character ${at + 1}.`);
    at += found.text.length;
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: bare(found.kind, found.text) });
  }
  return tokens;
}

function matchAt(
  formula: string,
  at: number,
): { readonly kind: Token['kind'] | 'space'; readonly text: string } | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(formula);
    if (found !== null) return { kind, text: found[0] };
  }
  return null;
}

function bare(kind: Token['kind'], text: string): string {
  if (kind === 'text') return text.slice(1, -1).replaceAll('""', '"');
  if (kind !== 'sheet') return text;
  return text.startsWith("'") ? text.slice(1, -2).replaceAll("''", "'") : text.slice(0, -1);
}

/** Brackets nest, and an apostrophe before one makes it a letter. */
function endOfBrackets(formula: string, start: number): number {
  let depth = 0;
  for (let at = start; at < formula.length; at += 1) {
    const letter = formula[at];
    if (letter === "'") at += 1;
    else if (letter === '[') depth += 1;
    else if (letter === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new FormulaFault('A bracket is not closed.');
}
