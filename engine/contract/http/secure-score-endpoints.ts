import { z } from 'zod';
import { type RecordField, recordFields } from '../model/field.ts';
import { actionId, userId } from '../model/ids.ts';
import {
  type AutomationRule,
  automations,
  detections,
  type Observation,
  type SecureScoreRun,
  type SecureScoreSettings,
} from '../model/secure-score.ts';
import { implementationStatuses, testResults } from '../model/vocabulary.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { time } from './journal.ts';
import { shapeOf } from './shape.ts';

const maybe = z.string().nullable();

const rule = shapeOf<AutomationRule>()(
  z
    .object({
      status: z.enum(implementationStatuses).nullable(),
      result: z.enum(testResults).nullable(),
    })
    .meta({ id: 'AutomationRule', description: 'What an action is set to; null leaves the field to people.' }),
);

const settings = shapeOf<SecureScoreSettings>()(
  z
    .object({
      automation: z
        .enum(automations)
        .describe('Which actions are kept by Secure Score: all that name a control, those switched on, or none.'),
      everyMinutes: z.int().min(15).max(10_080).describe('Minutes between two readings.'),
      rules: z
        .object({
          complete: rule,
          'third-party': rule,
          partial: rule,
          zero: rule,
          ignored: rule,
          undetected: rule,
        })
        .describe('What an action is set to, by what Secure Score says of its control.'),
    })
    .meta({ id: 'SecureScoreSettings' }),
);

const detection = z.enum(detections).meta({ id: 'Detection' });

const observation = shapeOf<Observation>()(
  z
    .object({
      action: actionId,
      control: z.string(),
      detection,
      title: maybe,
      score: z.number().nullable(),
      max: z.number().nullable(),
      state: maybe,
      detail: maybe,
      lastSynced: maybe.describe('When Secure Score itself last looked, as it says.'),
      since: time.describe('When it was first read as it is here.'),
      source: z.string(),
    })
    .meta({ id: 'Observation', description: 'What was last read about the control of an action.' }),
);

export const secureScoreRun = shapeOf<SecureScoreRun>()(
  z
    .object({
      id: z.string(),
      number: z.int(),
      by: userId.nullable().describe('Who asked for it; null for the schedule.'),
      source: z.string(),
      started: time,
      until: time,
      ended: time.nullable(),
      state: z.enum(['running', 'done', 'incomplete', 'failed']),
      code: maybe,
      message: z.string(),
      scoreDate: maybe,
      controls: z.int(),
      changedFields: z.int(),
      evidence: z.int(),
      refused: z.int(),
    })
    .meta({ id: 'SecureScoreRun' }),
);

const recordField = z.enum(Object.keys(recordFields) as [RecordField, ...RecordField[]]); // the object has these keys alone

const automatedAction = z
  .object({
    id: actionId,
    title: z.string(),
    control: z.string().nullable(),
    builtIn: z.boolean().describe('The control of a built-in action cannot be changed.'),
    on: z.boolean().describe('Its own switch, which counts where the organisation decides action by action.'),
    automated: z.boolean().describe('Whether Secure Score keeps it, all in all.'),
    fields: z.array(recordField).describe('What people cannot type while that is so.'),
    seen: observation.nullable(),
    sentence: z.string().describe('What was last seen, for people; empty for nothing yet.'),
  })
  .meta({ id: 'AutomatedAction' });

export const secureScoreEndpoints = {
  secureScore: {
    method: 'GET',
    path: '/api/v1/secure-score',
    tag: 'Secure Score',
    summary: 'Every action that names a Secure Score control, what was last seen of it, and the last readings',
    response: z
      .object({
        source: maybe.describe('Where it is read; null while nothing is configured.'),
        settings,
        nextRun: time.nullable(),
        runs: z.array(secureScoreRun).describe('Newest first, the last thirty.'),
        actions: z.array(automatedAction).describe('By title.'),
      })
      .meta({ id: 'SecureScoreOverview' }),
    problems: [],
  },
  changeSecureScore: {
    method: 'PUT',
    path: '/api/v1/secure-score/settings',
    tag: 'Secure Score',
    summary: 'Switch it on for all actions, action by action, or off; choose what is set, and how often it is read',
    body: settings,
    command: true,
    response: settings,
    problems: journalProblems,
  },
  automateAction: {
    method: 'PATCH',
    path: '/api/v1/secure-score/actions/:action',
    tag: 'Secure Score',
    summary: 'Switch one action on or off, or name the control of an own action',
    params: z.object({ action: actionId }),
    body: z.object({
      on: z.boolean().optional(),
      control: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
        .nullable()
        .optional()
        .describe('Such as `AdminMFA`; null takes it away.'),
    }),
    command: true,
    response: automatedAction,
    problems: ['unknown-action', 'built-in-control', 'no-secure-score-control', ...journalProblems],
  },
  syncSecureScore: {
    method: 'POST',
    path: '/api/v1/secure-score/runs',
    tag: 'Secure Score',
    summary: 'Read Secure Score now',
    details:
      'Answers when the reading has ended, also when it failed: look at its `state`. One reading at a time, whichever engine does it.',
    command: true,
    response: secureScoreRun,
    problems: ['secure-score-not-configured', 'secure-score-busy', ...journalProblems],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
