import { tableLayouts } from '#engine/contract/model/layout';
import { formatAddress } from '../model/address.ts';
import { areaAt } from '../model/area.ts';
import { cellAt } from '../model/sheet.ts';
import { bodyArea } from '../model/table.ts';
import { findTable } from '../model/workbook.ts';
import type { ExcelWindow } from './excel-window.ts';

const { name: tableName, columns } = tableLayouts.actions;
const headerOf = (key: string): string => columns.find((column) => column.key === key)?.header ?? '';

/**
 * Puts two workbooks of one group side by side at an action they share, so that whoever changes its status in one sees
 * the other follow. False where they share none.
 */
export function showSharedAction(first: ExcelWindow, second: ExcelWindow): boolean {
  const [rows, others] = [rowsByTitle(first), rowsByTitle(second)];
  for (const [title, place] of rows) {
    const other = others.get(title);
    if (other === undefined) continue;
    for (const [one, target] of [[second, other] as const, [first, place] as const]) one.view.person.select(target);
    return true;
  }
  return false;
}

/** Where the status of each action stands. */
function rowsByTitle({ book }: ExcelWindow): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const found = findTable(book.host.book, tableName);
  if (found === undefined) return places;
  const { sheet, table } = found;
  const columnOf = (key: string): number =>
    table.area.left + table.columns.findIndex(({ name }) => name === headerOf(key));
  const [title, status] = [columnOf('title'), columnOf('implementationStatus')];
  const { top, bottom } = bodyArea(table);
  for (let row = top; row <= bottom; row += 1) {
    const { value } = cellAt(sheet, row, title);
    if (typeof value === 'string') places.set(value, formatAddress(sheet.name, areaAt(row, status)));
  }
  return places;
}
