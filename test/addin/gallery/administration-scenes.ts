import { listKey } from '#addin/state/asking';
import type { TemplateSummary } from '#addin/state/model';
import type { ActivityLine } from '#engine/contract/http/activity';
import type { DimensionView, LibraryAction } from '#engine/contract/http/organisation-lists';
import { actionId, groupId, partitionId, templateId } from '#engine/contract/model/ids';
import {
  ann,
  bo,
  bound,
  cara,
  groups,
  lists,
  meWith,
  ready,
  type Scene,
  templates,
} from '#test/addin/gallery/sample-states';

const known = {
  ...lists.lists,
  people: ready({ people: [ann, bo, cara] }),
};

const step = (by: typeof ann, day: number) => ({ by: by.id, at: `2026-11-${day}T09:12:00.000Z` });

const own = templates.find(({ name }) => name.startsWith('Own')) ?? templates[0];
if (own === undefined) throw new Error('The sample has templates');

/** One of each standing: given back, waiting for others, waiting for this person's own second. */
const withSteps: readonly TemplateSummary[] = [
  ...templates.filter(({ id }) => id !== own.id),
  {
    ...own,
    approved: null,
    approval: {
      status: 'Pending Approval',
      imported: step(bo, 19),
      published: step(bo, 20),
      approved: null,
      rejected: null,
    },
  },
  {
    ...own,
    id: templateId.parse('t-6'),
    name: 'Controls of the data centre in Frankfurt',
    version: 3,
    approved: 2,
    locked: true,
    approval: {
      status: 'Pending Approval',
      imported: step(ann, 18),
      published: step(ann, 18),
      approved: null,
      rejected: null,
    },
  },
  {
    ...own,
    id: templateId.parse('t-7'),
    name: 'Supplier questionnaire',
    status: 'Imported',
    approved: null,
    approval: {
      ...{ status: 'Imported', imported: step(cara, 12), published: null, approved: null },
      rejected: { ...step(ann, 21), reason: 'Control SUP-04 has no action yet.' },
    },
  },
];

const withUpdates = groups.map((group, index) => ({
  ...group,
  assessments: group.assessments.map((one, at) => (index === 0 && at === 0 ? { ...one, update: 3 } : one)),
}));

const templatePage = {
  ...bound,
  page: 'templates' as const,
  lists: { ...known, templates: ready({ templates: withSteps }), groups: ready({ groups: withUpdates }) },
};

const control = (id: string, title: string, family: string, responsibility: 'customer' | 'provider' = 'customer') => ({
  ...{ id, title, family, responsibility, parent: null, labels: [], statement: null, link: null, articleId: null },
  ...{ version: null, disabled: false, actions: [{ action: actionId.parse('a-mfa'), description: null }] },
  description:
    'Access is given to **named people** alone:\n\n* no shared accounts,\n* a second factor for administrators.',
});

const wholeTemplate = {
  ...{ id: own.id, name: own.name, version: own.version, products: own.products, certification: own.certification },
  ...{ status: own.status, archived: false, locked: false, acknowledgement: null },
  dimensions: [{ key: 'Region', value: 'Europe' }],
  inScopeServices: ['Payment service'],
  controls: [
    control('PAY-01', 'Only named accounts', 'Access'),
    control('PAY-02', 'Second factor', 'Access'),
    control('PAY-03', 'Four eyes', 'Change'),
    control('PAY-04', 'Fire protection', 'Buildings', 'provider'),
  ],
  source: { kind: 'mapping' as const, file: 'Payment controls.xlsx', sha256: null },
};

const uses = (actions: number, templateCount = 0, assessments = 0) => ({
  actions,
  templates: templateCount,
  assessments,
});
const value = (text: string, builtIn: boolean, count: number) => ({ value: text, builtIn, uses: uses(count) });

const dimensions: readonly DimensionView[] = [
  {
    ...{ id: 'action-type', key: 'Action Type', builtIn: true, open: true, multiple: false, uses: uses(481) },
    values: [
      value('Documentation', true, 122),
      value('Operational', true, 240),
      value('Technical', true, 119),
      value('Training', false, 0),
    ],
  },
  {
    ...{ id: 'action-purpose', key: 'Action Purpose', builtIn: true, open: false, multiple: false, uses: uses(481) },
    values: [value('Preventative', true, 300), value('Detective', true, 120), value('Corrective', true, 61)],
  },
  {
    ...{ id: 'region', key: 'Region', builtIn: false, open: true, multiple: true, uses: uses(4, 1, 1) },
    values: [value('Europe', false, 3), value('North America', false, 1)],
  },
  { ...{ id: 'floor', key: 'Floor', builtIn: false, open: true, multiple: false, uses: uses(0) }, values: [] },
];

const owners = [
  { id: 'customers', name: 'Cloud service customers', description: 'Whoever uses the service', actions: 431 },
  { id: 'platform', name: 'Platform', description: 'The team that runs the payment servers', actions: 3 },
  { id: 'old', name: 'Former facility management', description: '', actions: 0 },
];

const action = (id: string, title: string, more: Partial<LibraryAction> = {}): LibraryAction => ({
  ...{ id: actionId.parse(id), title, points: 27, type: 'Technical', category: 'Security', purpose: 'Preventative' },
  ...{ enforcement: 'Mandatory', owners: ['Cloud service customers'], dimensions: [], parents: [], builtIn: true },
  ...{ secureScoreControl: null, secureScoreOn: false, automated: false, parentOf: 0 },
  descriptions: [{ title: '', text: 'Turn it on for **every** administrator:\n\n1. list them,\n2. give them keys.' }],
  usedBy: [{ template: templateId.parse('t-1'), name: 'ISO 27001:2013', controls: 3 }],
  ...more,
});

const ownAction = action('a-vault', 'Require a security key for the vault of the payment servers', {
  ...{ builtIn: false, points: 9, type: 'Operational', owners: ['Platform'], enforcement: null, purpose: null },
  dimensions: [{ key: 'Region', value: 'Europe' }],
  descriptions: [
    { title: 'Servers', text: 'Take the vault from password to **security key**.' },
    { title: 'Offices', text: 'Keep the spare keys in the safe.' },
  ],
  parents: [{ id: actionId.parse('a-mfa'), title: 'Require multi-factor authentication for administrators' }],
  usedBy: [],
});

const found = [
  ownAction,
  action('a-mfa', 'Require multi-factor authentication for administrators', {
    ...{ secureScoreControl: 'AdminMFAV2', secureScoreOn: true, automated: true, parentOf: 1 },
  }),
  action('a-log', 'Turn on the audit log', { secureScoreControl: 'AuditLogs' }),
];

const firstActions = { query: { from: 0, limit: 50 } };
const actionPage = {
  ...bound,
  page: 'actions' as const,
  lists: {
    ...known,
    dimensions: ready({ dimensions }),
    owners: ready({ owners }),
    [listKey('actions', firstActions)]: ready({ actions: found, total: 484 }),
    [listKey('action', { params: { action: ownAction.id } })]: ready(ownAction),
  },
};

const happened = (number: number, more: Partial<ActivityLine>): ActivityLine => ({
  ...{ id: `org@${number}`, time: `2026-11-22T1${number % 10}:05:00.000Z`, who: bo.id, name: bo.name, channel: 'pane' },
  ...{
    kind: 'answers',
    group: { id: groupId.parse('g-1'), name: 'Audit 2026' },
    item: '',
    field: '',
    from: '',
    to: '',
  },
  what: 'changed',
  ...more,
});

const activityPage = {
  ...bound,
  page: 'activity' as const,
  lists: {
    ...known,
    [listKey('activity', { query: {} })]: ready({
      lines: [
        happened(9, {
          item: 'Require multi-factor authentication for administrators',
          ...{ field: 'Implementation Status', from: 'Planned', to: 'Implemented' },
        }),
        happened(8, {
          kind: 'templates',
          item: 'Payments',
          what: 'sent back: Control PAY-04 has no action.',
          group: null,
        }),
        happened(7, { kind: 'people', item: 'Cara Mbeki', what: 'put into Assessor', group: null, name: ann.name }),
        happened(6, { kind: 'files', what: 'saved ISO.xlsx', channel: 'file' }),
      ],
      cursor: 'older',
      searchedTo: '2026-10-01T00:00:00.000Z',
    }),
  },
};

const record = {
  ...{ person: cara, exported: '2026-11-23T08:00:00.000Z', roles: ['contributor' as const], grants: [] },
  ...{ isActive: true, wantsEmail: true, tokens: [], alerts: [], comments: [], fields: [] },
  assigned: [
    {
      ...{ partition: partitionId.parse('group:g-1'), group: 'Audit 2026', action: actionId.parse('a-mfa') },
      ...{ title: 'Require multi-factor authentication', implementationStatus: 'Planned', testResult: 'Not Assessed' },
      dueDate: null,
    },
  ],
  evidence: [],
};
const privacyPage = {
  ...bound,
  page: 'privacy' as const,
  people: { ...bound.people, found: [ann, bo, cara] },
  lists: { ...known, [listKey('exportPerson', { params: { person: cara.id } })]: ready(record) },
};
const failed = { kind: 'failed' as const, last: null, code: 'no-engine', detail: '' };

/** The pages of the administration, in every state that matters. */
export const administrationScenes: Readonly<Record<string, Scene>> = {
  'web-home': { state: { ...lists, surface: 'web', binding: { kind: 'unbound' }, view: null } },
  'web-empty': {
    state: {
      ...bound,
      surface: 'web',
      binding: { kind: 'unbound' },
      view: null,
      lists: { groups: ready({ groups: [] }) },
    },
  },
  'web-help': {
    state: { ...lists, surface: 'web', binding: { kind: 'unbound' }, view: null },
    press: ['More', 'Help'],
  },
  administration: { state: { ...lists, page: 'administration' } },
  'administration-reader': { state: { ...lists, page: 'administration', me: meWith(['read-data']) } },
  templates: { state: templatePage },
  'templates-archived': { state: templatePage, press: ['Show archived (1)'] },
  'templates-menu': { state: templatePage, press: ['What to do with the template Own controls of the payments team'] },
  'templates-reject': {
    state: templatePage,
    press: ['What to do with the template Own controls of the payments team', 'Send back …'],
  },
  'templates-copy': {
    state: templatePage,
    press: ['What to do with the template ISO 27001:2013', 'Copy …'],
  },
  'templates-detail': {
    state: {
      ...templatePage,
      lists: {
        ...templatePage.lists,
        [listKey('template', { params: { template: own.id }, query: { version: own.version } })]: ready(wholeTemplate),
      },
    },
    press: [`${own.name}, version ${own.version}`, 'Access: 2 controls'],
  },
  'templates-updates': {
    state: {
      ...templatePage,
      lists: {
        ...templatePage.lists,
        [listKey('updates', { params: { group: groups[0]?.id } })]: ready({
          updates: [
            {
              ...{
                assessment: groups[0]?.assessments[0]?.id,
                title: 'Office 365 ISO 27001',
                template: templateId.parse('t-1'),
              },
              ...{ name: 'ISO 27001:2013', from: 2, to: 3, parked: ['Keep a list of visitors'], returning: [] },
              difference: {
                controls: { added: ['A.5.7 Threat intelligence'], changed: [], removed: [], unchanged: 65 },
                actions: { added: [], changed: [], removed: ['Keep a list of visitors'], unchanged: 107 },
              },
              score: {
                before: { achieved: 150, possible: 320, percent: 46.9 },
                after: { achieved: 150, possible: 333, percent: 45 },
              },
            },
          ],
        }),
      },
    },
    press: ['See what changes for Audit 2026'],
  },
  'templates-failed': {
    state: { ...templatePage, lists: { ...known, templates: failed } },
  },
  'templates-empty': { state: { ...templatePage, lists: { ...known, templates: ready({ templates: [] }) } } },
  'templates-loading': { state: { ...templatePage, lists: {} } },
  dimensions: { state: { ...actionPage, page: 'dimensions' } },
  'dimensions-edit': { state: { ...actionPage, page: 'dimensions' }, press: ['What to do with Region', 'Edit'] },
  'dimensions-delete': { state: { ...actionPage, page: 'dimensions' }, press: ['What to do with Region', 'Delete'] },
  'dimensions-empty': {
    state: { ...bound, page: 'dimensions', lists: { ...known, dimensions: ready({ dimensions: [] }) } },
  },
  'dimensions-reader': { state: { ...actionPage, page: 'dimensions', me: meWith(['read-data']) } },
  owners: { state: { ...actionPage, page: 'owners' } },
  'owners-add': { state: { ...actionPage, page: 'owners' }, press: ['Add an owner'] },
  'owners-delete': { state: { ...actionPage, page: 'owners' }, press: ['What to do with Platform', 'Delete'] },
  actions: { state: actionPage },
  'actions-detail': { state: actionPage, press: [ownAction.title] },
  'actions-edit': { state: actionPage, press: [`What to do with ${ownAction.title}`, 'Edit'] },
  'actions-preview': {
    state: actionPage,
    press: [`What to do with ${ownAction.title}`, 'Edit', 'Show the descriptions as they will be read'],
  },
  'actions-none': {
    state: {
      ...actionPage,
      lists: { ...known, [listKey('actions', firstActions)]: ready({ actions: [], total: 0 }) },
    },
  },
  activity: { state: activityPage },
  'activity-none': {
    state: {
      ...activityPage,
      lists: { ...known, [listKey('activity', { query: {} })]: ready({ lines: [], cursor: null, searchedTo: null }) },
    },
  },
  'activity-failed': { state: { ...activityPage, lists: { ...known, [listKey('activity', { query: {} })]: failed } } },
  privacy: { state: privacyPage },
  'privacy-reader': { state: { ...privacyPage, me: meWith(['read-data']) } },
};
