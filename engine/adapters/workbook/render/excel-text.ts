const longestText = 32_767;
const longestHeader = 255;
const cutMark = ' … [cut: longer than a cell can hold]';
// Control characters, the two non-characters XML cannot hold, and halves of characters; carriage returns are gone by then.
const unwritable =
  '[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]';
const unwritableUnit = new RegExp(unwritable, 'g');
/** An underscore that would begin an escape in the written text, be it the text's own or one we write behind it. */
const literalEscape = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${unwritable}))`, 'g');
/** Everything that may need work; most text has none of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters looked for.
const suspicious = /[\u0000-\u0008\u000B-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|_x/;

/**
 * Text as a cell may hold it: line ends as LF, at most 32,767 characters (a cut is marked), and everything XML or the
 * spreadsheet escape `_xHHHH_` would change written in that escape, so that a reader gets back what was meant.
 */
export function excelText(text: string): string {
  if (text.length <= longestText && !suspicious.test(text)) return text;
  return escapeText(cutText(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, longestText, cutMark));
}

/** The same text as it stands between the tags of a part. */
export function excelXml(text: string): string {
  const safe = excelText(text);
  return markup.test(safe) ? safe.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : safe;
}

const markup = /[&<>]/;

/** For places that take no line ends: headers, names of properties, footers. */
export function singleLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A table's header before it is written; it must be alike in the cell and in the table's part. */
export function headerText(header: string): string {
  return cutText(singleLine(header), longestHeader);
}

/** Cuts without halving a character written as two code units. */
export function cutText(text: string, longest: number, mark = '…'): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - mark.length);
  return (/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head) + mark;
}

function escapeText(text: string): string {
  return text.replace(literalEscape, '_x005F_').replace(unwritableUnit, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
