import type { Area } from './area.ts';
import { ExcelError } from './excel-error.ts';
import { renameReferences } from './rename-references.ts';
import { emptySheet, type Sheet, type Visibility } from './sheet.ts';
import { type Editor, findSheet, markStale, newSheetId, seatOf, selectionOf, tell, type Workbook } from './workbook.ts';

/** Adds a sheet at the end; without a name it gets the next free `Sheet2`. */
export function addSheet(editor: Editor, name: string | null): Sheet {
  const { book } = editor;
  checkStructure(book);
  const sheet = emptySheet(newSheetId(book), name ?? freeSheetName(book));
  if (name !== null) checkSheetName(book, name);
  book.sheets.push(sheet);
  tell(editor, { kind: 'sheetAdded', sheet });
  return sheet;
}

function freeSheetName(book: Workbook): string {
  for (let number = book.sheets.length + 1; ; number += 1) {
    if (findSheet(book, `Sheet${number}`) === undefined) return `Sheet${number}`;
  }
}

function checkSheetName(book: Workbook, name: string): void {
  if (name === '' || name.length > 31 || /[:\\/?*[\]]/.test(name) || /^'|'$/.test(name) || /^history$/i.test(name)) {
    throw new ExcelError('InvalidArgument');
  }
  if (findSheet(book, name) !== undefined) throw new ExcelError('ItemAlreadyExists');
}

function checkStructure(book: Workbook): void {
  if (book.protected) throw new ExcelError('AccessDenied');
}

export function renameSheet(editor: Editor, sheet: Sheet, name: string): void {
  checkStructure(editor.book);
  if (sheet.name === name) return;
  if (sheet.name.toLowerCase() !== name.toLowerCase()) checkSheetName(editor.book, name);
  const before = sheet.name;
  sheet.name = name;
  renameReferences(editor.book.sheets, new Map([[before.toLowerCase(), name]]));
  markStale(editor.book);
  tell(editor, { kind: 'sheetRenamed', sheet, before });
}

export function deleteSheet(editor: Editor, sheet: Sheet): void {
  const { book } = editor;
  checkStructure(book);
  if (sheet.visibility === 'VeryHidden') throw new ExcelError('InvalidOperation');
  if (!book.sheets.some((other) => other !== sheet && other.visibility === 'Visible')) {
    throw new ExcelError('InvalidOperation', 'A workbook must contain at least one visible worksheet.');
  }
  leaveSheet(editor, sheet);
  book.sheets.splice(book.sheets.indexOf(sheet), 1);
  for (const place of book.livePlaces) if (place.sheet === sheet) place.area = null;
  for (const { refersTo } of book.names) if ('sheet' in refersTo && refersTo.sheet === sheet) refersTo.area = null;
  markStale(book);
  tell(editor, { kind: 'sheetDeleted', sheet });
}

/** Sheets and their order; a position counts from 0. */
export function moveSheet(editor: Editor, sheet: Sheet, position: number): void {
  const { sheets } = editor.book;
  checkStructure(editor.book);
  if (position < 0 || position >= sheets.length) throw new ExcelError('InvalidArgument');
  const before = sheets.indexOf(sheet);
  sheets.splice(before, 1);
  sheets.splice(position, 0, sheet);
  if (before !== position) tell(editor, { kind: 'sheetMoved', sheet, before, after: position });
}

export function showSheet(editor: Editor, sheet: Sheet, visibility: Visibility): void {
  const before = sheet.visibility;
  if (before === visibility) return;
  checkStructure(editor.book);
  if (visibility !== 'Visible') {
    if (!editor.book.sheets.some((other) => other !== sheet && other.visibility === 'Visible')) {
      throw new ExcelError('InvalidOperation', 'A workbook must contain at least one visible worksheet.');
    }
    leaveSheet(editor, sheet);
  }
  sheet.visibility = visibility;
  tell(editor, { kind: 'visibilityChanged', sheet, before });
}

/** Everybody who looks at a sheet that goes away looks at the nearest visible one. */
function leaveSheet(editor: Editor, sheet: Sheet): void {
  const { sheets, seats } = editor.book;
  const at = sheets.indexOf(sheet);
  const visible = (other: Sheet): boolean => other !== sheet && other.visibility === 'Visible';
  const next = sheets.slice(at + 1).find(visible) ?? sheets.slice(0, at).findLast(visible);
  if (next === undefined) return;
  for (const seat of seats.values()) {
    if (seat.activeSheet === sheet) activateSheet({ ...editor, author: { ...editor.author, seat: seat.id } }, next);
  }
}

/** Brings a sheet up in the author's own Excel; others stay where they are. */
export function activateSheet(editor: Editor, sheet: Sheet): void {
  if (sheet.visibility !== 'Visible') throw new ExcelError('InvalidOperation');
  const seat = seatOf(editor.book, editor.author.seat);
  const left = seat.activeSheet;
  if (left === sheet) return;
  seat.activeSheet = sheet;
  tell(editor, { kind: 'activated', sheet, left });
}

/** Selects in the author's own Excel and brings the sheet up. */
export function selectAreas(editor: Editor, sheet: Sheet, areas: readonly Area[]): void {
  activateSheet(editor, sheet);
  const seat = seatOf(editor.book, editor.author.seat);
  if (JSON.stringify(selectionOf(seat, sheet)) === JSON.stringify(areas)) return;
  seat.selections.set(sheet.id, areas);
  tell(editor, { kind: 'selected', sheet, areas });
}
