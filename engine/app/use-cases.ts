import type { ActivityLine } from '../contract/http/activity.ts';
import type { HiddenEntry } from '../contract/http/journal.ts';
import type { Approval } from '../contract/model/approval.ts';
import type { Assessment, DeletionPreview, Group } from '../contract/model/assessment.ts';
import type { ChangeSet, Verdict } from '../contract/model/change.ts';
import type { Conflict } from '../contract/model/conflict.ts';
import type { Entry } from '../contract/model/entry.ts';
import type { FieldName, FieldValue } from '../contract/model/field.ts';
import type { AssessmentId, Cursor, EntityRef, GroupId, PartitionId, TemplateId } from '../contract/model/ids.ts';
import type { FormatName } from '../contract/model/import-formats.ts';
import type { OrganisationSettings, Score, ScoreNode } from '../contract/model/score.ts';
import type { Template } from '../contract/model/template.ts';
import type { AssessmentState } from '../contract/model/vocabulary.ts';
import type { OrganisationProblem } from '../domain/organisation/create-assessment.ts';
import type { Resolution, ResolveProblem } from '../domain/reconcile/resolve.ts';
import type { Result } from '../domain/result.ts';
import type { ProgressBySide } from '../domain/scoring/assessment-score.ts';
import type { Editable } from '../domain/sheets/editable.ts';
import type { AssessmentView } from '../domain/sheets/view.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ActionLibrary } from './action-library.ts';
import type { Activity } from './activity/activity.ts';
import type { AssessmentRequest, Caller } from './assessments.ts';
import type { Attestations } from './attestations.ts';
import type { EvidenceUseCases } from './evidence/evidence.ts';
import type { Gate } from './gate.ts';
import type { TemplateImports } from './import-template.ts';
import type { Notifications } from './notify/notifications.ts';
import type { OrganisationLists } from './organisation-lists.ts';
import type { EntryListener, StoreProblem } from './partition.ts';
import type { Person } from './ports.ts';
import type { Privacy } from './privacy/privacy.ts';
import type { Provisioning } from './provisioning.ts';
import type { PushProblem } from './push-changes.ts';
import type { RelatedControls } from './related-controls.ts';
import type { Roles } from './roles.ts';
import type { SecureScoreUseCases } from './secure-score/secure-score.ts';
import type { TemplateExport } from './template-export.ts';
import type { TemplateLifecycle } from './template-lifecycle.ts';
import type { TemplateUpdate } from './template-updates.ts';
import type { Workflow } from './workflow/workflow.ts';

/**
 * Everything a rim (HTTP, live channel, command line) can ask of one organisation. A rim translates; it decides nothing.
 */
export interface UseCases {
  status(): Promise<Status>;
  readonly imports: TemplateImports;
  readonly lifecycle: TemplateLifecycle;
  readonly lists: OrganisationLists;
  readonly library: ActionLibrary;
  readonly activity: Activity;
  /** What happened as a file; of the lines that `activity` gives. */
  activityFile(
    lines: readonly ActivityLine[],
    format: 'csv' | 'xlsx',
  ): Promise<{ readonly name: string; readonly content: string | Uint8Array }>;
  readonly attestations: Attestations;
  readonly evidence: EvidenceUseCases;
  readonly secureScore: SecureScoreUseCases;
  readonly workflow: Workflow;
  readonly notifications: Notifications;
  readonly privacy: Privacy;
  templates(): readonly TemplateSummary[];
  template(id: TemplateId, version?: number): Template | null;
  templateSummary(id: TemplateId): TemplateSummary | null;
  /** A template as a JSON file of its own; approved versions alone, the newest of them where none is named. */
  templateFile(id: TemplateId, version?: number): TemplateExport;
  /** A template in one of the import formats, and its file name. */
  templateWorkbook(
    id: TemplateId,
    format: FormatName,
  ): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** What an own template can be started from. */
  starterWorkbook(): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  groups(): Promise<readonly GroupSummary[]>;
  openAssessment(request: AssessmentRequest, caller: Caller): Outcome<Assessment>;
  renameGroup(id: GroupId, name: string, caller: Caller): Outcome<GroupId>;
  archive(id: AssessmentId, caller: Caller): Outcome<Assessment>;
  activate(id: AssessmentId, caller: Caller): Outcome<Assessment>;
  deletionPreview(id: AssessmentId): Promise<Result<DeletionPreview, OrganisationProblem>>;
  remove(id: AssessmentId, caller: Caller): Outcome<GroupId>;
  /** What newer versions of its templates would change in a group. */
  updates(group: GroupId): Promise<Result<readonly TemplateUpdate[], OrganisationProblem>>;
  /** Accepts them for the group: those of one template, or all. */
  acceptUpdates(group: GroupId, template: TemplateId | null, caller: Caller): Outcome<readonly Assessment[]>;
  /** Everything a workbook of the assessment shows. */
  view(id: AssessmentId): Promise<AssessmentView | null>;
  /** What relates to one of its controls. */
  related(
    id: AssessmentId,
    control: string,
  ): Result<RelatedControls, { readonly code: 'unknown-assessment' | 'unknown-control'; readonly message: string }>;
  /** A fresh workbook of the assessment, and its file name; what its reader may not edit is locked in it. */
  workbook(
    id: AssessmentId,
    editable?: Editable,
  ): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** The Excel report of the assessment as it stands, and its file name. */
  report(id: AssessmentId): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  pushChanges(set: ChangeSet, caller: Omit<Caller, 'command'>): Promise<Result<readonly Verdict[], PushProblem>>;
  changesSince(cursor: Cursor, limit: number): Promise<ChangesSince>;
  conflicts(): readonly (Conflict & { readonly partition: PartitionId })[];
  settle(
    partition: PartitionId,
    resolution: Resolution,
    caller: Caller,
  ): Promise<Result<Conflict | null, StoreProblem | ResolveProblem>>;
  explain(
    subject: { readonly assessment: AssessmentId } | { readonly group: GroupId } | 'organisation',
  ): Promise<ScoreNode | null>;
  settings(): OrganisationSettings;
  changeSettings(settings: OrganisationSettings, caller: Caller): Outcome<OrganisationSettings>;
  people(): readonly Person[];
  /** Opaque id. */
  readonly organisation: string;
  readonly roles: Roles;
  readonly tokens: AccessTokens;
  readonly provisioning: Provisioning;
  /** Asked before something is done for somebody; the use cases themselves do what they are told. */
  readonly gate: Gate;
  /** Hears durable entries of every partition, batch by batch. Returns the way to stop. */
  listen(listener: EntryListener): () => void;
}

export type Outcome<T> = Promise<Result<T, OrganisationProblem | StoreProblem>>;

export type Status = {
  readonly organisation: string;
  readonly version: string;
  readonly folder: string | null;
  readonly partitions: readonly Cursor[];
  readonly templates: number;
  readonly groups: number;
  readonly assessments: number;
  readonly openConflicts: number;
  /** Files of the watched folder that wait or have something to say. */
  readonly files: readonly { readonly path: string; readonly state: string; readonly message: string }[];
};

export type TemplateSummary = Pick<
  Template,
  'id' | 'name' | 'version' | 'products' | 'certification' | 'status' | 'archived' | 'locked'
> & {
  /** The newest approved version; null for none yet. */
  readonly approved: number | null;
  /** Of the newest version. */
  readonly approval: Approval;
  readonly families: number;
  readonly customerControls: number;
  readonly providerControls: number;
  readonly actions: number;
  readonly maximumScore: number;
};

export type GroupSummary = Group & { readonly score: Score; readonly assessments: readonly AssessmentSummary[] };
export type AssessmentSummary = Assessment & {
  readonly score: Score;
  /** The newer version of its template that its group may accept. */
  readonly update: number | null;
  readonly state: AssessmentState;
  readonly progress: ProgressBySide;
};

/**
 * What happened after a cursor. `resync` when the cursor is of another history or beyond its end, or more has changed
 * than is worth sending: load everything anew and go on from the cursor given. `latest` for one far behind: the fields
 * that changed, each with its last value, the documents that were put or removed, and all open conflicts, instead of
 * the log.
 */
export type ChangesSince =
  | {
      readonly kind: 'entries';
      readonly cursor: Cursor;
      readonly entries: readonly (Entry | HiddenEntry)[];
      readonly more: boolean;
    }
  | {
      readonly kind: 'latest';
      readonly cursor: Cursor;
      readonly fields: readonly LatestField[];
      readonly changed: readonly EntityRef[];
      readonly conflicts: readonly Conflict[];
    }
  | {
      readonly kind: 'resync';
      readonly cursor: Cursor;
      readonly reason: 'unknown-epoch' | 'beyond-the-end' | 'too-far-behind';
    }
  | { readonly kind: 'unknown-partition' };
export type LatestField = {
  readonly entity: EntityRef;
  readonly field: FieldName;
  readonly value: FieldValue;
  readonly position: number;
};
