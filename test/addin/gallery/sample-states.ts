import {
  type Access,
  type Evidence,
  type EvidenceState,
  type EvidenceUpload,
  type GroupSummary,
  initialState,
  type Me,
  type PaneState,
  type TemplateSummary,
} from '#addin/state/model';
import { evidenceId, sha256 } from '#engine/contract/model/evidence';
import { actionId, assessmentId, groupId, partitionId, templateId, userId } from '#engine/contract/model/ids';
import { type Permission, permissions } from '#engine/contract/model/permission';
import { defaultSettings } from '#engine/contract/model/score';
import { people, view } from '#test/addin/gallery/sample-view';

/** One state of the pane to look at. `press` names what is pressed first, by its text or accessible name. */
export type Scene = { readonly state: PaneState; readonly press?: readonly string[] };

export function meWith(allowed: readonly Permission[]): Me {
  const [ann] = people;
  if (ann === undefined) throw new Error('The sample has people');
  return {
    ...ann,
    source: 'directory',
    scope: null,
    mode: 'default-open',
    roles: [],
    permissions: allowed,
    assessments: [],
  };
}

export const mfa = actionId.parse('a-mfa');

const pieceOf = (id: string, name: string, more: Partial<Evidence> = {}): Evidence => ({
  id: evidenceId.parse(id),
  partition: partitionId.parse('group:g-1'),
  name,
  ...{ collectedOn: null, expiresOn: null, remindOn: null },
  actions: [{ id: mfa, title: 'Require multi-factor authentication for administrators' }],
  versions: [],
  ...more,
});
export const version = (number: number, by: string, size: number): Evidence['versions'][number] => ({
  ...{ number, size, kind: 'PDF', fileName: `policy-${number}.pdf`, url: null },
  uploadedAt: `2026-10-0${number}T08:15:00.000Z`,
  uploadedBy: { id: userId.parse('u-bo'), name: by },
  sha256: sha256.parse(String(number).repeat(64)),
});
const uploadOf = (id: string, name: string, done: number, standing: EvidenceUpload['standing']): EvidenceUpload => ({
  ...{ id, name, done, standing, action: mfa, piece: null, total: 840_000_000 },
});

export const proofs: EvidenceState = {
  limits: { fileBytes: 2_000_000_000, types: null, refusedTypes: ['exe'], keepRemovedDays: null },
  of: mfa,
  pieces: {
    kind: 'ready',
    value: [
      pieceOf('e-1', 'Export of the policy “Admins need MFA”', {
        ...{ collectedOn: '2026-10-02', expiresOn: '2026-11-01', remindOn: '2026-10-15' },
        versions: [version(1, 'Bo Chen', 81_204), version(2, 'Ann Lindqvist', 84_991)],
        actions: [
          { id: mfa, title: 'Require multi-factor authentication for administrators' },
          { id: actionId.parse('a-review'), title: 'Review access rights with the owners of each system' },
        ],
      }),
      pieceOf('e-2', 'Sign-in log of the test account', {
        versions: [
          {
            ...{ number: 1, kind: 'Link', fileName: null, size: null, sha256: null },
            uploadedAt: '2026-10-21T15:30:00.000Z',
            uploadedBy: { id: userId.parse('u-cara'), name: 'Cara Mbeki' },
            url: 'https://example.org/evidence/e-2',
          },
        ],
      }),
    ],
  },
  uploads: [
    uploadOf('u-1', 'screenshot-of-the-policy.png', 310_000_000, { kind: 'sending' }),
    uploadOf('u-2', 'recording.mkv', 0, { kind: 'failed', code: 'too-large', detail: null }),
    uploadOf('u-3', 'listing.zip', 92_000_000, { kind: 'needs-file' }),
    uploadOf('u-4', 'interviews.zip', 92_000_000, { kind: 'paused' }),
    uploadOf('u-5', 'log.csv', 840_000_000, { kind: 'checking' }),
  ],
};

const [first, second, third] = people.map((one) => ({ ...one, source: 'directory' as const }));
if (first === undefined || second === undefined || third === undefined) throw new Error('The sample has people');
export const [ann, bo, cara] = [first, second, third] as const;

export const access: Access = {
  mode: 'default-open',
  roles: [
    { role: 'reader', holds: [], closes: ['read-data'], members: [] },
    { role: 'contributor', holds: [], closes: ['edit-data'], members: [bo, cara] },
    { role: 'assessor', holds: [], closes: ['edit-test-results'], members: [] },
    { role: 'administrator', holds: [], closes: ['manage-assessments', 'manage-master-data'], members: [] },
    { role: 'portal-admin', holds: [], closes: ['manage-users'], members: [ann] },
  ],
  grants: [{ assessment: view.workbook.assessment, user: cara.id, role: 'assessor' }],
  inactive: [cara],
};

export const bound: PaneState = {
  ...initialState,
  connection: { kind: 'live' },
  binding: { kind: 'bound', assessment: view.workbook.assessment, readOnly: false },
  view,
  evidence: proofs,
  me: meWith(permissions),
  present: [
    { name: 'Ann Lindqvist', assessment: view.workbook.assessment },
    { name: 'Bo Chen', assessment: view.workbook.assessment },
    { name: 'Cara Mbeki', assessment: null },
  ],
};

export const ready = <T>(value: T) => ({ kind: 'ready' as const, value });

const summary = (id: string, title: string, certification: string, percent: number, more = {}) => ({
  id: assessmentId.parse(id),
  title,
  group: groupId.parse('g-1'),
  template: templateId.parse('t-1'),
  templateVersion: 2,
  product: 'Office 365',
  certification,
  inScopeServices: [],
  created: '2026-05-04T07:00:00.000Z',
  modified: '2026-11-22T18:10:00.000Z',
  archived: null,
  update: null,
  score: { achieved: Math.round(percent * 3.2), possible: 320, percent },
  state: 'In progress' as const,
  progress: { customer: { assessed: 8, total: 16 }, provider: { assessed: 2, total: 2 } },
  ...more,
});

export const groups: readonly GroupSummary[] = [
  {
    id: groupId.parse('g-1'),
    name: 'Audit 2026',
    copiedFrom: null,
    score: { achieved: 0, possible: 0, percent: 52.3 },
    assessments: [
      summary('as-1', 'Office 365 ISO 27001', 'ISO 27001:2013', 47.8),
      summary('as-2', 'Office 365 GDPR', 'EU GDPR', 56.9, { state: 'Incomplete' }),
      summary('as-3', 'Office 365 NIST 800-53', 'NIST 800-53', 100, { state: 'Complete' }),
    ],
  },
  {
    id: groupId.parse('g-2'),
    name: 'Audit 2025',
    copiedFrom: null,
    score: { achieved: 0, possible: 0, percent: 91 },
    assessments: [
      summary('as-4', 'Office 365 ISO 27001 (2025)', 'ISO 27001:2013', 91, {
        archived: { at: '2026-01-10T08:00:00.000Z', cursors: [] },
      }),
    ],
  },
];

const template = (id: string, name: string, controls: number, more = {}): TemplateSummary => ({
  id: templateId.parse(id),
  name,
  version: 1,
  products: ['Office 365', 'Intune'],
  certification: name,
  status: 'Approved',
  archived: false,
  locked: false,
  families: 14,
  customerControls: controls,
  providerControls: 52,
  actions: 108,
  maximumScore: 3_484,
  approved: 1,
  approval: { status: 'Approved', imported: null, published: null, approved: null, rejected: null },
  ...more,
});

export const templates = [
  template('t-1', 'ISO 27001:2013', 66),
  template('t-2', 'NIST 800-53 revision 5', 205),
  template('t-3', 'European Union GDPR', 49),
  template('t-4', 'Own controls of the payments team', 31, {
    products: ['Payments'],
    status: 'Pending Approval',
    certification: 'Internal',
  }),
  template('t-5', 'CSA CCM 3.0.1', 54, { archived: true }),
];

/** All lists of the organisation have been loaded. */
export const lists: PaneState = {
  ...bound,
  lists: {
    groups: ready({ groups }),
    templates: ready({ templates }),
    mappings: ready({ mappings: [] }),
    settings: ready(defaultSettings),
    approvalRule: ready({ rule: 'by-sign-in' as const, twoPeople: true }),
  },
};
