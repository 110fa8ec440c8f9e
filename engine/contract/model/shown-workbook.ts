/**
 * A workbook as a spreadsheet program shows it: what the workbench puts on its grid. Rows and columns are 1-based,
 * ranges are written as in A1:C9, colours are #RRGGBB, sizes are those of the file (row heights in points, column widths
 * in characters). What is absent is as in a new workbook.
 */
export type ShownWorkbook = {
  readonly sheets: readonly ShownSheet[];
  readonly names: readonly ShownName[];
  /** By the index that cells, rows and columns give; 0 is the look of everything else. */
  readonly styles: readonly ShownStyle[];
  /** Dates are given as serials of the 1900 system whatever the file counts by. */
  readonly date1904: boolean;
  /** The sheet that was in front when the file was saved. */
  readonly activeSheet: number;
};

export type ShownName = {
  readonly name: string;
  /** The sheet a name is limited to; null for the whole workbook. */
  readonly sheet: string | null;
  readonly refersTo: string;
  readonly hidden: boolean;
};

export type ShownSheet = {
  readonly name: string;
  readonly visibility: 'visible' | 'hidden' | 'veryHidden';
  readonly tabColor: string | null;
  readonly gridlines: boolean;
  /** Percent. */
  readonly zoom: number;
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly rowHeight: number | null;
  readonly columnWidth: number | null;
  readonly columns: readonly ShownColumns[];
  readonly rows: readonly ShownRow[];
  readonly cells: readonly ShownCell[];
  readonly merges: readonly string[];
  readonly tables: readonly ShownTable[];
  readonly validations: readonly ShownValidation[];
  readonly formats: readonly ShownFormat[];
  readonly links: readonly ShownLink[];
  readonly notes: readonly ShownNote[];
  readonly charts: readonly ShownChart[];
  /** Null where nothing is protected; else what stays allowed, by the file's own attribute names. */
  readonly protection: { readonly password: boolean; readonly allowed: readonly string[] } | null;
};

export type ShownColumns = {
  readonly first: number;
  readonly last: number;
  readonly width: number | null;
  readonly hidden: boolean;
  readonly style: number;
};

export type ShownRow = {
  readonly row: number;
  readonly height: number | null;
  /** The height was set by somebody; else it follows the row's text. */
  readonly fixed: boolean;
  readonly hidden: boolean;
  /** Null where the row has no look of its own. */
  readonly style: number | null;
};

/** Row, column, value (an error as its word in an object, null for an empty cell with a look), style, formula without `=`. */
export type ShownCell = readonly [
  row: number,
  column: number,
  value: string | number | boolean | { readonly error: string } | null,
  style: number,
  formula?: string,
];

export type ShownTable = {
  readonly name: string;
  readonly range: string;
  readonly headers: boolean;
  readonly totals: boolean;
  readonly columns: readonly string[];
  readonly style: string;
  readonly bandedRows: boolean;
  readonly bandedColumns: boolean;
  readonly firstColumn: boolean;
  readonly lastColumn: boolean;
  readonly filterButtons: boolean;
  /** Which values of a column are shown, by its place in the table from 0; rows they hide are hidden in the file too. */
  readonly filters: readonly { readonly column: number; readonly values: readonly string[] }[];
};

export type ShownValidation = {
  readonly ranges: readonly string[];
  /** As in the file: `list`, `whole`, `decimal`, `date`, `time`, `textLength`, `custom`. */
  readonly type: string;
  readonly operator: string;
  readonly formula1: string;
  readonly formula2: string;
  readonly allowBlank: boolean;
  readonly prompt: { readonly title: string; readonly text: string } | null;
  /** Null where a wrong value is taken silently. */
  readonly alert: { readonly style: string; readonly title: string; readonly text: string } | null;
};

export type ShownFormat = {
  readonly ranges: readonly string[];
  /** As in the file: `cellIs`, `expression`, `containsText`, `dataBar`, `colorScale` ... */
  readonly type: string;
  readonly operator: string;
  readonly text: string;
  readonly formulas: readonly string[];
  readonly stopIfTrue: boolean;
  readonly look: ShownLook;
  /** The ends of a data bar or the points of a colour scale. */
  readonly points: readonly { readonly type: string; readonly value: string }[];
  readonly colors: readonly string[];
};

/** What a conditional format changes. */
export type ShownLook = {
  readonly fill?: string;
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly border?: string;
};

export type ShownLink = {
  readonly range: string;
  /** A web address, or null for a place in the workbook. */
  readonly target: string | null;
  readonly location: string;
  readonly tip: string;
};

export type ShownNote = {
  readonly row: number;
  readonly column: number;
  readonly author: string;
  readonly text: string;
};

/** A chart's picture is made from its ranges; other kinds than these are left out. */
export type ShownChart = {
  readonly kind: 'line' | 'bar';
  readonly title: string;
  /** Corner cells, both included, 1-based. */
  readonly from: { readonly row: number; readonly column: number };
  readonly to: { readonly row: number; readonly column: number };
  readonly categories: string;
  readonly series: readonly { readonly name: string; readonly values: string }[];
};

export type ShownEdge = 'left' | 'right' | 'top' | 'bottom';

export type ShownStyle = {
  readonly numberFormat: string;
  readonly font: string;
  /** Points. */
  readonly size: number;
  readonly color: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly fill: string | null;
  readonly horizontal: string;
  readonly vertical: string;
  readonly wrap: boolean;
  readonly indent: number;
  readonly locked: boolean;
  readonly borders: Readonly<Partial<Record<ShownEdge, { readonly style: string; readonly color: string }>>>;
};
