import type { Approval } from '../../contract/model/approval.ts';
import type { JournalEvent } from '../../contract/model/entry.ts';
import type { TemplateId, UserId } from '../../contract/model/ids.ts';
import type { Template } from '../../contract/model/template.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { approvalAt, approvedOf, documentAt, documentRef, putDocument, templateOf } from './documents.ts';

export type TemplateProblem = {
  readonly code: 'unknown-template' | 'template-archived' | 'changed-meanwhile' | 'wrong-status' | 'second-person';
  readonly message: string;
};

/** Who brings a version in, and whether it is approved as it comes. */
export type Arrival = { readonly by: UserId; readonly at: string; readonly approved: boolean };

/** Stores a new version of a template; without an arrival it is the program's own, and approved. */
export function putTemplate(
  image: ReadImage,
  emit: (event: JournalEvent) => void,
  template: Template,
  arrival: Arrival | null,
): void {
  const { id, version } = template;
  const head = documentAt(image, 'template', documentRef('template', id));
  const before = approvedOf(image, id)?.version ?? null;
  const isApproved = arrival?.approved ?? true;
  const status = isApproved ? 'Approved' : 'Imported';
  putDocument<'version'>(emit, documentRef('version', id, version), { ...template, status });
  if (arrival !== null) {
    const step = { by: arrival.by, at: arrival.at };
    putDocument<'approval'>(emit, documentRef('approval', id, version), {
      ...{ status, imported: step, published: null, rejected: null },
      approved: isApproved ? step : null,
    });
  }
  putDocument<'template'>(emit, documentRef('template', id), {
    newest: version,
    approved: isApproved ? version : before,
    archived: head?.archived ?? false,
    locked: head?.locked ?? false,
  });
}

/** How far a version has come, also where nothing was written down of it. */
export function approvalOf(image: ReadImage, { id, version, status }: Template): Approval {
  return approvalAt(image, id, version) ?? { status, imported: null, published: null, approved: null, rejected: null };
}

/** Offers the newest version for approval. */
export function publishTemplate(draft: Draft, id: TemplateId, version: number): Result<TemplateId, TemplateProblem> {
  const found = atStep(draft.image, id, version, 'Imported');
  if (!found.ok) return found;
  const { actor: by, time: at } = draft.meta;
  putApproval(draft, id, version, {
    ...found.value,
    status: 'Pending Approval',
    published: { by, at },
    rejected: null,
  });
  return ok(id);
}

/**
 * Approves the newest version: from then on new assessments begin with it, and groups may accept it. Where two people are
 * needed, whoever has brought in or published it, or a version it goes on from that was never approved, is not the second.
 */
export function approveTemplate(
  draft: Draft,
  id: TemplateId,
  version: number,
  twoPeople: boolean,
): Result<TemplateId, TemplateProblem> {
  const found = atStep(draft.image, id, version, 'Pending Approval');
  if (!found.ok) return found;
  const { actor: by, time: at } = draft.meta;
  if (twoPeople && authorsOf(draft.image, id, version).has(by)) {
    return err({
      code: 'second-person',
      message:
        'You have brought this version in or published it, so somebody else has to approve it: anybody who may manage master data. Where you are alone, a Portal Admin can change that in the settings.',
    });
  }
  putApproval(draft, id, version, { ...found.value, status: 'Approved', approved: { by, at } });
  const head = documentAt(draft.image, 'template', documentRef('template', id));
  if (head !== null) {
    putDocument<'template'>(draft.emit, documentRef('template', id), { ...head, approved: version });
  }
  return ok(id);
}

/** Gives a version that waits for approval back to whoever brought it in, with the reason. */
export function rejectTemplate(
  draft: Draft,
  id: TemplateId,
  version: number,
  reason: string,
): Result<TemplateId, TemplateProblem> {
  const found = atStep(draft.image, id, version, 'Pending Approval');
  if (!found.ok) return found;
  const { actor: by, time: at } = draft.meta;
  putApproval(draft, id, version, {
    ...found.value,
    ...{ status: 'Imported', published: null },
    rejected: { by, at, reason },
  });
  return ok(id);
}

export type TemplateChange = { readonly archived?: boolean | undefined; readonly locked?: boolean | undefined };

/** Archives or activates, locks or unlocks; what is so already writes nothing. */
export function changeTemplate(
  draft: Draft,
  id: TemplateId,
  { archived, locked }: TemplateChange,
): Result<TemplateId, TemplateProblem> {
  const ref = documentRef('template', id);
  const head = documentAt(draft.image, 'template', ref);
  if (head === null) return err(unknownTemplate);
  const next = { ...head, archived: archived ?? head.archived, locked: locked ?? head.locked };
  if (head.archived && next.archived && next.locked !== head.locked) return err(archivedTemplate);
  if (next.archived !== head.archived || next.locked !== head.locked) {
    putDocument<'template'>(draft.emit, ref, next);
  }
  return ok(id);
}

function atStep(
  image: ReadImage,
  id: TemplateId,
  version: number,
  status: Template['status'],
): Result<Approval, TemplateProblem> {
  const template = templateOf(image, id);
  if (template === null) return err(unknownTemplate);
  if (template.archived) return err(archivedTemplate);
  if (template.version !== version) {
    return err({
      code: 'changed-meanwhile',
      message: `Version ${template.version} is the newest by now. Look at it before you decide.`,
    });
  }
  if (template.status !== status) {
    return err({ code: 'wrong-status', message: `Version ${version} is ${template.status}, not ${status}.` });
  }
  return ok(approvalOf(image, template));
}

const unknownTemplate: TemplateProblem = { code: 'unknown-template', message: 'There is no such template.' };
const archivedTemplate: TemplateProblem = {
  code: 'template-archived',
  message: 'This template is archived. Activate it first.',
};

/** Whoever brought in or published this version, or one before it back to the last approved one. */
function authorsOf(image: ReadImage, id: TemplateId, version: number): ReadonlySet<UserId> {
  const authors = new Set<UserId>();
  for (let at = version; at >= 1; at -= 1) {
    const approval = approvalAt(image, id, at);
    if (approval === null || approval.status === 'Approved') break;
    for (const step of [approval.imported, approval.published]) if (step !== null) authors.add(step.by);
  }
  return authors;
}

function putApproval(draft: Draft, id: TemplateId, version: number, approval: Approval): void {
  putDocument<'approval'>(draft.emit, documentRef('approval', id, version), approval);
}
