import { z } from 'zod';
import { fieldValue } from '../model/field.ts';
import {
  type AssessmentId,
  actionId,
  assessmentId,
  cursor,
  entityRef,
  groupId,
  partitionId,
  position,
  userId,
} from '../model/ids.ts';
import {
  type AlertCondition,
  type AlertRule,
  type Delivery,
  type Happening,
  type HappeningNames,
  happeningKinds,
  mutableReasons,
  type Notice,
  type NoticePreferences,
  noticeReasons,
  type ScoreSubject,
} from '../model/notice.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { time } from './journal.ts';
import { shapeOf } from './shape.ts';

const tag = 'Workflow and notifications';
const kind = z.enum(happeningKinds).meta({ id: 'HappeningKind' });

const scoreSubject = shapeOf<ScoreSubject>()(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('organisation') }),
    z.object({ kind: z.literal('group'), group: groupId }),
    z.object({ kind: z.literal('assessment'), assessment: assessmentId }),
  ]),
);

const happening = shapeOf<Happening>()(
  z
    .object({
      kind,
      time,
      actor: userId.nullable().describe('Null where the engine noticed it.'),
      partition: partitionId,
      position,
      entity: entityRef.nullable(),
      actions: z.array(actionId),
      from: fieldValue,
      to: fieldValue,
      comment: entityRef.nullable(),
      subject: scoreSubject.nullable(),
    })
    .meta({ id: 'Happening' }),
);

type Told = Notice & {
  readonly title: string;
  readonly text: string;
  readonly names: HappeningNames;
  readonly isRead: boolean;
  readonly assessments: readonly { readonly id: AssessmentId; readonly title: string }[];
};

const told = shapeOf<Told>()(
  z
    .object({
      number: z.int(),
      reason: z.enum(noticeReasons),
      rule: z.string().nullable(),
      email: z.boolean().describe('Whether it goes by e-mail, too.'),
      happening,
      title: z.string().describe('What happened in a sentence, in English.'),
      names: z
        .object({
          actor: z.string().nullable(),
          to: z.string().nullable().describe('Whom an action was given to.'),
          actions: z.array(z.string()),
          evidence: z.string().nullable(),
          subject: z.string().nullable().describe('The group or the assessment a score is of.'),
        })
        .describe('What those are called now that it is about, for a sentence of your own.'),
      text: z.string().describe('The message that came with it; empty for none.'),
      isRead: z.boolean(),
      assessments: z
        .array(z.object({ id: assessmentId, title: z.string() }))
        .describe('Active ones that show what it is about, as far as you may read them; five at most.'),
    })
    .meta({ id: 'Notice' }),
);

const condition = shapeOf<AlertCondition>()(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['assignment', 'status', 'test', 'evidence', 'comment', 'due']),
      values: z
        .array(z.string().max(100))
        .max(20)
        .describe('With `status` and `test`, the words it becomes; empty for any.'),
      assessment: assessmentId.nullable().describe('Null for all.'),
    }),
    z.object({
      kind: z.literal('score'),
      subject: scoreSubject,
      is: z
        .enum(['below', 'above', 'changed-by'])
        .describe('Once on the way over the limit, never for standing there.'),
      percent: z.number().min(0).max(100),
    }),
  ]),
);

const name = z.string().trim().min(1).max(100);
export const alertRule = shapeOf<AlertRule>()(
  z
    .object({
      id: z.string(),
      name,
      active: z.boolean(),
      owner: userId.nullable().describe('Null for the organisation’s.'),
      recipients: z.array(userId),
      email: z.boolean(),
      when: condition,
    })
    .meta({ id: 'AlertRule' }),
);
const ruleRequest = z.object({
  name,
  mine: z.boolean().describe('Yours, or the organisation’s, which needs Manage master data.'),
  active: z.boolean().default(true),
  recipients: z.array(userId).max(100).default([]).describe('Of the organisation’s.'),
  email: z.boolean().default(true),
  when: condition,
});

const webhook = z
  .object({
    id: z.string(),
    name,
    url: z.string(),
    kinds: z.array(kind),
    active: z.boolean(),
    failures: z.int().describe('Attempts in a row that failed.'),
    lastProblem: z.string().nullable(),
  })
  .meta({ id: 'Webhook' });

const delivery = shapeOf<Delivery>()(
  z
    .object({
      number: z.int(),
      time,
      event: z.string().describe('The same for every attempt.'),
      attempt: z.int(),
      status: z.int().nullable().describe('Null where there was no answer.'),
      problem: z.string().nullable(),
    })
    .meta({ id: 'Delivery' }),
);

const preferences = shapeOf<NoticePreferences>()(
  z.object({
    email: z.boolean().describe('Whether notices go by e-mail, too.'),
    without: z
      .array(z.enum(mutableReasons))
      .max(noticeReasons.length)
      .default([])
      .describe('What you do not want to be told of at all.'),
    withoutEmail: z
      .array(z.enum(noticeReasons))
      .max(noticeReasons.length)
      .default([])
      .describe('What is worth no e-mail to you.'),
  }),
);
const oneAlert = z.object({ alert: z.string().max(100) });
const oneWebhook = z.object({ webhook: z.string().max(100) });
const ruleProblems = [
  'invalid-alert',
  'unknown-person',
  'unknown-assessment',
  'unknown-group',
  'forbidden',
  ...journalProblems,
] as const;

export const noticeEndpoints = {
  notices: {
    method: 'GET',
    path: '/api/v1/notices',
    tag,
    summary: 'What you were told, newest first',
    details: 'The last 200. Go on listening from the cursor: the partition lets everybody hear their own alone.',
    response: z.object({ notices: z.array(told), unread: z.int(), cursor }),
    problems: [],
  },
  readNotices: {
    method: 'POST',
    path: '/api/v1/notices/read',
    tag,
    summary: 'Mark notices as read, up to a number',
    body: z.object({ upTo: z.int().min(1) }),
    command: true,
    response: z.object({ read: z.int() }),
    problems: journalProblems,
  },
  noticePreferences: {
    method: 'GET',
    path: '/api/v1/notices/preferences',
    tag,
    summary: 'What you want to be told by',
    response: preferences,
    problems: [],
  },
  changeNoticePreferences: {
    method: 'PUT',
    path: '/api/v1/notices/preferences',
    tag,
    summary: 'Choose what you want to be told by',
    body: preferences,
    command: true,
    response: preferences,
    problems: journalProblems,
  },
  alerts: {
    method: 'GET',
    path: '/api/v1/alerts',
    tag,
    summary: 'Your alert rules, and the organisation’s for who manages master data',
    response: z.object({ alerts: z.array(alertRule) }),
    problems: [],
  },
  createAlert: {
    method: 'POST',
    path: '/api/v1/alerts',
    tag,
    summary: 'Be told when something happens',
    details: 'At most 20 of your own and 200 of the organisation’s. Nobody is told of what they may not read.',
    body: ruleRequest,
    command: true,
    response: alertRule,
    problems: ['too-many-alerts', ...ruleProblems],
  },
  changeAlert: {
    method: 'PUT',
    path: '/api/v1/alerts/:alert',
    tag,
    summary: 'Change an alert rule',
    params: oneAlert,
    body: ruleRequest,
    command: true,
    response: alertRule,
    problems: ['unknown-alert', ...ruleProblems],
  },
  deleteAlert: {
    method: 'DELETE',
    path: '/api/v1/alerts/:alert',
    tag,
    summary: 'Delete an alert rule',
    params: oneAlert,
    command: true,
    response: z.object({ id: z.string() }),
    problems: ['unknown-alert', 'forbidden', ...journalProblems],
  },
  webhooks: {
    method: 'GET',
    path: '/api/v1/webhooks',
    tag,
    summary: 'Other systems that are told of what happens, and how that goes',
    response: z.object({ webhooks: z.array(webhook) }),
    problems: [],
  },
  createWebhook: {
    method: 'POST',
    path: '/api/v1/webhooks',
    tag,
    summary: 'Tell another system of what happens',
    details:
      'Each message is a POST with a JSON body, signed: `Controlbook-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" by the secret, hex>`. The secret comes back this once. In order, at least once: `id` in the body is the same for every attempt. After twenty failures in a row it is switched off.',
    body: z.object({ name, url: z.string().max(2_000), kinds: z.array(kind).min(1).max(20) }),
    command: true,
    response: z.object({ webhook, secret: z.string() }),
    problems: ['too-many-webhooks', 'invalid-link', ...journalProblems],
  },
  switchWebhook: {
    method: 'PATCH',
    path: '/api/v1/webhooks/:webhook',
    tag,
    summary: 'Switch a webhook on or off',
    details: 'Switched on again, it goes on with what happens from then on.',
    params: oneWebhook,
    body: z.object({ active: z.boolean() }),
    command: true,
    response: webhook,
    problems: ['unknown-webhook', ...journalProblems],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/api/v1/webhooks/:webhook',
    tag,
    summary: 'Delete a webhook',
    params: oneWebhook,
    command: true,
    response: z.object({ id: z.string() }),
    problems: ['unknown-webhook', ...journalProblems],
  },
  deliveries: {
    method: 'GET',
    path: '/api/v1/webhooks/:webhook/deliveries',
    tag,
    summary: 'The last hundred attempts to tell a system, newest first',
    params: oneWebhook,
    response: z.object({ deliveries: z.array(delivery) }),
    problems: ['unknown-webhook'],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
