import type { WriteSheet } from 'hucre';
import type { StyleNumbers } from './style-numbers.ts';

/**
 * The driver numbers styles in the order it meets them, and here it meets them: a cell for each, in order, in the first
 * row of the first sheet. The text in the very first makes it keep a table of texts. None of them stays in the file.
 */
export function withSampleCells([first, ...others]: readonly WriteSheet[], styles: StyleNumbers): WriteSheet[] {
  if (first === undefined) return [];
  const cells = new Map(first.cells);
  cells.set('0,0', { ...cells.get('0,0'), value: 'x' });
  for (const [index, style] of styles.all.entries()) {
    const place = `0,${index + 1}`;
    cells.set(place, { ...cells.get(place), value: null, style });
  }
  return [{ ...first, cells }, ...others];
}

/** Throws unless the first sheet, as the driver wrote it, has the numbers our cells are written with. */
export function checkSampleCells(xml: string, styles: StyleNumbers): void {
  const numbers = [...xml.matchAll(/<c r="[A-Z]+1" s="(\d+)"/g)].map((match) => Number(match[1]));
  if (numbers.length !== styles.all.length || numbers.some((number, index) => number !== index + 1)) {
    throw new Error('The driver numbers styles otherwise.'); // a bug: two of our styles are one to it
  }
}
