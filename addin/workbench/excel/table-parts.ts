import { valueForApi } from '../model/cell.ts';
import { addTableColumn, deleteTableRows } from '../model/change-tables.ts';
import { ExcelError } from '../model/excel-error.ts';
import { cellAt } from '../model/sheet.ts';
import { deleteCells } from '../model/shift-cells.ts';
import { bodyArea, totalsArea } from '../model/table.ts';
import { freshen } from '../model/workbook.ts';
import { writeCells } from '../model/write-cells.ts';
import { type Arguments, nullObject } from '../richapi/kind.ts';
import { asText, optionalNumber, optionalText } from './arguments.ts';
import { type ColumnOfTable, objectOf, play, type TableOnSheet } from './objects.ts';
import { asInput } from './range-values.ts';

export const tableRow = play('TableRow', {
  properties: {
    Index: ({ index }) => index,
    Values: {
      get: (row, { book }) => {
        freshen(book);
        const area = rowArea(row);
        return [row.table.columns.map((_, step) => valueForApi(cellAt(row.sheet, area.top, area.left + step).value))];
      },
      set: (row, value, { editor }) => {
        const [inputs] = Array.isArray(value) ? value : [];
        if (!Array.isArray(inputs)) throw new ExcelError('InvalidArgument');
        writeCells(editor, row.sheet, rowArea(row), [inputs.map(asInput)]);
      },
    },
  },
  methods: {
    GetRange: (row, _, { ranges }) => objectOf('Range', ranges.make(row.sheet, rowArea(row))),
    Delete: ({ sheet, table, index }, _, { editor }) => deleteTableRows(editor, sheet, table, index, 1),
  },
});

function rowArea({ table, index }: TableOnSheet & { readonly index: number }) {
  const body = bodyArea(table);
  return { ...body, top: body.top + index, bottom: body.top + index };
}

export const tableColumnCollection = play('TableColumnCollection', {
  properties: { Count: ({ table }) => table.columns.length },
  items: (own) => own.table.columns.map((column) => objectOf('TableColumn', { ...own, column })),
  item: (own, args) => objectOf('TableColumn', findColumn(own, args) ?? missing()),
  methods: {
    Add: ({ sheet, table }, args, { editor }) => {
      const values = Array.isArray(args[1]) ? args[1].map((row: unknown) => (Array.isArray(row) ? row[0] : row)) : [];
      const name = optionalText(args, 2) ?? (values[0] == null ? null : String(values[0]));
      const index = addTableColumn(editor, sheet, table, optionalNumber(args, 0), name);
      const column = table.columns[index] ?? missing();
      if (values.length > 1) {
        const left = table.area.left + index;
        const area = { top: table.area.top + 1, left, bottom: table.area.top + values.length - 1, right: left };
        writeCells(
          editor,
          sheet,
          area,
          values.slice(1).map((value: unknown) => [asInput(value)]),
        );
      }
      return objectOf('TableColumn', { sheet, table, column });
    },
    GetCount: ({ table }) => table.columns.length,
    GetItemAt: (own, args) => {
      const column = own.table.columns[Number(args[0])];
      return objectOf('TableColumn', { ...own, column: column ?? missing() });
    },
    GetItemOrNullObject: (own, args) => {
      const found = findColumn(own, args);
      return found === undefined ? nullObject : objectOf('TableColumn', found);
    },
  },
});

/** By number it is the column's id, by text its name. */
function findColumn(own: TableOnSheet, args: Arguments): ColumnOfTable | undefined {
  const [key] = args;
  const column = own.table.columns.find(({ id, name }) =>
    typeof key === 'number' ? id === key : name.toLowerCase() === String(key).toLowerCase() || String(id) === key,
  );
  return column === undefined ? undefined : { ...own, column };
}

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

export const tableColumn = play('TableColumn', {
  identity: ({ column }) => ({ Id: column.id }),
  properties: {
    Id: ({ column }) => column.id,
    Index: ({ table, column }) => table.columns.indexOf(column),
    Name: {
      get: ({ column }) => column.name,
      set: (own, value, { editor }) =>
        writeCells(editor, own.sheet, { ...columnArea(own), bottom: own.table.area.top }, [[asText(value)]]),
    },
    Values: (own, { book }) => {
      freshen(book);
      const area = columnArea(own);
      return Array.from({ length: area.bottom - area.top + 1 }, (_, step) => [
        valueForApi(cellAt(own.sheet, area.top + step, area.left).value),
      ]);
    },
  },
  navigations: { Filter: (own) => objectOf('Filter', own) },
  methods: {
    Delete: (own, _, { editor }) => deleteCells(editor, own.sheet, columnArea(own), 'Left'),
    GetRange: (own, _, { ranges }) => objectOf('Range', ranges.make(own.sheet, columnArea(own))),
    GetHeaderRowRange: (own, _, { ranges }) =>
      objectOf('Range', ranges.make(own.sheet, { ...columnArea(own), bottom: own.table.area.top })),
    GetDataBodyRange: (own, _, { ranges }) => {
      const { left, right } = columnArea(own);
      return objectOf('Range', ranges.make(own.sheet, { ...bodyArea(own.table), left, right }));
    },
    GetTotalRowRange: (own, _, { ranges }) => {
      if (!own.table.showTotals) throw new ExcelError('ItemNotFound');
      const { left, right } = columnArea(own);
      return objectOf('Range', ranges.make(own.sheet, { ...totalsArea(own.table), left, right }));
    },
  },
});

function columnArea({ table, column }: ColumnOfTable) {
  const left = table.area.left + table.columns.indexOf(column);
  return { ...table.area, left, right: left };
}
