/**
 * A workbook as data: what the projection makes of the state, what the writer renders, what a patch is planned from.
 * Cells are typed; a formula carries the value the engine computed, so that readers which never recalculate agree.
 */
export type CellValue =
  | null
  | string
  | number
  | boolean
  | { readonly date: string }
  | { readonly formula: string; readonly value: string | number | null }
  | { readonly link: string; readonly text: string };

/** A colour by meaning; the writer owns the palette. */
export type Tone = 'good' | 'partial' | 'warning' | 'bad' | 'neutral' | 'accent';

export type ColumnModel = {
  readonly key: string;
  readonly header: string;
  /** In characters. */
  readonly width: number;
  readonly kind: 'text' | 'long' | 'date' | 'whole' | 'percent' | 'choice' | 'link';
  readonly hidden: boolean;
  /** Locked cells are the engine's: edits are put back. */
  readonly locked: boolean;
  /** Offered as a drop-down; free text is still possible where `strict` is false. */
  readonly choices: { readonly values: readonly string[]; readonly strict: boolean } | null;
  /** Fill and font by cell text, as conditional formats. */
  readonly tones: Readonly<Record<string, Tone>>;
  readonly dataBar: boolean;
  /** Shown as an input message when the cell is selected; empty for none. */
  readonly hint: string;
};

/**
 * `cells` stand in the order of the columns. `key` is the row's identity; the projection has already put it in the cell
 * of the table's key column (hidden, the last of `columns`, where the layout has one): a writer adds no column of its own.
 */
export type RowModel = {
  readonly key: string;
  readonly cells: readonly CellValue[];
  /** Columns, by key, that are the engine's in this row although people fill them in elsewhere; left out for none. */
  readonly locked?: readonly string[];
};

export type TableModel = {
  /** The Excel table's name, unique in the workbook. */
  readonly name: string;
  /** 1-based row of the headers; data begins below. */
  readonly headerRow: number;
  readonly firstColumn: number;
  readonly columns: readonly ColumnModel[];
  /** A table covers at least one data row: with no row and no spare one, that one is blank. */
  readonly rows: readonly RowModel[];
  /** Blank rows kept after the data so that the engine can add without inserting. */
  readonly spare: number;
};

/** `band` is a grey row heading a part of a report, as wide as its span. */
export type LooseCellRole = 'title' | 'subtitle' | 'label' | 'value' | 'note' | 'big-number' | 'band';

/** A cell outside tables. `name` is its defined name when the reader must find it again; locked unless an input. */
export type LooseCell = {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  readonly role: LooseCellRole;
  readonly kind: ColumnModel['kind'];
  readonly name: string | null;
  readonly input: boolean;
  /** Cells merged to the right, 1 for none. */
  readonly span: number;
};

export type ChartModel = {
  readonly kind: 'line' | 'bar';
  readonly title: string;
  readonly anchor: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number };
  readonly categories: string;
  readonly series: readonly { readonly name: string; readonly values: string }[];
};

export type SheetModel = {
  readonly name: string;
  readonly visibility: 'visible' | 'hidden' | 'veryHidden';
  readonly tabTone: Tone;
  readonly loose: readonly LooseCell[];
  readonly tables: readonly TableModel[];
  /** Widths of columns outside tables, by 1-based column, in characters. */
  readonly widths: Readonly<Record<number, number>>;
  readonly charts: readonly ChartModel[];
  /** Sheet protection without a password: a fence against slips, not a wall. Sort, filter and column formats stay allowed. */
  readonly protected: boolean;
  readonly landscape: boolean;
  /** Rows and columns that stay in view; zero for none. */
  readonly frozen: { readonly rows: number; readonly columns: number };
};

export type WorkbookModel = {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  /** ISO 8601; fixed by the caller so that the same state gives the same bytes. */
  readonly created: string;
  readonly sheets: readonly SheetModel[];
  /** Defined names beside those of loose cells: name to reference, e.g. `'Action Items'!$F$7:$F$90`. */
  readonly names: Readonly<Record<string, string>>;
};
