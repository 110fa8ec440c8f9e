import { areaAt, wholeSheet } from '../model/area.ts';
import { activateSheet, addSheet, deleteSheet, moveSheet, renameSheet, showSheet } from '../model/change-sheets.ts';
import { ExcelError } from '../model/excel-error.ts';
import { type Sheet, standardRowHeight, usedArea } from '../model/sheet.ts';
import { findSheet } from '../model/workbook.ts';
import { type HostObject, nullObject } from '../richapi/kind.ts';
import { asFlag, asNumber, asText, numberAt, oneOf, optionalFlag, optionalText, textAt } from './arguments.ts';
import { eventMethods } from './event-methods.ts';
import { objectOf, play } from './objects.ts';
import type { PaneContext } from './pane-context.ts';
import { checkedArea, findPlace } from './places.ts';

export const worksheetCollection = play('WorksheetCollection', {
  items: (book) => book.sheets.map((sheet) => objectOf('Worksheet', sheet)),
  item: (book, args) => {
    const sheet = findSheet(book, textAt(args, 0));
    if (sheet === undefined) throw new ExcelError('ItemNotFound');
    return objectOf('Worksheet', sheet);
  },
  methods: {
    Add: (_, args, { editor }) => objectOf('Worksheet', addSheet(editor, optionalText(args, 0))),
    GetItemOrNullObject: (book, args) => orNull(findSheet(book, textAt(args, 0))),
    GetActiveWorksheet: (_, __, { seat }) => objectOf('Worksheet', seat.activeSheet),
    GetCount: (book, args) => shown(book.sheets, optionalFlag(args, 0)).length,
    GetFirst: (book, args) => orNull(shown(book.sheets, optionalFlag(args, 0))[0]),
    GetLast: (book, args) => orNull(shown(book.sheets, optionalFlag(args, 0)).at(-1)),
    ...eventMethods('WorksheetCollection'),
  },
});

export const worksheet = play('Worksheet', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: ({ id }) => id,
    Name: { get: ({ name }) => name, set: (sheet, value, { editor }) => renameSheet(editor, sheet, asText(value)) },
    Position: {
      get: (sheet, { book }) => book.sheets.indexOf(sheet),
      set: (sheet, value, { editor }) => moveSheet(editor, sheet, asNumber(value)),
    },
    Visibility: {
      get: ({ visibility }) => visibility,
      set: (sheet, value, { editor }) =>
        showSheet(editor, sheet, oneOf(value, ['Visible', 'Hidden', 'VeryHidden'] as const)),
    },
    TabColor: {
      get: ({ tabColor }) => tabColor,
      set: (sheet, value) => {
        sheet.tabColor = asText(value);
      },
    },
    ShowGridlines: {
      get: ({ showGridlines }) => showGridlines,
      set: (sheet, value) => {
        sheet.showGridlines = asFlag(value);
      },
    },
    ShowHeadings: {
      get: ({ showHeadings }) => showHeadings,
      set: (sheet, value) => {
        sheet.showHeadings = asFlag(value);
      },
    },
    StandardHeight: () => standardRowHeight,
    StandardWidth: { get: () => 8.43 },
  },
  navigations: {
    Tables: (sheet) => objectOf('TableCollection', { sheet }),
    Names: (scope) => objectOf('NamedItemCollection', { scope }),
    Protection: (sheet) => objectOf('WorksheetProtection', sheet),
    FreezePanes: (sheet) => objectOf('WorksheetFreezePanes', sheet),
    CustomProperties: (sheet) => objectOf('WorksheetCustomPropertyCollection', sheet),
    AutoFilter: (sheet) => objectOf('AutoFilter', { sheet, table: null }),
    Comments: (sheet) => objectOf('CommentCollection', { sheet }),
  },
  methods: {
    Activate: (sheet, _, { editor }) => activateSheet(editor, sheet),
    Delete: (sheet, _, { editor }) => deleteSheet(editor, sheet),
    GetRange: (sheet, args, { ranges, book }) => {
      const text = optionalText(args, 0);
      const place = text === null ? { sheet, area: wholeSheet } : findPlace(book, sheet, text);
      return objectOf('Range', ranges.make(place.sheet, place.area));
    },
    GetRangeByIndexes: (sheet, args, { ranges }) => {
      const area = checkedArea(numberAt(args, 0), numberAt(args, 1), numberAt(args, 2), numberAt(args, 3));
      return objectOf('Range', ranges.make(sheet, area));
    },
    GetCell: (sheet, args, { ranges }) =>
      objectOf('Range', ranges.make(sheet, checkedArea(numberAt(args, 0), numberAt(args, 1)))),
    GetUsedRange: (sheet, args, { ranges }) => {
      const area = usedArea(sheet, wholeSheet, optionalFlag(args, 0));
      return objectOf('Range', ranges.make(sheet, area ?? areaAt(0, 0)));
    },
    GetUsedRangeOrNullObject: (sheet, args, { ranges }) => {
      const area = usedArea(sheet, wholeSheet, optionalFlag(args, 0));
      return area === null ? nullObject : objectOf('Range', ranges.make(sheet, area));
    },
    GetNext: (sheet, args, context) => beside(sheet, 1, optionalFlag(args, 0), context) ?? missing(),
    GetNextOrNullObject: (sheet, args, context) => beside(sheet, 1, optionalFlag(args, 0), context) ?? nullObject,
    GetPrevious: (sheet, args, context) => beside(sheet, -1, optionalFlag(args, 0), context) ?? missing(),
    GetPreviousOrNullObject: (sheet, args, context) => beside(sheet, -1, optionalFlag(args, 0), context) ?? nullObject,
    Calculate: (_, __, { book }) => {
      book.stale = book.calculator !== null;
    },
    ...eventMethods<Sheet>('Worksheet', ({ id }) => id),
  },
});

function shown(sheets: readonly Sheet[], visibleOnly: boolean): readonly Sheet[] {
  return visibleOnly ? sheets.filter(({ visibility }) => visibility === 'Visible') : sheets;
}

function orNull(sheet: Sheet | undefined): HostObject | typeof nullObject {
  return sheet === undefined ? nullObject : objectOf('Worksheet', sheet);
}

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

function beside(sheet: Sheet, step: number, visibleOnly: boolean, { book }: PaneContext): HostObject | null {
  const sheets = book.sheets.filter((each) => each === sheet || !visibleOnly || each.visibility === 'Visible');
  const next = sheets[sheets.indexOf(sheet) + step];
  return next === undefined ? null : objectOf('Worksheet', next);
}
