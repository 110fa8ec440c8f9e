import type { ReadWorkbook } from '../../../contract/model/cells.ts';
import type { Package } from '../package/open-package.ts';
import type { Relationship } from '../package/relationships.ts';
import { partOfKind } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';

/** Who saved the workbook last, and when, as the file claims. Throws FileFault. */
export function readProperties(
  workbook: Package,
  relationships: readonly Relationship[],
): Pick<ReadWorkbook, 'lastModifiedBy' | 'modified'> {
  const part = partOfKind(workbook, relationships, 'core-properties');
  let lastModifiedBy: string | null = null;
  let modified: string | null = null;
  if (part === null) return { lastModifiedBy, modified };
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.depth !== 2) continue;
    if (cursor.local === 'lastModifiedBy' && cursor.namespace === 'core') lastModifiedBy = text(cursor);
    else if (cursor.local === 'modified' && cursor.namespace === 'dcterms') modified = text(cursor);
  }
  return { lastModifiedBy, modified };
}

function text(cursor: XmlCursor): string | null {
  const value = cursor.readElementText().trim();
  return value === '' ? null : value;
}
