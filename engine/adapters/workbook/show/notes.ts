import type { ShownNote } from '../../../contract/model/shown-workbook.ts';
import { parseCell } from '../package/cell-reference.ts';
import type { Package } from '../package/open-package.ts';
import type { Relationship } from '../package/relationships.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { readRichText } from '../read/shared-strings.ts';

/** The notes of a sheet's cells. Throws FileFault. */
export function readNotes(workbook: Package, relationships: readonly Relationship[]): readonly ShownNote[] {
  const target = relationships.find(({ kind }) => kind === 'comments')?.target ?? null;
  const part = target === null ? null : workbook.nameOf(target);
  if (part === null) return [];
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const authors: string[] = [];
  const notes: ShownNote[] = [];
  let place: ReturnType<typeof parseCell> = null;
  let author = '';
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'author') authors.push(cursor.readElementText());
    else if (cursor.local === 'comment') {
      place = parseCell(cursor.attribute('ref') ?? '');
      author = authors[Number(cursor.attribute('authorId'))] ?? '';
    } else if (cursor.local === 'text' && place !== null) {
      notes.push({ ...place, author, text: readRichText(cursor, workbook.limits.characters) });
    }
  }
  return notes;
}
