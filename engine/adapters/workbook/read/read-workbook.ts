import type { FileProblem } from '../../../app/ports.ts';
import type { ReadSheet, ReadTable, ReadWorkbook } from '../../../contract/model/cells.ts';
import type { Result } from '../../../domain/result.ts';
import { refusing } from '../package/file-fault.ts';
import { defaultLimits, type PackageLimits } from '../package/limits.ts';
import { openPackage, type Package } from '../package/open-package.ts';
import { partOfKind, readStructure, type WorkbookStructure } from '../package/workbook-structure.ts';
import { readProperties } from './properties.ts';
import { readSheet, type SheetContext } from './read-sheet.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readDateStyles } from './styles.ts';
import { readTableParts, toReadTable } from './tables.ts';

/**
 * Reads an .xlsx or .xlsm workbook that anybody may have written: every entry's size and checksum is verified, every
 * limit of `limits` holds, external links are not followed. Worksheets only, in tab order; other kinds of sheets are
 * left out. Pure, and synchronous: run it where it can be killed.
 */
export function readWorkbook(
  bytes: Uint8Array,
  limits: PackageLimits = defaultLimits,
): Result<ReadWorkbook, FileProblem> {
  return refusing(() => {
    const workbook = openPackage(bytes, limits);
    const structure = readStructure(workbook);
    const context = readContext(workbook, structure);
    const sheets = structure.sheets
      .filter((sheet) => sheet.kind === 'worksheet')
      .map((sheet): ReadSheet => {
        const { cells, leftOut } = readSheet(workbook.readText(sheet.part).text, sheet.part, context);
        const tables = readTableParts(workbook, sheet.part)
          .map(toReadTable)
          .filter((table): table is ReadTable => table !== null);
        const { name, visibility } = sheet;
        return { name, visibility, cells, tables, ...(leftOut > 0 ? { leftOut } : {}) };
      });
    const properties = readProperties(workbook, structure.packageRelationships);
    workbook.checkUnread();
    return { sheets, names: structure.names, date1904: structure.date1904, ...properties };
  });
}

/** What the cells of a workbook refer to. Throws FileFault. */
export function readContext(workbook: Package, structure: WorkbookStructure): SheetContext {
  const strings = partOfKind(workbook, structure.relationships, 'sharedStrings');
  const styles = partOfKind(workbook, structure.relationships, 'styles');
  return {
    sharedStrings: strings === null ? [] : readSharedStrings(workbook, strings),
    dateByStyle: styles === null ? [] : readDateStyles(workbook, styles),
    date1904: structure.date1904,
    limits: workbook.limits,
    budget: { left: workbook.limits.cells },
  };
}
