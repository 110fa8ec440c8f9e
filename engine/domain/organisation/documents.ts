import type { Approval, ApprovalRule } from '../../contract/model/approval.ts';
import type { Assessment, Group } from '../../contract/model/assessment.ts';
import type { Json } from '../../contract/model/entry.ts';
import {
  type ActionId,
  type AssessmentId,
  assessmentRef,
  type EntityRef,
  type GroupId,
  type TemplateId,
  type UserId,
} from '../../contract/model/ids.ts';
import type { AlertRule, NoticePreferences, Webhook } from '../../contract/model/notice.ts';
import type { AccessMode, AccessToken, Grant, Membership } from '../../contract/model/permission.ts';
import { defaultSettings, type OrganisationSettings } from '../../contract/model/score.ts';
import type { Observation, SecureScoreRun, SecureScoreSettings } from '../../contract/model/secure-score.ts';
import type { Action, Dimension, Owner, Template } from '../../contract/model/template.ts';
import { defaultWorkflow, type WorkflowSettings } from '../../contract/model/workflow.ts';
import type { ReadImage } from '../state/image.ts';

/** Documents of the organisation's partition, by the first part of their ref. */
type Documents = {
  group: Group;
  assessment: Assessment;
  action: Action;
  /** The template as people see it in a list: its newest version, and the newest approved one (null for none yet). */
  template: {
    readonly newest: number;
    /** Left out by organisations from before there was approval: all they have is approved. */
    readonly approved?: number | null;
    readonly archived: boolean;
    readonly locked: boolean;
  };
  /** One version of a template, `version/<TemplateId>/<n>`. */
  version: Template;
  /** How far a version has come, `approval/<TemplateId>/<n>`; none for what came with the program. */
  approval: Approval;
  approvalrule: { readonly rule: ApprovalRule };
  settings: OrganisationSettings;
  workflow: WorkflowSettings;
  alert: AlertRule;
  webhook: Webhook;
  /** What somebody wants to be told by, `preferences/<UserId>`. */
  preferences: NoticePreferences;
  owner: Owner;
  dimension: Dimension;
  /** Somebody is in a role, `member/<Role>/<UserId>`. */
  member: Membership;
  /** Somebody has a role for one assessment, `grant/<AssessmentId>/<UserId>`. */
  grant: Grant;
  access: { readonly mode: AccessMode };
  /** Somebody's account is not active, `inactive/<UserId>`. */
  inactive: { readonly user: UserId };
  token: AccessToken;
  /** Whose account of an identity provider it is, `login/<digest of issuer and subject>`. */
  login: { readonly user: UserId };
  securescore: SecureScoreSettings;
  /** An action's own switch, `automated/<ActionId>`. */
  automated: { readonly on: boolean };
  /** What was last read about an action's control, `observed/<ActionId>`. */
  observed: Observation;
  /** One of the last readings, `securescorerun/<place>`; a later one takes its place. */
  securescorerun: SecureScoreRun;
  /** A saved column mapping. */
  mapping: { readonly [key: string]: Json };
  /** Work that goes on in another partition after the organisation's entry; finished by the engine if it was cut off. */
  pending: PendingWork;
};
export type DocumentKind = keyof Documents;

export type PendingWork =
  | { readonly kind: 'copy'; readonly group: GroupId; readonly assessment: AssessmentId }
  | { readonly kind: 'remove-records'; readonly group: GroupId; readonly actions: readonly ActionId[] }
  /** A workbook of the assessment is still to be put into the watched folder. */
  | { readonly kind: 'workbook'; readonly assessment: AssessmentId }
  | { readonly kind: 'share' }
  | { readonly kind: 'unshare' };

export function documentRef(kind: DocumentKind, ...ids: readonly (string | number)[]): EntityRef {
  return [kind, ...ids].join('/') as EntityRef; // parts are ids; the store's pattern is theirs
}

export function putDocument<K extends DocumentKind>(
  emit: (event: { kind: 'put'; entity: EntityRef; value: Json }) => void,
  ref: EntityRef,
  document: Documents[K],
): void {
  emit({ kind: 'put', entity: ref, value: document as unknown as Json }); // documents are plain JSON by type
}

/** The document at a ref, or null when there is none or it was removed. */
export function documentAt<K extends DocumentKind>(image: ReadImage, _kind: K, ref: EntityRef): Documents[K] | null {
  const entity = image.entity(ref);
  if (entity === undefined || entity.removedAt !== null || entity.value === null) return null;
  return entity.value as unknown as Documents[K]; // put by putDocument under this kind
}

export function documentsOf<K extends DocumentKind>(image: ReadImage, kind: K): readonly Documents[K][] {
  return [...image.entities(kind)].flatMap((entity) => {
    const document = documentAt(image, kind, entity.ref);
    return document === null ? [] : [document];
  });
}

export function settingsOf(image: ReadImage): OrganisationSettings {
  return { ...defaultSettings, ...documentAt(image, 'settings', documentRef('settings')) };
}

export function workflowOf(image: ReadImage): WorkflowSettings {
  return { ...defaultWorkflow, ...documentAt(image, 'workflow', documentRef('workflow')) };
}

/** An assessment with the fields people have edited since it was created. */
export function assessmentOf(image: ReadImage, id: AssessmentId): Assessment | null {
  const ref = assessmentRef(id);
  const document = documentAt(image, 'assessment', ref);
  if (document === null) return null;
  const fields = image.entity(ref)?.fields;
  const title = fields?.['title'];
  const services = fields?.['inScopeServices'];
  return {
    ...document,
    ...(typeof title?.value === 'string' ? { title: title.value } : {}),
    ...(Array.isArray(services?.value) ? { inScopeServices: services.value } : {}),
  };
}

export function assessmentsOf(image: ReadImage, group?: GroupId): readonly Assessment[] {
  return documentsOf(image, 'assessment').flatMap((document) => {
    if (group !== undefined && document.group !== group) return [];
    const assessment = assessmentOf(image, document.id);
    return assessment === null ? [] : [assessment];
  });
}

export function groupOf(image: ReadImage, id: GroupId): Group | null {
  return documentAt(image, 'group', documentRef('group', id));
}

export function actionOf(image: ReadImage, id: ActionId): Action | null {
  return documentAt(image, 'action', documentRef('action', id));
}

/** One version of a template; its newest when none is named. */
export function templateOf(image: ReadImage, id: TemplateId, version?: number): Template | null {
  const head = documentAt(image, 'template', documentRef('template', id));
  if (head === null) return null;
  const wanted = version ?? head.newest;
  const template = documentAt(image, 'version', documentRef('version', id, wanted));
  if (template === null) return null;
  const status = approvalAt(image, id, wanted)?.status ?? template.status;
  return { ...template, status, archived: head.archived, locked: head.locked };
}

/** How far a version has come; null for what came with the program, or from before there was approval. */
export function approvalAt(image: ReadImage, id: TemplateId, version: number): Approval | null {
  return documentAt(image, 'approval', documentRef('approval', id, version));
}

/** The newest approved version of a template: what new assessments begin with; null when there is none yet. */
export function approvedOf(image: ReadImage, id: TemplateId): Template | null {
  const head = documentAt(image, 'template', documentRef('template', id));
  const version = head === null ? null : head.approved === undefined ? head.newest : head.approved;
  return version === null ? null : templateOf(image, id, version);
}

/** The newest version of every template. */
export function templatesOf(image: ReadImage): readonly Template[] {
  return [...image.entities('template')].flatMap(({ ref }) => {
    const template = templateOf(image, ref.slice('template/'.length) as TemplateId); // documentRef made it of one
    return template === null ? [] : [template];
  });
}

/** Names are compared without letter case and surrounding space, as people do. */
export function sameName(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase('en') === b.trim().toLocaleLowerCase('en');
}
