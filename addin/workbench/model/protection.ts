import { type Area, overlap } from './area.ts';
import { ExcelError } from './excel-error.ts';
import { cellsOf, type Sheet } from './sheet.ts';
import { type Editor, tell } from './workbook.ts';

/** Refuses a write that touches a locked cell of a protected sheet. */
export function checkUnlocked(sheet: Sheet, area: Area): void {
  if (sheet.protection !== null && touchesLocked(sheet, area)) throw new ExcelError('AccessDenied');
}

/** Refuses what a protected sheet does not explicitly allow. */
export function checkAllowed(sheet: Sheet, option: string): void {
  if (sheet.protection !== null && sheet.protection.options[option] !== true) throw new ExcelError('AccessDenied');
}

function touchesLocked(sheet: Sheet, area: Area): boolean {
  let counted = 0;
  for (const { row, column, cell } of cellsOf(sheet, area)) {
    const format = cell.format ?? sheet.rows.get(row)?.format ?? sheet.columns.get(column)?.format ?? sheet.format;
    if (format.locked) return true;
    counted += 1;
  }
  // Cells without an entry follow their row, column or sheet; only where there are such cells need these be asked.
  if (counted === (area.bottom - area.top + 1) * (area.right - area.left + 1)) return false;
  return linesLocked(sheet, area);
}

function linesLocked(sheet: Sheet, area: Area): boolean {
  const rest = overlap(area, area);
  if (rest === null) return false;
  for (let column = rest.left; column <= rest.right; column += 1) {
    const columnFormat = sheet.columns.get(column)?.format ?? sheet.format;
    for (let row = rest.top; row <= rest.bottom; row += 1) {
      if (sheet.cells.get(row)?.has(column)) continue;
      if ((sheet.rows.get(row)?.format ?? columnFormat).locked) return true;
    }
  }
  return false;
}

export function protectSheet(
  editor: Editor,
  sheet: Sheet,
  options: Readonly<Record<string, boolean | string>>,
  password: string | null,
): void {
  if (sheet.protection !== null) throw new ExcelError('InvalidOperation', 'The worksheet is already protected.');
  sheet.protection = { password, options };
  tell(editor, { kind: 'protectionChanged', sheet });
}

export function unprotectSheet(editor: Editor, sheet: Sheet, password: string | null): void {
  if (sheet.protection === null) return;
  if (sheet.protection.password !== null && sheet.protection.password !== password) {
    throw new ExcelError('InvalidArgument', 'The password you supplied is not correct.');
  }
  sheet.protection = null;
  tell(editor, { kind: 'protectionChanged', sheet });
}
