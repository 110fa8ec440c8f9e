import { rowsIn } from '../model/area.ts';
import {
  addTableRows,
  createTable,
  deleteTableRows,
  removeTable,
  renameTable,
  resizeTable,
} from '../model/change-tables.ts';
import { ExcelError } from '../model/excel-error.ts';
import { clearTableFilters } from '../model/filter-rows.ts';
import type { Sheet } from '../model/sheet.ts';
import { bodyArea, headerArea, type Table, totalsArea } from '../model/table.ts';
import { showHeaders, showTotals } from '../model/table-looks.ts';
import { type LivePlace, tell } from '../model/workbook.ts';
import { type Arguments, nullObject, type Property } from '../richapi/kind.ts';
import { asFlag, asText, optionalFlag, optionalText, targetAt } from './arguments.ts';
import { eventMethods, wholeWorkbook } from './event-methods.ts';
import { objectOf, play, type TableOnSheet } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';
import { findPlaceAnywhere, type Place } from './places.ts';

export const tableCollection = play('TableCollection', {
  properties: { Count: ({ sheet }, { book }) => tablesOf(sheet, book.sheets).length },
  items: ({ sheet }, { book }) => tablesOf(sheet, book.sheets).map((each) => objectOf('Table', each)),
  item: ({ sheet }, args, { book }) => {
    const found = byKey(sheet, args, book.sheets);
    if (found === undefined) throw new ExcelError('ItemNotFound');
    return objectOf('Table', found);
  },
  methods: {
    Add: ({ sheet }, args, context) => {
      const place = placeFor(sheet, args, context);
      return objectOf('Table', {
        sheet: place.sheet,
        table: createTable(context.editor, place.sheet, place.area, optionalFlag(args, 1)),
      });
    },
    GetCount: ({ sheet }, _, { book }) => tablesOf(sheet, book.sheets).length,
    GetItemAt: ({ sheet }, args, { book }) => {
      const found = tablesOf(sheet, book.sheets)[Number(args[0])];
      if (found === undefined) throw new ExcelError('ItemNotFound');
      return objectOf('Table', found);
    },
    GetItemOrNullObject: ({ sheet }, args, { book }) => {
      const found = byKey(sheet, args, book.sheets);
      return found === undefined ? nullObject : objectOf('Table', found);
    },
    ...eventMethods<{ readonly sheet: Sheet | null }>('TableCollection', ({ sheet }) => sheet?.id ?? wholeWorkbook),
  },
});

function tablesOf(sheet: Sheet | null, sheets: readonly Sheet[]): readonly TableOnSheet[] {
  return (sheet === null ? sheets : [sheet]).flatMap((each) => each.tables.map((table) => ({ sheet: each, table })));
}

function byKey(sheet: Sheet | null, args: Arguments, sheets: readonly Sheet[]): TableOnSheet | undefined {
  const key = String(args[0]).toLowerCase();
  return tablesOf(sheet, sheets).find(({ table }) => table.id === key || table.name.toLowerCase() === key);
}

function placeFor(sheet: Sheet | null, args: Arguments, { book, seat }: PaneContext): Place {
  const given = targetAt<LivePlace>(args, 0, 'Range');
  if (given !== null) return { sheet: given.sheet, area: areaOf(given) };
  return findPlaceAnywhere(book, sheet ?? seat.activeSheet, optionalText(args, 0) ?? '');
}

/** A plain switch of a table's look. */
function look(
  name: 'showBandedRows' | 'showBandedColumns' | 'highlightFirstColumn' | 'highlightLastColumn' | 'showFilterButton',
): Property<TableOnSheet, PaneContext> {
  return {
    get: ({ table }) => table[name],
    set: ({ sheet, table }, value, { editor }) => {
      table[name] = asFlag(value);
      tell(editor, { kind: 'appearanceChanged', sheet });
    },
  };
}

export const table = play('Table', {
  identity: ({ table: { id } }) => ({ Id: id }),
  properties: {
    Id: ({ table: { id } }) => id,
    LegacyId: ({ table: { id } }) => id,
    Name: {
      get: ({ table: { name } }) => name,
      set: ({ sheet, table: own }, value, { editor }) => renameTable(editor, sheet, own, asText(value)),
    },
    Style: {
      get: ({ table: { style } }) => style,
      set: ({ sheet, table: own }, value, { editor }) => {
        own.style = asText(value);
        tell(editor, { kind: 'appearanceChanged', sheet });
      },
    },
    ShowHeaders: {
      get: ({ table: own }) => own.showHeaders,
      set: ({ sheet, table: own }, value, { editor }) => showHeaders(editor, sheet, own, asFlag(value)),
    },
    ShowTotals: {
      get: ({ table: own }) => own.showTotals,
      set: ({ sheet, table: own }, value, { editor }) => showTotals(editor, sheet, own, asFlag(value)),
    },
    ShowBandedRows: look('showBandedRows'),
    ShowBandedColumns: look('showBandedColumns'),
    HighlightFirstColumn: look('highlightFirstColumn'),
    HighlightLastColumn: look('highlightLastColumn'),
    ShowFilterButton: look('showFilterButton'),
  },
  navigations: {
    Columns: (own) => objectOf('TableColumnCollection', own),
    Rows: (own) => objectOf('TableRowCollection', own),
    Sort: (own) => objectOf('TableSort', own),
    Worksheet: ({ sheet }) => objectOf('Worksheet', sheet),
    AutoFilter: (own) => objectOf('AutoFilter', own),
  },
  methods: {
    GetRange: ({ sheet, table: own }, _, { ranges }) => objectOf('Range', ranges.make(sheet, own.area)),
    GetHeaderRowRange: ({ sheet, table: own }, _, { ranges }) => {
      if (!own.showHeaders) throw new ExcelError('ItemNotFound');
      return objectOf('Range', ranges.make(sheet, headerArea(own)));
    },
    GetDataBodyRange: ({ sheet, table: own }, _, { ranges }) => objectOf('Range', ranges.make(sheet, bodyArea(own))),
    GetTotalRowRange: ({ sheet, table: own }, _, { ranges }) => {
      if (!own.showTotals) throw new ExcelError('ItemNotFound');
      return objectOf('Range', ranges.make(sheet, totalsArea(own)));
    },
    Delete: ({ sheet, table: own }, _, { editor }) => removeTable(editor, sheet, own, true),
    ConvertToRange: ({ sheet, table: own }, _, { editor, ranges }) => {
      removeTable(editor, sheet, own, false);
      return objectOf('Range', ranges.make(sheet, own.area));
    },
    Resize: ({ sheet, table: own }, args, context) =>
      resizeTable(context.editor, sheet, own, placeFor(sheet, args, context).area),
    ClearFilters: ({ sheet, table: own }, _, { editor }) => clearTableFilters(editor, sheet, own),
    ReapplyFilters: ({ sheet, table: own }, _, { editor }) => clearTableFilters(editor, sheet, own, 'again'),
    ...eventMethods<TableOnSheet>('Table', ({ table: { id } }) => id),
  },
});

export const tableRowCollection = play('TableRowCollection', {
  properties: { Count: ({ table: own }) => rowsIn(bodyArea(own)) },
  items: (own) =>
    Array.from({ length: rowsIn(bodyArea(own.table)) }, (_, index) => objectOf('TableRow', { ...own, index })),
  item: (own, args) => rowAt(own, Number(args[0])),
  methods: {
    Add: ({ sheet, table: own }, args, { editor }) => {
      const rows = asRows(args[1], own);
      const index = addTableRows(editor, sheet, own, args[0] == null ? null : Number(args[0]), rows);
      return objectOf('TableRow', { sheet, table: own, index });
    },
    GetCount: ({ table: own }) => rowsIn(bodyArea(own)),
    GetItemAt: (own, args) => rowAt(own, Number(args[0])),
    DeleteRows: ({ sheet, table: own }, args, { editor }) => {
      const indexes = (Array.isArray(args[0]) ? args[0] : []).map(rowIndex).sort((a, b) => b - a);
      for (const index of indexes) deleteTableRows(editor, sheet, own, index, 1);
    },
    DeleteRowsAt: ({ sheet, table: own }, args, { editor }) =>
      deleteTableRows(editor, sheet, own, Number(args[0]), args[1] == null ? 1 : Number(args[1])),
  },
});

function rowAt(own: TableOnSheet, index: number) {
  if (!(index >= 0 && index < rowsIn(bodyArea(own.table)))) throw new ExcelError('ItemNotFound');
  return objectOf('TableRow', { ...own, index });
}

/** A row by its number or as an object. */
function rowIndex(row: unknown): number {
  return typeof row === 'number'
    ? row
    : (targetAt<{ readonly index: number }>([row], 0, 'TableRow')?.index ?? Number.NaN);
}

function asRows(value: unknown, { columns }: Table): readonly (readonly (string | number | boolean | null)[])[] {
  if (value == null) return [columns.map(() => null)];
  if (!Array.isArray(value)) throw new ExcelError('InvalidArgument');
  const rows: readonly unknown[] = Array.isArray(value[0]) ? value : [value];
  return rows.map((row) => {
    if (!Array.isArray(row)) throw new ExcelError('InvalidArgument');
    return row.map((each: unknown) =>
      typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean' ? each : null,
    );
  });
}
