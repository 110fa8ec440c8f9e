import { damaged } from './file-fault.ts';

/** XML character data to text: entities and line ends. Only the five named entities exist; others are refused. */
export function decodeXml(raw: string, part: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,40};?)/g, (whole, body: string) => {
    const known = entityByBody.get(body);
    if (known !== undefined) return known;
    const number = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));$/.exec(body);
    const code =
      number === null ? 0 : Number.parseInt(number[1] ?? number[2] ?? '0', number[1] === undefined ? 10 : 16);
    if (code === 0 || code > 0x10ffff) throw damaged(part, `unknown entity ${whole.slice(0, 20)}`);
    return String.fromCodePoint(code);
  });
}

const entityByBody: ReadonlyMap<string, string> = new Map([
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
]);

/** Text as XML character data, also safe inside a double-quoted attribute. */
export function encodeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) =>
    character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&quot;',
  );
}

/** Undoes `_xHHHH_`, the format's own escape for what XML cannot hold. */
export function undoCellEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** Cell text as the format stores it: a literal `_xHHHH_`, control characters and lone surrogates escaped, LF line ends. */
export function doCellEscapes(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(unstorable, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** What a cell may hold but XML may not: control characters other than tab and line feed, lone surrogates, non-characters. */
const unstorable = /(?![\t\n\u007F-\u009F])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
