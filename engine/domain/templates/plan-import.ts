import type { ActionId, TemplateId } from '../../contract/model/ids.ts';
import type {
  Action,
  Dimension,
  Finding,
  Owner,
  PlaceByPath,
  Template,
  TemplateContent,
  TemplateDifference,
  TemplateSource,
} from '../../contract/model/template.ts';
import { templateDifference } from './difference.ts';
import { isError, joinFindings } from './finding.ts';
import { chosenTemplate, type ImportChoice, type TemplateLibrary } from './library.ts';
import { planActions } from './plan-actions.ts';
import { contentControls, withChosenDescriptions } from './plan-controls.ts';
import { newDimensions, newOwners } from './plan-lists.ts';
import { productsOf } from './submission.ts';
import { titleKey } from './title-key.ts';
import { validateContent } from './validate.ts';

/** What was read from a file, as the reader hands it over. */
export type SubmittedContent = {
  readonly content: TemplateContent;
  readonly places: PlaceByPath;
  readonly findings: readonly Finding[];
};

/**
 * What an import would do, shown before it is done. Everything to be stored is in `template`, `actions`, `owners` and
 * `dimensions`; when an error was found these are null and empty, and the rest is a preview all the same.
 */
export type ImportPlan = {
  /** `actions-only`: the template stays as it is, but actions it uses change. */
  readonly outcome: 'refused' | 'unchanged' | 'actions-only' | 'new-template' | 'new-version';
  readonly template: Template | null;
  readonly actions: readonly Action[];
  readonly owners: readonly Owner[];
  readonly dimensions: readonly Dimension[];
  readonly difference: TemplateDifference;
  readonly affected: readonly AffectedTemplate[];
  readonly summary: ImportSummary;
  readonly findings: readonly Finding[];
};

/** Another template that uses an action this import changes. */
type AffectedTemplate = {
  readonly template: TemplateId;
  readonly name: string;
  readonly actions: readonly string[];
};

type ImportSummary = {
  readonly families: number;
  readonly controls: number;
  readonly actions: number;
  /** Sum over controls of their actions' points: an action counts in every control citing it. */
  readonly points: number;
};

/**
 * Plans the import of submitted content. Actions are matched by title, letter case and surrounding space aside, or by
 * the old title they state, so that ids survive a rename. Pure: the same input gives the same plan, ids aside.
 */
export function planImport(
  submitted: SubmittedContent,
  source: TemplateSource,
  choice: ImportChoice,
  library: TemplateLibrary,
  nextId: () => string,
): ImportPlan {
  const { content, places } = submitted;
  const findings = joinFindings(submitted.findings, validateContent(content, places, library, choice));
  const base = chosenTemplate(library, choice);
  const planned = planActions(
    choice.kind === 'next' && base !== null ? renamedWithControls(content, base, library) : content.actions,
    library.actions,
    nextId,
    usedByOthers(library, choice),
  );
  const { controls: settled, renamed } = contentControls(content, planned.idByTitle);
  const controls = settled.map((control) => withChosenDescriptions(control, planned.byId));
  const template = assemble(content, source, choice, base, nextId);
  const after: Template = {
    ...template,
    controls: choice.kind === 'extend' ? [...(base?.controls ?? []), ...controls] : controls,
  };

  const actions = byId(library.actions);
  const present = base && {
    ...base,
    controls: base.controls.map((control) => withChosenDescriptions(control, actions)),
  };
  const before = present && { template: present, actions };
  const difference = templateDifference(before, { template: after, actions: planned.byId }, renamed);
  const fresh = choice.kind !== 'next' || base === null || !sameTemplate(base, after, difference);
  const refused = findings.some(isError);
  return {
    outcome: outcomeOf(refused, choice, fresh, planned.put.length > 0),
    template: fresh && !refused ? after : null,
    actions: refused ? [] : planned.put,
    owners: refused ? [] : newOwners(content, library),
    dimensions: refused ? [] : newDimensions(content, library),
    difference,
    affected: affectedTemplates(library, planned.changed, choice.kind === 'next' ? base : null),
    summary: summarize(after, planned.byId),
    findings,
  };
}

/**
 * An action an importer made up is named after its control. Where a control has been given another title, its action is
 * the one it had, so that the work recorded on it goes on.
 */
function renamedWithControls(
  content: TemplateContent,
  base: Template,
  library: TemplateLibrary,
): TemplateContent['actions'] {
  const titleById = new Map(library.actions.map(({ id, title }) => [id, title]));
  const stated = new Set(content.actions.map(({ title }) => titleKey(title)));
  const before = new Map(base.controls.map((control) => [control.id, control]));
  const oldTitleByKey = new Map<string, string>();
  for (const { id, actions } of content.controls) {
    const [own] = actions;
    const [had] = before.get(id)?.actions ?? [];
    const old = had === undefined ? undefined : titleById.get(had.action);
    const isOnly = actions.length === 1 && before.get(id)?.actions.length === 1;
    if (own === undefined || old === undefined || !isOnly || stated.has(titleKey(old))) continue;
    oldTitleByKey.set(titleKey(own.title), old);
  }
  return content.actions.map((action) => {
    const oldTitle = action.automatic === true ? oldTitleByKey.get(titleKey(action.title)) : undefined;
    return oldTitle === undefined ? action : { ...action, oldTitle };
  });
}

/** Whether a template uses an action, the one that is continued aside. */
function usedByOthers({ templates }: TemplateLibrary, choice: ImportChoice): (action: ActionId) => boolean {
  const others = templates.filter(({ id }) => choice.kind !== 'next' || id !== choice.template);
  const used = new Set(
    others.flatMap(({ controls }) => controls.flatMap(({ actions }) => actions)).map(({ action }) => action),
  );
  return (action) => used.has(action);
}

function outcomeOf(
  refused: boolean,
  choice: ImportChoice,
  fresh: boolean,
  actionsChange: boolean,
): ImportPlan['outcome'] {
  if (refused) return 'refused';
  if (fresh) return choice.kind === 'next' ? 'new-version' : 'new-template';
  return actionsChange ? 'actions-only' : 'unchanged';
}

/** The new template, or the next version of the base, still without controls. */
function assemble(
  content: TemplateContent,
  source: TemplateSource,
  choice: ImportChoice,
  base: Template | null,
  nextId: () => string,
): Template {
  // A file that says nothing of these, as a plain list of controls, takes nothing away.
  const stated = {
    inScopeServices: content.inScopeServices.length > 0 ? content.inScopeServices : (base?.inScopeServices ?? []),
    dimensions: content.dimensions.length > 0 ? content.dimensions : (base?.dimensions ?? []),
    acknowledgement: content.acknowledgement ?? base?.acknowledgement ?? null,
  };
  const own = { controls: [], source, status: 'Imported', archived: false, locked: false } as const;
  if (choice.kind === 'next' && base !== null) {
    return {
      ...base,
      ...own,
      ...stated,
      locked: base.locked,
      name: base.name,
      version: base.version + 1,
    };
  }
  const naming = choice.kind === 'next' ? { name: null, product: null, certification: null } : choice;
  return {
    ...own,
    ...stated,
    id: nextId() as TemplateId, // the id maker keeps to the id alphabet
    name: (naming.name ?? content.name ?? '').trim(),
    version: 1,
    products: productsOf(naming, content, base),
    certification: (naming.certification ?? content.certification ?? base?.certification ?? '').trim(),
  };
}

/** Equal for everybody who uses it: same rows in the same order, same name, services and dimensions. */
function sameTemplate(base: Template, after: Template, difference: TemplateDifference): boolean {
  const { added, changed, removed } = difference.controls;
  const face = ({ name, inScopeServices, dimensions, acknowledgement, controls }: Template) =>
    JSON.stringify([name, inScopeServices, dimensions, acknowledgement, controls.map((control) => control.id)]);
  return added.length + changed.length + removed.length === 0 && face(base) === face(after);
}

function affectedTemplates(
  library: TemplateLibrary,
  changed: ReadonlyMap<ActionId, string>,
  own: Template | null,
): readonly AffectedTemplate[] {
  return library.templates
    .filter((template) => template.id !== own?.id)
    .map((template) => {
      const used = new Set(template.controls.flatMap((control) => control.actions.map((use) => use.action)));
      const actions = [...changed].filter(([id]) => used.has(id)).map(([, title]) => title);
      return { template: template.id, name: template.name, actions };
    })
    .filter((affected) => affected.actions.length > 0);
}

/** Sizes of a template, for a preview. */
export function summarize(template: Template, actions: ReadonlyMap<ActionId, Action>): ImportSummary {
  const uses = template.controls.flatMap((control) => control.actions.map((use) => use.action));
  return {
    families: new Set(template.controls.map((control) => control.family)).size,
    controls: template.controls.length,
    actions: new Set(uses).size,
    // Where a file has no number there is a finding instead, and nothing to add.
    points: uses.reduce((sum, id) => sum + (actions.get(id)?.points || 0), 0),
  };
}

function byId(actions: readonly Action[]): ReadonlyMap<ActionId, Action> {
  return new Map(actions.map((action) => [action.id, action]));
}
