import type { ReadCell, ReadSheet, ReadWorkbook } from '#engine/contract/model/cells';
import { cellAddress, columnLetters, columnNumber, quoteSheet } from '#engine/domain/sheets/address';

/** What a person does to one table: a new order of rows and columns, columns of their own, another sheet name. */
export type Disturbance = {
  readonly table: string;
  /** The old index of each data row, in the new order. */
  readonly rows: readonly number[];
  /** The old index of each column in the new order; null for a column of the person's own. */
  readonly columns: readonly (number | null)[];
  readonly sheetName: string;
};

/** The file as a spreadsheet program leaves it: formulas follow what they point at. */
export function disturb(file: ReadWorkbook, { table: name, rows, columns, sheetName }: Disturbance): ReadWorkbook {
  const sheet = file.sheets.find((each) => each.tables.some((table) => table.name === name));
  const table = sheet?.tables.find((each) => each.name === name);
  if (sheet === undefined || table === undefined) throw new Error(`No table ${name}`);
  const first = table.firstRow + 1;
  const newRow = (row: number): number => {
    const index = rows.indexOf(row - first);
    return row < first || row > table.lastRow || index < 0 ? row : first + index;
  };
  const newColumn = (column: number): number => {
    const index = columns.indexOf(column - table.firstColumn);
    return index < 0 ? column : table.firstColumn + index;
  };
  const isIn = (row: number): boolean => row >= table.firstRow && row <= table.lastRow;
  const ranges = new RegExp(
    `${quoteSheet(sheet.name).replace(/[$.]/g, '\\$&')}!\\$([A-Z]+)\\$(\\d+):\\$[A-Z]+\\$(\\d+)`,
    'g',
  );
  const follow = (formula: string, own: boolean): string => {
    const moved = formula.replace(ranges, (_, letters: string, from: string, to: string) => {
      const column = columnLetters(newColumn(columnNumber(letters)));
      return `${quoteSheet(sheetName)}!$${column}$${from}:$${column}$${to}`;
    });
    if (!own) return moved;
    return moved.replace(/(?<![$A-Za-z!"])([A-Z]{1,2})(\d+)(?![\d(])/g, (_, letters: string, row: string) =>
      cellAddress(newRow(Number(row)), newColumn(columnNumber(letters))),
    );
  };
  const mine = columns.flatMap((old, index) => (old === null ? [table.firstColumn + index] : []));
  const moveSheet = (each: ReadSheet): ReadSheet => {
    const cells = each.cells.map((cell): ReadCell => {
      const own = each === sheet && isIn(cell.row);
      const formula = cell.formula === null ? null : follow(cell.formula, own);
      return own ? { ...cell, formula, row: newRow(cell.row), column: newColumn(cell.column) } : { ...cell, formula };
    });
    if (each !== sheet) return { ...each, cells };
    const notes = mine.flatMap((column) =>
      Array.from({ length: table.lastRow - table.firstRow + 1 }, (_, index): ReadCell => {
        const value = index === 0 ? `My column ${column}` : `my note ${column}/${index}`;
        return { row: table.firstRow + index, column, kind: 'text', value, formula: null, date: false };
      }),
    );
    const headers = columns.map((old, index) =>
      old === null ? `My column ${table.firstColumn + index}` : (table.headers[old] ?? ''),
    );
    return {
      ...each,
      name: sheetName,
      cells: [...cells, ...notes].sort((a, b) => a.row - b.row || a.column - b.column),
      tables: each.tables.map((other) =>
        other === table ? { ...table, headers, lastColumn: table.firstColumn + columns.length - 1 } : other,
      ),
    };
  };
  return { ...file, sheets: file.sheets.map(moveSheet) };
}

/** The file after somebody typed into cells of a table, by row key and header. */
export function typeInto(
  file: ReadWorkbook,
  name: string,
  key: string,
  header: string,
  typed: string | number | boolean | null | Partial<ReadCell>,
): ReadWorkbook {
  const sheet = file.sheets.find((each) => each.tables.some((table) => table.name === name));
  const table = sheet?.tables.find((each) => each.name === name);
  if (sheet === undefined || table === undefined) throw new Error(`No table ${name}`);
  const keyColumn = table.firstColumn + table.headers.indexOf('Key');
  const column = table.firstColumn + table.headers.indexOf(header);
  const row = sheet.cells.find((cell) => cell.column === keyColumn && cell.value === key)?.row;
  if (row === undefined || column < table.firstColumn) throw new Error(`No cell ${key}, ${header}`);
  return setCell(file, sheet.name, row, column, typed);
}

/** The file after somebody typed into one cell; null clears it. */
export function setCell(
  file: ReadWorkbook,
  sheetName: string,
  row: number,
  column: number,
  typed: string | number | boolean | null | Partial<ReadCell>,
): ReadWorkbook {
  const more = typeof typed === 'object' && typed !== null ? typed : {};
  const value = typeof typed === 'object' ? (typed?.value ?? '') : typed;
  const kind = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';
  const cell: ReadCell = { row, column, kind, value, formula: null, date: false, ...more };
  return {
    ...file,
    sheets: file.sheets.map((sheet) => {
      if (sheet.name !== sheetName) return sheet;
      const others = sheet.cells.filter((each) => each.row !== row || each.column !== column);
      const cells = typed === null ? others : [...others, cell].sort((a, b) => a.row - b.row || a.column - b.column);
      return { ...sheet, cells };
    }),
  };
}
