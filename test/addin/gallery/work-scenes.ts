import { type Answer as Answered, listKey } from '#addin/state/asking';
import type { PaneState } from '#addin/state/model';
import type { Endpoints } from '#engine/contract/http';
import { actionId, assessmentId, entityRef, groupId, partitionId, userId } from '#engine/contract/model/ids';
import type { AlertRule, Happening } from '#engine/contract/model/notice';
import { type Detection, defaultSecureScore } from '#engine/contract/model/secure-score';
import { defaultWorkflow } from '#engine/contract/model/workflow';
import { bound, groups, meWith, mfa, ready, type Scene } from '#test/addin/gallery/sample-states';
import { people, view } from '#test/addin/gallery/sample-view';

/** What an endpoint answers; every scene has answers the contract allows. */
type Answer<Name extends keyof Endpoints> = Answered<Endpoints[Name]>;

const [ann, bo, cara] = people;
if (ann === undefined || bo === undefined || cara === undefined) throw new Error('The sample has people');

const partition = partitionId.parse('group:g-1');
const where = { params: { assessment: assessmentId.parse('as-1'), action: mfa } };
const says = (number: number, author: string, time: string, text: string) => ({
  ...{ action: mfa, partition, number, author: userId.parse(author), time, text },
  ...{ purpose: 'comment' as const, to: null, removed: null },
});
const comments: Answer<'comments'>['comments'] = [
  {
    ...says(3, 'u-ann', '2026-10-01T08:00:00.000Z', 'Yours, Bo. By the end of October, please.'),
    purpose: 'assignment',
    to: bo.id,
  },
  says(
    8,
    'u-bo',
    '2026-10-02T09:30:00.000Z',
    'Done for the eleven administrators:\n\n* nine have **security keys**,\n* two use certificates, see [the list](https://example.org/list).',
  ),
  { ...says(9, 'u-cara', '2026-10-02T10:00:00.000Z', ''), removed: { by: cara.id, time: '2026-10-02T10:05:00.000Z' } },
  says(
    14,
    'u-cara',
    '2026-10-20T14:11:00.000Z',
    'Is the break-glass account left out on purpose? <b>No markup</b> of anybody’s is run here.',
  ),
  {
    ...says(17, 'u-cara', '2026-10-21T07:45:00.000Z', 'Sign-in without a key still works from the guest network.'),
    purpose: 'return',
    to: bo.id,
  },
  says(21, 'u-ann', '2026-11-22T16:20:00.000Z', 'I have asked the network team. Back on Monday.'),
];
const withComments = (list: Answer<'comments'>['comments']): PaneState => ({
  ...bound,
  selection: { kind: 'action', action: mfa, field: null },
  lists: { ...bound.lists, [listKey('comments', where)]: ready({ comments: list }) },
});

const happening = (kind: Happening['kind'], time: string, more: Partial<Happening> = {}): Happening => ({
  ...{ kind, time, actor: bo.id, partition, position: 4, entity: entityRef.parse('record/a-mfa'), actions: [mfa] },
  ...{ from: null, to: null, comment: null, subject: null },
  ...more,
});
type Told = Answer<'notices'>['notices'][number];
const here = [{ id: assessmentId.parse('as-1'), title: 'Office 365 ISO 27001' }];
/** What a notice is called in the pane's own words comes from its names; `title` is the engine's English. */
const told = (number: number, reason: Told['reason'], of: Happening, more: Partial<Told> = {}): Told => ({
  ...{ number, reason, rule: null, email: true, happening: of, title: 'As the engine says it', text: '' },
  ...{ isRead: number <= 4, assessments: here },
  names: {
    actor: of.actor === null ? null : (people.find(({ id }) => id === of.actor)?.name ?? null),
    to: of.kind === 'assignment' ? ann.name : null,
    actions: of.actions.map(
      (id) => view.actions.find((one) => one.id === id)?.title ?? 'Keep a register of processors',
    ),
    ...{ evidence: null, subject: null },
  },
  ...more,
});
const notices: readonly Told[] = [
  told(
    7,
    'assigned',
    happening('assignment', '2026-11-23T08:12:00.000Z', { actions: [actionId.parse('a-keys')], to: ann.id }),
    {
      text: 'You know the vault better than I do. The auditor comes in December; until then we need the protocol of the last rotation.',
    },
  ),
  told(
    6,
    'alert',
    happening('score', '2026-11-22T17:00:00.000Z', {
      ...{ actor: null, actions: [], entity: null, from: 61.2, to: 56.9 },
      subject: { kind: 'assessment', assessment: assessmentId.parse('as-2') },
    }),
    {
      rule: 'r-1',
      names: { actor: null, to: null, actions: [], evidence: null, subject: 'Office 365 GDPR' },
      assessments: [{ id: assessmentId.parse('as-2'), title: 'Office 365 GDPR' }],
    },
  ),
  told(5, 'commented', happening('comment', '2026-11-21T14:11:00.000Z', { actor: cara.id }), {
    text: 'Is the break-glass account left out on purpose?',
  }),
  told(
    4,
    'due',
    happening('due', '2026-11-07T06:00:00.000Z', {
      ...{ actor: null, actions: [actionId.parse('a-restore')], from: '2026-10-31', to: -7 },
    }),
  ),
  told(
    3,
    'returned',
    happening('comment', '2026-10-20T11:00:00.000Z', { actions: [actionId.parse('a-screen')], from: 'return' }),
  ),
  told(
    2,
    'assigned',
    happening('assignment', '2026-10-02T07:00:00.000Z', { actions: [actionId.parse('a-register')], to: ann.id }),
    {
      assessments: [
        { id: assessmentId.parse('as-2'), title: 'Office 365 GDPR' },
        { id: assessmentId.parse('as-3'), title: 'Office 365 NIST 800-53' },
      ],
    },
  ),
];
const cursor = { partition: partitionId.parse('notices'), epoch: 'e1', position: 9 };
const feed = ready({ notices, unread: 3, cursor });
const preferences = ready({ email: true, without: ['commented'], withoutEmail: ['due'] });

const rule = (id: string, name: string, when: AlertRule['when'], more: Partial<AlertRule> = {}): AlertRule => ({
  ...{ id, name, active: true, owner: ann.id, recipients: [], email: true, when },
  ...more,
});
const rules: readonly AlertRule[] = [
  rule('r-1', 'GDPR falls below 60 %', {
    kind: 'score',
    subject: { kind: 'assessment', assessment: assessmentId.parse('as-2') },
    is: 'below',
    percent: 60,
  }),
  rule(
    'r-2',
    'Failed tests',
    { kind: 'test', values: ['Failed-High Risk', 'Failed-Medium Risk'], assessment: null },
    { email: false },
  ),
  rule(
    'r-3',
    'Everything new of the audit',
    { kind: 'evidence', values: [], assessment: assessmentId.parse('as-1') },
    { owner: null, recipients: [bo.id, cara.id], active: false },
  ),
  rule(
    'r-4',
    'The group moves',
    { kind: 'score', subject: { kind: 'group', group: groupId.parse('g-1') }, is: 'changed-by', percent: 5 },
    { owner: null, recipients: [cara.id] },
  ),
];

const webhooks: Answer<'webhooks'>['webhooks'] = [
  {
    id: 'w-1',
    name: 'Ticket system',
    url: 'https://tickets.example.org/hooks/controlbook',
    kinds: ['assignment', 'test', 'due'],
    active: true,
    failures: 0,
    lastProblem: null,
  },
  {
    id: 'w-2',
    name: 'Chat',
    url: 'https://chat.example.org/incoming/8f2c61d4a7',
    kinds: ['comment', 'score'],
    active: true,
    failures: 3,
    lastProblem: 'It answered 503.',
  },
  {
    id: 'w-3',
    name: 'Old portal',
    url: 'https://portal.example.org/api/events',
    kinds: ['status'],
    active: false,
    failures: 20,
    lastProblem: 'The name could not be resolved.',
  },
];
const delivery = (number: number, attempt: number, status: number | null, problem: string | null) => ({
  ...{ number, attempt, status, problem, time: `2026-11-23T08:${10 + number}:00.000Z` },
  event: `group:g-1/${200 + Math.ceil(number / 2)}`,
});
const deliveries = ready({
  deliveries: [
    delivery(5, 3, 503, 'It answered 503.'),
    delivery(4, 2, null, 'It did not answer within ten seconds.'),
    delivery(3, 1, 503, 'It answered 503.'),
    delivery(2, 1, 200, null),
    delivery(1, 1, 204, null),
  ],
});

const seen = (control: string, detection: Detection, since: string) => ({
  ...{ control, detection, title: control, score: 10, max: 10, state: 'Default', detail: null },
  ...{ lastSynced: null, since, source: 'Secure Score' },
});
type Automated = Answer<'secureScore'>['actions'][number];
const automated = (id: string, title: string, control: string, more: Partial<Automated>): Automated => ({
  ...{ id: actionId.parse(id), title, control, builtIn: true, on: true, automated: true },
  ...{ fields: ['implementationStatus', 'testResult'], seen: null, sentence: '' },
  ...more,
});
const mfaTitle = 'Require multi-factor authentication for administrators';
const automatedActions: readonly Automated[] = [
  automated('a-logs', 'Keep audit logs for a year and protect them from change', 'AuditLogs', {
    seen: { ...seen('AuditLogs', 'complete', '2026-11-21T06:00:00.000Z'), action: actionId.parse('a-logs') },
    sentence: 'Secure Score, AuditLogs: all 10 points reached (seen 2026-11-21).',
  }),
  automated('a-mfa', mfaTitle, 'AdminMFA', {
    ...{ on: false, automated: false, fields: [] },
    sentence: 'Secure Score, AdminMFA: 18 of 50 points reached, 36 % (seen 2026-11-20).',
  }),
  automated('a-forward', 'Let nobody forward mail to the outside by a rule', 'ForwardingRules', { fields: [] }),
];
type Run = Answer<'secureScore'>['runs'][number];
const run = (number: number, state: Run['state'], more: Partial<Run> = {}): Run => ({
  ...{ id: `run-${number}`, number, by: null, source: 'Secure Score', started: `2026-11-${10 + number}T06:00:00.000Z` },
  ...{ until: `2026-11-${10 + number}T06:10:00.000Z`, ended: `2026-11-${10 + number}T06:00:12.000Z`, state },
  ...{ code: null, message: '', scoreDate: `2026-11-${9 + number}T00:00:00Z` },
  ...{ controls: 244, changedFields: 4, evidence: 2, refused: 0 },
  ...more,
});
const runs: readonly Run[] = [
  run(13, 'incomplete', { message: 'One provider did not answer. What is missing is left as it is.', refused: 1 }),
  run(12, 'failed', {
    code: 'graph-forbidden',
    message: 'Consent is missing. Have an administrator grant SecurityEvents.Read.All.',
    controls: 0,
    changedFields: 0,
    evidence: 0,
  }),
  run(11, 'done'),
];
const overview = {
  source: 'Secure Score',
  settings: { ...defaultSecureScore, automation: 'per-action' },
  nextRun: '2026-11-23T12:00:00.000Z',
  runs,
  actions: automatedActions,
} as const satisfies Answer<'secureScore'>;

const lists = {
  ...bound.lists,
  groups: ready({ groups }),
  people: ready({ people: people.map((one) => ({ ...one, source: 'directory' as const })) }),
  notices: feed,
  noticePreferences: preferences,
  alerts: ready({ alerts: rules }),
};
const page = (name: PaneState['page'], more: PaneState['lists'] = {}): PaneState => ({
  ...bound,
  page: name,
  lists: { ...lists, ...more },
});
const failed = { kind: 'failed', last: null, code: 'no-engine', detail: '' } as const;
const withWebhooks = page('webhooks', { webhooks: ready({ webhooks }) });
const withScore = page('secureScore', { secureScore: ready(overview) });
const withWorkflow = page('workflow', { workflowSettings: ready(defaultWorkflow) });

/** Comments, notices, alert rules, webhooks, the workflow and Secure Score. */
export const workScenes: Readonly<Record<string, Scene>> = {
  'action-comments': { state: withComments(comments) },
  'action-comments-none': { state: withComments([]) },
  'items-preview-automatic': {
    state: {
      ...bound,
      page: 'items',
      bulk: {
        score: null,
        change: { kind: 'set', field: 'implementationStatus', value: 'Planned' },
        rows: view.actions.slice(6, 10).map(({ id, title, fields, automatic }) => ({
          ...{ action: id, title, from: fields.implementationStatus?.value ?? 'Not Implemented', to: 'Planned' },
          effect: automatic === undefined ? 'change' : 'automatic',
        })),
      },
    },
    press: ['Choose all 12 action items'],
  },
  'action-automatic': {
    state: { ...bound, selection: { kind: 'action', action: actionId.parse('a-logs'), field: null } },
  },
  notices: { state: page('notices') },
  'notices-none': { state: page('notices', { notices: ready({ notices: [], unread: 0, cursor }) }) },
  'notices-loading': { state: { ...page('notices'), lists: {} } },
  'notices-failed': { state: page('notices', { notices: failed }) },
  alerts: { state: page('alerts') },
  'alerts-none': { state: page('alerts', { alerts: ready({ alerts: [] }) }) },
  'alerts-reader': { state: { ...page('alerts'), me: meWith(['read-data']) } },
  'alerts-add': { state: page('alerts'), press: ['Add a rule of the organisation'] },
  'alerts-score': { state: page('alerts'), press: ['Change GDPR falls below 60 %'] },
  'alerts-refused': {
    state: {
      ...page('alerts'),
      sent: { changeAlert: { kind: 'failed', code: 'unknown-alert', detail: 'There is no such rule.' } },
    },
    press: ['Change Failed tests'],
  },
  'alerts-delete': { state: page('alerts'), press: ['Delete Failed tests'] },
  webhooks: { state: withWebhooks },
  'webhooks-none': { state: page('webhooks', { webhooks: ready({ webhooks: [] }) }) },
  'webhooks-reader': { state: { ...withWebhooks, me: meWith(['read-data']) } },
  'webhooks-deliveries': {
    state: {
      ...withWebhooks,
      lists: { ...withWebhooks.lists, [listKey('deliveries', { params: { webhook: 'w-2' } })]: deliveries },
    },
    press: ['Last messages to Chat'],
  },
  'webhooks-add': { state: withWebhooks, press: ['Add a webhook'] },
  'webhooks-delete': { state: withWebhooks, press: ['Delete Chat'] },
  workflow: { state: withWorkflow },
  'workflow-reader': { state: { ...withWorkflow, me: meWith(['read-data']) } },
  'secure-score': { state: withScore },
  'secure-score-reader': { state: { ...withScore, me: meWith(['read-data']) } },
  'secure-score-not-set-up': {
    state: page('secureScore', {
      secureScore: ready({ ...overview, source: null, settings: defaultSecureScore, nextRun: null, runs: [] }),
    }),
  },
  'secure-score-reading': {
    state: { ...withScore, sent: { syncSecureScore: { kind: 'under-way' } } },
    press: ['Show 2 earlier readings'],
  },
};
