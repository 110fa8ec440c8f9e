import type { ShownFormat, ShownLook } from '../../../contract/model/shown-workbook.ts';
import { isTrue } from '../package/workbook-structure.ts';
import type { XmlCursor } from '../package/xml-cursor.ts';
import type { ReadColor } from './colors.ts';

/** From the open token of a `cfRule`. */
export function readFormat(
  cursor: XmlCursor,
  ranges: readonly string[],
  { looks, readColor }: { readonly looks: readonly ShownLook[]; readonly readColor: ReadColor },
): ShownFormat {
  const look = looks[Number(cursor.attribute('dxfId') ?? -1)] ?? {};
  const head = {
    ranges,
    type: cursor.attribute('type') ?? '',
    operator: cursor.attribute('operator') ?? '',
    text: cursor.attribute('text') ?? '',
    stopIfTrue: isTrue(cursor.attribute('stopIfTrue')),
    look,
  };
  const formulas: string[] = [];
  const points: { type: string; value: string }[] = [];
  const colors: string[] = [];
  const { depth } = cursor;
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'formula') formulas.push(cursor.readElementText());
    else if (cursor.local === 'cfvo') {
      points.push({ type: cursor.attribute('type') ?? 'num', value: cursor.attribute('val') ?? '' });
    } else if (cursor.local === 'color') colors.push(readColor(cursor) ?? '#638EC6');
  }
  return { ...head, formulas, points, colors };
}
