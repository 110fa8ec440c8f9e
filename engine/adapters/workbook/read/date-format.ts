/** Built-in formats that show a day, month or year, the East Asian ones included; times alone are not dates. */
const builtIn: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

export function isBuiltInDate(format: number): boolean {
  return builtIn.has(format);
}

/**
 * True when a custom number format shows a day, month or year. Only the first section counts; quoted text, escaped and
 * padding characters, colours and locales do not. An m beside hours or seconds means minutes, brackets around them elapsed time.
 */
export function showsDate(code: string): boolean {
  const bare = code
    .replace(/\[(h+|m+|s+)\]/gi, 'h')
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .split(';', 1)
    .join('')
    .toLowerCase();
  if (bare.includes('general')) return false;
  if (/[yd]/.test(bare)) return true;
  return bare.includes('m') && !/[hs]/.test(bare);
}
