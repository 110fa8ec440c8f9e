import type { Assessment, CopyOptions, Group } from '../../contract/model/assessment.ts';
import {
  type AssessmentId,
  assessmentRef,
  type Cursor,
  type GroupId,
  type TemplateId,
} from '../../contract/model/ids.ts';
import type { Template } from '../../contract/model/template.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import {
  approvedOf,
  assessmentsOf,
  documentRef,
  documentsOf,
  groupOf,
  putDocument,
  sameName,
  templateOf,
} from './documents.ts';

export type NewAssessment = {
  readonly id: AssessmentId;
  readonly title: string;
  readonly template: TemplateId;
  /** One of the template's products; null for its first. */
  readonly product: string | null;
  readonly group:
    | { readonly kind: 'existing'; readonly id: GroupId }
    | {
        readonly kind: 'new';
        readonly id: GroupId;
        readonly name: string;
        /** Where the group's first values come from, and which; `at` is the source's position when it was asked. */
        readonly copyFrom: { readonly group: GroupId; readonly at: Cursor; readonly options: CopyOptions } | null;
      };
  readonly inScopeServices: readonly string[] | null;
};

export type OrganisationProblem = {
  readonly code:
    | 'empty-name'
    | 'unknown-template'
    | 'template-closed'
    | 'unknown-product'
    | 'unknown-group'
    | 'unknown-assessment'
    | 'duplicate-group'
    | 'duplicate-title'
    | 'duplicate-product-certification'
    | 'already-archived'
    | 'not-archived';
  readonly message: string;
};

/**
 * Opens an assessment, and with it its group when the group is new: a group exists only through an assessment. The
 * group never changes afterwards. At most one active assessment of a group has a given product and certification.
 */
export function createAssessment(draft: Draft, input: NewAssessment): Result<Assessment, OrganisationProblem> {
  const { image } = draft;
  const title = input.title.trim();
  if (title === '') return err({ code: 'empty-name', message: 'An assessment needs a title.' });
  const newest = templateOf(image, input.template);
  if (newest === null) return err({ code: 'unknown-template', message: 'There is no such template.' });
  const template = approvedOf(image, input.template);
  const closed = whyClosed(newest);
  if (closed !== null) return err({ code: 'template-closed', message: closed });
  if (template === null) return err({ code: 'template-closed', message: 'This template is not approved yet.' });

  const group = openGroup(draft, input);
  if (!group.ok) return group;
  const product = chooseProduct(template, input.product);
  if (!product.ok) return product;
  const { certification } = template;
  const clash = findClash(image, group.value.id, { title, certification, product: product.value });
  if (clash !== null) return err(clash);

  const assessment: Assessment = {
    id: input.id,
    title,
    group: group.value.id,
    template: template.id,
    templateVersion: template.version,
    product: product.value,
    certification,
    inScopeServices: input.inScopeServices ?? template.inScopeServices,
    created: draft.meta.time,
    modified: draft.meta.time,
    archived: null,
  };
  if (input.group.kind === 'new') {
    putDocument<'group'>(draft.emit, documentRef('group', group.value.id), group.value);
    if (group.value.copiedFrom !== null) {
      const work = { kind: 'copy', group: group.value.id, assessment: input.id } as const;
      putDocument<'pending'>(draft.emit, documentRef('pending', input.id), work);
    }
  }
  putDocument<'assessment'>(draft.emit, assessmentRef(input.id), assessment);
  return ok(assessment);
}

function whyClosed(template: Pick<Template, 'archived' | 'locked'>): string | null {
  if (template.archived) return 'This template is archived. Activate it first, or choose another.';
  return template.locked ? 'This template is locked against new assessments.' : null;
}

function chooseProduct(
  { name, products }: Pick<Template, 'name' | 'products'>,
  wanted: string | null,
): Result<string, OrganisationProblem> {
  const chosen = wanted === null ? products[0] : products.find((one) => sameName(one, wanted));
  if (chosen !== undefined) return ok(chosen);
  return err({
    code: 'unknown-product',
    message: `"${name}" does not assess "${wanted ?? ''}". Choose one of ${products.join(', ')}.`,
  });
}

function openGroup(draft: Draft, input: NewAssessment): Result<Group, OrganisationProblem> {
  const { image } = draft;
  if (input.group.kind === 'existing') {
    const group = groupOf(image, input.group.id);
    return group === null ? err({ code: 'unknown-group', message: 'There is no such group.' }) : ok(group);
  }
  const name = input.group.name.trim();
  if (name === '') return err({ code: 'empty-name', message: 'A group needs a name.' });
  const taken = nameTaken(draft, name, null);
  if (taken !== null) return err(taken);
  const copy = input.group.copyFrom;
  if (copy !== null && groupOf(image, copy.group) === null) {
    return err({ code: 'unknown-group', message: 'The group to copy from does not exist.' });
  }
  return ok({ id: input.group.id, name, copiedFrom: copy });
}

/** Null when no other group has the name, letter case aside. */
export function nameTaken(draft: Draft, name: string, self: GroupId | null): OrganisationProblem | null {
  const other = documentsOf(draft.image, 'group').find((group) => group.id !== self && sameName(group.name, name));
  if (other === undefined) return null;
  return {
    code: 'duplicate-group',
    message: `There is a group named "${other.name}" already. Choose another name, or add to it.`,
  };
}

/** What stands against an active assessment of this title (and product and certification, where given) in a group. */
export function findClash(
  image: ReadImage,
  group: GroupId,
  wanted: { readonly title: string; readonly product?: string; readonly certification?: string },
  self: AssessmentId | null = null,
): OrganisationProblem | null {
  const { title, product, certification } = wanted;
  const siblings = assessmentsOf(image, group).filter(({ id, archived }) => id !== self && archived === null);
  const pair =
    product === undefined || certification === undefined
      ? undefined
      : siblings.find((one) => sameName(one.product, product) && sameName(one.certification, certification));
  if (pair !== undefined) {
    return {
      code: 'duplicate-product-certification',
      message: `"${pair.title}" in this group already assesses ${product || 'this product'} against ${certification || 'this certification'}. Use another group for a second one.`,
    };
  }
  const namesake = siblings.find((one) => sameName(one.title, title));
  if (namesake === undefined) return null;
  return { code: 'duplicate-title', message: `This group already has an assessment named "${namesake.title}".` };
}
