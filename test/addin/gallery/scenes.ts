import { initialState } from '#addin/state/model';
import { actionId, assessmentId, conflictId, groupId, templateId } from '#engine/contract/model/ids';
import { administrationScenes } from '#test/addin/gallery/administration-scenes';
import { access, ann, bo, bound, cara, lists, meWith, mfa, type Scene } from '#test/addin/gallery/sample-states';
import { view } from '#test/addin/gallery/sample-view';
import { workScenes } from '#test/addin/gallery/work-scenes';

const edit = (field: 'testDate' | 'implementationNotes' | 'implementationStatus', value: string) =>
  ({ entity: 'record/a-mfa' as never, field, value, since: '2026-11-23T08:40:00.000Z' }) as const; // a ref of the sample

const inspection = {
  format: 'unknown' as const,
  sheets: [
    {
      name: 'Control catalogue',
      rows: 113,
      headerRow: 2,
      headers: ['Domain', 'Ref', 'Requirement', 'What to do', 'Weight', 'Responsible team'],
      sample: [
        ['Access', 'PAY-01', 'Only named accounts', 'Remove shared accounts from the payment servers', '9', 'Platform'],
        ['', 'PAY-02', 'Second factor', 'Require a security key for the vault', '27', 'Platform'],
        ['Change', 'PAY-03', 'Four eyes', 'Protect the main branch', '9', 'Development'],
      ],
    },
    { name: 'Notes', rows: 12, headerRow: null, headers: [], sample: [] },
  ],
  proposal: {
    name: 'Control catalogue',
    sheet: 'Control catalogue',
    headerRow: 2,
    columns: {
      controlFamily: 'Domain',
      controlId: 'Ref',
      controlTitle: 'Requirement',
      actionTitle: 'What to do',
      actionPoints: 'Weight',
    },
    fillDown: true,
    defaultPoints: 9,
  },
  needs: [],
};

const source = { kind: 'open-workbook', name: 'Payment controls.xlsx' } as const;

const preview = {
  id: 'p-1',
  file: 'Payment controls.xlsx',
  choice: { kind: 'new', name: 'Payments', product: 'Payments', certification: 'Internal' },
  template: { name: 'Payments', version: 1, status: 'Imported' },
  summary: { families: 6, controls: 31, actions: 44, points: 611 },
  difference: {
    controls: {
      added: ['PAY-01 Only named accounts', 'PAY-02 Second factor', 'PAY-03 Four eyes'],
      changed: [],
      removed: [],
      unchanged: 0,
    },
    actions: {
      added: ['Protect the main branch'],
      changed: [{ name: 'Rotate encryption keys every year', fields: ['points'] }],
      removed: [],
      unchanged: 2,
    },
  },
  affected: [
    { template: templateId.parse('t-1'), name: 'ISO 27001:2013', actions: ['Rotate encryption keys every year'] },
  ],
} as const;

const findings = [
  {
    severity: 'error',
    rule: 'duplicate-control',
    path: 'controls[4].id',
    place: 'Control catalogue!B7',
    value: 'PAY-02',
    message: 'PAY-02 is in the file twice. Give each control an id of its own, or delete one of the rows.',
  },
  {
    severity: 'error',
    rule: 'points',
    path: 'actions[6].points',
    place: 'Control catalogue!E9',
    value: '120',
    message: 'Points are whole numbers from 1 to 99; "120" is not.',
  },
  {
    severity: 'warning',
    rule: 'no-family',
    path: 'controls[9].family',
    place: 'Control catalogue!A12',
    value: null,
    message: 'The control has no family and goes to "Other".',
  },
] as const;

/** Every page and standing of the pane, by name. */
/** Every page and dialog in the states that matter. */
export const scenes: Readonly<Record<string, Scene>> = {
  assessment: { state: bound },
  'assessment-troubled': {
    state: {
      ...bound,
      connection: { kind: 'offline', since: '2026-11-23T08:38:00.000Z', retryAt: null },
      outbox: { waiting: 3, oldest: '2026-11-23T08:38:10.000Z', stored: true },
      refused: {
        'record/a-mfa#testDate': {
          ...edit('testDate', '03/04/2026'),
          code: 'not-one-day',
          detail: 'It can mean the 3 April or the 4 March. Type it as 2026-04-03.',
        },
      },
      held: [
        {
          id: 'h-1',
          reason: 'one-column-sort',
          field: 'testResult',
          changes: view.actions.slice(0, 5).map(({ id }) => ({ action: id, from: 'Passed', to: 'Not Assessed' })),
        },
      ],
      problems: [
        { id: 'p-1', code: 'protected', detail: null, data: { sheet: 'Action Items' }, remedies: [{ do: 'syncNow' }] },
      ],
    },
  },
  'assessment-archived': {
    state: {
      ...bound,
      binding: { kind: 'bound', assessment: view.workbook.assessment, readOnly: true },
      view: {
        ...view,
        archived: '2026-11-01T12:00:00.000Z',
        notice: 'A newer version of the template can be accepted.',
      },
    },
  },
  action: {
    state: {
      ...bound,
      selection: { kind: 'action', action: mfa, field: null },
      pending: {
        'record/a-mfa#implementationNotes': edit('implementationNotes', 'Security keys for the eleven administrators.'),
      },
      refused: {
        'record/a-mfa#testDate': {
          ...edit('testDate', '03/04/2026'),
          code: 'not-one-day',
          detail: 'It can mean the 3 April or the 4 March. Type it as 2026-04-03.',
        },
      },
    },
  },
  'action-untouched': {
    state: { ...bound, selection: { kind: 'action', action: actionId.parse('a-training'), field: null } },
  },
  'action-reader': {
    state: { ...bound, me: meWith(['read-data']), selection: { kind: 'action', action: mfa, field: null } },
  },
  'settings-reader': { state: { ...lists, page: 'settings', me: meWith(['read-data']) } },
  'action-assign': {
    state: { ...bound, selection: { kind: 'action', action: actionId.parse('a-training'), field: null } },
    press: ['Assign'],
  },
  'action-failed': {
    state: { ...bound, selection: { kind: 'action', action: actionId.parse('a-screen'), field: null } },
  },
  'action-no-tests': {
    state: {
      ...bound,
      me: meWith(['read-data', 'edit-data']),
      selection: { kind: 'action', action: mfa, field: null },
    },
  },
  'action-evidence': {
    state: { ...bound, selection: { kind: 'action', action: mfa, field: null } },
    press: ['What to do with Export of the policy “Admins need MFA”', 'Name and dates'],
  },
  control: { state: { ...bound, selection: { kind: 'control', control: 'A.9.2.3' } } },
  'control-provider': { state: { ...bound, selection: { kind: 'providerAction', action: actionId.parse('p-dc') } } },
  items: { state: { ...bound, page: 'items' } },
  'items-filters': { state: { ...bound, page: 'items' }, press: ['Filter'] },
  'items-chosen': { state: { ...bound, page: 'items' }, press: ['Choose all 12 action items'] },
  'items-set': { state: { ...bound, page: 'items' }, press: ['Choose all 12 action items', 'Set a field'] },
  'items-preview': {
    state: {
      ...bound,
      page: 'items',
      bulk: {
        score: {
          before: { achieved: 54, possible: 160, percent: 33.75 },
          after: { achieved: 81, possible: 160, percent: 50.625 },
        },
        change: { kind: 'set', field: 'implementationStatus', value: 'Planned' },
        rows: view.actions.map(({ id, title, fields }, index) => ({
          action: id,
          title,
          from: fields.implementationStatus?.value ?? 'Not Implemented',
          to: 'Planned',
          effect:
            index === 3
              ? ('pending' as const)
              : fields.implementationStatus?.value === 'Planned'
                ? ('same' as const)
                : ('change' as const),
        })),
      },
    },
    press: ['Choose all 12 action items'],
  },
  'items-none': { state: { ...bound, page: 'items', view: { ...view, actions: [] } } },
  conflicts: {
    state: { ...bound, page: 'conflicts', selection: { kind: 'conflict', conflict: conflictId.parse('c2@group:g-1') } },
  },
  'conflicts-compare': { state: { ...bound, page: 'conflicts' }, press: ['Side by side'] },
  'conflicts-none': { state: { ...bound, page: 'conflicts', view: { ...view, conflicts: [] } } },
  'conflicts-held': {
    state: {
      ...bound,
      page: 'conflicts',
      view: { ...view, conflicts: [] },
      held: [
        {
          id: 'h-1',
          reason: 'shifted-paste',
          field: 'testResult',
          changes: view.actions.slice(0, 7).map(({ id }) => ({ action: id, from: 'Passed', to: 'Not Assessed' })),
        },
      ],
    },
  },
  'import-source': { state: { ...lists, page: 'import' } },
  'import-mapping': { state: { ...lists, page: 'import', importing: { kind: 'inspected', source, inspection } } },
  'import-refused': {
    state: {
      ...lists,
      page: 'import',
      importing: {
        kind: 'previewed',
        source,
        inspection,
        mapping: inspection.proposal,
        preview: { ...preview, outcome: 'refused', findings },
        marked: 3,
      },
    },
  },
  'import-preview': {
    state: {
      ...lists,
      page: 'import',
      importing: {
        kind: 'previewed',
        source,
        inspection,
        mapping: inspection.proposal,
        preview: { ...preview, outcome: 'new-template', findings: findings.slice(2) },
        marked: 1,
      },
    },
  },
  'import-done': {
    state: {
      ...lists,
      page: 'import',
      importing: { kind: 'imported', source, outcome: 'new-template', template: null, status: 'Imported' },
    },
  },
  'new-template': { state: { ...lists, page: 'new' } },
  'new-group': { state: { ...lists, page: 'new' }, press: ['ISO 27001:2013', 'Next', 'Next', 'A new group'] },
  'new-review': {
    state: { ...lists, page: 'new', binding: { kind: 'unbound' }, view: null },
    press: ['European Union GDPR', 'Next', 'Next', 'Group', 'Audit 2025', 'Next'],
  },
  'library-groups': { state: { ...lists, page: 'library' } },
  'library-templates': { state: { ...lists, page: 'library' }, press: ['Templates'] },
  'library-deletion': {
    state: {
      ...lists,
      page: 'library',
      deletion: {
        assessment: assessmentId.parse('as-4'),
        title: 'Office 365 ISO 27001 (2025)',
        records: view.actions.slice(0, 4).map(({ id, title }) => ({ action: id, title, filled: true })),
        openConflicts: 1,
        evidence: 7,
        group: { id: groupId.parse('g-2'), name: 'Audit 2025' },
      },
    },
  },
  settings: { state: { ...lists, page: 'settings' } },
  start: { state: { ...lists, binding: { kind: 'unbound' }, view: null } },
  looking: { state: { ...initialState, binding: { kind: 'binding', step: 'reading' }, connection: { kind: 'live' } } },
  unusable: {
    state: {
      ...lists,
      view: null,
      binding: {
        kind: 'unusable',
        code: 'foreign-organisation',
        detail:
          'It was made by the organisation "Example Ltd". Open it where that engine runs, or join an assessment in a new workbook.',
      },
    },
  },
  differs: {
    state: {
      ...bound,
      binding: {
        kind: 'differs',
        reason: 'other-history',
        cells: view.actions.slice(0, 4).map(({ id, title }) => ({
          action: id,
          title,
          field: 'testResult' as const,
          workbook: 'Passed',
          engine: 'Not Assessed',
        })),
      },
    },
  },
  people: {
    state: {
      ...bound,
      page: 'people',
      people: { access: { kind: 'ready', value: access }, found: [ann, bo, cara], names: {}, asked: null },
    },
  },
  'people-preview': {
    state: {
      ...bound,
      page: 'people',
      people: {
        access: { kind: 'ready', value: access },
        ...{ found: [], names: {} },
        asked: {
          changes: [{ kind: 'add', role: 'assessor', user: bo.id }],
          preview: {
            kind: 'ready',
            value: {
              everybodyElse: { gains: [], loses: ['edit-test-results'] },
              people: [{ person: cara, gains: [], loses: ['edit-test-results'] }],
              peopleChanged: 4,
            },
          },
        },
      },
    },
  },
  'signed-out': {
    state: { ...bound, me: null, account: { kind: 'signed-out', issuer: 'https://login.example.org/tenant/v2.0' } },
  },
  menu: { state: { ...bound, account: { kind: 'signed-in', issuer: 'https://login.example.org' } }, press: ['More'] },
  help: { state: bound, press: ['More', 'Help'] },
  ...administrationScenes,
  ...workScenes,
};
