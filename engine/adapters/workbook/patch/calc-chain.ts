import { XmlCursor } from '../package/xml-cursor.ts';
import { applySplices, type Splice } from './text-splice.ts';

/** A formula cell as the calculation chain names it: the sheet's id and the cell. */
export type ChainCell = { readonly sheetId: string; readonly cell: string };

/**
 * The chain without cells that lost their formula and with those that gained one; null when nothing is left of it.
 * A link without `i` is on the sheet of the link before it, so a removed link hands its sheet on. Throws FileFault.
 */
export function updateCalcChain(
  xml: string,
  part: string,
  lost: readonly ChainCell[],
  gained: readonly ChainCell[],
): string | null {
  const cursor = new XmlCursor(xml, part);
  const lostKeys = new Set(lost.map(key));
  const known = new Set<string>();
  const splices: Splice[] = [];
  let sheetId = '';
  let writtenSheetId = '';
  let kept = 0;
  let closeStart = 0;
  let prefix = '';
  while (cursor.next() !== 'end') {
    if (cursor.token === 'open' && cursor.depth === 1 && cursor.selfClosing) return null;
    if (cursor.token === 'close' && cursor.depth === 1) closeStart = cursor.start;
    if (cursor.token !== 'open' || cursor.local !== 'c' || cursor.namespace !== 'main') continue;
    prefix = cursor.prefix === '' ? '' : `${cursor.prefix}:`;
    const given = cursor.attribute('i');
    sheetId = given ?? sheetId;
    const name = key({ sheetId, cell: cursor.attribute('r') ?? '' });
    const { start, end } = cursor;
    if (lostKeys.has(name)) {
      splices.push({ start, end: cursor.selfClosing ? end : closeOf(cursor), text: '' });
      continue;
    }
    known.add(name);
    kept += 1;
    if (given === null && sheetId !== writtenSheetId) {
      const at = end - (cursor.selfClosing ? 2 : 1);
      splices.push({ start: at, end: at, text: ` i="${sheetId}"` });
    }
    writtenSheetId = sheetId;
  }
  const added = gained.filter((cell) => !known.has(key(cell)));
  if (kept + added.length === 0) return null;
  const links = added.map((cell) => `<${prefix}c r="${cell.cell}" i="${cell.sheetId}"/>`).join('');
  return applySplices(xml, [...splices, { start: closeStart, end: closeStart, text: links }]);
}

function closeOf(cursor: XmlCursor): number {
  cursor.skip();
  return cursor.end;
}

function key(cell: ChainCell): string {
  return `${cell.sheetId}!${cell.cell}`;
}
