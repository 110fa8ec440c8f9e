import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dueSpans } from '#addin/state/due';
import { initialState, type PaneState } from '#addin/state/model';
import {
  actionFieldKey,
  actionItems,
  actionsOf,
  attention,
  conflictsOf,
  controlsOf,
  fieldOfLabel,
  fieldStanding,
  historyOf,
  type ItemFilter,
  type ItemOrder,
  isBusy,
  myItems,
  overviewKey,
  selectedAction,
  selectedControl,
  shownValue,
  stageOf,
} from '#addin/state/select';
import { actionId, recordRef } from '#engine/contract/model/ids';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import { sampleConflict, sampleLine, sampleView } from '#test/support/assessment-view';

const controls = [
  { id: 'C-1', family: 'Access' },
  { id: 'C-2', family: 'Recovery' },
];
const view = sampleView(
  {
    controls,
    actions: [
      {
        id: 'a1',
        title: 'Patch',
        controls: ['C-1'],
        points: 9,
        fields: { assignedTo: 'u1', implementationStatus: 'Implemented' },
      },
      {
        id: 'a2',
        title: 'Back up',
        controls: ['C-1', 'C-2'],
        points: 27,
        fields: { testResult: 'Passed', testDate: '2026-02-01' },
      },
      { id: 'a3', title: 'Train', controls: ['C-2'], points: 3, fields: { assignedTo: 'u2', testDate: '2026-01-01' } },
    ],
  },
  {
    conflicts: [{ ...sampleConflict('c1'), item: 'Patch', field: 'Test Plan' }],
    history: [{ ...sampleLine('h1'), item: 'Train' }],
  },
);
const state: PaneState = {
  ...initialState,
  view,
  binding: { kind: 'bound', assessment: view.workbook.assessment, readOnly: false },
};
const [patch, backUp, train] = view.actions;
const today = '2026-02-04'; // a Wednesday
const titles = (of: PaneState, filter: ItemFilter, order: ItemOrder, descending = false) =>
  actionItems(of, { filter, order, descending }, today).map(({ title }) => title);

describe('what the panes ask of the state', () => {
  it('[P68] finds action items by several values of a filter, all filters together', () => {
    assert.deepEqual(titles(state, {}, 'title'), ['Back up', 'Patch', 'Train']);
    assert.deepEqual(titles(state, { assignedTo: ['u1', 'u2'] }, 'title'), ['Patch', 'Train']);
    assert.deepEqual(titles(state, { assignedTo: [''] }, 'title'), ['Back up']);
    assert.deepEqual(titles(state, { family: ['Recovery'], assignedTo: ['u1', 'u2'] }, 'title'), ['Train']);
    assert.deepEqual(titles(state, { control: ['C-1'], result: ['Not Assessed'] }, 'title'), ['Patch']);
    assert.deepEqual(titles(state, { text: 'BACK' }, 'title'), ['Back up']);
    assert.deepEqual(titles(state, { status: ['Planned'] }, 'title'), []);
    assert.deepEqual(titles({ ...state, view: null }, {}, 'title'), []);
  });

  it('[P68] finds what is overdue, due this week or month, or never; what is done is not overdue', () => {
    const due = (id: string, dueDate: string | null, fields: object = {}) => ({
      ...{
        id: id.replace(' ', '-'),
        title: id,
        controls: ['C-1'],
        fields: dueDate === null ? fields : { ...fields, dueDate },
      },
    });
    const dated: PaneState = {
      ...state,
      view: sampleView({
        controls,
        actions: [
          due('yesterday', '2026-02-03'),
          due('today', '2026-02-04'),
          due('sunday', '2026-02-08'),
          due('monday', '2026-02-09'),
          due('march', '2026-03-01'),
          due('last week', '2026-02-01'),
          due('passed', '2026-01-31', { implementationStatus: 'Implemented', testResult: 'Passed' }),
          due('left out', '2026-01-31', { implementationStatus: 'Not in Scope' }),
          due('failed', '2026-01-31', { implementationStatus: 'Planned', testResult: 'Failed-Low Risk' }),
          due('never', null),
        ],
      }),
    };
    assert.deepEqual(titles(dated, { due: ['overdue'] }, 'title'), ['failed', 'last week', 'yesterday']);
    assert.deepEqual(titles(dated, { due: ['this-week'] }, 'title'), ['sunday', 'today', 'yesterday']);
    assert.deepEqual(titles(dated, { due: ['this-month'] }, 'title'), [
      ...['last week', 'monday', 'sunday', 'today', 'yesterday'],
    ]);
    assert.deepEqual(titles(dated, { due: ['none'] }, 'title'), ['never']);
    assert.deepEqual(titles(dated, { due: ['none', 'overdue'], text: 'a' }, 'title'), [
      ...['failed', 'last week', 'yesterday'],
    ]);
    assert.deepEqual(titles(dated, {}, 'dueDate').slice(-2), ['march', 'never']);
    const key = actionFieldKey(actionId.parse('never'), 'dueDate');
    const entity = recordRef(actionId.parse('never'));
    const typed = {
      ...dated,
      pending: { [key]: { entity, field: 'dueDate', value: '2026-02-01', since: '' } },
    } as const;
    assert.deepEqual(titles(typed, { due: ['none'] }, 'title'), []);
  });

  it('[P68] has all filters fit at once, and any value of each', () => {
    const values = {
      assignedTo: ['', 'u1', 'u2'],
      status: implementationStatuses,
      result: testResults,
      family: ['Access', 'Recovery'],
      control: ['C-1', 'C-2'],
      owner: ['Ops', 'Legal'],
      type: ['Technical', 'Operational'],
      due: dueSpans,
    } as const;
    const anyAction = fc.record({
      controls: fc.subarray(['C-1', 'C-2']),
      owners: fc.subarray(['Ops', 'Legal']),
      type: fc.constantFrom(...values.type),
      assignedTo: fc.constantFrom(null, 'u1', 'u2'),
      implementationStatus: fc.constantFrom(...implementationStatuses),
      testResult: fc.constantFrom(...testResults),
      dueDate: fc.constantFrom(null, '2026-01-20', '2026-02-02', '2026-02-05', '2026-02-27', '2026-05-01'),
    });
    const some = <T>(all: readonly T[]) => fc.subarray([...all]);
    const anyFilter: fc.Arbitrary<Omit<ItemFilter, 'text'>> = fc.record({
      ...{ assignedTo: some(values.assignedTo), status: some(values.status), result: some(values.result) },
      ...{ family: some(values.family), control: some(values.control), owner: some(values.owner) },
      ...{ type: some(values.type), due: some(values.due) },
    });
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 12 }), anyFilter, (drawn, filter) => {
        const actions = drawn.map(({ controls: of, owners, type, ...fields }, index) => ({
          ...{ id: `a${index}`, title: `a${String(index).padStart(2, '0')}`, controls: of, owners, type, fields },
        }));
        const sample = sampleView({ controls, actions });
        const own = actions.map(({ owners, type }) => ({ owners, type }));
        const of = {
          ...state,
          view: { ...sample, actions: sample.actions.map((one, at) => ({ ...one, ...own[at] })) },
        };
        const found = new Set(titles(of, filter, 'title'));
        const each = Object.entries(filter).map(([name, wanted]) => {
          const ones = [...wanted].flatMap((value) => titles(of, { [name]: [value] }, 'title'));
          return wanted.length === 0 ? null : new Set(ones);
        });
        for (const { title } of actions) {
          assert.equal(
            found.has(title),
            each.every((set) => set === null || set.has(title)),
            title,
          );
        }
      }),
    );
  });

  it('[P68] sorts them either way, equal ones as the assessment has them', () => {
    assert.deepEqual(titles(state, {}, 'points'), ['Train', 'Patch', 'Back up']);
    assert.deepEqual(titles(state, {}, 'points', true), ['Back up', 'Patch', 'Train']);
    assert.deepEqual(titles(state, {}, 'testDate'), ['Patch', 'Train', 'Back up']);
    assert.deepEqual(titles(state, {}, 'assignedTo'), ['Back up', 'Patch', 'Train']);
    assert.deepEqual(titles(state, {}, 'status'), ['Patch', 'Back up', 'Train']);
    assert.deepEqual(titles(state, {}, 'result'), ['Patch', 'Train', 'Back up']);
  });

  it('[P68] shows what this person sees: a local edit before what the engine has, the word for nothing at last', () => {
    assert.ok(patch !== undefined && backUp !== undefined && train !== undefined);
    const key = actionFieldKey(patch.id, 'implementationStatus');
    const edit = { entity: 'record/a1' as never, field: 'implementationStatus' as const, value: 'Planned', since: 't' };
    const edited = { ...state, pending: { [key]: edit } };
    assert.equal(shownValue(edited, patch, 'implementationStatus'), 'Planned');
    assert.equal(shownValue(state, patch, 'testResult'), 'Not Assessed');
    assert.equal(shownValue(state, patch, 'testPlan'), null);
    assert.deepEqual(
      [patch, backUp, train].map((action) => stageOf(state, action)),
      ['Implemented', 'Test', 'Review'],
    );
    assert.equal(stageOf(edited, patch), 'Review');
    assert.deepEqual(titles(edited, { status: ['Planned'] }, 'title'), ['Patch']);
    assert.deepEqual(fieldStanding(edited, key), { pending: edit, refused: null, conflicted: null });
  });

  it('[P68] finds what belongs together', () => {
    assert.ok(patch !== undefined && backUp !== undefined && train !== undefined);
    assert.deepEqual(
      controlsOf(view, backUp).map(({ id }) => id),
      ['C-1', 'C-2'],
    );
    const [first] = view.controls;
    assert.deepEqual(first === undefined ? [] : actionsOf(view, first).map(({ title }) => title), ['Patch', 'Back up']);
    assert.equal(conflictsOf(view, patch).length, 1);
    assert.equal(historyOf(view, train).length, 1);
    assert.equal(fieldOfLabel('test  plan'), 'testPlan');
    assert.equal(fieldOfLabel('Title'), null);
    assert.equal(overviewKey(view, 'title'), `assessment/${view.workbook.assessment}#title`);
  });

  it('[P68] knows what is selected, what is mine, and what needs a person', () => {
    const at = { ...state, selection: { kind: 'action', action: actionId.parse('a2'), field: null } as const };
    assert.equal(selectedAction(at)?.title, 'Back up');
    assert.equal(selectedControl({ ...state, selection: { kind: 'control', control: 'C-2' } })?.family, 'Recovery');
    assert.equal(selectedAction(state), null);
    assert.deepEqual(myItems(state), { assignedTo: [''] });
    assert.deepEqual(attention({ ...state, outbox: { waiting: 2, oldest: 't', stored: true } }), {
      ...{ pending: 2, refused: 0, conflicts: 1, held: 0 },
    });
    assert.equal(isBusy({ ...state, busy: [{ id: '1', what: 'syncing', progress: null }] }, 'syncing'), true);
  });
});
