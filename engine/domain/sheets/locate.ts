import type { ReadCell, ReadSheet, ReadTable, ReadWorkbook } from '../../contract/model/cells.ts';
import {
  type ColumnLayout,
  cellNames,
  comparableHeader,
  sheetNames,
  type TableKey,
  type TableLayout,
  tableLayouts,
} from '../../contract/model/layout.ts';
import { parseReference } from './address.ts';

/** A sheet's cells by row and column. */
export type CellGrid = ReadonlyMap<number, ReadonlyMap<number, ReadCell>>;

/** Where a table of the layout stands in a file, whatever people did to its sheet. */
export type LocatedTable = {
  readonly layout: TableLayout;
  readonly sheet: ReadSheet;
  readonly grid: CellGrid;
  /** The Excel table's name in the file; null where the cells are no table any more. */
  readonly name: string | null;
  readonly headerRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** The file's column number and header by the layout's column key. */
  readonly columns: ReadonlyMap<string, { readonly column: number; readonly header: string }>;
  readonly missing: readonly ColumnLayout[];
  /** Data rows from top to bottom. */
  readonly rows: readonly LocatedRow[];
};

export type LocatedRow = {
  readonly row: number;
  /** Text of the key cell; null when that is blank. */
  readonly key: string | null;
  /** Nothing in it but what a spreadsheet program fills in by itself, in any column of the table. */
  readonly free: boolean;
};

/**
 * Finds a table by its name, else by its headers on the sheet of its name, else by its headers anywhere. A sheet of which
 * the reader left cells out is not looked at: what was not read is not blank.
 */
export function locateTable(file: ReadWorkbook, key: TableKey): LocatedTable | null {
  const layout = tableLayouts[key];
  const sheets = file.sheets.filter(({ leftOut = 0 }) => leftOut === 0);
  const candidates = sheets.flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })));
  const onOwnSheet = ({ sheet }: { sheet: ReadSheet }): boolean => isSheet(sheet, layout.sheet);
  const alike = candidates.filter(({ table }) => resembles(table.headers, layout));
  const found =
    candidates.find(({ table }) => table.name.toLowerCase() === layout.name.toLowerCase()) ??
    alike.find(onOwnSheet) ??
    alike[0];
  if (found !== undefined) return describe(layout, found.sheet, found.table, found.table.name);
  const sheet = sheets.find((each) => isSheet(each, layout.sheet));
  const range = sheet === undefined ? null : findHeaders(sheet, layout);
  return sheet === undefined || range === null ? null : describe(layout, sheet, range, null);
}

/** The very hidden sheet by its name, else by the defined name that points at it. */
export function locateIdentity(file: ReadWorkbook): ReadSheet | null {
  const named = locateName(file, cellNames.identity);
  return file.sheets.find((sheet) => isSheet(sheet, sheetNames.identity)) ?? named?.sheet ?? null;
}

/** The cell a workbook-scoped name points at; null when the name or its sheet is gone. */
export function locateName(
  file: ReadWorkbook,
  name: string,
): { readonly sheet: ReadSheet; readonly row: number; readonly column: number } | null {
  const entry = Object.entries(file.names).find(([each]) => each.toLowerCase() === name.toLowerCase());
  const reference = entry === undefined ? null : parseReference(entry[1]);
  const sheet = reference === null ? undefined : file.sheets.find((each) => isSheet(each, reference.sheet));
  return reference === null || sheet === undefined ? null : { sheet, row: reference.row, column: reference.column };
}

const grids = new WeakMap<ReadSheet, CellGrid>();

/** A sheet's cells by place; made once a sheet, since several tables may stand on one. */
export function gridOf(sheet: ReadSheet): CellGrid {
  const known = grids.get(sheet);
  if (known !== undefined) return known;
  const grid = new Map<number, Map<number, ReadCell>>();
  for (const cell of sheet.cells) {
    const row = grid.get(cell.row);
    if (row === undefined) grid.set(cell.row, new Map([[cell.column, cell]]));
    else row.set(cell.column, cell);
  }
  grids.set(sheet, grid);
  return grid;
}

export function isBlankCell(cell: ReadCell | undefined): boolean {
  return cell === undefined || (typeof cell.value === 'string' && cell.value.trim() === '');
}

function isSheet(sheet: ReadSheet, name: string): boolean {
  return sheet.name.toLowerCase() === name.toLowerCase();
}

/** The layout these headers are of: its key header and three quarters of all, and more of them than of any other layout. */
function resembles(headers: readonly string[], layout: TableLayout): boolean {
  const known = new Set(headers.map(comparableHeader));
  const share = (each: TableLayout): number =>
    each.columns.filter((column) => known.has(comparableHeader(column.header))).length / each.columns.length;
  const key = layout.columns.find((column) => column.key === layout.keyColumn);
  const own = share(layout);
  if (key === undefined || !known.has(comparableHeader(key.header)) || own < 0.75) return false;
  return Object.values(tableLayouts).every((each) => each === layout || share(each) < own);
}

type Extent = Omit<ReadTable, 'name'>;

/** Headers stand near the top; further down nobody looks for them. */
const lastHeaderRow = 100;

/** A header row among plain cells, where another program has dropped the table. */
function findHeaders(sheet: ReadSheet, layout: TableLayout): Extent | null {
  for (const [row, cells] of gridOf(sheet)) {
    if (row > lastHeaderRow) continue;
    const texts = [...cells.values()].filter((cell) => cell.kind === 'text');
    const first = texts[0]?.column ?? 1;
    const last = texts.at(-1)?.column ?? 0;
    const headers = Array.from({ length: last - first + 1 }, (_, index) => {
      const cell = cells.get(first + index);
      return cell?.kind === 'text' ? String(cell.value) : '';
    });
    if (!resembles(headers, layout)) continue;
    const lastRow = sheet.cells.reduce((last, cell) => Math.max(last, cell.row), row);
    return { firstRow: row, lastRow, firstColumn: first, lastColumn: last, headers };
  }
  return null;
}

function describe(layout: TableLayout, sheet: ReadSheet, extent: Extent, name: string | null): LocatedTable {
  const headers = new Map<string, { column: number; header: string }>();
  for (const [index, header] of extent.headers.entries()) {
    const comparable = comparableHeader(header);
    if (!headers.has(comparable)) headers.set(comparable, { column: extent.firstColumn + index, header });
  }
  const columns = new Map<string, { column: number; header: string }>();
  const missing: ColumnLayout[] = [];
  for (const column of layout.columns) {
    const found = headers.get(comparableHeader(column.header));
    if (found === undefined) missing.push(column);
    else columns.set(column.key, found);
  }
  const grid = gridOf(sheet);
  const { firstRow: headerRow, lastRow, firstColumn, lastColumn } = extent;
  const keyColumn = columns.get(layout.keyColumn)?.column ?? null;
  const rows: LocatedRow[] = [];
  for (let row = headerRow + 1; row <= lastRow; row += 1) {
    const cells = grid.get(row);
    const keyCell = keyColumn === null ? undefined : cells?.get(keyColumn);
    const key = isBlankCell(keyCell) ? null : String(keyCell?.value).trim();
    let free = key === null;
    for (let column = firstColumn; free && column <= lastColumn; column += 1) {
      const cell = cells?.get(column);
      // A formula is what a table fills down into a fresh row by itself.
      free = isBlankCell(cell) || cell?.formula != null;
    }
    rows.push({ row, key, free });
  }
  return { layout, sheet, grid, name, headerRow, lastRow, firstColumn, lastColumn, columns, missing, rows };
}
