import type { ActionId } from '../../contract/model/ids.ts';
import type {
  Action,
  ContentAction,
  ContentControl,
  Template,
  TemplateContent,
} from '../../contract/model/template.ts';
import type { TemplateLibrary } from './library.ts';

/**
 * A template as content again, actions by title: what an export writes and a copy starts from. Importing it as the
 * template's next version changes nothing.
 */
export function templateToContent(template: Template, library: TemplateLibrary): TemplateContent {
  const actionById = new Map(library.actions.map((action) => [action.id, action]));
  const used = new Set(template.controls.flatMap((control) => control.actions.map((use) => use.action)));
  return {
    name: template.name,
    products: template.products,
    certification: template.certification,
    dimensions: template.dimensions,
    inScopeServices: template.inScopeServices,
    controls: template.controls.map((control) => controlToContent(control, actionById)),
    actions: [...used].flatMap((id) => {
      const action = actionById.get(id);
      return action === undefined ? [] : [actionToContent(action, actionById)];
    }),
    owners: library.owners,
    dimensionList: library.dimensions,
    acknowledgement: template.acknowledgement,
  };
}

function controlToContent(
  control: Template['controls'][number],
  actionById: ReadonlyMap<ActionId, Action>,
): ContentControl {
  return {
    ...control,
    actions: control.actions.map(({ action, description }) => ({
      title: actionById.get(action)?.title ?? action,
      description,
    })),
    statedPoints: null,
    oldId: null,
    operation: null,
  };
}

function actionToContent(action: Action, actionById: ReadonlyMap<ActionId, Action>): ContentAction {
  const { id: _id, disabled: _disabled, shipped: _shipped, parents, ...columns } = action;
  return {
    ...columns,
    parents: parents.flatMap((parent) => actionById.get(parent)?.title ?? []),
    oldTitle: null,
    operation: null,
  };
}
