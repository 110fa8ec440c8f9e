import assert from 'node:assert/strict';
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
  isBusy,
  myItems,
  overviewKey,
  selectedAction,
  selectedControl,
  shownValue,
  stageOf,
} from '#addin/state/select';
import { actionId } from '#engine/contract/model/ids';
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
const titles = (...given: Parameters<typeof actionItems>) => actionItems(...given).map(({ title }) => title);

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
