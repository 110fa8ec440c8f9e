import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { pushChanges } from '#engine/app/push-changes';
import { settleConflict } from '#engine/app/settle-conflict';
import { type Change, changeSet } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import { type ActionId, groupPartition, recordRef, type UserId, type WorkbookId } from '#engine/contract/model/ids';
import { defaultWorkflow, type WorkflowSettings } from '#engine/contract/model/workflow';
import { documentRef, putDocument } from '#engine/domain/organisation/documents';
import { fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { ok } from '#engine/domain/result';
import { commentsOn } from '#engine/domain/workflow/comments';
import { addPeople, fillRoles } from '#test/support/access-builders';
import { createTestOrganisation } from '#test/support/test-organisation';

/** One assessment with one action, Back up; people are adam, tess and olga. */
async function desk(settings: Partial<WorkflowSettings> = {}) {
  const test = await createTestOrganisation();
  const { organisation } = test;
  await addPeople(test, 'adam', 'tess', 'olga');
  const one = await test.open('One', await test.template('One', { 'C-1': ['Back up'] }));
  const view = await viewAssessment(test, one.id, 'wb' as WorkbookId);
  const action = view?.actions[0]?.id as ActionId;
  const partition = await organisation.group(one.group);
  const entity = recordRef(action);
  const { command, actor, channel } = test.caller();
  await organisation.core.execute<null, never>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      putDocument<'workflow'>(draft.emit, documentRef('workflow'), { ...defaultWorkflow, ...settings });
      return ok(null);
    },
    recall: () => null,
  });
  let sets = 0;
  const push = async (user: string, fields: Readonly<Record<string, FieldValue>>, base = partition.image.position) => {
    sets += 1;
    const changes: readonly Change[] = Object.entries(fields).map(([field, value]) => ({ entity, field, value, base }));
    const { epoch } = partition.image;
    const set = changeSet.parse({ id: `${user}:${sets}`, partition: partition.id, epoch, changes });
    const result = await pushChanges(organisation, set, user as UserId, 'api');
    assert.ok(result.ok);
    return result.value.map((verdict) => (verdict.outcome === 'refused' ? verdict.code : verdict.outcome));
  };
  const get = (field: string): FieldValue => fieldValueOf(partition.image, entity, field);
  return {
    test,
    one,
    action,
    partition,
    entity,
    push,
    get,
    view: () => viewAssessment(test, one.id, 'wb' as WorkbookId),
  };
}

describe('the steps of the work', () => {
  it('[K1] refuses a test result while the implementation status is Not Implemented, and says what to choose first', async () => {
    const { push, get, view } = await desk();
    assert.deepEqual(await push('tess', { testResult: 'Passed' }), ['not-implemented-yet']);
    assert.equal(get('testResult'), 'Not Assessed');
    const notice = (await view())?.actions[0]?.notice;
    assert.equal(notice, 'Refused in Test Result: "Passed" (choose the implementation status first).');
    assert.deepEqual(await push('adam', { implementationStatus: 'Planned' }), ['accepted']);
    assert.deepEqual(await push('tess', { testResult: 'Passed' }), ['accepted']);
  });

  it('[K1] judges a test result by the status that comes with it, in whatever order they stand', async () => {
    const { push } = await desk();
    const set = { testResult: 'Passed', implementationStatus: 'Implemented' };
    assert.deepEqual(await push('tess', set), ['accepted', 'accepted']);
  });

  it('[K1] lets a test result be taken back, and said again, whatever the status is', async () => {
    const { push } = await desk();
    await push('adam', { implementationStatus: 'Implemented', testResult: 'Passed' });
    assert.deepEqual(await push('adam', { implementationStatus: 'Not Implemented' }), ['accepted']);
    assert.deepEqual(await push('adam', { testResult: 'Passed' }), ['agreed']);
    assert.deepEqual(await push('adam', { testResult: 'Not Assessed' }), ['accepted']);
  });

  it('[K2] keeps who set the implementation status from setting the test result, where the organisation separates duties', async () => {
    const { push } = await desk({ separateDuties: true });
    await push('adam', { implementationStatus: 'Implemented' });
    assert.deepEqual(await push('adam', { testResult: 'Passed' }), ['separate-duties']);
    assert.deepEqual(await push('tess', { testResult: 'Passed' }), ['accepted']);
    assert.deepEqual(await push('adam', { testResult: 'Not Assessed' }), ['accepted']);
  });

  it('[K2] keeps who set the test result from setting the implementation status afterwards', async () => {
    const { push } = await desk({ separateDuties: true });
    await push('adam', { implementationStatus: 'Planned' });
    await push('tess', { testResult: 'Passed' });
    assert.deepEqual(await push('tess', { implementationStatus: 'Implemented' }), ['separate-duties']);
    await push('tess', { testResult: 'Not Assessed' });
    assert.deepEqual(await push('tess', { implementationStatus: 'Implemented' }), ['accepted']);
  });

  it('[K2] says who did it and what to do', async () => {
    const { test, partition, entity, push } = await desk({ separateDuties: true });
    await push('adam', { implementationStatus: 'Implemented' });
    const { epoch, position } = partition.image;
    const change = { entity, field: 'testResult', value: 'Passed', base: position };
    const set = changeSet.parse({ id: 'x:1', partition: partition.id, epoch, changes: [change] });
    const result = await pushChanges(test.organisation, set, 'adam' as UserId, 'api');
    assert.ok(result.ok && result.value[0]?.outcome === 'refused');
    assert.equal(
      result.value[0].message,
      'You (Adam Person) set the implementation status of this action, and who implements does not test here. Let somebody else set the test result: assign the action to them.',
    );
  });

  it('[K2] holds when a conflict is settled, too', async () => {
    const { test, partition, entity, push } = await desk({ separateDuties: true });
    await push('adam', { implementationStatus: 'Implemented' });
    const base = partition.image.position;
    await push('tess', { testResult: 'Passed' }, base);
    assert.deepEqual(await push('olga', { testResult: 'Failed-Low Risk' }, base), ['conflict']);
    const [conflict] = partition.image.conflictsOf(entity);
    assert.ok(conflict !== undefined);
    const settle = (user: string, decision: 'take' | 'keep') => {
      const resolution = { conflict: conflict.id, decision, value: null, base: partition.image.position };
      return settleConflict(
        test.organisation,
        partition.id,
        `s-${user}-${decision}`,
        resolution,
        user as UserId,
        'api',
      );
    };
    const refused = await settle('adam', 'take');
    assert.ok(!refused.ok && refused.error.code === 'separate-duties');
    assert.ok((await settle('adam', 'keep')).ok);
  });

  it('[K3] gives an action whose test failed back to who had it for implementation, with a message, in one go', async () => {
    const { test, action, partition, push, get } = await desk();
    await push('olga', { assignedTo: 'adam' });
    await push('adam', { implementationStatus: 'Implemented' });
    await push('adam', { assignedTo: 'tess' });
    const before = partition.image.position;
    assert.deepEqual(await push('tess', { testResult: 'Failed-High Risk' }), ['accepted']);
    assert.equal(get('assignedTo'), 'adam');
    const [comment, ...more] = commentsOn(partition.image, action);
    assert.ok(comment !== undefined && more.length === 0);
    assert.deepEqual([comment.purpose, comment.to, comment.author], ['return', 'adam', 'tess']);
    assert.match(comment.text, /^The test result is Failed-High Risk\./);
    const written = await partition.read(before, 10);
    assert.equal(new Set(written.map(({ entry }) => entry.command)).size, 1);
    assert.deepEqual(
      written.map(({ entry }) => entry.event.kind),
      ['changed', 'changed', 'put'],
    );
    assert.equal((await test.recent.of(partition.id)).length, partition.image.position);
  });

  it('[K3] takes who set the status where nobody had it, and whoever came before who it was handed on to in one go', async () => {
    const { push, get } = await desk();
    await push('olga', { assignedTo: 'olga' });
    await push('adam', { assignedTo: 'tess', implementationStatus: 'Implemented' });
    await push('tess', { testResult: 'Failed-Low Risk' });
    assert.equal(get('assignedTo'), 'olga');
    const alone = await desk();
    await alone.push('adam', { implementationStatus: 'Implemented' });
    await alone.push('tess', { testResult: 'Failed-Low Risk' });
    assert.equal(alone.get('assignedTo'), 'adam');
  });

  it('[K3] gives nothing back where the change says who it goes to, where that is who tests, or where the setting is off', async () => {
    const said = await desk();
    await said.push('adam', { implementationStatus: 'Implemented' });
    await said.push('tess', { testResult: 'Failed-Low Risk', assignedTo: 'olga' });
    assert.equal(said.get('assignedTo'), 'olga');
    const own = await desk();
    await own.push('adam', { implementationStatus: 'Implemented', assignedTo: 'olga' });
    await own.push('adam', { testResult: 'Failed-Low Risk' });
    assert.equal(own.get('assignedTo'), 'olga');
    const off = await desk({ returnFailed: false });
    await off.push('adam', { implementationStatus: 'Implemented', assignedTo: 'tess' });
    await off.push('tess', { testResult: 'Failed-Low Risk' });
    assert.equal(off.get('assignedTo'), 'tess');
  });

  it('[K3] passes over somebody whose account is not active', async () => {
    const { test, push, get } = await desk();
    await push('olga', { assignedTo: 'adam' });
    await push('olga', { implementationStatus: 'Implemented' });
    await fillRoles(test, [{ kind: 'account', user: 'adam' as UserId, active: false }]);
    await push('tess', { testResult: 'Failed-Low Risk' });
    assert.equal(get('assignedTo'), 'olga');
  });

  it('[K3] gives back what failed by a settled conflict', async () => {
    const { test, one, partition, entity, push, get } = await desk();
    await push('adam', { implementationStatus: 'Implemented', assignedTo: 'tess' });
    const base = partition.image.position;
    await push('tess', { testResult: 'Passed' }, base);
    await push('olga', { testResult: 'Failed-Low Risk' }, base);
    const [conflict] = partition.image.conflictsOf(entity);
    assert.ok(conflict !== undefined);
    const resolution = {
      conflict: conflict.id,
      decision: 'take',
      value: null,
      base: partition.image.position,
    } as const;
    const home = groupPartition(one.group);
    assert.ok((await settleConflict(test.organisation, home, 's', resolution, 'tess' as UserId, 'api')).ok);
    assert.equal(get('assignedTo'), 'adam');
  });
});
