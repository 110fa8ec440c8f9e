import type { ActionId, TemplateId } from '#engine/contract/model/ids';
import type { Action, ContentAction, ContentControl, Template, TemplateContent } from '#engine/contract/model/template';
import type { ImportChoice, TemplateLibrary } from '#engine/domain/templates/library';

/** Content in one line: `contentOf([controlOf('AC-1', 'Do it')], [actionOf('Do it')])` breaks no rule. */
export function contentOf(
  controls: readonly ContentControl[],
  actions: readonly ContentAction[],
  rest: Partial<TemplateContent> = {},
): TemplateContent {
  return {
    name: null,
    products: [],
    certification: null,
    dimensions: [],
    inScopeServices: [],
    controls,
    actions,
    owners: [],
    dimensionList: [],
    acknowledgement: null,
    ...rest,
  };
}

/** `actions` are titles joined by `;;`. */
export function controlOf(id: string, actions: string, rest: Partial<ContentControl> = {}): ContentControl {
  return {
    id,
    title: `Title of ${id}`,
    family: 'Family',
    parent: null,
    labels: [],
    statement: null,
    description: `Text of ${id}`,
    link: null,
    articleId: null,
    version: null,
    disabled: false,
    responsibility: 'customer',
    actions: actions === '' ? [] : actions.split(';;').map((title) => ({ title, description: null })),
    statedPoints: null,
    oldId: null,
    operation: null,
    ...rest,
  };
}

export function actionOf(title: string, rest: Partial<ContentAction> = {}): ContentAction {
  return {
    title,
    oldTitle: null,
    descriptions: [{ title: 'Description', text: `How to: ${title}` }],
    points: 3,
    responsibility: 'customer',
    type: 'Operational',
    category: null,
    purpose: null,
    enforcement: null,
    owners: [],
    dimensions: [],
    parents: [],
    secureScoreControl: null,
    operation: null,
    ...rest,
  };
}

export function libraryAction(id: string, title: string, rest: Partial<Action> = {}): Action {
  const { oldTitle: _oldTitle, operation: _operation, parents: _parents, ...columns } = actionOf(title);
  return { ...columns, id: id as ActionId, parents: [], disabled: false, shipped: null, ...rest }; // an id of the alphabet
}

export const emptyLibrary: TemplateLibrary = { templates: [], actions: [], owners: [], dimensions: [] };

export const asNew: ImportChoice = {
  kind: 'new',
  name: 'Template',
  product: 'Product',
  certification: 'Certification',
};

export function asNext(template: string): ImportChoice {
  return { kind: 'next', template: template as TemplateId }; // an id of the alphabet
}

/** Ids `id1`, `id2` ... */
export function countingIds(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `id${last}`;
  };
}

/** The library after a plan was stored. */
export function libraryWith(
  library: TemplateLibrary,
  plan: Pick<TemplateLibrary, 'owners' | 'dimensions' | 'actions'> & { readonly template: Template | null },
): TemplateLibrary {
  const { template } = plan;
  const put = new Set(plan.actions.map(({ id }) => id));
  return {
    templates: [...library.templates.filter(({ id }) => id !== template?.id), ...(template === null ? [] : [template])],
    actions: [...library.actions.filter(({ id }) => !put.has(id)), ...plan.actions],
    owners: [...library.owners, ...plan.owners],
    dimensions: [...library.dimensions, ...plan.dimensions],
  };
}
