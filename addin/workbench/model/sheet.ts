import type { Area } from './area.ts';
import { type Cell, emptyCell } from './cell.ts';
import { type CellFormat, defaultFormat } from './cell-format.ts';
import type { ConditionalFormat } from './conditional-format.ts';
import type { Table } from './table.ts';
import type { Validation } from './validation.ts';

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** A row or a column: null follows the sheet. Sizes are points. */
export type Line = {
  readonly size: number | null;
  readonly hidden: boolean;
  readonly format: CellFormat | null;
};

export const plainLine: Line = { size: null, hidden: false, format: null };

export const standardRowHeight = 15;
export const standardColumnWidth = 64 * 0.75;

export type Protection = {
  readonly password: string | null;
  /** What stays allowed; everything else is not. Names are those of `WorksheetProtectionOptions`. */
  readonly options: Readonly<Record<string, boolean | string>>;
};

export type Comment = {
  readonly id: string;
  row: number;
  column: number;
  content: string;
  readonly author: string;
  readonly created: string;
  resolved: boolean;
  readonly replies: { readonly id: string; content: string; readonly author: string; readonly created: string }[];
};

export type Sheet = {
  readonly id: string;
  name: string;
  visibility: Visibility;
  tabColor: string;
  showGridlines: boolean;
  showHeadings: boolean;
  format: CellFormat;
  /** By row, then by column; no entry is an empty cell. */
  readonly cells: Map<number, Map<number, Cell>>;
  readonly rows: Map<number, Line>;
  readonly columns: Map<number, Line>;
  readonly tables: Table[];
  merges: Area[];
  validations: Validation[];
  conditionalFormats: ConditionalFormat[];
  comments: Comment[];
  /** Rows a filter has put away; they count as hidden. */
  readonly filteredRows: Set<number>;
  frozen: Area | null;
  protection: Protection | null;
  readonly customProperties: Map<string, string>;
};

export function emptySheet(id: string, name: string): Sheet {
  return {
    id,
    name,
    visibility: 'Visible',
    tabColor: '',
    showGridlines: true,
    showHeadings: true,
    format: defaultFormat,
    cells: new Map(),
    rows: new Map(),
    columns: new Map(),
    tables: [],
    merges: [],
    validations: [],
    conditionalFormats: [],
    comments: [],
    filteredRows: new Set(),
    frozen: null,
    protection: null,
    customProperties: new Map(),
  };
}

export function cellAt(sheet: Sheet, row: number, column: number): Cell {
  return sheet.cells.get(row)?.get(column) ?? emptyCell;
}

export function setCell(sheet: Sheet, row: number, column: number, cell: Cell): void {
  const cells = sheet.cells.get(row);
  if (cell.value === null && cell.formula === null && cell.format === null) {
    cells?.delete(column);
    if (cells?.size === 0) sheet.cells.delete(row);
  } else if (cells === undefined) sheet.cells.set(row, new Map([[column, cell]]));
  else cells.set(column, cell);
}

/** The format a cell shows: its own, else its row's, else its column's, else the sheet's. */
export function formatAt(sheet: Sheet, row: number, column: number): CellFormat {
  return (
    sheet.cells.get(row)?.get(column)?.format ??
    sheet.rows.get(row)?.format ??
    sheet.columns.get(column)?.format ??
    sheet.format
  );
}

export type PlacedCell = { readonly row: number; readonly column: number; readonly cell: Cell };

/** The cells that hold anything in an area, without walking empty rows and columns. Rows are in no special order. */
export function* cellsOf(sheet: Sheet, area: Area): Generator<PlacedCell> {
  const byRow = area.bottom - area.top < sheet.cells.size;
  const rows = byRow ? numbersFrom(area.top, area.bottom) : sheet.cells.keys();
  for (const row of rows) {
    const cells = row >= area.top && row <= area.bottom ? sheet.cells.get(row) : undefined;
    if (cells === undefined) continue;
    for (const [column, cell] of cells) {
      if (column >= area.left && column <= area.right) yield { row, column, cell };
    }
  }
}

function* numbersFrom(first: number, last: number): Generator<number> {
  for (let number = first; number <= last; number += 1) yield number;
}

/** The smallest area that holds everything; null for an empty sheet. */
export function usedArea(sheet: Sheet, within: Area, valuesOnly: boolean): Area | null {
  let used: Area | null = null;
  for (const { row, column, cell } of cellsOf(sheet, within)) {
    if (valuesOnly && cell.value === null && cell.formula === null) continue;
    used =
      used === null
        ? { top: row, left: column, bottom: row, right: column }
        : {
            top: Math.min(used.top, row),
            left: Math.min(used.left, column),
            bottom: Math.max(used.bottom, row),
            right: Math.max(used.right, column),
          };
  }
  return used;
}

export function tableAt(sheet: Sheet, row: number, column: number): Table | undefined {
  return sheet.tables.find(
    ({ area }) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right,
  );
}

export function isRowHidden(sheet: Sheet, row: number): boolean {
  return sheet.filteredRows.has(row) || (sheet.rows.get(row)?.hidden ?? false);
}
