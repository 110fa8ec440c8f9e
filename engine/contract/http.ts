import { z } from 'zod';
import { accessEndpoints, me, person } from './http/access-endpoints.ts';
import { activityEndpoints } from './http/activity-endpoints.ts';
import { assessmentEndpoints } from './http/assessment-endpoints.ts';
import { attestationEndpoints } from './http/attestation-endpoints.ts';
import { changeEndpoints } from './http/change-endpoints.ts';
import { type Endpoint, journalProblems } from './http/endpoint.ts';
import { evidenceEndpoints } from './http/evidence-endpoints.ts';
import { noticeEndpoints } from './http/notice-endpoints.ts';
import { organisationListsEndpoints } from './http/organisation-lists-endpoints.ts';
import { privacyEndpoints } from './http/privacy-endpoints.ts';
import { organisationSettings, scoreNode } from './http/score.ts';
import { secureScoreEndpoints } from './http/secure-score-endpoints.ts';
import { templateEndpoints } from './http/template-endpoints.ts';
import { workflowEndpoints } from './http/workflow-endpoints.ts';
import { assessmentId, cursor, groupId } from './model/ids.ts';

/*
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

const engineEndpoints = {
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
      people: z.array(person),
    }),
    problems: [],
  },
  me: {
    method: 'GET',
    path: '/api/v1/me',
    tag: 'Engine',
    summary: 'Who asks, as the engine knows them, and what they may do',
    response: me,
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
    problems: journalProblems,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

const scoreEndpoints = {
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
    params: z.object({ group: groupId }),
    query: depth,
    response: scoreNode,
    problems: ['unknown-group'],
  },
  assessmentScore: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/score',
    tag: 'Scores',
    summary: "An assessment's score, explained",
    params: z.object({ assessment: assessmentId }),
    query: depth,
    response: scoreNode,
    problems: ['unknown-assessment'],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

/** Every endpoint by name, in the order of the documentation. */
export const endpoints = {
  ...engineEndpoints,
  ...accessEndpoints,
  ...privacyEndpoints,
  ...templateEndpoints,
  ...organisationListsEndpoints,
  ...attestationEndpoints,
  ...assessmentEndpoints,
  ...evidenceEndpoints,
  ...workflowEndpoints,
  ...noticeEndpoints,
  ...secureScoreEndpoints,
  ...changeEndpoints,
  ...activityEndpoints,
  ...scoreEndpoints,
} as const;

export type { Endpoint };
export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
