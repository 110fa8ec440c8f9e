import assert from 'node:assert/strict';
import { initialState, type PaneState, type PendingEdit } from '#addin/state/model';
import { type Happening, reduce } from '#addin/state/reduce';
import type { EntityRef } from '#engine/contract/model/ids';
import { sampleView } from '#test/support/assessment-view';

const entity = 'record/a1' as EntityRef;
const edit: PendingEdit = { entity, field: 'testPlan', value: 'x', since: 't' };
const key = 'record/a1#testPlan';

function told(...happenings: readonly Happening[]): PaneState {
  return happenings.reduce(reduce, initialState);
}

describe('the state of the pane', () => {
  it('[P67] shows an edit as pending until its verdict, and what became of it after', () => {
    const pending = told({ kind: 'edited', edits: [edit] });
    assert.deepEqual(pending.pending, { [key]: edit });
    assert.deepEqual(reduce(pending, { kind: 'settled', key }).pending, {});
    const refused = reduce(pending, { kind: 'refused', edit: { ...edit, code: 'not-a-date', detail: 'No.' } });
    assert.deepEqual([refused.pending, refused.refused[key]?.code], [{}, 'not-a-date']);
    assert.deepEqual(reduce(refused, { kind: 'edited', edits: [edit] }).refused, {});
    assert.deepEqual(reduce(refused, { kind: 'dismissedRefused', key }).refused, {});
    const conflicted = reduce(pending, {
      kind: 'conflicted',
      edit: { ...edit, conflict: 'c1@group:g' as never, inPlace: 'y' },
    });
    assert.deepEqual([conflicted.pending, conflicted.conflicted[key]?.inPlace], [{}, 'y']);
    assert.deepEqual(reduce(conflicted, { kind: 'settled', key }), conflicted);
    assert.deepEqual(reduce(conflicted, { kind: 'resolved', key }).conflicted, {});
  });

  it('[P67] takes news of fields into the view, and leaves everything else the same object', () => {
    const view = sampleView({ controls: [{ id: 'C' }], actions: ['a1', 'a2'].map((id) => ({ id, controls: ['C'] })) });
    const state = told({ kind: 'set', to: { view } });
    const news = { entity, field: 'testPlan', value: 'new', by: 'Ann', at: 't' };
    const next = reduce(state, { kind: 'fieldsArrived', news: [news] });
    assert.deepEqual(next.view?.actions[0]?.fields.testPlan, { value: 'new', by: 'Ann', at: 't' });
    assert.equal(next.view?.actions[1], view.actions[1]);
    assert.equal(next.view?.controls, view.controls);
    const own = `assessment/${view.workbook.assessment}` as EntityRef;
    const titled = reduce(state, {
      kind: 'fieldsArrived',
      news: [{ ...news, entity: own, field: 'title', value: 'T' }],
    });
    assert.equal(titled.view?.assessment.title, 'T');
    assert.equal(titled.view?.actions, view.actions);
    assert.equal(reduce(initialState, { kind: 'fieldsArrived', news: [news] }), initialState);
  });

  it('[P67] has a problem once, the newest last, and never more than a person can take in', () => {
    const problem = (id: string, code: string) => ({ id, code, detail: null, data: {}, remedies: [] });
    const state = told(
      { kind: 'problem', problem: problem('1', 'a') },
      { kind: 'problem', problem: problem('2', 'b') },
      { kind: 'problem', problem: problem('3', 'a') },
    );
    assert.deepEqual(
      state.problems.map(({ id }) => id),
      ['2', '3'],
    );
    assert.deepEqual(
      reduce(state, { kind: 'dismissed', problem: '2' }).problems.map(({ id }) => id),
      ['3'],
    );
    const many = told(
      ...Array.from(
        { length: 50 },
        (_, index): Happening => ({ kind: 'problem', problem: problem(`${index}`, `${index}`) }),
      ),
    );
    assert.equal(many.problems.length, 20);
    assert.equal(many.problems.at(-1)?.id, '49');
  });

  it('[P67] knows what is under way and what is held', () => {
    const busy = { id: 'b', what: 'syncing', progress: null } as const;
    assert.deepEqual(told({ kind: 'begun', busy }, { kind: 'begun', busy }).busy, [busy]);
    assert.deepEqual(told({ kind: 'begun', busy }, { kind: 'ended', busy: 'b' }).busy, []);
    const held = { id: 'h', reason: 'mass-clear', field: 'testPlan', changes: [] } as const;
    assert.deepEqual(told({ kind: 'held', held }, { kind: 'held', held }).held, [held]);
    assert.deepEqual(told({ kind: 'held', held }, { kind: 'released', held: 'h' }).held, []);
  });
});
