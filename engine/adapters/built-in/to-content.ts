import type { ContentControl, TemplateContent } from '../../contract/model/template.ts';
import { defaultActionPoints } from '../../contract/model/vocabulary.ts';
import { builtInPoints } from '../../domain/scoring/action-points.ts';
import { type BuiltInAction, builtInDescriptionTitle } from '../../domain/templates/built-in.ts';
import type { ActionLine, ProviderActionLine, TemplateFile } from './line-schemas.ts';
import type { Faults, Placed } from './parse-lines.ts';
import type { SettledLine } from './settle-references.ts';

const unwritten = { dimensions: [], oldTitle: null, operation: null } as const;

export function customerAction(line: ActionLine, titleById: ReadonlyMap<string, string>): BuiltInAction {
  const { id, title, type, category, purpose, enforcement, owner, secureScore, parents = [], guidance } = line;
  return {
    ...{ id, title, type, category, purpose, enforcement, ...unwritten },
    descriptions: [{ title: builtInDescriptionTitle, text: guidance }],
    points: builtInPoints(purpose, enforcement),
    responsibility: 'customer',
    owners: [owner],
    parents: parents.flatMap((parent) => titleById.get(parent) ?? []),
    secureScoreControl: secureScore ?? null,
  };
}

export function providerAction({ id, title, type, category, guidance }: ProviderActionLine): BuiltInAction {
  return {
    ...{ id, title, type, category, purpose: null, enforcement: null, ...unwritten },
    descriptions: [{ title: builtInDescriptionTitle, text: guidance }],
    points: defaultActionPoints,
    responsibility: 'provider',
    owners: [],
    parents: [],
    secureScoreControl: null,
  };
}

/** The content of one folder. Families and actions that are not there are faults. */
export function toContent(
  template: TemplateFile,
  lines: readonly Placed<SettledLine>[],
  actionById: ReadonlyMap<string, BuiltInAction>,
  faults: Faults,
): TemplateContent {
  const families = new Map(template.families.map((family) => [family.id, familyText(family)]));
  const used = new Map<string, BuiltInAction>();
  const titles = (ids: readonly string[], side: BuiltInAction['responsibility'], place: string): readonly string[] =>
    ids.flatMap((id) => {
      const action = actionById.get(id);
      if (action === undefined || action.responsibility !== side) {
        faults.add(place, `there is no ${side} action ${id} in the library`);
        return [];
      }
      used.set(id, action);
      return [action.title];
    });
  const controls = lines.map(({ place, value }): ContentControl => {
    const family = families.get(value.family);
    if (family === undefined) faults.add(place, `family: template.json has no family ${value.family}`);
    const own = titles(value.actions ?? [], 'customer', place);
    const theirs = titles(value.provider ?? [], 'provider', place);
    return {
      id: value.id,
      title: value.title,
      family: family ?? value.family,
      parent: value.parent ?? null,
      labels: value.labels ?? [],
      statement: value.statement ?? null,
      description: value.description,
      link: value.link ?? template.link,
      articleId: value.article ?? null,
      version: null,
      disabled: false,
      responsibility: value.responsibility,
      actions: [...own, ...theirs].map((title) => ({ title, description: builtInDescriptionTitle })),
      statedPoints: null,
      oldId: null,
      operation: null,
    };
  });
  return {
    name: template.name,
    products: template.products,
    certification: template.certification,
    dimensions: [],
    inScopeServices: template.services,
    controls,
    actions: [...used.values()].map(({ id: _id, ...action }) => action),
    owners: [...new Set([...used.values()].flatMap(({ owners }) => owners))].map((name) => ({ name, description: '' })),
    dimensionList: [
      { key: 'Product', values: template.products, multiple: false },
      { key: 'Certification', values: [template.certification], multiple: false },
    ],
    acknowledgement: template.acknowledgement,
  };
}

/** `AC Access Control`; a title that names its place itself (`Subpart C: ...`) stands alone. */
function familyText({ id, title }: { readonly id: string; readonly title: string }): string {
  return title.includes(': ') ? title : `${id} ${title}`;
}
