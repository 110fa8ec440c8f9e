import type { ShownWorkbook } from '#engine/contract/model/shown-workbook';
import { ExcelError } from './excel-error.ts';
import { openSheets } from './open-shown.ts';
import { renameReferences } from './rename-references.ts';
import type { Sheet } from './sheet.ts';
import { freeName } from './table-headers.ts';
import { type Editor, findSheet, findTable, markStale, tell } from './workbook.ts';

/**
 * Puts sheets of another workbook in, at the end or before `position`. A sheet whose name is taken gets a number behind
 * it, and so do tables; names of that workbook stay there.
 */
export function insertSheets(
  editor: Editor,
  shown: ShownWorkbook,
  only: readonly string[] | null,
  position: number | null,
): readonly Sheet[] {
  const { book } = editor;
  if (book.protected) throw new ExcelError('AccessDenied');
  const sheets = openSheets(book, shown).filter(({ name }) => only === null || only.includes(name));
  if (only?.some((name) => !sheets.some((sheet) => sheet.name === name))) throw new ExcelError('InvalidArgument');
  const names = new Map<string, string>();
  for (const sheet of sheets) {
    const before = sheet.name;
    for (let number = 2; findSheet(book, sheet.name) !== undefined; number += 1) sheet.name = `${before} (${number})`;
    if (sheet.name !== before) names.set(before.toLowerCase(), sheet.name);
    for (const table of sheet.tables) {
      if (findTable(book, table.name) === undefined) continue;
      table.name = freeName(
        table.name,
        new Set(book.sheets.flatMap((each) => each.tables.map((own) => own.name.toLowerCase()))),
      );
    }
    book.sheets.splice(position === null ? book.sheets.length : position + sheets.indexOf(sheet), 0, sheet);
  }
  renameReferences(sheets, names);
  markStale(book);
  for (const sheet of sheets) tell(editor, { kind: 'sheetAdded', sheet });
  return sheets;
}
