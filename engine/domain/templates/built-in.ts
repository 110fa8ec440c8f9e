import type { ActionId, TemplateId } from '../../contract/model/ids.ts';
import type { ContentAction, TemplateContent } from '../../contract/model/template.ts';

/** What comes with the program: one library of actions, and the templates that cite them by title. */
export type BuiltInLibrary = {
  readonly actions: readonly BuiltInAction[];
  readonly templates: readonly BuiltInTemplate[];
};

/** Its id is the same in every organisation, unless the organisation had an action of that title before. */
export type BuiltInAction = ContentAction & { readonly id: ActionId };

/** `id` is the name of its folder, and the template's id in every organisation. */
export type BuiltInTemplate = { readonly id: TemplateId; readonly content: TemplateContent };

/** The title of a built-in action's one description. */
export const builtInDescriptionTitle = 'Description';
