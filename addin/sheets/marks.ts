import { ok, type Result } from '#engine/domain/result';
import { config } from '../config.ts';
import type { FieldKey } from '../state/model.ts';
import { type Desk, placeOfField, tableOf } from './desk.ts';
import type { CellMark, HostProblem, MarkKind } from './host.ts';

export type FieldMark = { readonly key: FieldKey; readonly kind: MarkKind; readonly note: string | null };

/** Marks the cells of these fields where they stand now, and no others. People's own formats stay. */
export async function markFields(desk: Desk, marks: readonly FieldMark[]): Promise<Result<null, HostProblem>> {
  const actions = tableOf(desk, 'actions');
  if (actions === null || actions.lastRow <= actions.headerRow) return ok(null);
  const { sheet, headerRow, lastRow, firstColumn, lastColumn } = actions;
  const cells = marks.slice(0, config.marks).flatMap(({ key, kind, note }): readonly CellMark[] => {
    const place = placeOfField(desk, key);
    return place === null || place.sheet !== sheet.name ? [] : [{ row: place.row, column: place.column, kind, note }];
  });
  return desk.host.mark({ sheet: sheet.name, firstRow: headerRow + 1, lastRow, firstColumn, lastColumn }, cells);
}
