import type { FileProblem } from '../../../app/ports.ts';
import type { ShownName, ShownWorkbook } from '../../../contract/model/shown-workbook.ts';
import type { Result } from '../../../domain/result.ts';
import { refusing } from '../package/file-fault.ts';
import { defaultLimits, type PackageLimits } from '../package/limits.ts';
import { openPackage, type Package } from '../package/open-package.ts';
import { isTrue, partOfKind, readStructure, type WorkbookStructure } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { readContext } from '../read/read-workbook.ts';
import { colorReader } from './colors.ts';
import { showSheet } from './show-sheet.ts';
import { plainStyle, readShownStyles } from './styles.ts';

/**
 * Reads a workbook with all that a grid shows of it, under the same limits as `readWorkbook`. Worksheets only, in tab
 * order. Pure, and synchronous: run it where it can be killed.
 */
export function showWorkbook(
  bytes: Uint8Array,
  limits: PackageLimits = defaultLimits,
): Result<ShownWorkbook, FileProblem> {
  return refusing(() => {
    const workbook = openPackage(bytes, limits);
    const structure = readStructure(workbook);
    const readColor = colorReader(workbook, structure);
    const stylesPart = partOfKind(workbook, structure.relationships, 'styles');
    const { styles, looks } =
      stylesPart === null ? { styles: [plainStyle], looks: [] } : readShownStyles(workbook, stylesPart, readColor);
    const context = { workbook, cells: readContext(workbook, structure), looks, readColor };
    const worksheets = structure.sheets.filter(({ kind }) => kind === 'worksheet');
    const sheets = worksheets.map((sheet) => showSheet(sheet, context));
    const { names, activeTab } = readNames(workbook, structure);
    workbook.checkUnread();
    const active = structure.sheets[activeTab];
    const activeSheet = active === undefined ? 0 : Math.max(0, worksheets.indexOf(active));
    return { sheets, names, styles, date1904: structure.date1904, activeSheet };
  });
}

function readNames(
  workbook: Package,
  { part, sheets }: WorkbookStructure,
): { readonly names: readonly ShownName[]; readonly activeTab: number } {
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const names: ShownName[] = [];
  let activeTab = 0;
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'workbookView') activeTab = Number(cursor.attribute('activeTab') ?? 0);
    if (cursor.local !== 'definedName') continue;
    const name = cursor.attribute('name');
    const local = cursor.attribute('localSheetId');
    const hidden = isTrue(cursor.attribute('hidden'));
    const refersTo = cursor.readElementText();
    const sheet = local === null ? null : (sheets[Number(local)]?.name ?? null);
    // Print titles and the like are the program's own.
    if (name === null || name.startsWith('_xlnm.') || (local !== null && sheet === null)) continue;
    names.push({ name, sheet, refersTo, hidden });
  }
  return { names, activeTab };
}
