import { type ColumnKey, headerKey, type SheetSpec } from '../../../contract/model/import-formats.ts';
import { cellPlace, cellText, type Grid, type GridCell, type GridRow, type GridSheet, gridLimits } from './grid.ts';
import type { Reading } from './reading.ts';

/** One sheet of a format, its columns found by header. */
export type FormatTable = {
  readonly rows: readonly FormatRow[];
  /** Columns of dimension values: key as written, and column. */
  readonly dimensionColumns: readonly { readonly key: string; readonly column: number }[];
};

export type FormatRow = {
  readonly cell: (key: ColumnKey) => GridCell | undefined;
  readonly at: (column: number) => GridCell | undefined;
  /** Where a column's cell stands, filled or not; of the row itself for a column the sheet does not have. */
  readonly place: (key: ColumnKey | number) => string;
  readonly has: (key: ColumnKey) => boolean;
};

/** Finds the sheet and its columns by name; reports what is missing, doubled, unknown or in another order. */
export function readFormatTable(grid: Grid, spec: SheetSpec, reading: Reading): FormatTable | null {
  const sheet = findSheet(grid, spec);
  if (sheet === null) {
    if (spec.required) reading.report('missing-sheet', spec.key, null, spec.name);
    return null;
  }
  const header = findHeaderRow(sheet, spec);
  const columns = new Map<ColumnKey, number>();
  const dimensionColumns: { key: string; column: number }[] = [];
  for (const [column, cell] of header?.cells ?? []) {
    const text = cellText(cell);
    const place = cellPlace(sheet.name, header?.row ?? 1, column);
    const known = spec.columns.find(({ headers }) => headers.some((name) => headerKey(name) === headerKey(text)));
    if (known !== undefined) {
      if (columns.has(known.key)) reading.report('repeated-column', spec.key, place, text);
      else columns.set(known.key, column);
      continue;
    }
    const dimension = dimensionOf(text, spec);
    if (dimension === null) reading.report('unknown-column', spec.key, place, text);
    else dimensionColumns.push({ key: dimension, column });
  }
  checkColumns(spec, sheet, header, columns, reading);
  if (sheet.cut) reading.report('too-many-rows', spec.key, `${sheet.name}!A1`, null, String(gridLimits.rows));
  const first = header?.row ?? 0;
  return {
    rows: sheet.rows.filter(({ row }) => row > first).map((row) => formatRow(sheet, row, columns)),
    dimensionColumns,
  };
}

export function findSheet(grid: Grid, spec: Pick<SheetSpec, 'name'>): GridSheet | null {
  return grid.sheets.find(({ name }) => headerKey(name) === headerKey(spec.name)) ?? null;
}

/** The first row that holds one of the headers, looked for near the top. */
function findHeaderRow(sheet: GridSheet, spec: SheetSpec): GridRow | null {
  const headers = new Set(spec.columns.flatMap((column) => column.headers.map(headerKey)));
  const top = sheet.rows.slice(0, 10);
  return top.find(({ cells }) => [...cells.values()].some((cell) => headers.has(headerKey(cellText(cell))))) ?? null;
}

function dimensionOf(header: string, { dimensionColumns }: SheetSpec): string | null {
  const prefixed = /^dimension-(.+)$/is.exec(header)?.[1]?.trim();
  if (dimensionColumns === 'none') return null;
  return prefixed ?? (dimensionColumns === 'any' ? header : null);
}

function checkColumns(
  spec: SheetSpec,
  sheet: GridSheet,
  header: GridRow | null,
  columns: ReadonlyMap<ColumnKey, number>,
  reading: Reading,
): void {
  const headerPlace = cellPlace(sheet.name, header?.row ?? 1, 1);
  for (const column of spec.columns) {
    if (column.required && !columns.has(column.key)) {
      reading.report('missing-column', spec.key, headerPlace, column.headers[0] ?? column.key, sheet.name);
    }
  }
  const fixed = spec.columns.filter((column) => column.required && columns.has(column.key));
  const stand = fixed.map((column) => columns.get(column.key) ?? 0);
  if (stand.some((column, index) => column < (stand[index - 1] ?? 0))) {
    const wanted = fixed.map((column) => column.headers[0]).join(', ');
    reading.report('column-order', spec.key, headerPlace, sheet.name, wanted);
  }
}

function formatRow(sheet: GridSheet, { row, cells }: GridRow, columns: ReadonlyMap<ColumnKey, number>): FormatRow {
  const at = (column: number) => cells.get(column);
  return {
    at,
    cell: (key) => at(columns.get(key) ?? 0),
    place: (key) => {
      const column = typeof key === 'number' ? key : columns.get(key);
      return cellPlace(sheet.name, row, column ?? Math.min(...cells.keys()));
    },
    has: (key) => columns.has(key),
  };
}
