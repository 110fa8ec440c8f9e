import type { ReadCell, ReadSheet, ReadTable, ReadWorkbook } from '#engine/contract/model/cells';
import type { CellValue, SheetModel, TableModel, WorkbookModel } from '#engine/contract/model/table';
import { dateToSerial } from '#engine/domain/fields/serial-date';
import { cellAddress, quoteSheet } from '#engine/domain/sheets/address';

/** What a reader finds in a workbook that was written faithfully from the model. */
export function modelToCells(model: WorkbookModel): ReadWorkbook {
  const named = model.sheets.flatMap((sheet) =>
    sheet.loose.flatMap(({ name, row, column }) =>
      name === null ? [] : [[name, `${quoteSheet(sheet.name)}!${absolute(row, column)}`] as const],
    ),
  );
  return {
    sheets: model.sheets.map(readSheet),
    names: { ...model.names, ...Object.fromEntries(named) },
    date1904: false,
    lastModifiedBy: null,
    modified: null,
  };
}

function readSheet(sheet: SheetModel): ReadSheet {
  const cells = [
    ...sheet.loose.map(({ row, column, value }) => toCell(row, column, value)),
    ...sheet.tables.flatMap(tableCells),
  ].filter((cell) => cell !== null);
  return {
    name: sheet.name,
    visibility: sheet.visibility,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    tables: sheet.tables.map(readTable),
  };
}

function tableCells(table: TableModel): (ReadCell | null)[] {
  return [
    ...table.columns.map(({ header }, index) => toCell(table.headerRow, table.firstColumn + index, header)),
    ...table.rows.flatMap(({ cells }, row) =>
      cells.map((value, index) => toCell(table.headerRow + 1 + row, table.firstColumn + index, value)),
    ),
  ];
}

function readTable(table: TableModel): ReadTable {
  return {
    name: table.name,
    firstRow: table.headerRow,
    lastRow: table.headerRow + Math.max(1, table.rows.length + table.spare),
    firstColumn: table.firstColumn,
    lastColumn: table.firstColumn + table.columns.length - 1,
    headers: table.columns.map(({ header }) => header),
  };
}

function toCell(row: number, column: number, value: CellValue): ReadCell | null {
  const cell = (kind: ReadCell['kind'], plain: ReadCell['value'], more: Partial<ReadCell> = {}): ReadCell => ({
    row,
    column,
    kind,
    value: plain,
    formula: null,
    date: false,
    ...more,
  });
  if (value === null || value === '') return null;
  if (typeof value === 'string') return cell('text', value);
  if (typeof value === 'number') return cell('number', value);
  if (typeof value === 'boolean') return cell('boolean', value);
  if ('date' in value) {
    const serial = dateToSerial(value.date, '1900');
    return serial === null ? cell('text', value.date) : cell('number', serial, { date: true });
  }
  if ('link' in value) return cell('text', value.text);
  const kind = typeof value.value === 'number' ? 'number' : 'text';
  return cell(kind, value.value ?? '', { formula: value.formula });
}

function absolute(row: number, column: number): string {
  return cellAddress(row, column).replace(/^([A-Z]+)/, '$$$1$');
}
