import type {
  CellEdit,
  ReadCell,
  ReadSheet,
  ReadTable,
  ReadWorkbook,
  WorkbookPatch,
} from '#engine/contract/model/cells';
import { dateToSerial } from '#engine/domain/fields/serial-date';

/** The workbook after a faithful patcher has done what the patch says; formulas keep the value they carry. */
export function applyPatch(file: ReadWorkbook, patch: WorkbookPatch): ReadWorkbook {
  const edits = patch.edits.map((edit) => ({ ...edit }));
  const grown = new Map<string, number>();
  const columns = patch.columns ?? [];
  for (const { sheet, headerRow, column, header, cells } of columns) {
    edits.push({ sheet, row: headerRow, column, value: header, owned: true });
    for (const { row, value } of cells) edits.push({ sheet, row, column, value, owned: true });
  }
  for (const { table, rows } of patch.appends) {
    const sheet = file.sheets.find((each) => each.tables.some(({ name }) => name === table));
    const found = sheet?.tables.find(({ name }) => name === table);
    if (sheet === undefined || found === undefined) throw new Error(`No table ${table}`);
    grown.set(table, rows.length);
    for (const [step, row] of rows.entries()) {
      for (const [header, value] of Object.entries(row)) {
        const headers = [...found.headers, ...headersAddedTo(table)];
        const column = found.firstColumn + headers.indexOf(header);
        if (column < found.firstColumn) throw new Error(`No column ${header}`);
        edits.push({ sheet: sheet.name, row: found.lastRow + 1 + step, column, value, owned: true });
      }
    }
  }
  return {
    ...file,
    sheets: file.sheets.map((sheet) => ({
      ...sheet,
      cells: patchCells(
        sheet,
        edits.filter((edit) => edit.sheet === sheet.name),
      ),
      tables: sheet.tables.map(
        (table): ReadTable => ({
          ...table,
          lastRow: table.lastRow + (grown.get(table.name) ?? 0),
          lastColumn: table.lastColumn + headersAddedTo(table.name).length,
          headers: [...table.headers, ...headersAddedTo(table.name)],
        }),
      ),
    })),
  };

  function headersAddedTo(name: string): readonly string[] {
    return columns.filter(({ table }) => table === name).map(({ header }) => header);
  }
}

function patchCells(sheet: ReadSheet, edits: readonly CellEdit[]): readonly ReadCell[] {
  const cells = new Map(sheet.cells.map((cell) => [`${cell.row}:${cell.column}`, cell]));
  for (const { row, column, value } of edits) {
    const place = `${row}:${column}`;
    const before = cells.get(place);
    const plain = (
      kind: ReadCell['kind'],
      shown: ReadCell['value'],
      formula: string | null = null,
      date = false,
    ): void => {
      cells.set(place, { row, column, kind, value: shown, formula, date });
    };
    if (value === null) cells.delete(place);
    else if (typeof value === 'string') plain('text', value);
    else if (typeof value === 'number') plain('number', value);
    else if (typeof value === 'boolean') plain('boolean', value);
    else if ('date' in value) plain('number', dateToSerial(value.date, '1900') ?? 0, null, true);
    else if ('formula' in value)
      plain(typeof value.value === 'number' ? 'number' : 'text', value.value ?? '', value.formula);
    else if (before?.formula == null) throw new Error(`No formula at ${place}`);
    else plain(typeof value.cached === 'number' ? 'number' : 'text', value.cached ?? '', before.formula);
  }
  return [...cells.values()].sort((a, b) => a.row - b.row || a.column - b.column);
}
