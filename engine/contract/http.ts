import { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import { assessment, assessmentRequest, deletionPreview, groupSummary } from './http/assessment.ts';
import { assessmentView, historyLine } from './http/assessment-view.ts';
import { conflict, entry, latest, resyncReason } from './http/journal.ts';
import { limits } from './http/limits.ts';
import { organisationSettings, scoreNode } from './http/score.ts';
import {
  columnMapping,
  committedImport,
  importChoice,
  importPreview,
  inspection,
  template,
  templateSummary,
} from './http/template.ts';
import { changeSet, verdict } from './model/change.ts';
import { fieldValue } from './model/field.ts';
import {
  assessmentId,
  conflictId,
  cursor,
  epoch,
  groupId,
  partitionId,
  position,
  templateId,
  userId,
} from './model/ids.ts';
import { decisions } from './model/vocabulary.ts';

/**
 * The HTTP interface: every endpoint once. Bodies and answers are JSON unless said otherwise; a refusal is a problem
 * document (see errors.ts) whose code is among the endpoint's `problems` or those any request can meet.
 *
 * Edits of fields travel as change sets (`pushChanges`), whoever makes them: a set names the partition and the epoch
 * it was made on, and for each change the position of the value its writer had seen. One verdict a change comes back,
 * and 200 with it even when some were refused or conflict: look at the verdicts. A set sent twice under the same id
 * changes nothing the second time.
 *
 * The other commands take the header `Idempotency-Key` (letters, digits and `. _ - : @`, at most 100): a retry under
 * the same key is answered as the first was. Without it every request is a command of its own.
 */
export type Endpoint = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/v1/${string}`;
  readonly tag: 'Engine' | 'Templates' | 'Groups and assessments' | 'Changes and conflicts' | 'Scores';
  readonly summary: string;
  readonly details?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A JSON body. */
  readonly body?: z.ZodType;
  /** The largest JSON body in bytes, where it is not the usual one. */
  readonly bodyBytes?: number;
  /** A multipart body: `file`, any number of `companion` files, and these parts as JSON texts. */
  readonly upload?: z.ZodObject;
  /** Takes an `Idempotency-Key`. */
  readonly command?: true;
  readonly response: z.ZodType | 'workbook';
  readonly problems: readonly ErrorCode[];
};

const organisationProblems = ['read-only', 'disk-full', 'stale'] as const satisfies readonly ErrorCode[];
const uploadProblems = ['missing-file', 'too-large', 'too-many-requests'] as const satisfies readonly ErrorCode[];
const oneGroup = z.object({ group: groupId });
const oneAssessment = z.object({ assessment: assessmentId });
const onePreview = z.object({ preview: z.string().max(200) });
const depth = z.object({
  depth: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(2)
    .describe(
      'How many levels of parts to expand. From the organisation down: groups, assessments, families, controls, actions.',
    ),
});

export const endpoints = {
  status: {
    method: 'GET',
    path: '/api/v1/status',
    tag: 'Engine',
    summary: 'What the engine holds and how it is',
    response: z
      .object({
        organisation: z.string(),
        version: z.string(),
        protocol: z.int(),
        folder: z.string().nullable().describe('The watched folder.'),
        partitions: z.array(cursor).describe('Where every partition stands.'),
        templates: z.int(),
        groups: z.int(),
        assessments: z.int(),
        openConflicts: z.int(),
        files: z
          .array(z.object({ path: z.string(), state: z.string(), message: z.string() }))
          .describe('Files of the watched folder that wait or have something to say.'),
      })
      .meta({ id: 'Status' }),
    problems: [],
  },
  people: {
    method: 'GET',
    path: '/api/v1/people',
    tag: 'Engine',
    summary: 'The people of the organisation',
    response: z.object({
      people: z.array(
        z
          .object({
            id: userId,
            name: z.string(),
            email: z.string().nullable(),
            source: z.enum(['machine', 'directory', 'claimed', 'system']).describe('`claimed`: only a file said so.'),
          })
          .meta({ id: 'Person' }),
      ),
    }),
    problems: [],
  },
  settings: {
    method: 'GET',
    path: '/api/v1/settings',
    tag: 'Engine',
    summary: "The organisation's settings",
    response: organisationSettings,
    problems: [],
  },
  changeSettings: {
    method: 'PUT',
    path: '/api/v1/settings',
    tag: 'Engine',
    summary: "Change the organisation's settings",
    body: organisationSettings,
    command: true,
    response: organisationSettings,
    problems: organisationProblems,
  },

  templates: {
    method: 'GET',
    path: '/api/v1/templates',
    tag: 'Templates',
    summary: 'All templates, the newest version of each',
    response: z.object({ templates: z.array(templateSummary) }),
    problems: [],
  },
  template: {
    method: 'GET',
    path: '/api/v1/templates/:template',
    tag: 'Templates',
    summary: 'One template with its controls',
    params: z.object({ template: templateId }),
    query: z.object({
      version: z.coerce.number().int().min(1).optional().describe('The newest where it is left out.'),
    }),
    response: template,
    problems: ['unknown-template'],
  },
  inspectUpload: {
    method: 'POST',
    path: '/api/v1/imports/inspect',
    tag: 'Templates',
    summary: 'Look into a file that is to become a template',
    details: 'Says which format it is, or proposes which column becomes what. Nothing is stored.',
    upload: z.object({}),
    response: inspection,
    problems: uploadProblems,
  },
  previewImport: {
    method: 'POST',
    path: '/api/v1/imports',
    tag: 'Templates',
    summary: 'Preview an import',
    details:
      'Reads the file, checks it and says what its import would do. Nothing is stored but the preview, for a while. A file with errors has a preview too; its findings name the cells.',
    upload: z.object({ choice: importChoice, mapping: columnMapping.nullable().default(null) }),
    response: importPreview,
    problems: uploadProblems,
  },
  markedUpload: {
    method: 'GET',
    path: '/api/v1/imports/:preview/marked',
    tag: 'Templates',
    summary: 'The submitted workbook with every finding marked in its cell',
    params: onePreview,
    response: 'workbook',
    problems: ['unknown-preview'],
  },
  commitImport: {
    method: 'POST',
    path: '/api/v1/imports/:preview/commit',
    tag: 'Templates',
    summary: 'Make a previewed import happen',
    params: onePreview,
    command: true,
    response: committedImport,
    problems: ['unknown-preview', 'has-errors', ...organisationProblems],
  },
  mappings: {
    method: 'GET',
    path: '/api/v1/mappings',
    tag: 'Templates',
    summary: 'The saved column mappings',
    response: z.object({ mappings: z.array(columnMapping) }),
    problems: [],
  },
  saveMapping: {
    method: 'PUT',
    path: '/api/v1/mappings',
    tag: 'Templates',
    summary: 'Save a column mapping under its name',
    body: columnMapping,
    command: true,
    response: columnMapping,
    problems: organisationProblems,
  },

  groups: {
    method: 'GET',
    path: '/api/v1/groups',
    tag: 'Groups and assessments',
    summary: 'All groups with their assessments and scores',
    response: z.object({ groups: z.array(groupSummary) }),
    problems: [],
  },
  renameGroup: {
    method: 'PATCH',
    path: '/api/v1/groups/:group',
    tag: 'Groups and assessments',
    summary: 'Rename a group',
    params: oneGroup,
    body: z.object({ name: z.string().min(1).max(1_000) }),
    command: true,
    response: z.object({ id: groupId }),
    problems: ['unknown-group', 'empty-name', 'duplicate-group', ...organisationProblems],
  },
  openAssessment: {
    method: 'POST',
    path: '/api/v1/assessments',
    tag: 'Groups and assessments',
    summary: 'Open an assessment, and its group with it where that is new',
    body: assessmentRequest,
    command: true,
    response: assessment,
    problems: [
      'empty-name',
      'unknown-template',
      'template-closed',
      'unknown-group',
      'duplicate-group',
      'duplicate-title',
      'duplicate-product-certification',
      ...organisationProblems,
    ],
  },
  assessment: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment',
    tag: 'Groups and assessments',
    summary: 'Everything a workbook of the assessment shows',
    params: oneAssessment,
    response: assessmentView,
    problems: ['unknown-assessment'],
  },
  history: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/history',
    tag: 'Groups and assessments',
    summary: 'The latest that happened to the assessment, newest first',
    params: oneAssessment,
    response: z.object({ history: z.array(historyLine) }),
    problems: ['unknown-assessment'],
  },
  workbook: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/workbook',
    tag: 'Groups and assessments',
    summary: 'A fresh workbook of the assessment (.xlsx)',
    params: oneAssessment,
    response: 'workbook',
    problems: ['unknown-assessment'],
  },
  report: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/report',
    tag: 'Groups and assessments',
    summary: 'The report of the assessment as it stands (.xlsx)',
    params: oneAssessment,
    response: 'workbook',
    problems: ['unknown-assessment'],
  },
  archiveAssessment: {
    method: 'POST',
    path: '/api/v1/assessments/:assessment/archive',
    tag: 'Groups and assessments',
    summary: 'Freeze an assessment at what its group shows now',
    params: oneAssessment,
    command: true,
    response: assessment,
    problems: ['unknown-assessment', 'already-archived', ...organisationProblems],
  },
  activateAssessment: {
    method: 'POST',
    path: '/api/v1/assessments/:assessment/activate',
    tag: 'Groups and assessments',
    summary: 'Join an archived assessment to its group again',
    params: oneAssessment,
    command: true,
    response: assessment,
    problems: [
      'unknown-assessment',
      'not-archived',
      'duplicate-title',
      'duplicate-product-certification',
      ...organisationProblems,
    ],
  },
  deletionPreview: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/deletion',
    tag: 'Groups and assessments',
    summary: 'What deleting the assessment would take along',
    params: oneAssessment,
    response: deletionPreview,
    problems: ['unknown-assessment'],
  },
  deleteAssessment: {
    method: 'DELETE',
    path: '/api/v1/assessments/:assessment',
    tag: 'Groups and assessments',
    summary: 'Delete an assessment',
    details: 'The last assessment of a group takes the group along. The journal keeps what happened.',
    params: oneAssessment,
    command: true,
    response: z.object({ group: groupId }),
    problems: ['unknown-assessment', ...organisationProblems],
  },

  pushChanges: {
    method: 'POST',
    path: '/api/v1/changes',
    tag: 'Changes and conflicts',
    summary: 'Change fields',
    details:
      'One verdict a change, in order: accepted, agreed, conflict or refused. With `atomic`, all are made or none. At most 5,000 changes and 4 MB a set.',
    body: changeSet,
    bodyBytes: limits.changeSetBytes,
    response: z.object({ verdicts: z.array(verdict) }),
    problems: ['unknown-partition', 'unknown-epoch', 'not-atomic', ...organisationProblems],
  },
  changesSince: {
    method: 'GET',
    path: '/api/v1/changes',
    tag: 'Changes and conflicts',
    summary: 'What happened in a partition after a cursor',
    details:
      'Go on from the cursor that comes back. `wait` keeps the request open until something happens (long polling). Far behind, the fields that changed come with their latest values instead of the entries. `resync`: load everything anew and start from the cursor given.',
    query: z.object({
      partition: partitionId,
      epoch,
      after: z.coerce.number().int().min(0).describe('The last position known; 0 for the beginning.'),
      limit: z.coerce.number().int().min(1).max(limits.entriesAtOnce).default(limits.entriesAtOnce),
      wait: z.coerce.number().int().min(0).max(limits.waitSeconds).default(0).describe('In seconds.'),
    }),
    response: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('entries'), cursor, entries: z.array(entry), more: z.boolean() }),
        z.object({ kind: z.literal('latest'), ...latest }),
        z.object({ kind: z.literal('resync'), cursor, reason: resyncReason }),
      ])
      .meta({ id: 'ChangesSince' }),
    problems: ['unknown-partition', 'too-many-requests'],
  },
  conflicts: {
    method: 'GET',
    path: '/api/v1/conflicts',
    tag: 'Changes and conflicts',
    summary: 'All open conflicts and held batches',
    response: z.object({ conflicts: z.array(z.object({ partition: partitionId, conflict })) }),
    problems: [],
  },
  settleConflict: {
    method: 'POST',
    path: '/api/v1/conflicts/:partition/:conflict/decision',
    tag: 'Changes and conflicts',
    summary: 'Settle a conflict',
    params: z.object({ partition: partitionId, conflict: conflictId }),
    body: z
      .object({
        decision: z.enum(decisions).describe('Keep the value in place, take the other, or write a third.'),
        value: fieldValue.default(null).describe('The third value; read only with `other`.'),
        base: position.describe(
          'The position the decision was made at: a value that has moved since is not decided about.',
        ),
      })
      .meta({ id: 'ConflictDecision' }),
    command: true,
    response: z.object({ settled: conflict.nullable().describe('Null for a retry.') }),
    problems: [
      'unknown-partition',
      'unknown-conflict',
      'no-third-value',
      'changed-meanwhile',
      'archived',
      ...organisationProblems,
    ],
  },

  organisationScore: {
    method: 'GET',
    path: '/api/v1/score',
    tag: 'Scores',
    summary: "The organisation's score, explained",
    query: depth,
    response: scoreNode,
    problems: [],
  },
  groupScore: {
    method: 'GET',
    path: '/api/v1/groups/:group/score',
    tag: 'Scores',
    summary: "A group's score, explained",
    params: oneGroup,
    query: depth,
    response: scoreNode,
    problems: ['unknown-group'],
  },
  assessmentScore: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/score',
    tag: 'Scores',
    summary: "An assessment's score, explained",
    params: oneAssessment,
    query: depth,
    response: scoreNode,
    problems: ['unknown-assessment'],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
