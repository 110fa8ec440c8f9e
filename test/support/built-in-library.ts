import type { ActionId, TemplateId } from '#engine/contract/model/ids';
import type { ContentControl } from '#engine/contract/model/template';
import type { BuiltInAction, BuiltInLibrary } from '#engine/domain/templates/built-in';
import { actionOf, contentOf, controlOf } from './template-builders.ts';

/** An action with an id made of its title: `builtInAction('Lock doors')` is `lock-doors`. */
export function builtInAction(title: string, more: Partial<BuiltInAction> = {}): BuiltInAction {
  return { ...actionOf(title), id: title.toLowerCase().replaceAll(' ', '-') as ActionId, ...more }; // of the id alphabet
}

/** A library of templates by id, each of controls by id, each citing actions by title; every title is an action. */
export function builtInLibrary(
  templates: Readonly<Record<string, Readonly<Record<string, string>>>>,
  more: {
    readonly actions?: readonly BuiltInAction[];
    readonly control?: Readonly<Record<string, Partial<ContentControl>>>;
  } = {},
): BuiltInLibrary {
  const titles = new Set(Object.values(templates).flatMap((controls) => Object.values(controls).flatMap(titlesOf)));
  const stated = new Map(more.actions?.map((action) => [action.title, action]));
  for (const title of titles) if (!stated.has(title)) stated.set(title, builtInAction(title));
  return {
    actions: [...stated.values()],
    templates: Object.entries(templates).map(([id, controls]) => ({
      id: id as TemplateId, // of the id alphabet
      content: contentOf(
        Object.entries(controls).map(([control, actions]) => controlOf(control, actions, more.control?.[control])),
        [...stated.values()].filter(({ title }) => Object.values(controls).flatMap(titlesOf).includes(title)),
        { name: id.toUpperCase(), products: ['Office 365', 'Intune'], certification: id.toUpperCase() },
      ),
    })),
  };
}

function titlesOf(actions: string): readonly string[] {
  return actions.split(';;');
}
