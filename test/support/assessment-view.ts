import fc from 'fast-check';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { actionId, assessmentId, partitionId, userId, workbookId } from '#engine/contract/model/ids';
import { defaultScoring, type ScoringSettings } from '#engine/contract/model/score';
import { implementationStatuses, type Responsibility, testResults } from '#engine/contract/model/vocabulary';
import type {
  ActionView,
  AssessmentView,
  ControlView,
  FamilyView,
  FieldView,
  ProviderActionView,
} from '#engine/domain/sheets/view';

/** What a test says about an action; all else is filled in. */
export type SampleAction = {
  readonly id: string;
  readonly controls: readonly string[];
  readonly title?: string;
  readonly points?: number;
  readonly notice?: string;
  readonly finishedByParent?: boolean;
  readonly fields?: Readonly<Partial<Record<RecordField, FieldValue>>>;
};

type SampleProviderAction = {
  readonly id: string;
  readonly controls: readonly string[];
  readonly points?: number;
  readonly testResult?: string | null;
};

type SampleControl = { readonly id: string; readonly family?: string; readonly responsibility?: Responsibility };

export type Sample = {
  readonly controls?: readonly SampleControl[];
  readonly actions?: readonly SampleAction[];
  readonly providerActions?: readonly SampleProviderAction[];
  readonly scoring?: Partial<ScoringSettings>;
};

export const people = [
  { id: userId.parse('u1'), name: 'Ann Lee', email: 'ann@example.org' },
  { id: userId.parse('u2'), name: 'Bo Chen', email: 'bo@example.org' },
];

/** A view whose numbers are worked out here by the plain rules, so that formulas have something to be held against. */
export function sampleView(sample: Sample = {}, more: Partial<AssessmentView> = {}): AssessmentView {
  const scoring = { ...defaultScoring, ...sample.scoring };
  const actions = (sample.actions ?? defaultActions).map((action) => sampleAction(action, scoring));
  const providerActions = (sample.providerActions ?? []).map((action) => sampleProviderAction(action, scoring));
  const all = [...actions, ...providerActions];
  const controls = (sample.controls ?? defaultControls).map((control): ControlView => {
    const own = all.filter((action) => action.controls.includes(control.id));
    return {
      id: control.id,
      title: `Title of ${control.id}`,
      family: control.family ?? 'Access Control',
      description: 'What it asks for',
      link: null,
      articleId: null,
      parent: null,
      labels: [],
      responsibility: control.responsibility ?? 'customer',
      state: 'In progress',
      assessed: false,
      achieved: sum(own, 'achieved'),
      possible: sum(own, 'possible'),
      actions: own.map(({ title }) => title),
      related: [],
    };
  });
  const counted = scoring.rollUp === 'per-control' ? controls : all;
  const [achieved, possible] = [sum(counted, 'achieved'), sum(counted, 'possible')];
  return {
    workbook: {
      organisation: 'org-1',
      workbook: workbookId.parse('wb-1'),
      assessment: assessmentId.parse('as-1'),
      templateVersion: 1,
      cursors: [{ partition: partitionId.parse('group:g1'), epoch: 'e1', position: 7 }],
    },
    asOf: '2026-11-23T09:15:30.000Z',
    assessment: {
      title: 'Office 365 ISO 27001',
      product: 'Office 365',
      certification: 'ISO 27001',
      inScopeServices: ['Exchange Online', 'SharePoint Online'],
      created: '2026-01-02T00:00:00.000Z',
    },
    group: 'Default Group',
    template: { name: 'ISO 27001:2013', version: 1, acknowledgement: null },
    archived: null,
    scoring,
    providerName: 'Microsoft',
    controls,
    actions,
    providerActions,
    evidence: [],
    conflicts: [],
    history: [],
    score: { achieved, possible, percent: possible === 0 ? null : (achieved / possible) * 100 },
    scoreHistory: [{ date: '2026-11-22', percent: 25 }],
    families: families(controls),
    progress: { customer: { assessed: 0, total: controls.length }, provider: { assessed: 0, total: 0 } },
    people,
    notice: '',
    ...more,
  };
}

const defaultControls: readonly SampleControl[] = [
  { id: 'AC-1' },
  { id: 'AC-2' },
  { id: 'AC-2(1)' },
  { id: 'SC-7', family: 'System and Communications' },
];

const done = { implementationStatus: 'Implemented', testResult: 'Passed' } as const;

const defaultActions: readonly SampleAction[] = [
  { id: 'a1', controls: ['AC-1', 'AC-2'], points: 27, fields: { ...done, assignedTo: 'u1', testDate: '2026-04-03' } },
  { id: 'a2', controls: ['AC-2(1)'], points: 9, fields: { implementationNotes: '=not a formula\nsecond line' } },
  { id: 'a3', controls: ['AC-2', 'SC-7'], points: 3, fields: { implementationStatus: 'Not in Scope' } },
];

function sampleAction(action: SampleAction, scoring: ScoringSettings): ActionView {
  const points = action.points ?? 9;
  const fields: Partial<Record<RecordField, FieldView>> = {};
  for (const [field, value] of Object.entries(action.fields ?? {})) {
    fields[field as RecordField] = { value, by: 'Ann Lee', at: '2026-11-20T10:00:00.000Z' }; // keys of the argument's own type
  }
  const status = action.fields?.implementationStatus ?? 'Not Implemented';
  const result = action.fields?.testResult ?? 'Not Assessed';
  const outOfScope = status === 'Not in Scope' || result === 'Not in Scope';
  const isDone = (status === 'Implemented' || status === 'Alternative Implementation') && result === 'Passed';
  const isFinished = action.finishedByParent === true && !String(result).startsWith('Failed');
  return {
    id: actionId.parse(action.id),
    title: action.title ?? `Action ${action.id}`,
    controls: action.controls,
    description: 'How to do it',
    type: 'Operational',
    category: 'Security',
    purpose: 'Preventative',
    enforcement: 'Mandatory',
    owners: ['Customer'],
    points,
    achieved: !outOfScope && (isDone || isFinished) ? points : 0,
    possible: outOfScope && scoring.notInScope === 'exclude' ? 0 : points,
    finishedByParent: action.finishedByParent ?? false,
    parents: [],
    secureScore: null,
    fields,
    evidence: 0,
    notice: action.notice ?? '',
  };
}

function sampleProviderAction(action: SampleProviderAction, scoring: ScoringSettings): ProviderActionView {
  const points = action.points ?? 3;
  const result = action.testResult ?? null;
  const counted = scoring.providerPoints;
  return {
    id: actionId.parse(action.id),
    title: `Provider action ${action.id}`,
    controls: action.controls,
    description: 'What the provider does',
    points,
    achieved: counted && result === 'Passed' ? points : 0,
    possible: !counted || (result === 'Not in Scope' && scoring.notInScope === 'exclude') ? 0 : points,
    attestation: 'Audited yearly',
    testResult: result,
    testDate: '2026-02-01',
    tester: 'An auditor',
    notes: null,
    source: null,
  };
}

function families(controls: readonly ControlView[]): readonly FamilyView[] {
  return [...new Set(controls.map(({ family }) => family))].map((family) => {
    const own = controls.filter((control) => control.family === family);
    return {
      family,
      progress: { customer: { assessed: 0, total: own.length }, provider: { assessed: 0, total: 0 } },
      achieved: sum(own, 'achieved'),
      possible: sum(own, 'possible'),
    };
  });
}

function sum(parts: readonly { readonly achieved: number; readonly possible: number }[], key: 'achieved' | 'possible') {
  return parts.reduce((total, part) => total + part[key], 0);
}

/** An open conflict; its texts do not matter. */
export function sampleConflict(id: string): AssessmentView['conflicts'][number] {
  const texts = { item: 'Action a1', field: 'Test Date', base: 'a', inPlace: 'b', yours: 'c', who: 'Bo', notice: '' };
  return { id, when: '2026-11-22T08:00:00.000Z', ...texts } as AssessmentView['conflicts'][number]; // text stands for the id
}

/** A line of the history; its texts do not matter. */
export function sampleLine(id: string): AssessmentView['history'][number] {
  const texts = {
    who: 'Bo',
    channel: 'file',
    item: 'Action a1',
    field: 'Test Date',
    from: '',
    to: 'x',
    what: 'changed',
  };
  return { id, when: '2026-11-22T08:00:00.000Z', ...texts };
}

/** Views of one assessment in different states: fields, actions, settings, conflicts, history. */
export function anyView(): fc.Arbitrary<AssessmentView> {
  const controls = ['AC-1', 'AC-2', 'AC-2(1)', 'SC-7'];
  const text = fc.constantFrom('one', '=1+1', 'two\nlines', 'three');
  const fields = fc.record(
    {
      implementationStatus: fc.constantFrom(...implementationStatuses),
      testResult: fc.constantFrom(...testResults),
      testDate: fc.constantFrom('2026-04-03', '2026-05-01'),
      implementationNotes: text,
      assignedTo: fc.constantFrom('u1', 'u2'),
    },
    { requiredKeys: [] },
  );
  const action = fc.record({
    id: fc.constantFrom('a1', 'a2', 'a3', 'a4', 'a5', 'a6'),
    controls: fc.uniqueArray(fc.constantFrom(...controls), { minLength: 1 }),
    points: fc.integer({ min: 1, max: 99 }),
    fields,
    notice: fc.constantFrom('', 'Refused'),
  });
  return fc
    .record({
      actions: fc.uniqueArray(action, { selector: ({ id }) => id, minLength: 1 }),
      providerPoints: fc.boolean(),
      rollUp: fc.constantFrom('per-control' as const, 'each-action-once' as const),
      conflicts: fc.uniqueArray(fc.constantFrom('c1', 'c2', 'c3')),
      history: fc.nat(30),
      title: fc.constantFrom('One', 'Two'),
    })
    .map(({ actions: drawn, providerPoints, rollUp, conflicts, history, title }) => {
      const sample = sampleView(
        { actions: drawn, providerActions: [{ id: 'p1', controls: ['AC-1'] }], scoring: { providerPoints, rollUp } },
        {
          conflicts: conflicts.map(sampleConflict),
          history: Array.from({ length: history }, (_, index) => sampleLine(`h${history - index}`)),
        },
      );
      return { ...sample, assessment: { ...sample.assessment, title } };
    });
}
