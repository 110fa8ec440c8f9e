import { formatValue } from '../../model/number-format.ts';
import { wildcardPattern } from '../criterion.ts';
import { fail, toNumber, toText } from '../values.ts';
import type { Arguments, FunctionDefinition, FunctionRoom } from './arguments.ts';

const many = 255;

function onText(run: (text: string, args: Arguments) => string | number, most = 1): FunctionDefinition {
  return { least: 1, most, each: true, run: (args) => run(args.text(0), args) };
}

function countOf(args: Arguments, index: number, otherwise: number): number {
  const count = Math.trunc(args.number(index, otherwise));
  return count < 0 ? fail('#VALUE!') : count;
}

function joined(args: Arguments, first: number, skipEmpty: boolean, between: string): string {
  const parts: string[] = [];
  args.each(first, (value) => {
    const text = toText(value);
    if (text !== '' || !skipEmpty) parts.push(text);
  });
  const text = parts.join(between);
  return text.length > 32_767 ? fail('#CALC!') : text;
}

/** Where a text is found, from 1; FIND minds letter case, SEARCH takes wildcards. */
function placeIn(args: Arguments, exact: boolean): number {
  const [wanted, within] = [args.text(0), args.text(1)];
  const from = args.number(2, 1) - 1;
  if (from < 0 || from > within.length) return fail('#VALUE!');
  const pattern = exact ? null : wildcardPattern(wanted);
  const rest = within.slice(from);
  const at =
    pattern === null
      ? exact
        ? rest.indexOf(wanted)
        : rest.toLowerCase().indexOf(wanted.replace(/~([*?~])/g, '$1').toLowerCase())
      : rest.search(new RegExp(pattern.source.slice(1, -1), 'i'));
  return at < 0 ? fail('#VALUE!') : at + from + 1;
}

function substitute(args: Arguments): string {
  const [text, old, fresh] = [args.text(0), args.text(1), args.text(2)];
  if (old === '') return text;
  if (!args.has(3)) return text.replaceAll(old, () => fresh);
  const wanted = Math.trunc(args.number(3));
  let count = 0;
  return text.replaceAll(old, (found) => {
    count += 1;
    return count === wanted ? fresh : found;
  });
}

export const text: FunctionRoom = {
  LEN: onText((value) => value.length),
  LEFT: onText((value, args) => value.slice(0, countOf(args, 1, 1)), 2),
  RIGHT: onText((value, args) => value.slice(Math.max(0, value.length - countOf(args, 1, 1))), 2),
  MID: {
    least: 3,
    most: 3,
    each: true,
    run: (args) => {
      const start = Math.trunc(args.number(1));
      return start < 1 ? fail('#VALUE!') : args.text(0).slice(start - 1, start - 1 + countOf(args, 2, 0));
    },
  },
  UPPER: onText((value) => value.toUpperCase()),
  LOWER: onText((value) => value.toLowerCase()),
  PROPER: onText((value) =>
    value.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ),
  TRIM: onText((value) => value.replace(/ +/g, ' ').replace(/^ | $/g, '')),
  CLEAN: onText((value) => value.replace(/[\p{Cc}]/gu, '')),
  T: { least: 1, most: 1, run: (args) => (typeof args.scalar(0) === 'string' ? args.text(0) : '') },
  CONCATENATE: {
    least: 1,
    most: many,
    each: true,
    run: (args) => Array.from({ length: args.count }, (_, at) => args.text(at)).join(''),
  },
  CONCAT: { least: 1, most: many, run: (args) => joined(args, 0, false, '') },
  TEXTJOIN: { least: 3, most: many, run: (args) => joined(args, 2, args.flag(1), args.text(0)) },
  SUBSTITUTE: { least: 3, most: 4, each: true, run: substitute },
  REPLACE: {
    least: 4,
    most: 4,
    each: true,
    run: (args) => {
      const [old, start, count] = [args.text(0), Math.trunc(args.number(1)), countOf(args, 2, 0)];
      return start < 1 ? fail('#VALUE!') : old.slice(0, start - 1) + args.text(3) + old.slice(start - 1 + count);
    },
  },
  FIND: { least: 2, most: 3, each: true, run: (args) => placeIn(args, true) },
  SEARCH: { least: 2, most: 3, each: true, run: (args) => placeIn(args, false) },
  EXACT: { least: 2, most: 2, each: true, run: (args) => args.text(0) === args.text(1) },
  REPT: {
    least: 2,
    most: 2,
    each: true,
    run: (args) => {
      const [value, count] = [args.text(0), countOf(args, 1, 0)];
      return value.length * count > 32_767 ? fail('#VALUE!') : value.repeat(count);
    },
  },
  TEXT: { least: 2, most: 2, each: true, run: (args) => formatValue(args.scalar(0), args.text(1)) },
  VALUE: { least: 1, most: 1, each: true, run: (args) => toNumber(args.scalar(0)) },
  CHAR: onText((_, args) => String.fromCharCode(args.number(0))),
  UNICHAR: onText((_, args) => String.fromCodePoint(args.number(0))),
  CODE: onText((value) => (value === '' ? fail('#VALUE!') : value.charCodeAt(0))),
};
