import type { ActionView, AssessmentView, ControlView } from '#addin/state/model';
import { evidenceId } from '#engine/contract/model/evidence';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { actionId, assessmentId, conflictId, partitionId, userId, workbookId } from '#engine/contract/model/ids';
import { defaultScoring } from '#engine/contract/model/score';

/** An assessment as a team would have it: some work done, some open, one conflict, one refusal. */
export const people = [
  { id: userId.parse('u-ann'), name: 'Ann Lindqvist', email: 'ann.lindqvist@example.org' },
  { id: userId.parse('u-bo'), name: 'Bo Chen', email: 'bo.chen@example.org' },
  { id: userId.parse('u-cara'), name: 'Cara Mbeki', email: 'cara.mbeki@example.org' },
  { id: userId.parse('u-dev'), name: 'Devendra Ramachandran-Okonkwo', email: null },
];
const [ann, bo, cara] = ['u-ann', 'u-bo', 'u-cara'];

const guidance = `Require a second factor for every account that can change settings, read audit logs or act for others.

1. List the accounts that hold an administrator role, including service and break-glass accounts.
2. Turn on **phishing-resistant** methods for them:
   * security keys or passkeys,
   * certificate-based sign-in where keys cannot be used.
3. Block sign-in without a second factor by a conditional access policy. Leave one break-glass account out, and watch it.
4. Test with an account that has no second factor: it has to be turned away.

Keep the export of the policy and the sign-in log of the test as evidence. [Read how policies are set up](https://example.org/conditional-access).`;

/** As the engine says it of what Secure Score keeps. */
const keptBy =
  'Implementation Status and Test Result are kept by Secure Score. Secure Score, AuditLogs: all 10 points reached (seen 2026-11-21).';

type SampleAction = {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly string[];
  readonly points: number;
  readonly fields?: Readonly<Partial<Record<RecordField, FieldValue>>>;
  readonly type?: string;
  readonly notice?: string;
};

const samples: readonly SampleAction[] = [
  {
    id: 'a-mfa',
    title: 'Require multi-factor authentication for administrators',
    controls: ['A.9.2.3', 'A.9.4.2'],
    points: 27,
    fields: {
      assignedTo: bo ?? null,
      implementationStatus: 'Implemented',
      implementationDate: '2026-10-02',
      implementationNotes:
        'Security keys for the eleven administrators; policy “Admins need MFA” on since 2 October.\nBreak-glass account is in the safe, its sign-ins raise an alert.',
      testResult: 'Not Assessed',
      testPlan: 'Sign in as admin-test without a key and expect to be refused.',
    },
  },
  {
    id: 'a-backup',
    title: 'Take backups of business data every day',
    controls: ['A.12.3.1'],
    points: 27,
    fields: {
      assignedTo: ann ?? null,
      implementationStatus: 'Implemented',
      implementationDate: '2026-06-11',
      testResult: 'Passed',
      testDate: '2026-09-30',
    },
  },
  {
    id: 'a-restore',
    title: 'Restore a sample backup every quarter and record how long it took',
    controls: ['A.12.3.1', 'A.17.1.3'],
    points: 9,
    type: 'Operational',
    fields: {
      assignedTo: ann ?? null,
      implementationStatus: 'Planned',
      testResult: 'Not Assessed',
      dueDate: '2026-10-31',
    },
  },
  {
    id: 'a-screen',
    title: 'Remind people to lock their screens',
    controls: ['A.11.2.8'],
    points: 9,
    type: 'Operational',
    fields: { implementationStatus: 'Implemented', testResult: 'Failed-Medium Risk', testDate: '2026-10-20' },
    notice: 'Refused in Test Date: "03/04/2026" (not-one-day).',
  },
  {
    id: 'a-review',
    title: 'Review access rights with the owners of each system',
    controls: ['A.9.2.5'],
    points: 9,
    type: 'Operational',
    fields: {
      assignedTo: cara ?? null,
      implementationStatus: 'Alternative Implementation',
      implementationDate: '2026-08-19',
      testResult: 'Passed',
      testDate: '2026-09-02',
    },
  },
  {
    id: 'a-classify',
    title: 'Publish a scheme for classifying information',
    controls: ['A.8.2.1'],
    points: 3,
    type: 'Documentation',
  },
  {
    id: 'a-supplier',
    title:
      'Keep a register of suppliers that handle personal data, with the measures agreed and the date of the last review',
    controls: ['A.15.1.2'],
    points: 27,
    type: 'Documentation',
    fields: { assignedTo: 'u-dev', implementationStatus: 'Not in Scope', testResult: 'Not in Scope' },
  },
  {
    id: 'a-logs',
    title: 'Keep audit logs for a year and protect them from change',
    controls: ['A.12.4.1', 'A.12.4.2'],
    points: 27,
    fields: {
      assignedTo: ann ?? null,
      implementationStatus: 'Implemented',
      testResult: 'Passed',
      testDate: '2026-11-03',
    },
  },
  { id: 'a-time', title: 'Take the time of all servers from one source', controls: ['A.12.4.4'], points: 3 },
  {
    id: 'a-keys',
    title: 'Rotate encryption keys every year',
    controls: ['A.10.1.2'],
    points: 9,
    fields: { assignedTo: bo ?? null, implementationStatus: 'Planned', dueDate: '2099-12-31' },
  },
  {
    id: 'a-training',
    title: 'Train everybody on phishing once a year',
    controls: ['A.7.2.2'],
    points: 9,
    type: 'Operational',
  },
  {
    id: 'a-exit',
    title: 'Take back access on the day somebody leaves',
    controls: ['A.7.3.1', 'A.9.2.6'],
    points: 27,
    type: 'Operational',
    fields: {
      assignedTo: cara ?? null,
      implementationStatus: 'Implemented',
      testResult: 'Passed',
      testDate: '2026-10-14',
    },
  },
];

const controls: readonly (readonly [id: string, family: string, title: string])[] = [
  ['A.7.2.2', 'A.7 Human resource security', 'Awareness, education and training'],
  ['A.7.3.1', 'A.7 Human resource security', 'Responsibilities when employment ends'],
  ['A.8.2.1', 'A.8 Asset management', 'Classification of information'],
  ['A.9.2.3', 'A.9 Access control', 'Management of privileged access rights'],
  ['A.9.2.5', 'A.9 Access control', 'Review of user access rights'],
  ['A.9.2.6', 'A.9 Access control', 'Removal or adjustment of access rights'],
  ['A.9.4.2', 'A.9 Access control', 'Secure log-on procedures'],
  ['A.10.1.2', 'A.10 Cryptography', 'Key management'],
  ['A.11.1.1', 'A.11 Physical and environmental security', 'Physical security perimeter'],
  ['A.11.2.8', 'A.11 Physical and environmental security', 'Unattended user equipment'],
  ['A.12.3.1', 'A.12 Operations security', 'Information backup'],
  ['A.12.4.1', 'A.12 Operations security', 'Event logging'],
  ['A.12.4.2', 'A.12 Operations security', 'Protection of log information'],
  ['A.12.4.4', 'A.12 Operations security', 'Clock synchronisation'],
  ['A.15.1.2', 'A.15 Supplier relationships', 'Security within supplier agreements'],
  ['A.17.1.3', 'A.17 Business continuity', 'Verify, review and evaluate continuity'],
  ['A.18.1.4', 'A.18 Compliance', 'Privacy and protection of personal data'],
];

const actions: readonly ActionView[] = samples.map((sample): ActionView => {
  const { implementationStatus: status, testResult: result } = sample.fields ?? {};
  const done = (status === 'Implemented' || status === 'Alternative Implementation') && result === 'Passed';
  return {
    id: actionId.parse(sample.id),
    title: sample.title,
    controls: sample.controls,
    description: guidance,
    type: sample.type ?? 'Technical',
    category: 'Security',
    purpose: 'Preventative',
    enforcement: 'Mandatory',
    owners: ['IT Operations'],
    points: sample.points,
    achieved: done ? sample.points : 0,
    possible: status === 'Not in Scope' ? 0 : sample.points,
    finishedByParent: false,
    parents: sample.id === 'a-restore' ? ['Take backups of business data every day'] : [],
    secureScore: sample.id === 'a-mfa' ? 'AdminMFA' : sample.id === 'a-logs' ? 'AuditLogs' : null,
    fields: Object.fromEntries(
      Object.entries(sample.fields ?? {}).map(([field, value]) => [
        field,
        { value, by: field === 'testResult' ? 'Cara Mbeki' : 'Bo Chen', at: '2026-11-21T09:14:00.000Z' },
      ]),
    ),
    ...(sample.id === 'a-logs'
      ? { automatic: { fields: ['implementationStatus', 'testResult'], sentence: keptBy } }
      : {}),
    evidence: sample.id === 'a-mfa' ? 2 : 0,
    notice: sample.notice ?? '',
  };
});

const controlViews: readonly ControlView[] = controls.map(([id, family, title]): ControlView => {
  const own = actions.filter((action) => action.controls.includes(id));
  const achieved = own.reduce((sum, action) => sum + action.achieved, 0);
  const possible = own.reduce((sum, action) => sum + action.possible, 0);
  const failed = own.some((action) => String(action.fields.testResult?.value ?? '').startsWith('Failed'));
  const passed = own.length > 0 && own.every((action) => action.fields.testResult?.value === 'Passed');
  const provided = id === 'A.11.1.1' || id === 'A.12.3.1';
  return {
    id,
    family,
    title,
    description: 'What this control asks for is written in the standard. See the link.',
    link: 'https://www.iso.org/standard/54534.html',
    articleId: null,
    parent: null,
    labels: id.startsWith('A.9') ? ['Required'] : [],
    responsibility: id === 'A.11.1.1' ? 'provider' : provided ? 'shared' : 'customer',
    state: failed ? 'Failed' : passed ? 'Passed' : achieved > 0 ? 'In progress' : 'None',
    assessed: failed || passed,
    achieved,
    possible,
    actions: [...own.map((action) => action.title), ...(provided ? ['Operate guarded data centres'] : [])],
    related: id === 'A.9.2.3' ? ['NIST 800-53: AC-6', 'FedRAMP Moderate: IA-2(1)'] : [],
  };
});

const achieved = controlViews.reduce((sum, control) => sum + control.achieved, 0);
const possible = controlViews.reduce((sum, control) => sum + control.possible, 0);

const longNote = `We review the logs of the gateway every Monday. Findings go to the ticket queue "Security", are sorted by Bo and closed within ten days.

The review covers sign-ins from unknown places, changes of administrator roles and exports of more than 500 records.`;

export const view: AssessmentView = {
  workbook: {
    organisation: 'org-1',
    workbook: workbookId.parse('w-1'),
    assessment: assessmentId.parse('as-1'),
    templateVersion: 2,
    cursors: [{ partition: partitionId.parse('group:g-1'), epoch: 'e1', position: 214 }],
  },
  asOf: '2026-11-23T08:41:00.000Z',
  assessment: {
    title: 'Office 365 ISO 27001',
    product: 'Office 365',
    certification: 'ISO 27001:2013',
    inScopeServices: ['Exchange Online', 'SharePoint Online', 'OneDrive for Business', 'Microsoft Teams'],
    created: '2026-05-04T07:00:00.000Z',
  },
  group: 'Audit 2026',
  template: { name: 'ISO 27001:2013', version: 2, acknowledgement: null },
  archived: null,
  scoring: defaultScoring,
  providerName: 'Microsoft',
  controls: controlViews,
  actions,
  providerActions: [
    {
      id: actionId.parse('p-dc'),
      title: 'Operate guarded data centres',
      controls: ['A.11.1.1', 'A.12.3.1'],
      description: 'Guards, fences and cameras around every data centre; visitors are accompanied.',
      points: 27,
      achieved: 0,
      possible: 0,
      attestation: 'Perimeter and entry were inspected at three sites.',
      testResult: 'Passed',
      testDate: '2026-03-18',
      tester: 'Independent auditor',
      notes: 'Report 2026-17, section 4.',
      source: null,
    },
  ],
  evidence: [
    {
      id: 'e-1',
      evidence: evidenceId.parse('e-1'),
      version: 1,
      expires: null,
      action: actionId.parse('a-mfa'),
      actionTitle: 'Require multi-factor authentication for administrators',
      name: 'conditional-access-policy.json',
      kind: 'Other',
      size: 18_204,
      sha256: null,
      collected: '2026-10-02',
      uploadedBy: 'Bo Chen',
      uploadedAt: '2026-10-02T10:00:00.000Z',
      link: null,
    },
    {
      id: 'e-2',
      evidence: evidenceId.parse('e-2'),
      version: 1,
      expires: null,
      action: actionId.parse('a-mfa'),
      actionTitle: 'Require multi-factor authentication for administrators',
      name: 'Sign-in log of the test account, October.xlsx',
      kind: 'Spreadsheet',
      size: 2_411_008,
      sha256: null,
      collected: null,
      uploadedBy: 'Cara Mbeki',
      uploadedAt: '2026-10-21T15:30:00.000Z',
      link: 'https://example.org/evidence/e-2',
    },
  ],
  conflicts: [
    {
      id: conflictId.parse('c1@group:g-1'),
      item: 'Require multi-factor authentication for administrators',
      field: 'Test Result',
      base: 'Not Assessed',
      inPlace: 'Passed',
      yours: 'Failed-Low Risk',
      who: 'Cara Mbeki',
      when: '2026-11-22T16:02:00.000Z',
      notice: '',
    },
    {
      id: conflictId.parse('c2@group:g-1'),
      item: 'Keep audit logs for a year and protect them from change',
      field: 'Implementation Notes',
      base: longNote,
      inPlace: longNote.replace('every Monday', 'every working day').replace('ten days', 'five working days'),
      yours: `${longNote.replace('500 records', '100 records')}\n\nExports to partners are listed in annex B.`,
      who: 'Bo Chen',
      when: '2026-11-22T17:45:00.000Z',
      notice: '',
    },
    {
      id: conflictId.parse('c3@group:g-1'),
      item: '12 cells in 12 rows',
      field: 'Test Result',
      base: '',
      inPlace: '',
      yours: '',
      who: 'Ann Lindqvist',
      when: '2026-11-22T18:10:00.000Z',
      notice: 'This looks like one column sorted without the rest of its rows. Nothing was applied yet.',
    },
  ],
  history: Array.from({ length: 9 }, (_, index) => ({
    id: `group:g-1@${214 - index}`,
    when: `2026-11-2${index < 4 ? 2 : 1}T${String(17 - index).padStart(2, '0')}:05:00.000Z`,
    who: index % 2 === 0 ? 'Cara Mbeki' : 'Bo Chen',
    channel: 'pane',
    item: samples[index % 3]?.title ?? '',
    field: index % 2 === 0 ? 'Test Result' : 'Implementation Status',
    from: index % 2 === 0 ? 'Not Assessed' : 'Planned',
    to: index % 2 === 0 ? 'Passed' : 'Implemented',
    what: index === 2 ? 'conflict' : 'changed',
  })),
  score: { achieved, possible, percent: (achieved / possible) * 100 },
  scoreHistory: [
    { date: '2026-05-04', percent: 0 },
    { date: '2026-06-12', percent: 14 },
    { date: '2026-08-20', percent: 21 },
    { date: '2026-09-30', percent: 38 },
    { date: '2026-10-15', percent: 47 },
    { date: '2026-11-22', percent: (achieved / possible) * 100 },
  ],
  families: [...new Set(controlViews.map(({ family }) => family))].map((family) => {
    const own = controlViews.filter((control) => control.family === family);
    const side = (responsibility: 'customer' | 'provider') => {
      const carried = own.filter((one) => one.responsibility === responsibility || one.responsibility === 'shared');
      return {
        assessed: carried.filter(({ assessed }) => assessed || responsibility === 'provider').length,
        total: carried.length,
      };
    };
    return {
      family,
      progress: { customer: side('customer'), provider: side('provider') },
      achieved: own.reduce((sum, control) => sum + control.achieved, 0),
      possible: own.reduce((sum, control) => sum + control.possible, 0),
    };
  }),
  progress: { customer: { assessed: 8, total: 16 }, provider: { assessed: 2, total: 2 } },
  people,
  notice: '',
};
