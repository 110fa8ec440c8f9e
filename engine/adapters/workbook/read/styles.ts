import { FileFault } from '../package/file-fault.ts';
import type { Package } from '../package/open-package.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { isBuiltInDate, showsDate } from './date-format.ts';

/** By index into cellXfs: whether the style shows a date. Throws FileFault. */
export function readDateStyles(workbook: Package, part: string): readonly boolean[] {
  return dateStylesOf(workbook.readText(part).text, part, workbook.limits.styles);
}

export function dateStylesOf(xml: string, part: string, most: number): readonly boolean[] {
  const cursor = new XmlCursor(xml, part);
  const customDates = new Map<string, boolean>();
  const dateByStyle: boolean[] = [];
  let inCellXfs = false;
  while (cursor.next() !== 'end') {
    if (cursor.namespace !== 'main') continue;
    if (cursor.local === 'cellXfs') inCellXfs = cursor.token === 'open';
    if (cursor.token !== 'open') continue;
    if (cursor.local === 'numFmt' && cursor.depth === 3) {
      customDates.set(cursor.attribute('numFmtId') ?? '', showsDate(cursor.attribute('formatCode') ?? ''));
    } else if (inCellXfs && cursor.local === 'xf') {
      const format = cursor.attribute('numFmtId') ?? '0';
      dateByStyle.push(customDates.get(format) ?? isBuiltInDate(Number(format)));
      if (dateByStyle.length > most) throw tooManyStyles(most);
    }
  }
  return dateByStyle;
}

export function tooManyStyles(most: number): FileFault {
  return new FileFault(
    'too-many-styles',
    `The workbook has more than ${most} cell styles, which is the most that is read. Copy its sheets to a new workbook.`,
  );
}
