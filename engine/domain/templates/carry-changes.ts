import type { Control, Template } from '../../contract/model/template.ts';

/** What an organisation may change of a template that came with the program, beside its controls. */
const face = [
  'name',
  'dimensions',
  'inScopeServices',
  'acknowledgement',
] as const satisfies readonly (keyof Template)[];

/**
 * A new shipped version with what was changed here since the last one: field by field, the own change stays, everything
 * else follows. Own controls stand at the end, controls taken out stay out.
 *
 * @param base the last version as shipped. @param ours what was made of it here. @param theirs the new one as shipped.
 */
export function carryChanges(base: Template, ours: Template, theirs: Template): Template {
  const baseById = new Map(base.controls.map((control) => [control.id, control]));
  const oursById = new Map(ours.controls.map((control) => [control.id, control]));
  const shipped = theirs.controls.flatMap((control): readonly Control[] => {
    const [before, own] = [baseById.get(control.id), oursById.get(control.id)];
    if (own === undefined) return before === undefined ? [control] : [];
    return [before === undefined ? own : ownFields(before, own, control)];
  });
  const theirIds = new Set(theirs.controls.map(({ id }) => id));
  const added = ours.controls.filter(({ id }) => !baseById.has(id) && !theirIds.has(id));
  return { ...theirs, ...changedOf(base, ours, face), controls: [...shipped, ...added] };
}

function ownFields(before: Control, own: Control, shipped: Control): Control {
  return { ...shipped, ...changedOf(before, own, Object.keys(shipped) as (keyof Control)[]) }; // a control's keys
}

function changedOf<T extends object>(before: T, after: T, fields: readonly (keyof T)[]): Partial<T> {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]])) as Partial<T>; // fields with their own values
}
