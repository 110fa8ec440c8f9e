import type { ReadCell } from '../../../contract/model/cells.ts';
import { cellName, gridColumns } from '../package/cell-reference.ts';
import type { Deflated } from '../package/deflate-segments.ts';
import { FileFault } from '../package/file-fault.ts';
import { openPackage } from '../package/open-package.ts';
import { partOfKind, readStructure } from '../package/workbook-structure.ts';
import { compressedBytes } from '../package/zip.ts';
import { readSheet } from '../read/read-sheet.ts';
import { readDateStyles } from '../read/styles.ts';
import type { PatchSession } from './patch-session.ts';
import type { CellWrite } from './write-cells.ts';

/** What was made, and from what: the new parts by entry name. */
export type PatchedFile = {
  readonly bytes: Uint8Array;
  readonly replaced: ReadonlyMap<string, Deflated>;
  readonly dropped: string | null;
};

/**
 * Opens the patched bytes afresh: every entry stands in its place and holds, byte for byte, what it held before or the
 * new content that was inflated and compared when it was made; every written cell reads back. Rows of a written sheet
 * that stay what they were are not read again. Throws FileFault, so that a doubtful file is never put in anybody's folder.
 */
export function verifyPatch(session: PatchSession, { bytes, replaced, dropped }: PatchedFile): void {
  // A patched workbook may be a little larger than what is accepted from outside.
  const patched = openPackage(bytes, { ...session.workbook.limits, fileSize: Number.MAX_SAFE_INTEGER });
  const { zip } = session.workbook;
  const before = zip.entries.filter((entry) => entry.name !== dropped);
  const after = patched.zip.entries;
  for (const [index, entry] of before.entries()) {
    const twin = after[index];
    if (twin?.name !== entry.name) throw unverified(`the part ${entry.name} lost its place`);
    const meant = replaced.get(entry.name) ?? { ...entry, segments: [compressedBytes(zip, entry)] };
    let at = twin.dataStart;
    const same = meant.segments.every((segment) => {
      at += segment.length;
      return segment.equals(patched.zip.bytes.subarray(at - segment.length, at));
    });
    const stated = twin.crc === meant.crc && twin.size === meant.size && twin.compressedSize === meant.compressedSize;
    if (!same || !stated) throw unverified(`the part ${entry.name} is not what it should be`);
  }
  if (after.length !== before.length) throw unverified('a part was added');
  const structure = readStructure(patched);
  const styles = partOfKind(patched, structure.relationships, 'styles');
  const context = {
    // Nothing that is written refers to a shared text.
    sharedStrings: [],
    dateByStyle: styles === null ? [] : readDateStyles(patched, styles),
    date1904: structure.date1904,
    limits: patched.limits,
    budget: { left: patched.limits.cells },
  };
  for (const { sheet, writes, text } of session.written) {
    const places = new Set(writes.map((write) => placeKey(write.row, write.column)));
    const wanted = (row: number, column: number): boolean => places.has(placeKey(row, column));
    const { cells } = readSheet(text, sheet.part, context, wanted);
    const cellByName = new Map(cells.map((cell) => [cellName(cell.row, cell.column), cell]));
    for (const write of writes) {
      const name = cellName(write.row, write.column);
      if (!readsBack(write, cellByName.get(name))) throw unverified(`${sheet.name}!${name} does not read back`);
    }
  }
}

function placeKey(row: number, column: number): number {
  return row * gridColumns + column;
}

function readsBack({ content }: CellWrite, cell: ReadCell | undefined): boolean {
  switch (content.kind) {
    case 'empty':
      return cell === undefined;
    case 'text':
      return cell?.kind === 'text' && cell.formula === null && cell.value === content.text.replace(/\r\n?/g, '\n');
    case 'number':
      return (
        cell?.kind === 'number' &&
        cell.formula === null &&
        cell.value === content.number &&
        (!content.date || cell.date)
      );
    case 'boolean':
      return cell?.kind === 'boolean' && cell.formula === null && cell.value === content.boolean;
    case 'formula':
      return cell?.formula === content.formula.replace(/\r\n?/g, '\n') && sameCached(content.value, cell);
    case 'cached':
      return cell?.formula != null && sameCached(content.value, cell);
  }
}

function sameCached(value: string | number | null, cell: ReadCell): boolean {
  return cell.value === (typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : (value ?? ''));
}

function unverified(what: string): FileFault {
  return new FileFault(
    'unverified',
    `The workbook was not written because its copy failed its check: ${what}. The file is as it was; report this with the workbook.`,
  );
}
