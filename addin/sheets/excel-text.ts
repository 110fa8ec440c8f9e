const plainWords = new Set([
  'Not Implemented',
  'Implemented',
  'Planned',
  'Passed',
  'Not Assessed',
  'Customer',
  'Provider',
  'Shared',
  'Technical',
  'Operational',
  'Documentation',
]);

/**
 * Whether Excel keeps a text as it is when it is put into a cell of the General format. In doubt it does not: numbers,
 * dates (in the words of every language), truth values, errors and formulas all begin as texts.
 */
export function keepsAsText(text: string): boolean {
  if (plainWords.has(text)) return true;
  if (!/^\p{L}/u.test(text)) return false;
  // No date is this long, and none is without a digit; a single word may be a truth value in somebody's language.
  return text.length > 60 || (!/\p{Nd}/u.test(text) && /\s/.test(text));
}

/** A text for a cell of the General format: an apostrophe, which is not part of it, wherever Excel might read more into it. */
export function asPlainText(text: string): string {
  return keepsAsText(text) ? text : `'${text}`;
}

const errors =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!|BUSY!)$/;

export function isErrorText(text: string): boolean {
  return errors.test(text);
}

/**
 * Whether a number format (in the letters of English) shows a day, month or year, as the engine's reader has it: the
 * first section alone counts; quoted text, escaped and padding characters, colours and locales do not; an m beside
 * hours or seconds means minutes.
 */
export function showsDate(format: string): boolean {
  const bare = format
    .replace(/\[(h+|m+|s+)\]/gi, 'h')
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .split(';', 1)
    .join('')
    .toLowerCase();
  if (bare.includes('general')) return false;
  if (/[yd]/.test(bare)) return true;
  return bare.includes('m') && !/[hs]/.test(bare);
}
