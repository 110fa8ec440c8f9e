import { actionId, conflictId } from '#engine/contract/model/ids';
import type { TableKey } from '#engine/contract/model/layout';
import type { LocatedTable } from '#engine/domain/sheets/locate';
import type { Selection } from '../state/model.ts';
import { type Desk, inputFields, tableOf } from './desk.ts';
import type { Place } from './host.ts';

/** What a selected cell is about, by the key of its row. */
export function selectionAt(desk: Desk, { sheet, row, column }: Place): Selection {
  for (const key of ['actions', 'controls', 'providerControls', 'conflicts'] as const) {
    const table = tableOf(desk, key);
    if (table === null || table.sheet.name !== sheet || row <= table.headerRow || row > table.lastRow) continue;
    const rowKey = table.rows[row - table.headerRow - 1]?.key ?? null;
    return rowKey === null ? { kind: 'none' } : about(key, table, rowKey, column);
  }
  return { kind: 'none' };
}

function about(key: TableKey, table: LocatedTable, rowKey: string, column: number): Selection {
  if (key === 'controls') return { kind: 'control', control: rowKey };
  if (key === 'conflicts') {
    const conflict = conflictId.safeParse(rowKey);
    return conflict.success ? { kind: 'conflict', conflict: conflict.data } : { kind: 'none' };
  }
  const action = actionId.safeParse(rowKey);
  if (!action.success) return { kind: 'none' };
  if (key === 'providerControls') return { kind: 'providerAction', action: action.data };
  return { kind: 'action', action: action.data, field: inputFields(table).get(column) ?? null };
}
