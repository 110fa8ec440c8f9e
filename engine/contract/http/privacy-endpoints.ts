import { z } from 'zod';
import { fieldValue } from '../model/field.ts';
import { actionId, partitionId, templateId, userId } from '../model/ids.ts';
import { grant, person, role, token } from './access-endpoints.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { time } from './journal.ts';
import { alertRule } from './notice-endpoints.ts';
import { comment } from './workflow-endpoints.ts';

const tag = 'People and permissions';
const onePerson = z.object({ person: userId });

export const privacyEndpoints = {
  exportPerson: {
    method: 'GET',
    path: '/api/v1/people/:person/export',
    tag,
    summary: 'Everything that is kept about a person',
    details: 'As of now. What others wrote about somebody is theirs and is not looked for.',
    params: onePerson,
    response: z
      .object({
        person,
        exported: time,
        roles: z.array(role),
        grants: z.array(grant),
        isActive: z.boolean(),
        wantsEmail: z.boolean(),
        tokens: z.array(token),
        alerts: z.array(alertRule),
        assigned: z.array(
          z.object({
            partition: partitionId,
            group: z.string().nullable(),
            action: actionId,
            title: z.string(),
            implementationStatus: z.string(),
            testResult: z.string(),
            dueDate: z.string().nullable(),
          }),
        ),
        evidence: z.array(
          z.object({
            partition: partitionId,
            evidence: z.string(),
            name: z.string(),
            version: z.int(),
            time,
            sha256: z.string().nullable(),
            link: z.string().nullable(),
          }),
        ),
        comments: z.array(comment),
        approvals: z
          .array(
            z.object({
              template: templateId,
              name: z.string(),
              version: z.int(),
              step: z.enum(['imported', 'published', 'approved', 'rejected']),
              time,
              reason: z.string().nullable(),
            }),
          )
          .describe('Steps of templates the person took.'),
        fields: z
          .array(z.object({ partition: partitionId, entity: z.string(), field: z.string(), time, value: fieldValue }))
          .describe('Fields that show what the person wrote.'),
      })
      .meta({ id: 'PersonExport' }),
    problems: ['unknown-person'],
  },
  reassignPerson: {
    method: 'POST',
    path: '/api/v1/people/:person/reassign',
    tag,
    summary: 'Give all actions of a person to somebody else',
    details: 'Done or not. What the person did stays as it was.',
    params: onePerson,
    body: z.object({ to: userId.nullable().describe('Null: to nobody.') }),
    command: true,
    response: z.object({ actions: z.int() }),
    problems: ['unknown-person', ...journalProblems],
  },
  forgetPerson: {
    method: 'POST',
    path: '/api/v1/people/:person/forget',
    tag,
    summary: 'Put a placeholder in the place of a person, for good',
    details:
      'Name and address go from the directory; the journal names people by ids and keeps its chain. Their actions are nobody’s, their account, access tokens and alert rules end; roles stay filled, so that nothing opens for others. Free texts stay, which the answer says.',
    params: onePerson,
    body: z.object({ confirm: z.string().max(320).describe('The name or the e-mail address, once more.') }),
    command: true,
    response: z
      .object({ id: userId, unassigned: z.int(), comments: z.int(), stays: z.string() })
      .meta({ id: 'ForgottenPerson' }),
    problems: [
      'unknown-person',
      'not-removable',
      'not-confirmed',
      'last-portal-admin',
      'nobody-left',
      'unknown-assessment',
      ...journalProblems,
    ],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
