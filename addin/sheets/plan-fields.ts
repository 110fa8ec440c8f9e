import type { CellEdit, ReadWorkbook } from '#engine/contract/model/cells';
import type { RecordField } from '#engine/contract/model/field';
import { type ActionId, actionId } from '#engine/contract/model/ids';
import { cellNames, columnByField } from '#engine/contract/model/layout';
import type { CellValue } from '#engine/contract/model/table';
import { editFor } from '#engine/domain/sheets/edit-cell';
import { gridOf, type LocatedTable, locateName } from '#engine/domain/sheets/locate';
import { peopleLabels } from '#engine/domain/sheets/people-labels';
import { projectActions } from '#engine/domain/sheets/project-actions';
import type { AssessmentView, FieldKey } from '../state/model.ts';
import { dateSystemOf } from './mirror.ts';
import type { Subject } from './truth.ts';

/** A cell to be written so that it shows a field's value. `before` is what the mirror has there. */
export type FieldEdit = { readonly key: FieldKey; readonly edit: CellEdit };

/**
 * The edits after which the cells of these fields show what the view has: rows by key, columns by header. Fields whose
 * cell shows it already, holds a formula of somebody's, or is not in the sheet, are left out.
 */
export function planFields(
  file: ReadWorkbook,
  actions: LocatedTable | null,
  view: AssessmentView,
  subjects: readonly Subject[],
): readonly FieldEdit[] {
  const fieldsByAction = new Map<ActionId, Subject[]>();
  const own: Subject[] = [];
  for (const subject of subjects) {
    if (subject.action === null) own.push(subject);
    else fieldsByAction.set(subject.action, [...(fieldsByAction.get(subject.action) ?? []), subject]);
  }
  return [
    ...planRecords(file, actions, view, fieldsByAction),
    ...own.flatMap((subject) => planNamed(file, view, subject)),
  ];
}

function planRecords(
  file: ReadWorkbook,
  actions: LocatedTable | null,
  view: AssessmentView,
  fieldsByAction: ReadonlyMap<ActionId, readonly Subject[]>,
): readonly FieldEdit[] {
  if (actions === null || fieldsByAction.size === 0) return [];
  const wanted = view.actions.filter(({ id }) => fieldsByAction.has(id));
  const model = projectActions({ ...view, actions: wanted }, peopleLabels(view.people));
  const rowByKey = new Map(actions.rows.map(({ key, row }) => [key, row]));
  return model.rows.flatMap(({ key, cells }) => {
    const action = actionId.safeParse(key);
    const row = rowByKey.get(key);
    if (!action.success || row === undefined) return [];
    return (fieldsByAction.get(action.data) ?? []).flatMap((subject): readonly FieldEdit[] => {
      const column = columnByField(subject.field as RecordField); // fields of actions are these
      const at = actions.columns.get(column.key)?.column;
      const value = cells[model.columns.findIndex((each) => each.key === column.key)] ?? null;
      if (at === undefined) return [];
      return planCell(
        file,
        subject.key,
        { sheet: actions.sheet.name, row, column: at },
        value,
        actions.grid.get(row)?.get(at),
      );
    });
  });
}

function planNamed(file: ReadWorkbook, view: AssessmentView, { key, field }: Subject): readonly FieldEdit[] {
  const name = field === 'title' ? cellNames.title : cellNames.services;
  const found = locateName(file, name);
  if (found === null) return [];
  const { sheet, row, column } = found;
  const services = view.assessment.inScopeServices.join('\n');
  const value = field === 'title' ? view.assessment.title : services === '' ? null : services;
  return planCell(file, key, { sheet: sheet.name, row, column }, value, gridOf(sheet).get(row)?.get(column));
}

function planCell(
  file: ReadWorkbook,
  key: FieldKey,
  place: { readonly sheet: string; readonly row: number; readonly column: number },
  wanted: CellValue,
  cell: Parameters<typeof editFor>[0],
): readonly FieldEdit[] {
  if (cell?.formula != null) return [];
  const value = editFor(cell, wanted, () => null, dateSystemOf(file));
  return value === undefined
    ? []
    : [{ key, edit: { sheet: place.sheet, row: place.row, column: place.column, value, owned: false } }];
}
