import type { CellEdit, ReadCell, ReadTable, TableAppend, TableColumn } from '#engine/contract/model/cells';
import type { Result } from '#engine/domain/result';

/**
 * The Excel we need, and nothing of Excel's own words. Rows and columns are 1-based, sheets go by name. Every call is
 * one round to Excel where that can be; none of them moves the selection, a filter or the scroll position unless it
 * says so. Expected failures are values.
 */
export interface Host {
  readonly abilities: HostAbilities;
  /** Sheets, tables with their headers, and defined names; no cells. */
  outline(): Promise<Result<Outline, HostProblem>>;
  /** The filled cells of areas, in the order of the areas. */
  read(areas: readonly Area[]): Promise<Result<readonly (readonly ReadCell[])[], HostProblem>>;
  /** Writes in one batch, and tells what stood there the moment before. */
  write(batch: WriteBatch): Promise<Result<Written, HostProblem>>;
  /** Adds columns at the right end of their tables, with what is in them. Needs `growTables`. */
  addColumns(columns: readonly TableColumn[]): Promise<Result<null, HostProblem>>;
  /** Takes our marks off an area and puts these on; formats people gave the cells stay. */
  mark(area: Area, marks: readonly CellMark[]): Promise<Result<null, HostProblem>>;
  /** Inserts the sheets of a workbook (base64 of an .xlsx) at the end; returns their names. Needs `insertSheets`. */
  insertSheets(workbook: string): Promise<Result<readonly string[], HostProblem>>;
  /** Makes these workbook-scoped names, each one cell, and hides these sheets from everybody. */
  prepare(names: readonly DefinedName[], veryHidden: readonly string[]): Promise<Result<null, HostProblem>>;
  /** The open workbook as an .xlsx, as it stands. Needs `readFile`. */
  file(): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }, HostProblem>>;
  /** Brings a cell before the person and selects it. */
  select(place: Place): Promise<Result<null, HostProblem>>;
  /** The cell the person is at. */
  selected(): Promise<Result<Place | null, HostProblem>>;
  /** Hears what happens in the workbook until the returned function is called. */
  listen(hear: (event: HostEvent) => void): Promise<Result<() => void, HostProblem>>;
}

export type HostAbilities = {
  /** ExcelApi 1.13. */
  readonly insertSheets: boolean;
  /** ExcelApi 1.13. */
  readonly growTables: boolean;
  /** The file as bytes. */
  readonly readFile: boolean;
  /** Notes (1.18), else comments (1.10), to say at a cell why it was refused. */
  readonly notes: boolean;
};

export type HostProblem =
  /** A person is editing a cell, or a dialog is open: the same again in a moment. */
  | { readonly code: 'busy' }
  /** A sheet is protected with a password, or the workbook is read-only. */
  | { readonly code: 'protected' }
  /** A sheet, table or range is no longer where it was: look anew. */
  | { readonly code: 'gone' }
  | { readonly code: 'cannot'; readonly what: 'insert-sheets' | 'read-file' }
  | { readonly code: 'failed'; readonly excelCode: string; readonly message: string };

export type Place = { readonly sheet: string; readonly row: number; readonly column: number };

/** Corners included. */
export type Area = {
  readonly sheet: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
};

export type Outline = {
  readonly sheets: readonly OutlineSheet[];
  /** Workbook-scoped: name to reference, e.g. `Overview!$B$4`. */
  readonly names: Readonly<Record<string, string>>;
};

export type OutlineSheet = {
  readonly name: string;
  readonly visibility: 'visible' | 'hidden' | 'veryHidden';
  /** Where something stands; null for an empty sheet. */
  readonly used: Area | null;
  readonly tables: readonly ReadTable[];
};

export type WriteBatch = {
  readonly edits: readonly CellEdit[];
  readonly appends: readonly TableAppend[];
  /** Sheets whose password-less protection is taken off for the batch and put back. */
  readonly fenced: readonly string[];
  /** Read before anything is written, to see whether everything still stands where it was. */
  readonly watch: readonly Area[];
};

export type Written = {
  /** What stood in each edit's cell before, in their order; null for nothing. */
  readonly before: readonly (ReadCell | null)[];
  readonly watched: readonly (readonly ReadCell[])[];
};

export type MarkKind = 'pending' | 'refused' | 'conflict' | 'error' | 'warning';

/** `note`: said at the cell where notes are possible; null for none. */
export type CellMark = {
  readonly row: number;
  readonly column: number;
  readonly kind: MarkKind;
  readonly note: string | null;
};

export type DefinedName = Place & { readonly name: string };

/**
 * `origin`: `own` is this pane's writing, `local` the person at this Excel, `remote` a co-author or their pane. Where
 * Excel does not tell own from local, both come as `local`.
 */
export type HostEvent =
  | {
      readonly kind: 'edited';
      readonly sheet: string;
      readonly rows: readonly [first: number, last: number];
      readonly columns: readonly [first: number, last: number];
      /** Rows, columns or cells came in or went: everything below or right may stand elsewhere. */
      readonly shifted: boolean;
      readonly origin: 'own' | 'local' | 'remote';
    }
  | { readonly kind: 'moved'; readonly sheet: string }
  | { readonly kind: 'selected'; readonly sheet: string; readonly row: number; readonly column: number }
  | { readonly kind: 'left'; readonly sheet: string }
  /** Sheets or tables were added, deleted or renamed. */
  | { readonly kind: 'rebuilt' };
