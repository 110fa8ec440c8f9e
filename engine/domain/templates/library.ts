import type { TemplateId } from '../../contract/model/ids.ts';
import type { Action, Dimension, Owner, Template } from '../../contract/model/template.ts';
import { titleKey } from './title-key.ts';

/** What the organisation has when a template comes in: the newest version of each template, and all its actions. */
export type TemplateLibrary = {
  readonly templates: readonly Template[];
  readonly actions: readonly Action[];
  readonly owners: readonly Owner[];
  readonly dimensions: readonly Dimension[];
};

/**
 * What the content is to become. A null name, product or certification is taken from the content (format B states
 * them); `extend` copies a template and adds the content's controls to it.
 */
export type ImportChoice =
  | ({ readonly kind: 'new' } & Naming)
  | { readonly kind: 'next'; readonly template: TemplateId }
  | ({ readonly kind: 'extend'; readonly template: TemplateId } & Naming);

type Naming = { readonly name: string | null; readonly product: string | null; readonly certification: string | null };

/** The template an import continues or extends; null for a new one, or when there is no such template. */
export function chosenTemplate(library: TemplateLibrary, choice: ImportChoice): Template | null {
  if (choice.kind === 'new') return null;
  return library.templates.find((template) => template.id === choice.template) ?? null;
}

export function actionsByTitle(actions: readonly Action[]): ReadonlyMap<string, Action> {
  return new Map(actions.map((action) => [titleKey(action.title), action]));
}

/** The keys and values every organisation starts with (reference 1.6); the lists of templates and imports come on top. */
export const builtInDimensions: readonly Dimension[] = [
  { key: 'Action Category', values: ['Compliance', 'Privacy', 'Security'], multiple: false },
  { key: 'Action Enforcement', values: ['Discretionary', 'Mandatory'], multiple: false },
  { key: 'Action Purpose', values: ['Detective', 'Preventative', 'Corrective'], multiple: false },
  { key: 'Action Type', values: ['Documentation', 'Operational', 'Technical'], multiple: false },
  {
    key: 'Certification',
    values: [
      'CSA CCM',
      'FedRAMP Moderate',
      'FFIEC IS',
      'HIPAA/HITECH',
      'ISO 27001',
      'ISO 27018',
      'EU GDPR',
      'NIST 800-171',
      'NIST 800-53',
      'NIST CSF',
    ],
    multiple: false,
  },
  { key: 'Product', values: ['Intune', 'Office 365'], multiple: false },
  { key: 'Secure Score Type', values: ['Behavior', 'Config', 'Review'], multiple: false },
];

export type KnownDimensions = {
  readonly has: (key: string, value: string) => boolean;
  readonly isMultiple: (key: string) => boolean;
};

/** Dimension keys and values compared as titles are. */
export function knownDimensions(lists: readonly (readonly Dimension[])[]): KnownDimensions {
  const byKey = new Map<string, { values: Set<string>; multiple: boolean }>();
  for (const dimension of lists.flat()) {
    const key = titleKey(dimension.key);
    const known = byKey.get(key) ?? { values: new Set<string>(), multiple: false };
    for (const value of dimension.values) known.values.add(titleKey(value));
    byKey.set(key, { values: known.values, multiple: known.multiple || dimension.multiple });
  }
  return {
    has: (key, value) => byKey.get(titleKey(key))?.values.has(titleKey(value)) ?? false,
    isMultiple: (key) => byKey.get(titleKey(key))?.multiple ?? false,
  };
}
