import { parseAddress } from '../model/address.ts';
import { type Area, areaAt, fitsSheet } from '../model/area.ts';
import { ExcelError } from '../model/excel-error.ts';
import type { Sheet } from '../model/sheet.ts';
import { findName, findSheet, type Workbook } from '../model/workbook.ts';

/** An area by numbers; one that leaves the sheet is InvalidArgument. */
export function checkedArea(top: number, left: number, rows = 1, columns = 1): Area {
  const area = areaAt(top, left, rows, columns);
  if (!fitsSheet(area) || rows < 1 || columns < 1) throw new ExcelError('InvalidArgument');
  return area;
}

export function checkedCorners(area: Area): Area {
  if (!fitsSheet(area) || area.left > area.right) throw new ExcelError('InvalidArgument');
  return area;
}

export type Place = { readonly sheet: Sheet; readonly area: Area };

/** An address on the sheet (its own name may stand before it), or a name that refers to a range. */
export function findPlace(book: Workbook, sheet: Sheet, text: string): Place {
  const address = parseAddress(text);
  if (address !== null) {
    const own = address.sheetName === null ? sheet : findSheet(book, address.sheetName);
    if (own !== sheet) throw new ExcelError('InvalidArgument');
    return { sheet, area: address.area };
  }
  const refersTo = (findName(book, text, sheet) ?? findName(book, text, null))?.refersTo;
  if (refersTo === undefined || !('sheet' in refersTo) || refersTo.area === null) {
    throw new ExcelError('InvalidArgument');
  }
  return { sheet: refersTo.sheet, area: refersTo.area };
}

/** An address anywhere in the workbook: with its sheet, or else on the one given. */
export function findPlaceAnywhere(book: Workbook, sheet: Sheet, text: string): Place {
  const sheetName = parseAddress(text)?.sheetName;
  const named = sheetName == null ? undefined : findSheet(book, sheetName);
  if (sheetName != null && named === undefined) throw new ExcelError('InvalidArgument');
  return findPlace(book, named ?? sheet, text);
}
