import { formatValue } from './number-format.ts';
import { cellAt, formatAt, type Sheet, setCell } from './sheet.ts';
import type { Table, TableColumn } from './table.ts';

/** Header cells are text, never empty and each different; columns are named by them. Excel keeps it so, too. */
export function renameFromHeaders(sheet: Sheet, table: Table): void {
  if (!table.showHeaders) return;
  const taken = new Set<string>();
  for (const [index, column] of table.columns.entries()) {
    const at = table.area.left + index;
    const cell = cellAt(sheet, table.area.top, at);
    const shown = formatValue(cell.value, formatAt(sheet, table.area.top, at).numberFormat);
    column.name = freeName(shown === '' ? `Column${index + 1}` : shown, taken);
    taken.add(column.name.toLowerCase());
    if (cell.value !== column.name) setCell(sheet, table.area.top, at, { ...cell, value: column.name, formula: null });
  }
}

export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted.toLowerCase())) return wanted;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${wanted}${number}`.toLowerCase())) return `${wanted}${number}`;
  }
}

export function newColumn(columns: readonly TableColumn[], name: string): TableColumn {
  return { id: Math.max(0, ...columns.map(({ id }) => id)) + 1, name, filter: null };
}
