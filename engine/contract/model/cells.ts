/** What the reader finds in a workbook somebody else may have written: cells as they stand, nothing interpreted. */

export type CellKind = 'text' | 'number' | 'boolean' | 'error';

export type ReadCell = {
  /** 1-based. */
  readonly row: number;
  readonly column: number;
  readonly kind: CellKind;
  /** Text as shown to a person (rich text joined, escapes undone); numbers as stored (dates are serials). */
  readonly value: string | number | boolean;
  /** Without the leading `=`; null for a plain cell. */
  readonly formula: string | null;
  /** True when the number format shows a date. */
  readonly date: boolean;
};

export type ReadTable = {
  readonly name: string;
  /** 1-based; the header row. */
  readonly firstRow: number;
  /** The last data row, a totals row not counted. */
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly headers: readonly string[];
};

export type ReadSheet = {
  readonly name: string;
  readonly visibility: 'visible' | 'hidden' | 'veryHidden';
  /** Row-major, empty cells left out. */
  readonly cells: readonly ReadCell[];
  readonly tables: readonly ReadTable[];
  /** How many filled cells lay beyond the reader's caps (rows, columns) and were left out; absent for none. */
  readonly leftOut?: number;
};

export type ReadWorkbook = {
  readonly sheets: readonly ReadSheet[];
  /** Workbook-scoped defined names: name to reference as written. */
  readonly names: Readonly<Record<string, string>>;
  readonly date1904: boolean;
  readonly lastModifiedBy: string | null;
  readonly modified: string | null;
};

/** One cell to be written into an existing workbook. `formula` cells get text and cached value; `cached` keeps the formula. */
export type CellEdit = {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly value:
    | null
    | string
    | number
    | boolean
    | { readonly date: string }
    | { readonly formula: string; readonly value: string | number | null }
    | { readonly cached: string | number | null };
  /** True where the engine owns the cell, so a formula standing there may be replaced. */
  readonly owned: boolean;
};

/** Rows added at the end of a table, cells by header. */
export type TableAppend = {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, CellEdit['value']>>[];
};

/** A column added at the right end of a table, cells by row; its look is that of another column of the table. */
export type TableColumn = {
  readonly table: string;
  /** Where the table stands: its sheet, its header row and the last row of its data. */
  readonly sheet: string;
  readonly headerRow: number;
  readonly lastRow: number;
  /** Right of the table's last one; of several the first comes first. */
  readonly column: number;
  readonly header: string;
  /** The column that looks like it; null for none. */
  readonly like: number | null;
  /** In characters. */
  readonly width: number;
  readonly cells: readonly { readonly row: number; readonly value: CellEdit['value'] }[];
};

export type WorkbookPatch = {
  readonly edits: readonly CellEdit[];
  readonly appends: readonly TableAppend[];
  /** Absent for none; they come before rows are appended. */
  readonly columns?: readonly TableColumn[];
};

/** A cell the patcher left alone, and why: `formula`, `merged`, `spill`, `pivot`, `table-header` ... */
export type RefusedCell = {
  readonly sheet: string;
  readonly cell: string;
  readonly reason: string;
  readonly message: string;
};
