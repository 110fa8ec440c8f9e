import type { GroupId } from '#engine/contract/model/ids';
import type { AssessmentRequest, GroupSummary, TemplateSummary } from '../../state/model.ts';

/** A new assessment as far as it has been filled in. */
export type DraftAssessment = {
  readonly template: TemplateSummary | null;
  readonly product: string;
  readonly title: string;
  /** Null: what the template says. */
  readonly services: string | null;
  readonly group:
    | { readonly kind: 'existing'; readonly id: GroupId | null }
    | { readonly kind: 'new'; readonly name: string };
  readonly copyFrom: GroupId | null;
  readonly copy: {
    readonly implementationDetails: boolean;
    readonly testPlanAndInformation: boolean;
    readonly documents: boolean;
  };
};

export const emptyDraft: DraftAssessment = {
  template: null,
  product: '',
  title: '',
  services: null,
  group: { kind: 'existing', id: null },
  copyFrom: null,
  copy: { implementationDetails: true, testPlanAndInformation: true, documents: false },
};

/** What is missing or taken, by code; the engine decides in the end, this only says so earlier. */
export type DraftFault =
  | 'no-template'
  | 'no-title'
  | 'title-taken'
  | 'no-group'
  | 'no-group-name'
  | 'group-name-taken'
  | 'pair-taken';

export function draftFaults(draft: DraftAssessment, groups: readonly GroupSummary[]): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  const { template, group } = draft;
  if (template === null) faults.push('no-template');
  const title = plain(draft.title);
  if (title === '') faults.push('no-title');
  if (group.kind === 'new') {
    if (plain(group.name) === '') faults.push('no-group-name');
    else if (groups.some(({ name }) => plain(name) === plain(group.name))) faults.push('group-name-taken');
    return faults;
  }
  const chosen = groups.find(({ id }) => id === group.id);
  if (chosen === undefined) return [...faults, 'no-group'];
  const active = chosen.assessments.filter(({ archived }) => archived === null);
  if (title !== '' && active.some((one) => plain(one.title) === title)) faults.push('title-taken');
  if (
    template !== null &&
    active.some(
      (one) =>
        plain(one.product) === plain(draft.product) && plain(one.certification) === plain(template.certification),
    )
  ) {
    faults.push('pair-taken');
  }
  return faults;
}

/** The request for a draft without faults; null for one that has no template yet. */
export function draftToRequest(draft: DraftAssessment): AssessmentRequest | null {
  const { template, group, copyFrom, copy, services } = draft;
  if (template === null) return null;
  if (group.kind === 'existing' && group.id === null) return null;
  return {
    title: draft.title.trim(),
    template: template.id,
    product: draft.product === '' ? null : draft.product,
    group:
      group.kind === 'new' || group.id === null
        ? { name: group.kind === 'new' ? group.name.trim() : '' }
        : { id: group.id },
    copyFrom: group.kind === 'new' && copyFrom !== null ? { group: copyFrom, options: copy } : null,
    inScopeServices:
      services === null
        ? null
        : [...new Set(services.split('\n').map((line) => line.trim()))].filter((line) => line !== ''),
  };
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
