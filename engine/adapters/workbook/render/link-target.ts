import type { Hyperlink } from 'hucre';
import { parseReference } from './a1.ts';

const longestAddress = 2_079;
const schemes = new Set(['http:', 'https:', 'mailto:']);

/** Where a link may lead: the web, mail, or a cell of this workbook (`#'Sheet'!A1`). Null for everything else. */
export function linkTarget(link: string, sheets: ReadonlySet<string>): Hyperlink | null {
  if (link.startsWith('#')) {
    const target = parseReference(link.slice(1));
    return target !== null && sheets.has(target.sheet) ? { target: '', location: link.slice(1) } : null;
  }
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url === null || !schemes.has(url.protocol) || url.href.length > longestAddress) return null;
  return { target: url.href };
}
