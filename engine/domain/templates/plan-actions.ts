import type { ActionId } from '../../contract/model/ids.ts';
import type { Action, ActionDescription, ContentAction } from '../../contract/model/template.ts';
import { changedFields } from './difference.ts';
import { actionsByTitle } from './library.ts';
import { titleKey } from './title-key.ts';

export type PlannedActions = {
  /** New and changed actions, to be stored. */
  readonly put: readonly Action[];
  /** Titles of the library's actions that change, by id. */
  readonly changed: ReadonlyMap<ActionId, string>;
  /** The library as it will be. */
  readonly byId: ReadonlyMap<ActionId, Action>;
  readonly idByTitle: ReadonlyMap<string, ActionId>;
};

/**
 * Gives the stated actions ids: that of the library's action of the same title, else of the old title, else a new one.
 * A re-stated action takes the stated columns; descriptions it has under other titles stay, since other templates
 * may show those. An action the importer made up is shared but changes nothing that `usedByOthers`.
 */
export function planActions(
  stated: readonly ContentAction[],
  library: readonly Action[],
  nextId: () => string,
  usedByOthers: (action: ActionId) => boolean,
): PlannedActions {
  const known = actionsByTitle(library);
  const kept = stated.filter((action) => action.operation !== 'delete');
  const idByTitle = new Map([...known].map(([key, action]) => [key, action.id]));
  const presentByKey = new Map<string, Action>();
  for (const action of kept) {
    const key = titleKey(action.title);
    const present = known.get(key) ?? (action.oldTitle === null ? undefined : known.get(titleKey(action.oldTitle)));
    if (present !== undefined) presentByKey.set(key, present);
    if (present === undefined && idByTitle.has(key)) continue; // a duplicate; the rules have reported it
    idByTitle.set(key, present?.id ?? (nextId() as ActionId)); // the id maker keeps to the id alphabet
  }

  const byId = new Map(library.map((action) => [action.id, action]));
  const put: Action[] = [];
  const changed = new Map<ActionId, string>();
  const done = new Set<ActionId>();
  for (const action of kept) {
    const key = titleKey(action.title);
    const id = idByTitle.get(key);
    if (id === undefined || done.has(id)) continue;
    done.add(id);
    const present = presentByKey.get(key);
    if (present !== undefined && action.automatic === true && usedByOthers(present.id)) continue;
    const next = settleAction(action, id, present, idByTitle);
    if (present !== undefined && changedFields(present, next).length === 0) continue;
    if (present !== undefined) changed.set(id, present.title);
    byId.set(id, next);
    put.push(next);
  }
  return { put, changed, byId, idByTitle };
}

/** An action as the library keeps it; `present` is what the library has of it. */
export function settleAction(
  stated: ContentAction,
  id: ActionId,
  present: Action | undefined,
  idByTitle: ReadonlyMap<string, ActionId>,
): Action {
  return {
    id,
    title: stated.title.trim(),
    descriptions: joinDescriptions(present?.descriptions ?? [], stated.descriptions),
    points: stated.points,
    responsibility: stated.responsibility,
    type: stated.type,
    category: stated.category,
    purpose: stated.purpose,
    enforcement: stated.enforcement,
    owners: stated.owners,
    dimensions: stated.dimensions,
    parents: stated.parents.flatMap((parent) => idByTitle.get(titleKey(parent)) ?? []),
    secureScoreControl: stated.secureScoreControl ?? present?.secureScoreControl ?? null,
    disabled: present?.disabled ?? false,
    shipped: present?.shipped ?? null,
  };
}

function joinDescriptions(
  present: readonly ActionDescription[],
  stated: readonly ActionDescription[],
): readonly ActionDescription[] {
  const statedByTitle = new Map(stated.map((description) => [titleKey(description.title), description]));
  const presentTitles = new Set(present.map((description) => titleKey(description.title)));
  return [
    ...present.map((description) => statedByTitle.get(titleKey(description.title)) ?? description),
    ...stated.filter((description) => !presentTitles.has(titleKey(description.title))),
  ];
}
