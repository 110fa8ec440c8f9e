import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { pushChanges } from '#engine/app/push-changes';
import { settleConflict } from '#engine/app/settle-conflict';
import type { Assessment } from '#engine/contract/model/assessment';
import { type Change, changeSet } from '#engine/contract/model/change';
import {
  assessmentRef,
  groupPartition,
  type PartitionId,
  recordRef,
  type UserId,
  type WorkbookId,
} from '#engine/contract/model/ids';
import type { TokenScope } from '#engine/contract/model/permission';
import { addPeople, fillRoles, granted, into } from '#test/support/access-builders';
import { createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

let sets = 0;

async function organisation() {
  const test = await createTestOrganisation();
  await addPeople(test, 'rita', 'carl', 'sam', 'gwen', 'paul');
  const one = await test.open('One', await test.template('One', { 'C-1': ['Back up', 'Lock doors'] }));
  const two = await test.open('Two', await test.template('Two', { 'D-1': ['Back up', 'Train'] }));
  const other = await test.open('Other', await test.template('Three', { 'E-1': ['Back up'] }), 'Elsewhere');
  return { test, one, two, other };
}

async function change(test: TestOrganisation, assessment: Assessment, title: string, field: string, value: string) {
  const view = await viewAssessment(test, assessment.id, 'wb' as WorkbookId);
  const action = view?.actions.find((one) => one.title === title);
  assert.ok(action !== undefined);
  const base = (await test.organisation.group(assessment.group)).image.position;
  return { entity: recordRef(action.id), field, value, base };
}

async function push(
  { organisation }: TestOrganisation,
  partition: PartitionId,
  user: string,
  changes: readonly Change[],
  more: { readonly id?: string; readonly scope?: TokenScope } = {},
) {
  sets += 1;
  const epoch = organisation.partition(partition)?.image.epoch;
  const set = changeSet.parse({ id: more.id ?? `${user}:${sets}`, partition, epoch, changes });
  const result = await pushChanges(organisation, set, user as UserId, 'api', more.scope ?? null);
  assert.ok(result.ok);
  return result.value;
}

describe('permissions of changes', () => {
  it('[I20] refuses a change its writer may not make, names the permission and whom to ask, and takes the rest', async () => {
    const { test, one } = await organisation();
    await fillRoles(test, [
      ...into('contributor', 'carl'),
      ...into('assessor', 'sam'),
      ...into('portal-admin', 'paul', 'ann'),
    ]);
    const home = groupPartition(one.group);
    await push(test, home, 'paul', [await change(test, one, 'Back up', 'implementationStatus', 'Implemented')]);
    const verdicts = await push(test, home, 'carl', [
      await change(test, one, 'Back up', 'testResult', 'Passed'),
      await change(test, one, 'Back up', 'implementationNotes', 'nightly'),
    ]);
    const [refused, accepted] = verdicts;
    assert.equal(accepted?.outcome, 'accepted');
    assert.ok(refused?.outcome === 'refused' && refused.code === 'forbidden');
    assert.equal(
      refused.message,
      'You may not change test results here: it needs the role Assessor or one above it (Edit test results). Ask Paul Person or Ann Archer for it.',
    );
    const kept = (await test.recent.of(home)).find(({ event }) => event.kind === 'refused')?.event;
    assert.ok(kept?.kind === 'refused' && kept.reason === 'forbidden' && kept.value === 'Passed');
    const judged = await push(test, home, 'sam', [await change(test, one, 'Back up', 'testResult', 'Passed')]);
    assert.equal(judged[0]?.outcome, 'accepted');
  });

  it('[I20] makes nothing of an atomic set of which one change is forbidden', async () => {
    const { test, one } = await organisation();
    await fillRoles(test, into('assessor', 'sam'));
    const home = groupPartition(one.group);
    const changes = [
      await change(test, one, 'Back up', 'implementationNotes', 'nightly'),
      await change(test, one, 'Back up', 'testResult', 'Passed'),
    ];
    const epoch = test.organisation.partition(home)?.image.epoch;
    const set = changeSet.parse({ id: 'atomic:1', partition: home, epoch, changes, atomic: true });
    const result = await pushChanges(test.organisation, set, 'carl' as UserId, 'pane');
    assert.ok(!result.ok && result.error.code === 'not-atomic');
    assert.equal(test.organisation.partition(home)?.image.position, 0);
  });

  it('[I20] lets a role lost in between count from the next change on', async () => {
    const { test, one } = await organisation();
    await fillRoles(test, into('contributor', 'carl', 'ann'));
    const home = groupPartition(one.group);
    const write = async (value: string) =>
      (await push(test, home, 'carl', [await change(test, one, 'Back up', 'testPlan', value)]))[0]?.outcome;
    assert.equal(await write('a'), 'accepted');
    await fillRoles(test, [{ kind: 'remove', role: 'contributor', user: 'carl' as UserId }]);
    assert.equal(await write('b'), 'refused');
  });

  it('[I6] lets who has a role for one assessment edit what it cites, and nothing of its siblings and other groups', async () => {
    const { test, one, two, other } = await organisation();
    await fillRoles(test, [...into('reader', 'rita'), granted(one.id, 'contributor', 'gwen')]);
    const home = groupPartition(one.group);
    const [shared, train, lock] = await push(test, home, 'gwen', [
      await change(test, two, 'Back up', 'testPlan', 'shared by both'),
      await change(test, two, 'Train', 'testPlan', 'of the sibling'),
      await change(test, one, 'Lock doors', 'testPlan', 'own'),
    ]);
    assert.deepEqual([shared?.outcome, train?.outcome, lock?.outcome], ['accepted', 'refused', 'accepted']);
    const elsewhere = await push(test, groupPartition(other.group), 'gwen', [
      await change(test, other, 'Back up', 'testPlan', 'x'),
    ]);
    assert.ok(elsewhere[0]?.outcome === 'refused' && elsewhere[0].code === 'forbidden');
  });

  it('[I10] asks for managing assessments to rename one', async () => {
    const { test, one } = await organisation();
    await fillRoles(test, into('administrator', 'ann'));
    const rename = {
      entity: assessmentRef(one.id),
      field: 'title',
      value: 'Renamed',
      base: test.organisation.core.image.position,
    };
    const verdicts = await push(test, test.organisation.core.id, 'carl', [rename]);
    assert.ok(verdicts[0]?.outcome === 'refused' && verdicts[0].code === 'forbidden');
    assert.equal(
      (
        await push(test, test.organisation.core.id, 'ann', [{ ...rename, base: test.organisation.core.image.position }])
      )[0]?.outcome,
      'accepted',
    );
  });

  it('[I9] refuses by the scope of the token what its owner might do', async () => {
    const { test, one } = await organisation();
    const changes = [await change(test, one, 'Back up', 'testPlan', 'x')];
    const [verdict] = await push(test, groupPartition(one.group), 'ann', changes, { scope: 'read' });
    assert.ok(verdict?.outcome === 'refused' && /scope, read, covers Read data/.test(verdict.message));
    assert.equal(
      (await push(test, groupPartition(one.group), 'ann', changes, { scope: 'edit' }))[0]?.outcome,
      'accepted',
    );
  });

  it('[I21] does not answer somebody with what another was answered under the same id', async () => {
    const { test, one } = await organisation();
    const home = groupPartition(one.group);
    const changes = [await change(test, one, 'Back up', 'implementationNotes', 'x')];
    await push(test, home, 'carl', changes, { id: 'same:1' });
    const [foreign] = await push(test, home, 'sam', changes, { id: 'same:1' });
    assert.ok(foreign?.outcome === 'refused' && foreign.code === 'taken-id');
    assert.equal((await push(test, home, 'carl', changes, { id: 'same:1' }))[0]?.outcome, 'accepted');
  });

  it('[I22] lets a conflict be settled by who may edit the field, and by nobody else', async () => {
    const { test, one } = await organisation();
    const home = groupPartition(one.group);
    await push(test, home, 'ann', [await change(test, one, 'Back up', 'implementationStatus', 'Implemented')]);
    const ours = await change(test, one, 'Back up', 'testResult', 'Passed');
    await push(test, home, 'ann', [ours]);
    await push(test, home, 'carl', [{ ...ours, value: 'Failed-Low Risk' }]);
    await fillRoles(test, [...into('assessor', 'sam'), ...into('contributor', 'carl')]);
    const image = test.organisation.partition(home)?.image;
    const [open] = image?.conflicts() ?? [];
    assert.ok(open !== undefined && image !== undefined);
    const resolution = { conflict: open.id, decision: 'take', value: null, base: image.position } as const;
    const settle = (user: string) =>
      settleConflict(test.organisation, home, `settle-${user}`, resolution, user as UserId, 'api');
    const refused = await settle('carl');
    assert.ok(!refused.ok && refused.error.code === 'forbidden');
    assert.equal([...image.conflicts()].length, 1);
    assert.ok((await settle('sam')).ok);
  });

  it('[I22] lets nobody drop or take a held batch who may not edit all of it', async () => {
    const { test, one } = await organisation();
    const home = await test.organisation.group(one.group);
    const cell = await change(test, one, 'Back up', 'testResult', 'Passed');
    const held = { entity: cell.entity, field: 'testResult', base: 0, baseValue: 'Not Assessed', yours: 'Passed' };
    await home.execute<null, never>({
      meta: test.organisation.meta('hold', 'ann' as UserId, 'file'),
      decide: (draft) => {
        draft.emit({ kind: 'held', conflict: 'c1' as never, reason: 'mass-clear', changes: [held] });
        return { ok: true, value: null };
      },
      recall: () => null,
    });
    await fillRoles(test, into('assessor', 'sam'));
    for (const decision of ['keep', 'take'] as const) {
      const resolution = { conflict: 'c1' as never, decision, value: null, base: home.image.position };
      const refused = await settleConflict(
        test.organisation,
        home.id,
        `held-${decision}`,
        resolution,
        'carl' as UserId,
        'pane',
      );
      assert.ok(!refused.ok && refused.error.code === 'forbidden', decision);
    }
    const taken = { conflict: 'c1' as never, decision: 'take', value: null, base: home.image.position } as const;
    assert.ok((await settleConflict(test.organisation, home.id, 'held-sam', taken, 'sam' as UserId, 'pane')).ok);
  });
});
