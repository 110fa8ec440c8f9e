import type { ActionId, TemplateId } from '../../contract/model/ids.ts';
import type { Action, Dimension, Owner, Template, TemplateContent } from '../../contract/model/template.ts';
import { type BuiltInAction, type BuiltInLibrary, type BuiltInTemplate, builtInDescriptionTitle } from './built-in.ts';
import { carryChanges } from './carry-changes.ts';
import { actionsByTitle, type TemplateLibrary } from './library.ts';
import { settleAction } from './plan-actions.ts';
import { contentControls } from './plan-controls.ts';
import { newDimensions, newOwners } from './plan-lists.ts';
import { titleKey } from './title-key.ts';

/** What the organisation lacks of the built-in library: everything to be stored, templates version by version. */
export type BuiltInPlan = {
  readonly actions: readonly Action[];
  readonly templates: readonly Template[];
  readonly owners: readonly Owner[];
  readonly dimensions: readonly Dimension[];
  /** What could not be as it is shipped, a sentence each. */
  readonly notes: readonly string[];
};

/**
 * Compares what the program ships with what the organisation has. What is new is added, what has changed becomes a new
 * version, and what the organisation changed itself stays: an action that was edited here keeps its edits, a template
 * with own controls or disabled ones has them on top of the new version. An own action of the same title is used in
 * place of the shipped one and left as it is.
 */
export function planBuiltIn(
  { actions, templates }: BuiltInLibrary,
  library: TemplateLibrary,
  versionOf: (template: TemplateId, version: number) => Template | null,
  digest: (text: string) => string,
): BuiltInPlan {
  const own = {
    byId: new Map(library.actions.map((action) => [action.id, action])),
    byTitle: actionsByTitle(library.actions),
  };
  const idByTitle = builtInIds(actions, own);
  const notes: string[] = [];
  const versions = templates.flatMap((template) => {
    const shipped = toTemplate(template, idByTitle, digest);
    const newest = library.templates.find(({ id }) => id === template.id);
    const namesake = library.templates.find(({ name }) => titleKey(name) === titleKey(shipped.name));
    if (newest === undefined && namesake !== undefined) {
      notes.push(`The built-in template "${shipped.name}" was not added: there is an own template of that name.`);
      return [];
    }
    return newest === undefined ? [shipped] : nextVersions(shipped, newest, versionOf);
  });
  const content = joinLists(templates);
  const knownOwners = new Set(library.owners.map(({ name }) => titleKey(name)));
  return {
    actions: actions.flatMap((action) => changedAction(action, idByTitle, own, digest) ?? []),
    templates: versions,
    // What an owner is described as here stays.
    owners: newOwners(content, library).filter(({ name }) => !knownOwners.has(titleKey(name))),
    dimensions: newDimensions(content, library),
    notes,
  };
}

type OwnActions = {
  readonly byId: ReadonlyMap<ActionId, Action>;
  readonly byTitle: ReadonlyMap<string, Action>;
};

/** The id each shipped action has in this organisation, by title. */
function builtInIds(shipped: readonly BuiltInAction[], { byId, byTitle }: OwnActions): ReadonlyMap<string, ActionId> {
  return new Map(
    shipped.map(({ id, title }) => [titleKey(title), byId.has(id) ? id : (byTitle.get(titleKey(title))?.id ?? id)]),
  );
}

/** The action to be stored; null when it stays as it is. */
function changedAction(
  shipped: BuiltInAction,
  idByTitle: ReadonlyMap<string, ActionId>,
  { byId, byTitle }: OwnActions,
  digest: (text: string) => string,
): Action | null {
  if (idByTitle.get(titleKey(shipped.title)) !== shipped.id) return null;
  const present = byId.get(shipped.id);
  const next = settleAction(shipped, shipped.id, present, idByTitle);
  const sum = digest(shippedColumns(next));
  if (present === undefined) return { ...next, shipped: sum };
  if (present.shipped === sum) return null;
  const isEdited = digest(shippedColumns(present)) !== present.shipped;
  const isTaken = (byTitle.get(titleKey(next.title))?.id ?? present.id) !== present.id;
  if (isEdited) return { ...present, shipped: sum };
  return { ...next, title: isTaken ? present.title : next.title, shipped: sum };
}

/** What the program ships of an action. Descriptions added here under other titles are none of it. */
function shippedColumns(action: Action): string {
  const { title, points, responsibility, type, category, purpose, enforcement, owners, parents } = action;
  const descriptions = action.descriptions.filter((description) => description.title === builtInDescriptionTitle);
  const columns = [title, points, responsibility, type, category, purpose, enforcement, owners, parents];
  return JSON.stringify([...columns, action.secureScoreControl, descriptions]);
}

function toTemplate(
  { id, content }: BuiltInTemplate,
  idByTitle: ReadonlyMap<string, ActionId>,
  digest: (text: string) => string,
): Template {
  const own = {
    name: content.name ?? id,
    products: content.products,
    certification: content.certification ?? '',
    dimensions: content.dimensions,
    inScopeServices: content.inScopeServices,
    acknowledgement: content.acknowledgement,
    controls: contentControls(content, idByTitle).controls,
  };
  const source = { kind: 'built-in', file: id, sha256: digest(JSON.stringify(own)) } as const;
  return { ...own, id, version: 1, source, status: 'Approved', archived: false, locked: false };
}

/** The shipped version after those there are, and after it the one with what was changed here; none when nothing is new. */
function nextVersions(
  shipped: Template,
  newest: Template,
  versionOf: (template: TemplateId, version: number) => Template | null,
): readonly Template[] {
  const base = lastShipped(newest, versionOf);
  if (base === null || base.source.sha256 === shipped.source.sha256) return [];
  const { archived, locked } = newest;
  const next: Template = { ...shipped, version: newest.version + 1, archived, locked };
  const source = { kind: 'copy', file: null, sha256: null } as const;
  const carried = ownVersions(base, newest, versionOf).map((own, index): Template => {
    const changes = carryChanges(base, own, next);
    return { ...changes, version: next.version + 1 + index, source, status: own.status };
  });
  return [next, ...carried];
}

/** What was made of a shipped version here: the newest of it that is approved, and the newest where that one is not. */
function ownVersions(
  base: Template,
  newest: Template,
  versionOf: (template: TemplateId, version: number) => Template | null,
): readonly Template[] {
  let approved = newest;
  while (approved.status !== 'Approved' && approved.version > base.version) {
    approved = versionOf(newest.id, approved.version - 1) ?? base;
  }
  return [approved, newest].filter(
    ({ version }, index, all) => version > base.version && all[index - 1]?.version !== version,
  );
}

function lastShipped(
  newest: Template,
  versionOf: (template: TemplateId, version: number) => Template | null,
): Template | null {
  for (let version = newest.version; version >= 1; version -= 1) {
    const template = version === newest.version ? newest : versionOf(newest.id, version);
    if (template?.source.kind === 'built-in') return template;
  }
  return null;
}

/** Owners and dimension values of all templates together, each key once. */
function joinLists(templates: readonly BuiltInTemplate[]): Pick<TemplateContent, 'owners' | 'dimensionList'> {
  const owners = new Map(
    templates.flatMap(({ content }) => content.owners).map((owner) => [titleKey(owner.name), owner]),
  );
  const lists = templates.flatMap(({ content }) => content.dimensionList);
  const keys = [...new Set(lists.map(({ key }) => key))];
  return {
    owners: [...owners.values()],
    dimensionList: keys.map((key) => {
      const own = lists.filter((list) => list.key === key);
      return {
        key,
        values: [...new Set(own.flatMap(({ values }) => values))],
        multiple: own.some(({ multiple }) => multiple),
      };
    }),
  };
}
