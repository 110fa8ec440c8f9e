import type { Assessment } from '../../contract/model/assessment.ts';
import type { ActionId, TemplateId } from '../../contract/model/ids.ts';
import type { Action, DimensionValue, Template } from '../../contract/model/template.ts';
import type { ReadImage } from '../state/image.ts';
import { approvedOf, assessmentsOf, documentsOf, templateOf, templatesOf } from './documents.ts';

/** Something that names something else. */
export type Use = { readonly kind: 'action' | 'template' | 'assessment'; readonly id: string; readonly name: string };

/** Why something stays: everything that names it, the first fifty by name. */
export type UsesOfIt = { readonly total: number; readonly shown: Use[] };

export function usesOfIt(uses: readonly Use[]): UsesOfIt {
  return { total: uses.length, shown: uses.slice(0, 50) };
}

/** What names it, in a sentence: three by name and how many more. */
export function namedUses(uses: readonly Use[]): string {
  const named = uses.slice(0, 3).map(({ kind, name }) => `the ${kind} "${name}"`);
  const more = uses.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/**
 * The versions of templates that count: of each the newest and the newest approved, and those that assessments are on.
 * Older ones are history: they keep what they name, whatever becomes of it.
 */
export function templatesThatCount(image: ReadImage): readonly Template[] {
  const counted = new Map<string, Template>();
  const add = (template: Template | null): void => {
    if (template !== null) counted.set(`${template.id}/${template.version}`, template);
  };
  for (const template of templatesOf(image)) {
    add(template);
    add(approvedOf(image, template.id));
  }
  for (const { template, templateVersion } of assessmentsOf(image)) {
    if (!counted.has(`${template}/${templateVersion}`)) add(templateOf(image, template, templateVersion));
  }
  return [...counted.values()];
}

export type Citing = { readonly template: TemplateId; readonly name: string; readonly controls: number };

/** The templates whose controls cite an action, each once, with as many controls as in the version that has most. */
export function citingTemplates(templates: readonly Template[]): ReadonlyMap<ActionId, readonly Citing[]> {
  const byAction = new Map<ActionId, Map<TemplateId, Citing>>();
  for (const { id, name, controls } of templates) {
    const counts = new Map<ActionId, number>();
    for (const { action } of controls.flatMap((control) => control.actions)) {
      counts.set(action, (counts.get(action) ?? 0) + 1);
    }
    for (const [action, count] of counts) {
      const known = byAction.get(action) ?? new Map<TemplateId, Citing>();
      known.set(id, { template: id, name, controls: Math.max(count, known.get(id)?.controls ?? 0) });
      byAction.set(action, known);
    }
  }
  return new Map([...byAction].map(([action, citing]) => [action, [...citing.values()]]));
}

/** All dimension values of an action, those with fields of their own included. */
export function valuesOfAction(action: Action): readonly DimensionValue[] {
  const { type, category, purpose, enforcement } = action;
  const own = {
    'Action Type': type,
    'Action Category': category,
    'Action Purpose': purpose,
    'Action Enforcement': enforcement,
  };
  const stated = Object.entries(own).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  return [...stated, ...action.dimensions];
}

export function valuesOfTemplate({ dimensions, products, certification }: Template): readonly DimensionValue[] {
  const own = products.map((value) => ({ key: 'Product', value }));
  return [...own, { key: 'Certification', value: certification }, ...dimensions];
}

export function valuesOfAssessment({ product, certification }: Assessment): readonly DimensionValue[] {
  return [
    { key: 'Product', value: product },
    { key: 'Certification', value: certification },
  ];
}

/** Everything that names dimension values, each with the values it names. */
export function namingDimensions(
  image: ReadImage,
): readonly { readonly use: Use; readonly values: readonly DimensionValue[] }[] {
  const templates = new Map<TemplateId, { use: Use; values: DimensionValue[] }>();
  for (const template of templatesThatCount(image)) {
    const known = templates.get(template.id);
    const values = valuesOfTemplate(template);
    if (known === undefined) {
      const use = { kind: 'template', id: template.id, name: template.name } as const;
      templates.set(template.id, { use, values: [...values] });
    } else known.values.push(...values);
  }
  return [
    ...documentsOf(image, 'action').map((action) => ({
      use: { kind: 'action', id: action.id, name: action.title } as const,
      values: valuesOfAction(action),
    })),
    ...templates.values(),
    ...assessmentsOf(image).map((assessment) => ({
      use: { kind: 'assessment', id: assessment.id, name: assessment.title } as const,
      values: valuesOfAssessment(assessment),
    })),
  ];
}
