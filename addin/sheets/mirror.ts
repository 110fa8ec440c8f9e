import type {
  CellEdit,
  ReadCell,
  ReadSheet,
  ReadWorkbook,
  TableAppend,
  TableColumn,
} from '#engine/contract/model/cells';
import { type DateSystem, dateToSerial } from '#engine/domain/fields/serial-date';
import type { Area, Outline } from './host.ts';

/*
 * The open workbook as the pane last saw it, so that most questions need no round to Excel. Values in, values out; a
 * sheet that has not changed stays the very same object.
 */

export function mirrorOf(
  outline: Outline,
  cellsBySheet: ReadonlyMap<string, readonly ReadCell[]>,
  date1904: boolean,
): ReadWorkbook {
  return {
    sheets: outline.sheets.map(({ name, visibility, tables }) => ({
      name,
      visibility,
      tables,
      cells: cellsBySheet.get(name) ?? [],
    })),
    names: outline.names,
    date1904,
    lastModifiedBy: null,
    modified: null,
  };
}

/** The same workbook with other cells in an area. */
export function withArea(file: ReadWorkbook, area: Area, cells: readonly ReadCell[]): ReadWorkbook {
  return withSheet(file, area.sheet, (sheet) => {
    const start = indexOfRow(sheet.cells, area.firstRow);
    const end = indexOfRow(sheet.cells, area.lastRow + 1);
    const kept = sheet.cells
      .slice(start, end)
      .filter(({ column }) => column < area.firstColumn || column > area.lastColumn);
    const inside = [...kept, ...cells].sort((a, b) => a.row - b.row || a.column - b.column);
    return { ...sheet, cells: [...sheet.cells.slice(0, start), ...inside, ...sheet.cells.slice(end)] };
  });
}

/** The same workbook after a batch was written; formulas show what the engine computed until Excel is asked. */
export function withWrites(
  file: ReadWorkbook,
  edits: readonly CellEdit[],
  appends: readonly TableAppend[],
): ReadWorkbook {
  const bySheet = new Map<string, CellEdit[]>();
  for (const edit of [...edits, ...appends.flatMap((append) => appendedCells(file, append))]) {
    const own = bySheet.get(edit.sheet);
    if (own === undefined) bySheet.set(edit.sheet, [edit]);
    else own.push(edit);
  }
  let result = file;
  for (const [name, own] of bySheet)
    result = withSheet(result, name, (sheet) => patchSheet(sheet, own, dateSystemOf(file)));
  for (const { table, rows } of appends) {
    result = {
      ...result,
      sheets: result.sheets.map((sheet) =>
        sheet.tables.some(({ name }) => name === table)
          ? {
              ...sheet,
              tables: sheet.tables.map((one) =>
                one.name === table ? { ...one, lastRow: one.lastRow + rows.length } : one,
              ),
            }
          : sheet,
      ),
    };
  }
  return result;
}

/** The same workbook after columns were added to tables. */
export function withColumns(file: ReadWorkbook, columns: readonly TableColumn[]): ReadWorkbook {
  const edits = columns.flatMap(({ sheet, headerRow, column, header, cells }): readonly CellEdit[] =>
    [{ row: headerRow, value: header }, ...cells].map(({ row, value }) => ({
      ...{ sheet, row, column, value, owned: true },
    })),
  );
  const written = withWrites(file, edits, []);
  return {
    ...written,
    sheets: written.sheets.map((sheet) => ({
      ...sheet,
      tables: sheet.tables.map((one) => {
        const headers = columns.filter(({ table }) => table === one.name).map(({ header }) => header);
        const lastColumn = one.lastColumn + headers.length;
        return headers.length === 0 ? one : { ...one, lastColumn, headers: [...one.headers, ...headers] };
      }),
    })),
  };
}

/** Only some rows of one sheet, for a look at what was just edited; the tables stay where they are. */
export function onlyRows(file: ReadWorkbook, name: string, isWanted: (row: number) => boolean): ReadWorkbook {
  const sheet = file.sheets.find((each) => each.name === name);
  return {
    ...file,
    sheets: sheet === undefined ? [] : [{ ...sheet, cells: sheet.cells.filter(({ row }) => isWanted(row)) }],
  };
}

export function cellAt(file: ReadWorkbook, name: string, row: number, column: number): ReadCell | null {
  const cells = file.sheets.find((sheet) => sheet.name === name)?.cells ?? [];
  for (let index = indexOfRow(cells, row); index < cells.length; index += 1) {
    const cell = cells[index];
    if (cell === undefined || cell.row !== row || cell.column > column) return null;
    if (cell.column === column) return cell;
  }
  return null;
}

export function dateSystemOf(file: ReadWorkbook): DateSystem {
  return file.date1904 ? '1904' : '1900';
}

/** Where an appended row's cells come to stand: below the last row of the table. */
function appendedCells(file: ReadWorkbook, { table, rows }: TableAppend): readonly CellEdit[] {
  const sheet = file.sheets.find(({ tables }) => tables.some(({ name }) => name === table));
  const found = sheet?.tables.find(({ name }) => name === table);
  if (sheet === undefined || found === undefined) return [];
  return rows.flatMap((row, step) =>
    Object.entries(row).flatMap(([header, value]): CellEdit[] => {
      const index = found.headers.indexOf(header);
      if (index === -1) return [];
      const place = { row: found.lastRow + 1 + step, column: found.firstColumn + index };
      return [{ sheet: sheet.name, ...place, value, owned: true }];
    }),
  );
}

function withSheet(file: ReadWorkbook, name: string, change: (sheet: ReadSheet) => ReadSheet): ReadWorkbook {
  return { ...file, sheets: file.sheets.map((sheet) => (sheet.name === name ? change(sheet) : sheet)) };
}

function patchSheet(sheet: ReadSheet, edits: readonly CellEdit[], dateSystem: DateSystem): ReadSheet {
  const wanted = new Map(edits.map((edit) => [placeKey(edit.row, edit.column), edit]));
  const cells: ReadCell[] = [];
  for (const cell of sheet.cells) {
    const edit = wanted.get(placeKey(cell.row, cell.column));
    if (edit === undefined) cells.push(cell);
    else {
      wanted.delete(placeKey(cell.row, cell.column));
      const written = writtenCell(edit, cell, dateSystem);
      if (written !== null) cells.push(written);
    }
  }
  for (const edit of wanted.values()) {
    const written = writtenCell(edit, null, dateSystem);
    if (written !== null) cells.push(written);
  }
  if (wanted.size > 0) cells.sort((a, b) => a.row - b.row || a.column - b.column);
  return { ...sheet, cells };
}

function writtenCell(
  { row, column, value }: CellEdit,
  before: ReadCell | null,
  dateSystem: DateSystem,
): ReadCell | null {
  const plain = (kind: ReadCell['kind'], shown: ReadCell['value'], formula: string | null, date = false): ReadCell => ({
    row,
    column,
    kind,
    value: shown,
    formula,
    date,
  });
  if (value === null || value === '') return null;
  switch (typeof value) {
    case 'string':
      return plain('text', value, null);
    case 'number':
      return plain('number', value, null);
    case 'boolean':
      return plain('boolean', value, null);
  }
  if ('date' in value) return plain('number', dateToSerial(value.date, dateSystem) ?? 0, null, true);
  const shown = 'cached' in value ? value.cached : value.value;
  const formula = 'cached' in value ? (before?.formula ?? null) : value.formula;
  return plain(typeof shown === 'number' ? 'number' : 'text', shown ?? '', formula);
}

/** Wide enough for every column of a sheet. */
function placeKey(row: number, column: number): number {
  return row * 16_384 + column;
}

/** The first cell at or below a row; cells stand row by row. */
function indexOfRow(cells: readonly ReadCell[], row: number): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle]?.row ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
