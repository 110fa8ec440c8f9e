import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createTruth } from '#addin/sheets/truth';
import type { TravellingEntry } from '#engine/contract/http/journal';
import type { FieldValue } from '#engine/contract/model/field';
import { type Cursor, commandId, entityRef, partitionId, userId } from '#engine/contract/model/ids';
import { sampleView } from '#test/support/assessment-view';

const partition = partitionId.parse('group:g1');
const at = (position: number): Cursor => ({ partition, epoch: 'e1', position });
const org = { partition: partitionId.parse('org'), epoch: 'o1', position: 1 };
const key = 'record/a1#testPlan';

/** A view as it is when the journal stands at a position. */
function viewAt(position: number, value: FieldValue) {
  const view = sampleView({
    controls: [{ id: 'C' }],
    actions: [{ id: 'a1', controls: ['C'], fields: { testPlan: value } }],
  });
  return { ...view, workbook: { ...view.workbook, cursors: [org, at(position)] } };
}

function entry(position: number, event: TravellingEntry['event']): TravellingEntry {
  return {
    ...{ v: 1, partition, epoch: 'e1', position, time: '2026-01-01', actor: userId.parse('u1'), channel: 'api' },
    ...{ lineage: null, command: commandId.parse(`c${position}`), index: 0, event },
  };
}
const changed = (position: number, to: FieldValue): TravellingEntry =>
  entry(position, {
    kind: 'changed',
    entity: entityRef.parse('record/a1'),
    field: 'testPlan',
    from: null,
    to,
    base: 0,
  });

describe('what the engine has', () => {
  it('[P40] never goes back, in whatever order views, entries and verdicts arrive', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1 }),
        fc.array(fc.constantFrom('view', 'entry', 'verdict', 'latest'), { minLength: 6, maxLength: 6 }),
        (order, ways) => {
          const truth = createTruth(viewAt(0, 'value 0'), false);
          let newest = 0;
          for (const [index, position] of order.entries()) {
            const value = `value ${position}`;
            if (ways[index] === 'view') truth.takeView(viewAt(position, value), index);
            else if (ways[index] === 'verdict') truth.takeOwn(key, value, position, index);
            else if (ways[index] === 'latest') {
              truth.takeFields(
                at(position),
                [{ entity: entityRef.parse('record/a1'), field: 'testPlan', value, position }],
                index,
              );
            } else truth.takeEntries([changed(position, value)], index);
            newest = Math.max(newest, position);
            assert.deepEqual(truth.known(key), { value: `value ${newest}`, position: newest });
            assert.equal(truth.view().actions[0]?.fields.testPlan?.value, `value ${newest}`);
          }
          assert.ok(truth.cursors().every((cursor) => cursor.partition === 'org' || cursor.position <= newest));
        },
      ),
    ));

  it('[P40] tells what is news, by whom, and whether more than fields has changed', () => {
    const truth = createTruth(viewAt(0, 'before'), false);
    const brought = truth.takeEntries([changed(1, 'after')], 0);
    assert.deepEqual(brought.changed, [
      { entity: 'record/a1', field: 'testPlan', value: 'after', by: 'Ann Lee', at: '2026-01-01' },
    ]);
    assert.equal(brought.stale, true);
    assert.deepEqual(truth.takeEntries([changed(1, 'after')], 0).changed, []);
    const elsewhere = { entity: entityRef.parse('record/other'), field: 'testPlan' };
    const others = entry(2, { kind: 'agreed', ...elsewhere, value: 'x', base: 0 });
    assert.deepEqual(truth.takeEntries([others], 0), { changed: [], stale: false, settings: false });
    assert.equal(truth.takeEntries([entry(3, { kind: 'hidden' })], 0).stale, false);
    const put = entry(4, { kind: 'put', entity: entityRef.parse('settings') });
    assert.deepEqual(truth.takeEntries([put], 0), { changed: [], stale: true, settings: true });
    assert.deepEqual(
      truth.takeView(viewAt(5, 'later'), 0).changed.map(({ value }) => value),
      ['later'],
    );
    assert.equal(truth.takeEntries([changed(5, 'in the view already')], 0).stale, false);
  });

  it('[P11] remembers what it had lately', () => {
    const truth = createTruth(viewAt(0, 'zero'), false);
    truth.takeEntries([changed(1, 'one')], 1_000);
    truth.takeEntries([changed(2, 'two')], 2_000);
    assert.ok(truth.hadLately(key, 'zero', 500));
    assert.ok(!truth.hadLately(key, 'zero', 1_500));
    assert.ok(truth.hadLately(key, 'one', 1_500));
    assert.ok(!truth.hadLately(key, 'two', 0));
  });

  it('[P10] files technical actions where the organisation shares them', () => {
    const view = viewAt(0, null);
    const technical = { ...view, actions: view.actions.map((action) => ({ ...action, type: 'Technical' })) };
    const truth = createTruth(technical, false);
    const subject = truth.subject(key) ?? assert.fail();
    assert.equal(truth.partitionOf(subject), 'group:g1');
    truth.shareTechnicalActions(true);
    assert.equal(truth.partitionOf(subject), 'shared');
    assert.equal(
      truth.partitionOf(truth.subject(`assessment/${view.workbook.assessment}#title`) ?? assert.fail()),
      'org',
    );
  });
});
