import type { ActionId } from '../../contract/model/ids.ts';
import type { Action, Control, RowDifference, Template, TemplateDifference } from '../../contract/model/template.ts';

/** A template with the actions its controls name, as they were at that time. */
export type TemplateSide = { readonly template: Template; readonly actions: ReadonlyMap<ActionId, Action> };

/**
 * What a person would call the difference between two versions: rows added, changed (with the names of the fields) and
 * removed. Controls are the same by id, or by `renamed` (new id to old id); actions by their id, so a new title is a
 * change. Without a version before, everything is added.
 */
export function templateDifference(
  before: TemplateSide | null,
  after: TemplateSide,
  renamed: ReadonlyMap<string, string> = new Map(),
): TemplateDifference {
  return {
    controls: rowDifference(
      new Map(before?.template.controls.map((control) => [control.id, control])),
      new Map(after.template.controls.map((control) => [renamed.get(control.id) ?? control.id, control])),
      (control) => `${control.id} ${control.title}`,
    ),
    actions: rowDifference(
      before === null ? new Map() : usedActions(before),
      usedActions(after),
      (action) => action.title,
    ),
  };
}

/** Names of the fields in which two rows differ, compared as JSON. */
export function changedFields<T extends object>(before: T, after: T): readonly string[] {
  const fields = Object.keys(after) as (keyof T & string)[]; // the keys of a T are keys of T
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

function usedActions({ template, actions }: TemplateSide): Map<string, Action> {
  const used = new Map<string, Action>();
  for (const control of template.controls) {
    for (const use of control.actions) {
      const action = actions.get(use.action);
      if (action !== undefined) used.set(action.id, action);
    }
  }
  return used;
}

function rowDifference<T extends Action | Control>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  name: (row: T) => string,
): RowDifference {
  const added: string[] = [];
  const changed: { name: string; fields: readonly string[] }[] = [];
  let unchanged = 0;
  for (const [key, row] of after) {
    const present = before.get(key);
    const fields = present === undefined ? null : changedFields(present, row);
    if (fields === null) added.push(name(row));
    else if (fields.length === 0) unchanged += 1;
    else changed.push({ name: name(row), fields });
  }
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, row]) => name(row));
  return { added, changed, removed, unchanged };
}
