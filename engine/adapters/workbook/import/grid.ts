import type { CellKind } from '../../../contract/model/cells.ts';
import type { DateSystem } from '../../../domain/fields/serial-date.ts';

/** What importing needs of a spreadsheet, whoever read it: sheets of rows of cells that are not empty. */
export type Grid = { readonly sheets: readonly GridSheet[]; readonly dateSystem: DateSystem };

export type GridSheet = {
  readonly name: string;
  readonly visible: boolean;
  /** In order; rows without a cell left out. */
  readonly rows: readonly GridRow[];
  /** True when rows or columns beyond the limits were left unread. */
  readonly cut: boolean;
};

/** `row` and the columns are 1-based. */
export type GridRow = { readonly row: number; readonly cells: ReadonlyMap<number, GridCell> };

export type GridCell = {
  readonly kind: CellKind;
  readonly value: string | number | boolean;
  readonly formula: boolean;
  readonly date: boolean;
};

export const gridLimits = { rows: 20_000, columns: 256, sheets: 64 } as const;

/** A cell as a reader found it, with its formula's text. LibreOffice writes the constants TRUE and FALSE as formulas. */
export function toGridCell(kind: CellKind, value: GridCell['value'], formula: string | null, date: boolean): GridCell {
  const constant = /^=?(TRUE|FALSE)(\(\))?$/i.exec(formula ?? '')?.[1];
  if (constant !== undefined) return { kind: 'boolean', value: /true/i.test(constant), formula: false, date: false };
  return { kind, value, formula: formula !== null, date };
}

/** The cell's text without space around it; line ends are LF. Empty for no cell and for errors. */
export function cellText(cell: GridCell | undefined): string {
  if (cell === undefined || cell.kind === 'error') return '';
  if (typeof cell.value === 'boolean') return cell.value ? 'TRUE' : 'FALSE';
  return String(cell.value).replace(/\r\n?/g, '\n').trim();
}

/** `B`, `AA` ... of a 1-based column. */
function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** `Actions!C5`, as places name a cell. */
export function cellPlace(sheet: string, row: number, column: number): string {
  return `${sheet}!${columnName(column)}${row}`;
}

/** Drops what shows nothing: blank texts, and the rows they leave empty. */
export function gridRows(rows: readonly GridRow[]): readonly GridRow[] {
  return rows
    .map(({ row, cells }) => ({
      row,
      cells: new Map([...cells].filter(([, cell]) => cell.kind === 'error' || cellText(cell) !== '')),
    }))
    .filter(({ cells }) => cells.size > 0);
}
