import type { ActionId } from '../../contract/model/ids.ts';
import type { Action, ContentAction, DimensionValue } from '../../contract/model/template.ts';
import type { Draft } from '../journal/draft.ts';
import { actionOf, documentAt, documentRef, documentsOf, putDocument } from '../organisation/documents.ts';
import { namedUses, templatesThatCount, type Use, type UsesOfIt, usesOfIt } from '../organisation/uses.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { makeFinding, type TemplateRule } from './finding.ts';
import { builtInDimensions } from './library.ts';
import { titleKey } from './title-key.ts';
import { validateActions } from './validate-actions.ts';

/** An own action as somebody wants it, whole. */
export type OwnAction = Pick<
  Action,
  | 'title'
  | 'points'
  | 'type'
  | 'category'
  | 'purpose'
  | 'enforcement'
  | 'owners'
  | 'dimensions'
  | 'descriptions'
  | 'parents'
  | 'secureScoreControl'
>;

export type ActionProblem = {
  readonly code: 'unknown-action' | 'built-in' | 'duplicate-title' | 'invalid-action' | 'in-use';
  readonly message: string;
  /** Every part that cannot be kept, by its place in the action. */
  readonly issues?: { readonly path: string; readonly message: string }[];
  readonly uses?: UsesOfIt;
};

/** Adds an action of one's own; controls cite it once a template does. */
export function addAction(draft: Draft, id: ActionId, wanted: OwnAction): Result<ActionId, ActionProblem> {
  const problem = wrongAction(draft.image, null, wanted);
  if (problem !== null) return err(problem);
  const action: Action = {
    id,
    ...settled(draft.image, wanted),
    responsibility: 'customer',
    disabled: false,
    shipped: null,
  };
  putDocument<'action'>(draft.emit, documentRef('action', id), action);
  return ok(id);
}

/** Changes an own action for everybody who has it. A description that a control has picked keeps its title. */
export function changeAction(draft: Draft, id: ActionId, wanted: OwnAction): Result<ActionId, ActionProblem> {
  const found = ownAction(draft.image, id);
  if (!found.ok) return found;
  const present = found.value;
  const problem = wrongAction(draft.image, present, wanted);
  if (problem !== null) return err(problem);
  const titles = new Set(wanted.descriptions.map(({ title }) => title));
  const gone = present.descriptions.map(({ title }) => title).filter((title) => !titles.has(title));
  for (const title of gone) {
    const uses = citing(draft.image, (use) => use.action === id && use.description === title);
    if (uses.length === 0) continue;
    const message = `The description "${title}" was picked by controls of ${namedUses(uses)}. Keep its title; its text may change.`;
    return err({ code: 'in-use', message, uses: usesOfIt(uses) });
  }
  const next = { ...present, ...settled(draft.image, wanted) };
  if (JSON.stringify(next) !== JSON.stringify(present)) {
    putDocument<'action'>(draft.emit, documentRef('action', id), next);
  }
  return ok(id);
}

/** Deletes an own action that no control cites and no action has as a parent. */
export function deleteAction(draft: Draft, id: ActionId): Result<ActionId, ActionProblem> {
  const found = ownAction(draft.image, id);
  if (!found.ok) return found;
  const templates = citing(draft.image, ({ action }) => action === id);
  const children = documentsOf(draft.image, 'action')
    .filter(({ parents }) => parents.includes(id))
    .map((child) => ({ kind: 'action', id: child.id, name: child.title }) as const);
  const uses = [...templates, ...children];
  if (uses.length > 0) {
    const advice =
      'Take it out of their controls and parents first; where a group is on an older version, let it accept the new one.';
    const message = `"${found.value.title}" is named by ${namedUses(uses)}. ${advice}`;
    return err({ code: 'in-use', message, uses: usesOfIt(uses) });
  }
  draft.emit({ kind: 'removed', entity: documentRef('action', id) });
  const own = documentRef('automated', id);
  if (documentAt(draft.image, 'automated', own) !== null) draft.emit({ kind: 'removed', entity: own });
  return ok(id);
}

function ownAction(image: ReadImage, id: ActionId): Result<Action, ActionProblem> {
  const action = actionOf(image, id);
  if (action === null || action.responsibility !== 'customer') {
    return err({ code: 'unknown-action', message: 'There is no such action in the library.' });
  }
  if (action.shipped === null) return ok(action);
  const message = `"${action.title}" came with the program. Make an action of your own, and let your controls cite that one.`;
  return err({ code: 'built-in', message });
}

/** What is wrong with it, by the rules of an import and those that only an action by itself can break. */
function wrongAction(image: ReadImage, present: Action | null, wanted: OwnAction): ActionProblem | null {
  const actions = documentsOf(image, 'action');
  const namesake = actions.find(({ id, title }) => id !== present?.id && titleKey(title) === titleKey(wanted.title));
  if (namesake !== undefined) {
    return {
      code: 'duplicate-title',
      message: `There is an action "${namesake.title}" already. Choose another title.`,
    };
  }
  const issues: { path: string; message: string }[] = [];
  const report = (rule: TemplateRule, path: string, value: string | null = null, detail = ''): void => {
    const { message } = makeFinding(rule, { path, place: null, value, detail });
    issues.push({ path: path.replace(/^actions\[0\]/, 'body'), message });
  };
  const content: ContentAction = {
    ...wanted,
    ...{ responsibility: 'customer', oldTitle: null, operation: null, parents: [] },
  };
  const lists = { owners: documentsOf(image, 'owner'), dimensions: documentsOf(image, 'dimension') };
  validateActions({
    content: {
      ...{ name: null, products: [], certification: null, dimensions: [], inScopeServices: [] },
      ...{ owners: [], dimensionList: [], acknowledgement: null },
      actions: [content],
      controls: [usedBy(wanted.title)],
    },
    places: {},
    library: { ...lists, templates: [], actions: [] },
    choice: { kind: 'new', name: null, product: null, certification: null },
    report,
  });
  for (const [at, { key }] of wanted.dimensions.entries()) {
    if (!fieldKeys.has(titleKey(key))) continue;
    issues.push({ path: `body.dimensions[${at}]`, message: `"${key}" has a field of its own. Fill in that one.` });
  }
  const known = new Map(actions.map((action) => [action.id, action]));
  for (const [at, parent] of wanted.parents.entries()) {
    const path = `body.parents[${at}]`;
    if (!known.has(parent)) issues.push({ path, message: 'There is no such action. Choose one of the library.' });
    else if (present !== null && leadsTo(known, parent, present.id)) {
      issues.push({
        path,
        message: `"${known.get(parent)?.title}" has this action as its parent already, directly or through others.`,
      });
    }
  }
  const [first] = issues;
  return first === undefined ? null : { code: 'invalid-action', message: first.message, issues };
}

const fieldKeys = new Set(['action type', 'action category', 'action purpose', 'action enforcement']);

/** Stands for the controls that will cite it: by itself an action is cited by none, and that is no fault here. */
function usedBy(title: string) {
  return {
    ...{ id: '', title: '', family: '', parent: null, labels: [], statement: null, description: '', link: null },
    ...{ articleId: null, version: null, disabled: false, responsibility: 'customer' as const },
    ...{ statedPoints: null, oldId: null, operation: null },
    actions: [{ title, description: null }],
  };
}

/** Whether the parents of an action lead to another one. */
function leadsTo(known: ReadonlyMap<ActionId, Action>, from: ActionId, to: ActionId): boolean {
  const seen = new Set<ActionId>();
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(known.get(id)?.parents ?? []));
  }
  return false;
}

/** As it is kept: names as the organisation's lists have them, nothing twice. */
function settled(image: ReadImage, wanted: OwnAction): OwnAction {
  const owners = new Map(documentsOf(image, 'owner').map(({ name }) => [titleKey(name), name]));
  const lists = [...documentsOf(image, 'dimension'), ...builtInDimensions];
  const listed = (key: string, value: string): DimensionValue => {
    const own = lists.filter((one) => titleKey(one.key) === titleKey(key));
    const values = own.flatMap((one) => one.values);
    return { key: own[0]?.key ?? key, value: values.find((one) => titleKey(one) === titleKey(value)) ?? value };
  };
  const dimensions = wanted.dimensions.map(({ key, value }) => listed(key, value));
  return {
    title: wanted.title,
    points: wanted.points,
    type: listed('Action Type', wanted.type).value,
    category: wanted.category === null ? null : listed('Action Category', wanted.category).value,
    purpose: wanted.purpose,
    enforcement: wanted.enforcement,
    owners: [...new Set(wanted.owners.map((name) => owners.get(titleKey(name)) ?? name))],
    dimensions: dimensions.filter(
      ({ key, value }, index) => dimensions.findIndex((one) => one.key === key && one.value === value) === index,
    ),
    descriptions: wanted.descriptions,
    parents: [...new Set(wanted.parents)],
    secureScoreControl: wanted.secureScoreControl,
  };
}

function citing(
  image: ReadImage,
  wanted: (use: { readonly action: ActionId; readonly description: string | null }) => boolean,
): readonly Use[] {
  const names = new Map<string, string>();
  for (const { id, name, controls } of templatesThatCount(image)) {
    if (controls.some(({ actions }) => actions.some(wanted))) names.set(id, name);
  }
  return [...names].map(([id, name]) => ({ kind: 'template', id, name }));
}
