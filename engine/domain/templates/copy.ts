import type { TemplateId } from '../../contract/model/ids.ts';
import type { ContentAction, ContentControl, DimensionValue, Finding } from '../../contract/model/template.ts';
import { makeFinding } from './finding.ts';
import type { TemplateLibrary } from './library.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { templateToContent } from './template-to-content.ts';

/** A new template made from another, or changes to a template that become its next version. */
export type CopyChoice =
  | {
      readonly kind: 'copy';
      readonly name: string;
      readonly product: string | null;
      readonly certification: string | null;
    }
  | { readonly kind: 'customise' };

export type TemplateEdits = {
  readonly dimensions: readonly DimensionValue[];
  readonly controls: readonly ControlEdit[];
  /** New actions that the added or changed controls name; actions the organisation has are named by title alone. */
  readonly actions: readonly ContentAction[];
};

type ControlEdit =
  | { readonly kind: 'add'; readonly control: OwnControl }
  | { readonly kind: 'change'; readonly id: string; readonly to: ControlChanges }
  | { readonly kind: 'disable' | 'enable'; readonly id: string };

/** What is left out, or undefined, stays as it is. */
type ControlChanges = { readonly [Field in keyof Omit<OwnControl, 'id'>]?: OwnControl[Field] | undefined };

/** A custom control is always the customer's (reference 1.4). */
type OwnControl = Pick<
  ContentControl,
  'id' | 'title' | 'family' | 'description' | 'link' | 'articleId' | 'version' | 'actions'
>;

/**
 * Plans a copy with own controls and actions, or changes to a template itself. Customer-managed controls can be changed
 * and disabled; the provider's and shared ones cannot. Everything else is judged as an import is.
 */
export function planCopy(
  template: TemplateId,
  choice: CopyChoice,
  edits: TemplateEdits,
  library: TemplateLibrary,
  nextId: () => string,
): ImportPlan {
  const source = library.templates.find(({ id }) => id === template);
  const missing = makeFinding('unknown-template', { path: '', place: null, value: template });
  const start = source === undefined ? emptyContent : { ...templateToContent(source, library), actions: edits.actions };
  const edited = applyEdits(start.controls, edits.controls);
  return planImport(
    {
      content: {
        ...start,
        controls: edited.controls,
        dimensions: [...start.dimensions, ...edits.dimensions],
      },
      places: {},
      findings: source === undefined ? [missing] : edited.findings,
    },
    { kind: 'copy', file: null, sha256: null },
    choice.kind === 'copy' ? { ...choice, kind: 'new' } : { kind: 'next', template },
    library,
    nextId,
  );
}

const emptyContent = {
  name: null,
  products: [],
  certification: null,
  dimensions: [],
  inScopeServices: [],
  controls: [],
  actions: [],
  owners: [],
  dimensionList: [],
  acknowledgement: null,
} as const;

function changed(control: ContentControl, to: ControlChanges): ContentControl {
  const stated = Object.entries(to).filter(([, value]) => value !== undefined);
  return { ...control, ...Object.fromEntries(stated) };
}

function applyEdits(
  controls: readonly ContentControl[],
  edits: readonly ControlEdit[],
): { readonly controls: readonly ContentControl[]; readonly findings: readonly Finding[] } {
  const edited = new Map(controls.map((control) => [control.id, control]));
  const added: ContentControl[] = [];
  const findings: Finding[] = [];
  for (const [index, edit] of edits.entries()) {
    if (edit.kind === 'add') {
      added.push({ ...edit.control, ...customControl });
      continue;
    }
    const control = edited.get(edit.id);
    const report = (rule: 'unknown-control' | 'provider-control') =>
      findings.push(makeFinding(rule, { path: `edits.controls[${index}]`, place: null, value: edit.id }));
    if (control === undefined) report('unknown-control');
    else if (control.responsibility !== 'customer') report('provider-control');
    else if (edit.kind === 'change') edited.set(edit.id, changed(control, edit.to));
    else edited.set(edit.id, { ...control, disabled: edit.kind === 'disable' });
  }
  return { controls: [...edited.values(), ...added], findings };
}

const customControl = {
  parent: null,
  labels: [],
  statement: null,
  disabled: false,
  responsibility: 'customer',
  statedPoints: null,
  oldId: null,
  operation: null,
} as const;
