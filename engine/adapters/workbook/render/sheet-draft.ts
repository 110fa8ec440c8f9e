import type { Cell, CellStyle, ConditionalRule, DataValidation, MergeRange, RowDef } from 'hucre';
import type { SheetModel } from '../../../contract/model/table.ts';

/** A sheet while it is being put together; row and column numbers inside are the driver's, from zero. */
export type SheetDraft = {
  readonly cells: Map<string, Partial<Cell>>;
  /**
   * Table rows as bare values in columns of one style each, where all tables of the sheet stand below one another with
   * the same columns: several times quicker than cells with a style of their own, which still win where both are given.
   */
  readonly body: { readonly rows: Cell['value'][][]; readonly styles: Map<number, CellStyle> } | null;
  readonly rowDefs: Map<number, RowDef>;
  readonly merges: MergeRange[];
  readonly validations: Map<string, DataValidation>;
  readonly formats: ConditionalRule[];
  /** 1-based rows whose height is ours to keep; all others grow and shrink with their text. */
  readonly fixedRows: Set<number>;
  /** Where identifiers such as `1.10` stand as text and are no mistake. */
  readonly textAreas: string[];
  /** By 1-based column, in characters. */
  readonly widths: ReadonlyMap<number, number>;
  readonly hidden: ReadonlySet<number>;
  readonly sheetNames: ReadonlySet<string>;
};

export function startDraft(sheet: SheetModel, sheetNames: ReadonlySet<string>): SheetDraft {
  const widths = new Map<number, number>();
  const hidden = new Set<number>();
  for (const [column, width] of Object.entries(sheet.widths)) widths.set(Number(column), clampWidth(width));
  for (const table of sheet.tables) {
    for (const [index, column] of table.columns.entries()) {
      const at = table.firstColumn + index;
      widths.set(at, Math.max(widths.get(at) ?? 0, clampWidth(column.width)));
      if (column.hidden) hidden.add(at);
    }
  }
  return {
    cells: new Map(),
    body: isOneColumnSet(sheet) ? { rows: [], styles: new Map() } : null,
    rowDefs: new Map(),
    merges: [],
    validations: new Map(),
    formats: [],
    fixedRows: new Set(),
    textAreas: [],
    widths,
    hidden,
    sheetNames,
  };
}

/** A rule for a column; tables with the same columns share theirs. */
export function addValidation(draft: SheetDraft, column: number, validation: DataValidation): void {
  const key = `${column} ${JSON.stringify({ ...validation, range: '' })}`;
  const known = draft.validations.get(key);
  const range = known === undefined ? validation.range : `${known.range} ${validation.range}`;
  draft.validations.set(key, { ...validation, range });
}

function isOneColumnSet(sheet: SheetModel): boolean {
  const [first] = sheet.tables;
  return sheet.tables.every(
    ({ columns, firstColumn }) => columns === first?.columns && firstColumn === first.firstColumn,
  );
}

/** The width a spreadsheet gives a column nobody set, in characters. */
export const defaultWidth = 8.43;

/** What a row can be at most in a spreadsheet, in points. */
export const highestRow = 409;

/** Makes a row at least this high, in points. */
export function raiseRow(draft: SheetDraft, row: number, height: number): void {
  const wanted = Math.min(highestRow, height);
  if (wanted > (draft.rowDefs.get(row - 1)?.height ?? 0)) draft.rowDefs.set(row - 1, { height: wanted });
}

/** Zero is a hidden column in a file, and 255 the most there can be. */
function clampWidth(characters: number): number {
  return Math.min(250, Math.max(1, characters));
}
