import { columnLetters, columnNumber, quoteSheet } from './address.ts';

/** A table of the model, by the sheet and the columns formulas name. */
export type FormulaTable = {
  readonly sheet: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly columnCount: number;
  /** The same table in the file, and the file's column by the index of the model's; null where it is gone. */
  readonly target: {
    readonly sheet: string;
    readonly firstRow: number;
    readonly lastRow: number;
    readonly columns: readonly (number | null)[];
  } | null;
};

export type FormulaHost = { readonly table: FormulaTable | null; readonly row: number; readonly targetRow: number };

/** A quoted text, or a reference with an optional sheet and an optional second corner. */
const tokens =
  /"(?:[^"]|"")*"|(?:('(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_.]*)!)?\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?![A-Za-z0-9_(])/g;

/**
 * A formula of a new workbook as the same formula in a file whose rows were sorted and whose columns, tables and sheets
 * were moved. Knows the references the projection makes: a cell of the own row, and a column of a table. Null when the
 * file has no longer what the formula points at.
 */
export function relocateFormula(formula: string, host: FormulaHost, tables: readonly FormulaTable[]): string | null {
  let complete = true;
  const text = formula.replace(
    tokens,
    (token, sheet: string | undefined, letters: string | undefined, row: string, endLetters: string | undefined) => {
      if (letters === undefined) return token;
      const column = columnNumber(letters);
      const table = sheet === undefined ? host.table : findTable(tables, unquoteSheet(sheet), column);
      const target = table?.target ?? null;
      const moved = table === null ? null : (target?.columns[column - table.firstColumn] ?? null);
      if (target === null || moved === null) {
        complete = false;
        return token;
      }
      const to = columnLetters(moved);
      if (endLetters === undefined) return Number(row) === host.row ? `${to}${host.targetRow}` : token;
      return `${quoteSheet(target.sheet)}!$${to}$${target.firstRow}:$${to}$${target.lastRow}`;
    },
  );
  return complete ? text : null;
}

/** Whether two formulas say the same: letter case, spaces and needless quotes around a sheet's name aside. */
export function sameFormula(a: string, b: string): boolean {
  return a === b || comparableFormula(a) === comparableFormula(b);
}

function comparableFormula(formula: string): string {
  return formula.replace(/"(?:[^"]|"")*"|'([A-Za-z]+)'!|[^"']+|'/g, (part, plainSheet: string | undefined) => {
    if (part.startsWith('"')) return part;
    if (plainSheet !== undefined) return `${plainSheet.toUpperCase()}!`;
    return part.replace(/\s+/g, '').toUpperCase();
  });
}

function findTable(tables: readonly FormulaTable[], sheet: string, column: number): FormulaTable | null {
  return (
    tables.find(
      (table) => table.sheet === sheet && column >= table.firstColumn && column < table.firstColumn + table.columnCount,
    ) ?? null
  );
}

function unquoteSheet(sheet: string): string {
  return sheet.startsWith("'") ? sheet.slice(1, -1).replaceAll("''", "'") : sheet;
}
