import type { ActionId } from '../../contract/model/ids.ts';
import type { Action, ContentControl, Control, ControlAction, TemplateContent } from '../../contract/model/template.ts';
import { titleKey } from './title-key.ts';

/** The content's controls with their actions by id; deleted rows and repeated actions left out. */
export function contentControls(
  content: TemplateContent,
  idByTitle: ReadonlyMap<string, ActionId>,
): { readonly controls: readonly Control[]; readonly renamed: ReadonlyMap<string, string> } {
  const kept = content.controls.filter((control) => control.operation !== 'delete');
  return {
    controls: kept.map((control) => settleControl(control, idByTitle)),
    renamed: new Map(kept.flatMap(({ id, oldId }) => (oldId === null ? [] : [[id.trim(), oldId] as const]))),
  };
}

/** A control that leaves open which description of an action it means, where there is one only, means that one. */
export function withChosenDescriptions(control: Control, actions: ReadonlyMap<ActionId, Action>): Control {
  if (control.actions.every(({ description }) => description !== null)) return control;
  return {
    ...control,
    actions: control.actions.map((use) => {
      const [only, ...more] = actions.get(use.action)?.descriptions ?? [];
      const chosen = only === undefined || more.length > 0 ? null : only.title;
      return { ...use, description: use.description ?? chosen };
    }),
  };
}

function settleControl(control: ContentControl, idByTitle: ReadonlyMap<string, ActionId>): Control {
  const useByAction = new Map<ActionId, ControlAction>();
  for (const use of control.actions) {
    const action = idByTitle.get(titleKey(use.title));
    if (action !== undefined && !useByAction.has(action)) {
      useByAction.set(action, { action, description: use.description });
    }
  }
  return {
    id: control.id.trim(),
    title: control.title.trim(),
    family: control.family.trim(),
    parent: control.parent,
    labels: control.labels,
    statement: control.statement,
    description: control.description,
    link: control.link,
    articleId: control.articleId,
    version: control.version,
    disabled: control.disabled,
    responsibility: control.responsibility,
    actions: [...useByAction.values()],
  };
}
