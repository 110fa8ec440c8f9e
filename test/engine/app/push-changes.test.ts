import assert from 'node:assert/strict';
import { pushChanges } from '#engine/app/push-changes';
import { settleConflict } from '#engine/app/settle-conflict';
import type { Change, ChangeSet } from '#engine/contract/model/change';
import { type ActionId, type CommandId, groupPartition, type PartitionId, recordRef } from '#engine/contract/model/ids';
import { documentsOf } from '#engine/domain/organisation/documents';
import { ann, createTestOrganisation } from '#test/support/test-organisation';

async function withOneAssessment() {
  const test = await createTestOrganisation();
  const assessment = await test.open('One', await test.template('One', { 'C-1': ['Lock doors'], 'C-2': ['Back up'] }));
  const partition = groupPartition(assessment.group);
  const epoch = (await test.organisation.group(assessment.group)).image.epoch;
  const id = (title: string): ActionId => {
    const action = documentsOf(test.organisation.core.image, 'action').find((one) => one.title === title);
    assert.ok(action !== undefined);
    return action.id;
  };
  const change = (title: string, value: string, base = 0, field = 'testPlan'): Change => ({
    entity: recordRef(id(title)),
    field,
    value,
    base,
  });
  const push = (command: string, changes: readonly Change[], more: Partial<ChangeSet> = {}) =>
    pushChanges(
      test.organisation,
      { id: command as CommandId, partition, epoch, changes: [...changes], ...more },
      ann,
      'api',
    );
  return { test, partition, change, push };
}

describe('pushChanges', () => {
  it('[R17] gives the recorded verdicts for a set that is sent again', async () => {
    const { change, push } = await withOneAssessment();
    await push('a:1', [change('Back up', 'in place')]);
    const set = [
      change('Lock doors', 'x'),
      change('Back up', 'yours'),
      change('Back up', 'Nearly', 0, 'testResult'),
      change('Back up', 'in place'),
    ];
    const first = await push('b:1', set);
    const second = await push('b:1', set);
    assert.ok(first.ok && second.ok);
    assert.deepEqual(
      first.value.map(({ outcome }) => outcome),
      ['accepted', 'conflict', 'refused', 'agreed'],
    );
    assert.deepEqual(
      second.value.map(({ outcome }) => outcome),
      ['accepted', 'conflict', 'refused', 'agreed'],
    );
  });

  it('[R8] lets a client type on before the answer to its first edit has come', async () => {
    const { change, push } = await withOneAssessment();
    const answers = await Promise.all([
      push('pane-7:1', [change('Back up', 'draft')]),
      push('pane-7:2', [change('Back up', 'draft, better')]),
      push('pane-8:1', [change('Back up', 'stranger')]),
    ]);
    assert.deepEqual(
      answers.map((answer) => answer.ok && answer.value[0]?.outcome),
      ['accepted', 'accepted', 'conflict'],
    );
  });

  it('[R20] makes none of an atomic set when one cannot be', async () => {
    const { test, partition, change, push } = await withOneAssessment();
    const result = await push('a:1', [change('Lock doors', 'x'), change('Back up', 'Nearly', 0, 'testResult')], {
      atomic: true,
    });
    assert.ok(!result.ok && result.error.code === 'not-atomic');
    assert.deepEqual(
      result.error.verdicts.map(({ outcome }) => outcome),
      ['accepted', 'refused'],
    );
    assert.equal(test.organisation.partition(partition)?.image.position, 0);
  });

  it('[R12] refuses actions nobody cites, unknown partitions and another epoch', async () => {
    const { change, push } = await withOneAssessment();
    const unknown = await push('a:1', [{ ...change('Back up', 'x'), entity: recordRef('nobody' as ActionId) }]);
    assert.equal(unknown.ok && unknown.value[0]?.outcome === 'refused' && unknown.value[0].code, 'unknown-action');
    const nowhere = await push('a:2', [change('Back up', 'x')], { partition: 'group:none' as PartitionId });
    assert.equal(!nowhere.ok && nowhere.error.code, 'unknown-partition');
    const restored = await push('a:3', [change('Back up', 'x')], { epoch: 'before' });
    assert.equal(!restored.ok && restored.error.code, 'unknown-epoch');
    const elsewhere = await push('a:4', [change('Back up', 'x')], { partition: 'org' as PartitionId, epoch: 'before' });
    assert.equal(!elsewhere.ok && elsewhere.error.code, 'unknown-epoch');
  });

  it('[R10] settles a conflict by a command of its own', async () => {
    const { test, partition, change, push } = await withOneAssessment();
    await push('a:1', [change('Back up', 'in place')]);
    const conflicted = await push('b:1', [change('Back up', 'yours')]);
    const verdict = conflicted.ok ? conflicted.value[0] : undefined;
    assert.ok(verdict?.outcome === 'conflict');
    const resolution = { conflict: verdict.conflict, decision: 'take', value: null, base: 2 } as const;
    const settled = await settleConflict(test.organisation, partition, 'settle-1', resolution, ann, 'api');
    assert.ok(settled.ok);
    const image = test.organisation.partition(partition)?.image;
    assert.equal(image?.entity(change('Back up', '').entity)?.fields['testPlan']?.value, 'yours');
  });
});
