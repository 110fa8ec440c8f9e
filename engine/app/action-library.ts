import type { ActionFilter, ActionInput, ActionPage, LibraryAction } from '../contract/http/organisation-lists.ts';
import type { ActionId } from '../contract/model/ids.ts';
import type { Action } from '../contract/model/template.ts';
import type { Draft } from '../domain/journal/draft.ts';
import { actionOf, documentsOf } from '../domain/organisation/documents.ts';
import { type Citing, citingTemplates, templatesThatCount, valuesOfAction } from '../domain/organisation/uses.ts';
import { ok, type Result } from '../domain/result.ts';
import { isAutomated, isSwitchedOn } from '../domain/secure-score/automation.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { type ActionProblem, addAction, changeAction, deleteAction } from '../domain/templates/change-action.ts';
import { titleKey } from '../domain/templates/title-key.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';

type Outcome<T> = Promise<Result<T, ActionProblem | StoreProblem>>;

/** The organisation's library of customer actions. */
export interface ActionLibrary {
  list(filter: ActionFilter): ActionPage;
  /** Null for none, and for the provider's. */
  one(id: ActionId): LibraryAction | null;
  add(wanted: ActionInput, caller: Caller): Outcome<LibraryAction>;
  change(id: ActionId, wanted: ActionInput, caller: Caller): Outcome<LibraryAction>;
  remove(id: ActionId, caller: Caller): Outcome<ActionId>;
}

export function createActionLibrary(organisation: Organisation): ActionLibrary {
  const { core, ids } = organisation;
  const usage = createUsage(core.image);
  const one = (id: ActionId): LibraryAction | null => {
    const action = actionOf(core.image, id);
    return action === null || action.responsibility !== 'customer' ? null : viewAction(core.image, action, usage());
  };
  const act = async (
    { command, actor, channel }: Caller,
    id: ActionId | null,
    decide: (draft: Draft) => Result<ActionId, ActionProblem>,
  ): Outcome<LibraryAction> => {
    const result = await core.execute<ActionId, ActionProblem>({
      meta: organisation.meta(command, actor, channel),
      decide,
      recall: (entries) => {
        const event = entries[0]?.entry.event;
        const written = event?.kind === 'put' ? event.entity.slice('action/'.length) : '';
        return id ?? (written as ActionId); // the ref of an action ends in its id
      },
    });
    if (!result.ok) return result;
    const view = one(result.value);
    if (view === null) throw new Error(`${result.value} was just there and is not any more`);
    return ok(view);
  };
  return {
    list(filter) {
      const fits = filterOf(filter);
      const found = documentsOf(core.image, 'action').filter(
        (action) => action.responsibility === 'customer' && fits(action),
      );
      found.sort((a, b) => a.title.localeCompare(b.title, 'en'));
      const shown = found.slice(filter.from, filter.from + filter.limit);
      const known = usage();
      return { actions: shown.map((action) => viewAction(core.image, action, known)), total: found.length };
    },
    one,
    add: (wanted, caller) => act(caller, null, (draft) => addAction(draft, ids.next() as ActionId, wanted)), // of the id alphabet by the port's contract
    change: (id, wanted, caller) => act(caller, id, (draft) => changeAction(draft, id, wanted)),
    remove: (id, { command, actor, channel }) =>
      core.execute<ActionId, ActionProblem>({
        meta: organisation.meta(command, actor, channel),
        decide: (draft) => deleteAction(draft, id),
        recall: () => id,
      }),
  };
}

type Usage = {
  readonly templates: ReadonlyMap<ActionId, readonly Citing[]>;
  readonly children: ReadonlyMap<ActionId, number>;
};

/** Who cites what, looked up again only after the organisation's documents have changed. */
function createUsage(image: ReadImage): () => Usage {
  let known: (Usage & { readonly position: number }) | null = null;
  return () => {
    if (known?.position !== image.position) {
      const children = new Map<ActionId, number>();
      for (const { parents } of documentsOf(image, 'action')) {
        for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
      }
      known = { templates: citingTemplates(templatesThatCount(image)), children, position: image.position };
    }
    return known;
  };
}

function viewAction(image: ReadImage, action: Action, { templates, children }: Usage): LibraryAction {
  const { id, title, points, type, category, purpose, enforcement, owners, dimensions, descriptions } = action;
  return {
    ...{ id, title, points, type, category, purpose, enforcement, owners, dimensions, descriptions },
    parents: action.parents.map((parent) => ({ id: parent, title: actionOf(image, parent)?.title ?? parent })),
    builtIn: action.shipped !== null,
    secureScoreControl: action.secureScoreControl,
    secureScoreOn: isSwitchedOn(image, id),
    automated: isAutomated(image, action),
    usedBy: templates.get(id) ?? [],
    parentOf: children.get(id) ?? 0,
  };
}

function filterOf({ search, owner, dimension, type, source }: ActionFilter): (action: Action) => boolean {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [key, ...value] = dimension?.split('::') ?? [];
  const wanted = { key: titleKey(key ?? ''), value: titleKey(value.join('::')) };
  return (action) => {
    if (source !== undefined && (source === 'own') !== (action.shipped === null)) return false;
    if (type !== undefined && titleKey(action.type) !== titleKey(type)) return false;
    if (owner !== undefined && !action.owners.some((name) => titleKey(name) === titleKey(owner))) return false;
    if (dimension !== undefined) {
      const has = valuesOfAction(action).some(
        (one) => titleKey(one.key) === wanted.key && (wanted.value === '' || titleKey(one.value) === wanted.value),
      );
      if (!has) return false;
    }
    if (words.length === 0) return true;
    const text = [action.title, ...action.descriptions.map((one) => `${one.title} ${one.text}`)]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
