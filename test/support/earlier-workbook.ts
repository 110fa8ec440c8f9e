import type { CellValue, SheetModel, TableModel, WorkbookModel } from '#engine/contract/model/table';
import { dataRows } from '#engine/domain/sheets/build-table';
import { type FormulaTable, relocateFormula } from '#engine/domain/sheets/relocate';

/** The workbook as it was before a table had a column: every formula follows, and nothing marks what columns it has. */
export function earlierWorkbook(model: WorkbookModel, tableName: string, header: string): WorkbookModel {
  const lost = (table: TableModel): number =>
    table.name === tableName ? table.columns.findIndex((column) => column.header === header) : -1;
  const tables = model.sheets.flatMap((sheet) =>
    sheet.tables.map((table) => ({ table, target: targetOf(sheet, table) })),
  );
  function targetOf(sheet: SheetModel, table: TableModel): FormulaTable {
    const { first: firstRow, last: lastRow } = dataRows(table);
    const at = lost(table);
    const place = { sheet: sheet.name, firstRow, lastRow };
    const columns = table.columns.map((_, index) =>
      index === at ? null : table.firstColumn + index - (at !== -1 && index > at ? 1 : 0),
    );
    return { ...place, firstColumn: table.firstColumn, columnCount: columns.length, target: { ...place, columns } };
  }
  const all = tables.map(({ target }) => target);
  const moved = (value: CellValue, table: FormulaTable | null, row: number): CellValue =>
    typeof value === 'object' && value !== null && 'formula' in value
      ? { ...value, formula: relocateFormula(value.formula, { table, row, targetRow: row }, all) ?? value.formula }
      : value;
  return {
    ...model,
    sheets: model.sheets.map((sheet) => ({
      ...sheet,
      loose: sheet.loose
        .filter(({ row, column }) => !(sheet.name === '_controlbook' && row === 2 && column > 2))
        .map((cell) => ({ ...cell, value: moved(cell.value, null, cell.row) })),
      tables: sheet.tables.map((table) => {
        const own = tables.find((each) => each.table === table)?.target ?? null;
        const isKept = (_: unknown, index: number): boolean => index !== lost(table);
        return {
          ...table,
          columns: table.columns.filter(isKept),
          rows: table.rows.map((row, index) => ({
            ...row,
            cells: row.cells.map((value) => moved(value, own, table.headerRow + 1 + index)).filter(isKept),
          })),
        };
      }),
    })),
  };
}
