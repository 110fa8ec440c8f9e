const longestText = 32_767;
const cutMark = ' … [cut: longer than a cell can hold]';
const literalEscape = /_x[0-9A-Fa-f]{4}_/g;
// Control characters and the two non-characters XML cannot hold; carriage returns are gone by then.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for.
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
/** Everything that may need work; most text has none of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for.
const suspicious = /[\u0000-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|_x/;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Text as a cell may hold it: line ends as LF, at most 32,767 characters (a cut is marked), and everything XML or the
 * spreadsheet escape `_xHHHH_` would change written in that escape, so that a reader gets back what was meant.
 */
export function excelText(text: string): string {
  if (text.length <= longestText && !suspicious.test(text)) return text;
  return escapeText(cutText(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, longestText, cutMark));
}

/** For places that take no line ends: headers, names of properties, footers. */
export function singleLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Cuts without halving a character written as two code units. */
export function cutText(text: string, longest: number, mark = '…'): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - mark.length);
  return (/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head) + mark;
}

function escapeText(text: string): string {
  const literal = text.includes('_x') ? text.replace(literalEscape, (found) => `_x005F${found}`) : text;
  return literal.replace(illegal, escapeUnit).replace(loneSurrogate, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
