import { formatArea, parseAddress, quoteSheetName } from './address.ts';
import type { Area } from './area.ts';
import { ExcelError } from './excel-error.ts';
import type { Sheet } from './sheet.ts';
import { type DefinedName, type Editor, findName, findSheet, findTable, markStale, type Workbook } from './workbook.ts';

export type NameTarget = { readonly sheet: Sheet; readonly area: Area } | { readonly formula: string };

export function addName(
  editor: Editor,
  scope: Sheet | null,
  name: string,
  target: NameTarget,
  comment: string | null,
): DefinedName {
  const { book } = editor;
  if (
    !/^[A-Za-z_\\\u0080-\uffff][\w.?\\\u0080-\uffff]{0,254}$/.test(name) ||
    /^[A-Za-z]{1,3}\d+$|^[rRcC]$/.test(name)
  ) {
    throw new ExcelError('InvalidArgument');
  }
  if (findName(book, name, scope) !== undefined || findTable(book, name) !== undefined) {
    throw new ExcelError('ItemAlreadyExists');
  }
  const added: DefinedName = {
    name,
    scope,
    refersTo: 'formula' in target ? readTarget(book, target.formula) : { ...target },
    comment: comment ?? '',
    visible: true,
  };
  book.names.push(added);
  markStale(book);
  return added;
}

/** A formula that is nothing but a reference is held as the place it names, so that it moves along. */
export function readTarget(book: Workbook, formula: string): DefinedName['refersTo'] {
  const address = parseAddress(formula.replace(/^=/, ''));
  const sheet = address?.sheetName == null ? undefined : findSheet(book, address.sheetName);
  return address === null || sheet === undefined ? { formula } : { sheet, area: address.area };
}

export function deleteName(editor: Editor, name: DefinedName): void {
  const { names } = editor.book;
  names.splice(names.indexOf(name), 1);
  markStale(editor.book);
}

/** As the name manager shows it: `=Sheet1!$A$1:$B$2`. */
export function nameFormula({ refersTo }: DefinedName): string {
  if ('formula' in refersTo) return refersTo.formula;
  if (refersTo.area === null) return '=#REF!';
  const fixed = formatArea(refersTo.area).replace(/[A-Z]+|\d+/g, '$$$&');
  return `=${quoteSheetName(refersTo.sheet.name)}!${fixed}`;
}
