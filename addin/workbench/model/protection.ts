import { type Area, cellsIn } from './area.ts';
import { ExcelError } from './excel-error.ts';
import { cellsOf, formatAt, type Sheet } from './sheet.ts';
import { type Editor, tell } from './workbook.ts';

/** Refuses a write that touches a locked cell of a protected sheet. */
export function checkUnlocked(sheet: Sheet, area: Area): void {
  if (sheet.protection !== null && touchesLocked(sheet, area)) throw new ExcelError('AccessDenied');
}

/** Refuses what a protected sheet does not explicitly allow. */
export function checkAllowed(sheet: Sheet, option: string): void {
  if (sheet.protection !== null && sheet.protection.options[option] !== true) throw new ExcelError('AccessDenied');
}

/** Cells without an entry follow their row, column or sheet; only where there are such cells need these be asked. */
function touchesLocked(sheet: Sheet, area: Area): boolean {
  let counted = 0;
  for (const { row, column } of cellsOf(sheet, area)) {
    if (formatAt(sheet, row, column).locked) return true;
    counted += 1;
  }
  if (counted === cellsIn(area)) return false;
  for (let column = area.left; column <= area.right; column += 1) {
    for (let row = area.top; row <= area.bottom; row += 1) {
      if (formatAt(sheet, row, column).locked) return true;
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
