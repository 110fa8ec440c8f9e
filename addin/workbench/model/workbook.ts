import { type Area, areaAt } from './area.ts';
import type { Scalar } from './cell.ts';
import { ExcelError } from './excel-error.ts';
import type { Author, ModelEvent, ModelListener } from './model-event.ts';
import { emptySheet, type Sheet } from './sheet.ts';
import type { Table } from './table.ts';

/** A place that moves with its cells; null once they are gone. */
export type LivePlace = { readonly sheet: Sheet; area: Area | null };

export type DefinedName = {
  name: string;
  /** Null for the whole workbook. */
  readonly scope: Sheet | null;
  /** A range moves with its cells; anything else is kept as the text of a formula. */
  readonly refersTo: LivePlace | { readonly formula: string };
  comment: string;
  visible: boolean;
};

/**
 * Works out formula results and writes them into the cells. Behind an interface, because the model knows no formula
 * language: a host without a calculator keeps the results a file or an add-in brought.
 */
export type Calculator = {
  /** Brings every formula's value up to date. */
  calculate(book: Workbook): void;
  /** What the formula of a rule comes to for one cell, when it was written for another. */
  readonly evaluateFor?: (formula: string, at: CellPlace, writtenFor: Pick<CellPlace, 'row' | 'column'>) => Scalar;
};

export type CellPlace = { readonly sheet: Sheet; readonly row: number; readonly column: number };

/** What one person's Excel shows and holds: several people may have one workbook open. */
export type Seat = {
  readonly id: string;
  activeSheet: Sheet;
  /** By sheet id, because every sheet keeps its own selection. */
  readonly selections: Map<string, readonly Area[]>;
  /** Typing in a cell: panes are refused until it ends. */
  editingCell: boolean;
};

export type Workbook = {
  name: string;
  readonly sheets: Sheet[];
  readonly names: DefinedName[];
  /** The add-in's settings in this workbook, each as JSON text. */
  readonly settings: Map<string, string>;
  readonly properties: Map<string, string>;
  readonly customProperties: Map<string, string | number | boolean>;
  readonly seats: Map<string, Seat>;
  /** What people see first; null is the first visible sheet. */
  front: Sheet | null;
  /** Every range somebody still holds; they move when rows and columns do. */
  readonly livePlaces: Set<LivePlace>;
  readonly listeners: Set<ModelListener>;
  calculator: Calculator | null;
  /** True while formula results are older than the cells they stand on. */
  stale: boolean;
  protected: boolean;
  /** Milliseconds since 1970, for dates typed without a year and for comments. */
  readonly now: () => number;
  /** Counts up for ids; never reused. */
  nextNumber: number;
};

/** A workbook and whose hand is on it: whose change it is stands in every event. */
export type Editor = {
  readonly book: Workbook;
  readonly author: Author;
  /** A change no pane is told of, as a pick from a drop-down in Excel on the web. */
  readonly silent?: boolean;
  /** A part of a larger change, which tells of the whole itself. */
  readonly muted?: boolean;
};

export function createWorkbook(
  name = 'Book1.xlsx',
  sheetNames: readonly string[] = ['Sheet1'],
  now: () => number = Date.now,
): Workbook {
  const book: Workbook = {
    name,
    sheets: [],
    names: [],
    settings: new Map(),
    properties: new Map(),
    customProperties: new Map(),
    seats: new Map(),
    front: null,
    livePlaces: new Set(),
    listeners: new Set(),
    calculator: null,
    stale: false,
    protected: false,
    now,
    nextNumber: 1,
  };
  for (const sheetName of sheetNames) book.sheets.push(emptySheet(newSheetId(book), sheetName));
  return book;
}

export function tell({ book, author, silent = false, muted = false }: Editor, event: ModelEvent): void {
  if (muted) return;
  for (const listener of [...book.listeners]) listener(event, author, silent);
}

/** A sheet id in the form Excel gives them. */
export function newSheetId(book: Workbook): string {
  return `{${newNumber(book).toString(16).toUpperCase().padStart(8, '0')}-0001-0000-0000-000000000000}`;
}

export function newNumber(book: Workbook): number {
  book.nextNumber += 1;
  return book.nextNumber - 1;
}

/** By id or, letter case aside, by name. */
export function findSheet(book: Workbook, key: string): Sheet | undefined {
  const name = key.toLowerCase();
  return book.sheets.find((sheet) => sheet.id === key || sheet.name.toLowerCase() === name);
}

export function findTable(book: Workbook, key: string): { sheet: Sheet; table: Table } | undefined {
  const name = key.toLowerCase();
  for (const sheet of book.sheets) {
    const table = sheet.tables.find((each) => each.id === key || each.name.toLowerCase() === name);
    if (table !== undefined) return { sheet, table };
  }
  return undefined;
}

export function findName(book: Workbook, name: string, scope: Sheet | null): DefinedName | undefined {
  return book.names.find((each) => each.scope === scope && each.name.toLowerCase() === name.toLowerCase());
}

/** A person's Excel on this workbook; made when first asked for. */
export function seatOf(book: Workbook, id: string): Seat {
  const known = book.seats.get(id);
  if (known !== undefined) return known;
  const visible = book.sheets.filter(({ visibility }) => visibility === 'Visible');
  const activeSheet = visible.find((sheet) => sheet === book.front) ?? visible[0];
  if (activeSheet === undefined) throw new ExcelError('InvalidOperation', 'A workbook needs a visible sheet.');
  const seat: Seat = { id, activeSheet, selections: new Map(), editingCell: false };
  book.seats.set(id, seat);
  return seat;
}

export function selectionOf(seat: Seat, sheet: Sheet): readonly Area[] {
  return seat.selections.get(sheet.id) ?? [areaAt(0, 0)];
}

/** Marks formula results as old; they are worked out when somebody next looks. */
export function markStale(book: Workbook): void {
  if (book.calculator !== null) book.stale = true;
}

/** Brings formula results up to date before somebody reads them. */
export function freshen(book: Workbook): void {
  if (!book.stale || book.calculator === null) return;
  book.stale = false;
  book.calculator.calculate(book);
}
