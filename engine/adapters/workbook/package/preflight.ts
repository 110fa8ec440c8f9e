import type { FileProblem } from '../../../app/ports.ts';
import type { Result } from '../../../domain/result.ts';
import { FileFault, refusing } from './file-fault.ts';
import { defaultLimits, type PackageLimits } from './limits.ts';
import { openPackage, type Package } from './open-package.ts';
import { readStructure } from './workbook-structure.ts';
import { XmlCursor } from './xml-cursor.ts';

/** What passed: an Office Open XML workbook, or an OpenDocument spreadsheet. */
export type CheckedPackage = { readonly kind: 'xlsx' | 'ods' };

/**
 * Checks a whole file before any library sees it: signature, container, sizes and checksums of every entry, and every
 * XML part from beginning to end (balanced, no DOCTYPE, no text longer than a cell can hold). Old .xls, CSV and HTML
 * files are refused by their own codes; `sniffFile` tells them apart for readers that have a way for them.
 * Pure, and synchronous: run it where it can be killed.
 */
export function preflight(
  bytes: Uint8Array,
  limits: PackageLimits = defaultLimits,
): Result<CheckedPackage, FileProblem> {
  return refusing(() => {
    const workbook = openPackage(bytes, limits);
    for (const { name } of workbook.zip.entries) {
      if (/\.(xml|rels)$/i.test(name)) checkXml(workbook, name);
    }
    workbook.checkUnread();
    if (isOpenDocument(workbook)) return { kind: 'ods' };
    readStructure(workbook);
    return { kind: 'xlsx' };
  });
}

function checkXml(workbook: Package, part: string): void {
  const most = workbook.limits.characters;
  const holdsCells = /^xl\/(worksheets\/[^/]*|sharedStrings)\.xml$|^content\.xml$/i.test(part);
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  while (cursor.next() !== 'end') {
    if (cursor.token === 'text' && cursor.text().length > most && holdsCells) {
      throw new FileFault(
        'text-too-long',
        `${part} holds a text of more than ${most} characters, the most a cell can have. Shorten it in Excel and save the file again.`,
      );
    }
  }
}

/** OpenDocument files name their kind in an entry of its own. */
function isOpenDocument(workbook: Package): boolean {
  const entry = workbook.zip.entryByName.get('mimetype');
  if (entry === undefined) return false;
  return workbook.readText(entry.name).text.startsWith('application/vnd.oasis.opendocument.spreadsheet');
}
