import { type Area, boundsOf, lastColumn, lastRow } from '../model/area.ts';
import { ExcelError } from '../model/excel-error.ts';
import { clearTableFilters, filterColumn } from '../model/filter-rows.ts';
import { protectSheet, unprotectSheet } from '../model/protection.ts';
import type { Sheet } from '../model/sheet.ts';
import { sortRows, sortTable } from '../model/sort-rows.ts';
import type { FilterCriteria, SortField } from '../model/table.ts';
import { type Editor, type LivePlace, tell } from '../model/workbook.ts';
import { nullObject } from '../richapi/kind.ts';
import { asRecord, numberAt, optionalFlag, optionalNumber, optionalText, targetAt } from './arguments.ts';
import { objectOf, play } from './objects.ts';
import { areaOf } from './pane-context.ts';
import { findPlace } from './places.ts';

export const worksheetProtection = play('WorksheetProtection', {
  properties: {
    Protected: ({ protection }) => protection !== null,
    Options: ({ protection }) => (protection === null ? null : { ...noOptions, ...protection.options }),
  },
  methods: {
    Protect: (sheet, args, { editor }) => {
      const options = args[0] == null ? {} : asRecord(args[0]);
      protectSheet(editor, sheet, options as Readonly<Record<string, boolean | string>>, optionalText(args, 1));
    },
    Unprotect: (sheet, args, { editor }) => unprotectSheet(editor, sheet, optionalText(args, 0)),
  },
});

const noOptions = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowEditObjects: false,
  allowEditScenarios: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false,
  selectionMode: 'Normal',
};

export const worksheetFreezePanes = play('WorksheetFreezePanes', {
  methods: {
    FreezeRows: (sheet, args, { editor }) =>
      freeze(editor, sheet, { top: 0, left: 0, bottom: (optionalNumber(args, 0) ?? 1) - 1, right: lastColumn }),
    FreezeColumns: (sheet, args, { editor }) =>
      freeze(editor, sheet, { top: 0, left: 0, bottom: lastRow, right: (optionalNumber(args, 0) ?? 1) - 1 }),
    FreezeAt: (sheet, args, { editor, book }) => {
      const given = targetAt<LivePlace>(args, 0, 'Range');
      const area = given === null ? findPlace(book, sheet, optionalText(args, 0) ?? '').area : areaOf(given);
      freeze(editor, sheet, boundsOf({ top: 0, left: 0, bottom: 0, right: 0 }, area));
    },
    Unfreeze: (sheet, _, { editor }) => freeze(editor, sheet, null),
    GetLocation: (sheet, _, { ranges }) => {
      if (sheet.frozen === null) throw new ExcelError('ItemNotFound');
      return objectOf('Range', ranges.make(sheet, sheet.frozen));
    },
    GetLocationOrNullObject: (sheet, _, { ranges }) =>
      sheet.frozen === null ? nullObject : objectOf('Range', ranges.make(sheet, sheet.frozen)),
  },
});

function freeze(editor: Editor, sheet: Sheet, area: Area | null): void {
  if (area !== null && (area.bottom < 0 || area.right < 0)) throw new ExcelError('InvalidArgument');
  sheet.frozen = area;
  tell(editor, { kind: 'appearanceChanged', sheet });
}

export const autoFilter = play('AutoFilter', {
  properties: {
    Enabled: ({ table }) => table?.showFilterButton ?? false,
    IsDataFiltered: ({ table }) => table?.columns.some(({ filter }) => filter !== null) ?? false,
    Criteria: ({ table }) => table?.columns.map(({ filter }) => filter ?? {}) ?? [],
  },
  methods: {
    ClearCriteria: ({ sheet, table }, _, { editor }) => {
      if (table !== null) clearTableFilters(editor, sheet, table);
    },
    Reapply: ({ sheet, table }, _, { editor }) => {
      if (table !== null) clearTableFilters(editor, sheet, table, 'again');
    },
    GetRangeOrNullObject: ({ sheet, table }, _, { ranges }) =>
      table === null ? nullObject : objectOf('Range', ranges.make(sheet, table.area)),
  },
});

export const filter = play('Filter', {
  properties: { Criteria: ({ column }) => column.filter },
  methods: {
    Apply: (own, args, { editor }) => {
      const criteria = asRecord(args[0]);
      if (typeof criteria['filterOn'] !== 'string') throw new ExcelError('InvalidArgument');
      filterColumn(editor, own.sheet, own.table, own.column, criteria as FilterCriteria);
    },
    ApplyValuesFilter: (own, args, { editor }) =>
      filterColumn(editor, own.sheet, own.table, own.column, { filterOn: 'Values', values: args[0] }),
    ApplyCustomFilter: (own, args, { editor }) =>
      filterColumn(editor, own.sheet, own.table, own.column, {
        filterOn: 'Custom',
        criterion1: args[0],
        criterion2: args[1],
        operator: args[2],
      }),
    Clear: (own, _, { editor }) => filterColumn(editor, own.sheet, own.table, own.column, null),
  },
});

export const tableSort = play('TableSort', {
  properties: {
    Fields: ({ table }) => table.sorted,
    MatchCase: () => false,
    Method: () => 'PinYin',
  },
  methods: {
    Apply: ({ sheet, table }, args, { editor }) =>
      sortTable(editor, sheet, table, asFields(args[0]), optionalFlag(args, 1)),
    Clear: ({ table }) => {
      table.sorted = [];
    },
    Reapply: ({ sheet, table }, _, { editor }) => sortTable(editor, sheet, table, table.sorted),
  },
});

export const rangeSort = play('RangeSort', {
  methods: {
    Apply: (place, args, { editor }) => {
      const area = areaOf(place);
      const body = optionalFlag(args, 2) ? { ...area, top: area.top + 1 } : area;
      sortRows(editor, place.sheet, body, asFields(args[0]), optionalFlag(args, 1));
    },
  },
});

function asFields(value: unknown): readonly SortField[] {
  if (!Array.isArray(value)) throw new ExcelError('InvalidArgument');
  return value.map((each: unknown) => {
    const field = asRecord(each);
    if (field['sortOn'] != null && field['sortOn'] !== 'Value') {
      throw new ExcelError('UnsupportedOperation', `This host plays no sort on ${String(field['sortOn'])}.`);
    }
    return { key: numberAt([field['key']], 0), ascending: field['ascending'] !== false };
  });
}
