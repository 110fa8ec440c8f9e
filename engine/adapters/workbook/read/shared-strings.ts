import { FileFault } from '../package/file-fault.ts';
import type { Package } from '../package/open-package.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { undoCellEscapes } from '../package/xml-text.ts';

/** The workbook's shared texts by index, rich text joined, phonetic guides left out. Throws FileFault. */
export function readSharedStrings(workbook: Package, part: string): readonly string[] {
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const texts: string[] = [];
  while (cursor.next() !== 'end') {
    if (cursor.token === 'open' && cursor.depth === 2 && cursor.local === 'si' && cursor.namespace === 'main') {
      texts.push(readRichText(cursor, workbook.limits.characters));
    }
  }
  return texts;
}

/** From the open token of `si` or `is`: its joined text; the cursor then stands on the close token. */
export function readRichText(cursor: XmlCursor, mostCharacters: number): string {
  const depth = cursor.depth;
  let joined = '';
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'rPh') cursor.skip();
    else if (cursor.local === 't') joined += cursor.readElementText();
  }
  const text = undoCellEscapes(joined);
  if (text.length > mostCharacters) throw tooLong(cursor.part, mostCharacters);
  return text;
}

export function tooLong(place: string, most: number): FileFault {
  return new FileFault(
    'text-too-long',
    `${place} holds a text of more than ${most} characters, the most a cell can have. Shorten it in Excel and save the file again.`,
  );
}
