import type { Cell, ConditionalRule, DataValidation, MergeRange } from 'hucre';
import type { CellValue, SheetModel } from '../../../contract/model/table.ts';
import { columnLetters } from './a1.ts';
import { linkTarget } from './link-target.ts';

/** A sheet while it is being put together. Rows are written here; all else is left to the driver, which never sees them. */
export type SheetDraft = {
  /** By 1-based row. */
  readonly rows: Map<number, RowDraft>;
  /** Cells that lead somewhere, by the driver's row and column, from zero. */
  readonly links: Map<string, Partial<Cell>>;
  readonly merges: MergeRange[];
  readonly validations: Map<string, DataValidation>;
  readonly formats: ConditionalRule[];
  /** Where identifiers such as `1.10` stand as text and are no mistake. */
  readonly textAreas: string[];
  /** By 1-based column, in characters. */
  readonly widths: ReadonlyMap<number, number>;
  readonly hidden: ReadonlySet<number>;
  readonly sheetNames: ReadonlySet<string>;
};

type RowDraft = {
  /** In points; zero for the height every row has. */
  height: number;
  /** The height is ours to keep; other rows grow and shrink with their text. */
  fixed: boolean;
  readonly strips: Strip[];
};

/** Cells beside one another, written. */
type Strip = { readonly firstColumn: number; readonly lastColumn: number; readonly xml: string };

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
    rows: new Map(),
    links: new Map(),
    merges: [],
    validations: new Map(),
    formats: [],
    textAreas: [],
    widths,
    hidden,
    sheetNames,
  };
}

/** Adds cells to a row, which becomes at least `height` points high. */
export function addStrip(draft: SheetDraft, row: number, strip: Strip, height = 0, fixed = false): void {
  const known = draft.rows.get(row);
  if (known === undefined) {
    draft.rows.set(row, { height: Math.min(highestRow, height), fixed, strips: [strip] });
    return;
  }
  known.height = Math.max(known.height, Math.min(highestRow, height));
  known.fixed ||= fixed;
  known.strips.push(strip);
}

/** Makes a cell lead where its value says, if that is a place links may lead to. */
export function addLink(draft: SheetDraft, row: number, column: number, value: CellValue): void {
  if (typeof value !== 'object' || value === null || !('link' in value)) return;
  const hyperlink = linkTarget(value.link, draft.sheetNames);
  if (hyperlink !== null) draft.links.set(`${row - 1},${column - 1}`, { hyperlink });
}

/** A rule for a column; tables with the same columns share theirs. */
export function addValidation(draft: SheetDraft, column: number, validation: DataValidation): void {
  const key = `${column} ${JSON.stringify({ ...validation, range: '' })}`;
  const known = draft.validations.get(key);
  const range = known === undefined ? validation.range : `${known.range} ${validation.range}`;
  draft.validations.set(key, { ...validation, range });
}

/** The rows and cells of the sheet's part, in order, with the area they take. */
export function writeRows(draft: SheetDraft): { readonly dimension: string; readonly xml: string } {
  const rows = [...draft.rows].sort(([a], [b]) => a - b);
  let last = 1;
  const written = rows.map(([row, { height, fixed, strips }]) => {
    strips.sort((a, b) => a.firstColumn - b.firstColumn);
    for (const { lastColumn } of strips) last = Math.max(last, lastColumn);
    const cells = strips.map(({ xml }) => xml).join('');
    const size = height === 0 ? '' : ` ht="${height}"${fixed ? ' customHeight="1"' : ''}`;
    return `<row r="${row}"${size}>${cells}</row>`;
  });
  return { dimension: `A1:${columnLetters(last)}${rows.at(-1)?.[0] ?? 1}`, xml: written.join('') };
}

/** The width a spreadsheet gives a column nobody set, in characters. */
export const defaultWidth = 8.43;

/** What a row can be at most in a spreadsheet, in points. */
export const highestRow = 409;

/** Zero is a hidden column in a file, and 255 the most there can be. */
function clampWidth(characters: number): number {
  return Math.min(250, Math.max(1, characters));
}
