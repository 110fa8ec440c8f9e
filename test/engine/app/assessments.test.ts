import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { activate, archive, deletionPreview, nameGroup, openAssessment, remove } from '#engine/app/assessments';
import { changeSettings } from '#engine/app/change-settings';
import { pushChanges } from '#engine/app/push-changes';
import type { Assessment } from '#engine/contract/model/assessment';
import type { ChangeSet } from '#engine/contract/model/change';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import {
  type ActionId,
  assessmentRef,
  type CommandId,
  type GroupId,
  recordRef,
  type WorkbookId,
} from '#engine/contract/model/ids';
import { defaultSettings } from '#engine/contract/model/score';
import { documentRef, documentsOf, putDocument } from '#engine/domain/organisation/documents';
import { ok } from '#engine/domain/result';
import { ann, createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

const view = async (test: TestOrganisation, assessment: Assessment) => {
  const shown = await viewAssessment(test, assessment.id, 'wb' as WorkbookId);
  assert.ok(shown !== null);
  return shown;
};

const actionId = (test: TestOrganisation, title: string): ActionId => {
  const action = documentsOf(test.organisation.core.image, 'action').find((one) => one.title === title);
  assert.ok(action !== undefined);
  return action.id;
};

let sent = 0;
/** Sets a field of an action's record as a group sees it. */
async function set(
  test: TestOrganisation,
  assessment: Assessment,
  title: string,
  field: RecordField,
  value: FieldValue,
) {
  const { organisation } = test;
  const action = actionId(test, title);
  const partition = organisation.partition(organisation.scope(assessment.group, action));
  assert.ok(partition !== null);
  sent += 1;
  const set: ChangeSet = {
    id: `set-${sent}` as CommandId,
    partition: partition.id,
    epoch: partition.image.epoch,
    changes: [{ entity: recordRef(action), field, value, base: partition.image.position }],
  };
  const result = await pushChanges(organisation, set, ann, 'api');
  assert.ok(result.ok);
  return result.value[0];
}

async function get(
  test: TestOrganisation,
  assessment: Assessment,
  title: string,
  field: RecordField,
): Promise<FieldValue> {
  const action = (await view(test, assessment)).actions.find((one) => one.title === title);
  return action?.fields[field]?.value ?? null;
}

const request = (template: Assessment['template'], title: string, group: string) => ({
  title,
  template,
  product: null,
  group: { name: group },
  copyFrom: null,
  inScopeServices: null,
});

describe('assessments', () => {
  it('[G1] opens a group with its first assessment and removes it with the last', async () => {
    const test = await createTestOrganisation();
    const template = await test.template('T', { 'C-1': ['Do it'] });
    const groups = () => documentsOf(test.organisation.core.image, 'group').map(({ name }) => name);
    const one = await test.open('One', template, 'Audit 2026');
    assert.deepEqual(groups(), ['Audit 2026']);
    const joined = await openAssessment(
      test.organisation,
      request(await test.template('U', { 'C-1': ['Do it'] }), 'Two', ' audit 2026'),
      test.caller(),
    );
    assert.equal(joined.ok && joined.value.group, one.group);
    assert.ok((await remove(test.organisation, one.id, test.caller())).ok);
    assert.deepEqual(groups(), ['Audit 2026']);
    assert.ok(joined.ok && (await remove(test.organisation, joined.value.id, test.caller())).ok);
    assert.deepEqual(groups(), []);
  });

  it('[G2] allows one active assessment of a product and certification in a group', async () => {
    const test = await createTestOrganisation();
    const a = await test.template(
      'A',
      { 'C-1': ['x'] },
      { products: ['Office 365', 'Cloud'], certification: 'ISO 27001' },
    );
    const b = await test.template('B', { 'C-1': ['x'] }, { products: ['office 365 '], certification: 'iso 27001' });
    const c = await test.template('C', { 'C-1': ['x'] }, { products: ['Office 365'], certification: 'NIST CSF' });
    const d = await test.template('D', { 'C-1': ['x'] }, { products: ['Intune'], certification: 'ISO 27001' });
    await test.open('A', a, 'G');
    const clash = await openAssessment(test.organisation, request(b, 'B', 'G'), test.caller());
    assert.equal(!clash.ok && clash.error.code, 'duplicate-product-certification');
    await test.open('C', c, 'G');
    await test.open('D', d, 'G');
    await test.open('B', b, 'Another group');
  });

  it('[G13] assesses the first product of the template, or the one that is chosen', async () => {
    const test = await createTestOrganisation();
    const products = ['Office 365', 'Intune'];
    const template = await test.template('A', { 'C-1': ['x'] }, { products, certification: 'ISO 27001' });
    const open = (title: string, product: string | null) =>
      openAssessment(test.organisation, { ...request(template, title, 'G'), product }, test.caller());
    const [first, chosen] = [await open('One', null), await open('Two', 'intune')];
    assert.equal(first.ok && first.value.product, 'Office 365');
    assert.equal(chosen.ok && chosen.value.product, 'Intune');
    const again = await open('Three', null);
    assert.equal(!again.ok && again.error.code, 'duplicate-product-certification');
    const unknown = await open('Four', 'Teams');
    assert.equal(!unknown.ok && unknown.error.code, 'unknown-product');
    assert.match(unknown.ok ? '' : unknown.error.message, /Office 365, Intune/);
  });

  it('[G3] refuses a second active assessment of the same title in a group', async () => {
    const test = await createTestOrganisation();
    const a = await test.template('A', { 'C-1': ['x'] });
    const b = await test.template('B', { 'C-1': ['x'] });
    await test.open('Plan', a, 'G');
    const clash = await openAssessment(test.organisation, request(b, 'plan', 'G'), test.caller());
    assert.equal(!clash.ok && clash.error.code, 'duplicate-title');
  });

  it('[G3] refuses a title edited into that of a sibling, in a cell as anywhere', async () => {
    const test = await createTestOrganisation();
    const one = await test.open('One', await test.template('A', { 'C-1': ['x'] }));
    await test.open('Two', await test.template('B', { 'C-1': ['x'] }));
    const { core } = test.organisation;
    const retitle = (id: string, title: string) =>
      pushChanges(
        test.organisation,
        {
          id: id as CommandId,
          partition: core.id,
          epoch: core.image.epoch,
          changes: [{ entity: assessmentRef(one.id), field: 'title', value: title, base: core.image.position }],
        },
        ann,
        'api',
      );
    const taken = await retitle('t-1', 'two');
    assert.equal(taken.ok && taken.value[0]?.outcome === 'refused' && taken.value[0].code, 'duplicate-title');
    const free = await retitle('t-2', 'Three');
    assert.equal(free.ok && free.value[0]?.outcome, 'accepted');
    assert.equal((await view(test, one)).assessment.title, 'Three');
  });

  it('[G4] renames a group for all its assessments, to a name nobody has', async () => {
    const test = await createTestOrganisation();
    const template = await test.template('A', { 'C-1': ['x'] });
    const one = await test.open('One', template, 'G');
    await test.open('Two', template, 'H');
    const taken = await nameGroup(test.organisation, one.group, 'h', test.caller());
    assert.equal(!taken.ok && taken.error.code, 'duplicate-group');
    assert.ok((await nameGroup(test.organisation, one.group, 'New name', test.caller())).ok);
    assert.equal((await view(test, one)).group, 'New name');
  });

  it('[G5] freezes an archived assessment and catches it up when it is activated', async () => {
    const test = await createTestOrganisation();
    const one = await test.open('One', await test.template('A', { 'C-1': ['Shared'] }));
    const two = await test.open('Two', await test.template('B', { 'C-1': ['Shared'] }));
    await set(test, one, 'Shared', 'implementationNotes', 'before');
    assert.ok((await archive(test.organisation, one.id, test.caller())).ok);
    await set(test, two, 'Shared', 'implementationNotes', 'after');
    await set(test, two, 'Shared', 'implementationStatus', 'Implemented');
    await set(test, two, 'Shared', 'testResult', 'Passed');
    assert.equal(await get(test, one, 'Shared', 'implementationNotes'), 'before');
    assert.equal((await view(test, one)).score.achieved, 0);
    assert.equal((await view(test, two)).score.achieved, 9);
    assert.ok((await activate(test.organisation, one.id, test.caller())).ok);
    assert.equal(await get(test, one, 'Shared', 'implementationNotes'), 'after');
    assert.equal((await view(test, one)).score.achieved, 9);
  });

  it('[G6] does not activate beside a sibling that took its place', async () => {
    const test = await createTestOrganisation();
    const template = await test.template('A', { 'C-1': ['x'] });
    const one = await test.open('One', template, 'G');
    assert.ok((await archive(test.organisation, one.id, test.caller())).ok);
    await test.open('Two', template, 'G');
    const clash = await activate(test.organisation, one.id, test.caller());
    assert.equal(!clash.ok && clash.error.code, 'duplicate-product-certification');
  });

  it('[G7] shows what a deletion takes along, and takes just that', async () => {
    const test = await createTestOrganisation();
    const one = await test.open('One', await test.template('A', { 'C-1': ['Shared', 'Own'] }));
    const two = await test.open('Two', await test.template('B', { 'C-1': ['Shared'] }));
    await set(test, one, 'Own', 'testPlan', 'mine');
    await set(test, one, 'Shared', 'testPlan', 'ours');
    const preview = await deletionPreview(test.organisation, one.id);
    assert.deepEqual(preview.ok && preview.value.records, [
      { action: actionId(test, 'Own'), title: 'Own', filled: true },
    ]);
    assert.equal(preview.ok && preview.value.group, null);
    assert.ok((await remove(test.organisation, one.id, test.caller())).ok);
    const group = await test.organisation.group(two.group);
    assert.notEqual(group.image.entity(recordRef(actionId(test, 'Own')))?.removedAt, null);
    assert.equal(await get(test, two, 'Shared', 'testPlan'), 'ours');
    const last = await deletionPreview(test.organisation, two.id);
    assert.equal(last.ok && last.value.group?.name, 'Default Group');
  });

  it('[G8] shows what the group has already in a new assessment', async () => {
    const test = await createTestOrganisation();
    const one = await test.open('One', await test.template('A', { 'C-1': ['Shared'] }));
    await set(test, one, 'Shared', 'testPlan', 'known');
    const two = await test.open('Two', await test.template('B', { 'C-1': ['Shared'] }));
    assert.equal(await get(test, two, 'Shared', 'testPlan'), 'known');
  });

  it('[G9] copies from no group that is not there', async () => {
    const test = await createTestOrganisation();
    const template = await test.template('A', { 'C-1': ['Shared'] });
    const options = { implementationDetails: true, testPlanAndInformation: true, documents: false };
    const asked = { ...request(template, 'Two', 'New'), copyFrom: { group: 'nowhere' as GroupId, options } };
    const copy = await openAssessment(test.organisation, asked, test.caller());
    assert.equal(!copy.ok && copy.error.code, 'unknown-group');
  });

  for (const [implementationDetails, testPlanAndInformation] of [
    [true, false],
    [false, true],
    [true, true],
    [false, false],
  ] as const) {
    it(`[G9] copies details ${implementationDetails} and test plan ${testPlanAndInformation} into a new group`, async () => {
      const test = await createTestOrganisation();
      const template = await test.template('A', { 'C-1': ['Shared'] });
      const source = await test.open('One', template, 'Old');
      await set(test, source, 'Shared', 'implementationStatus', 'Planned');
      await set(test, source, 'Shared', 'testPlan', 'plan');
      await set(test, source, 'Shared', 'testResult', 'Passed');
      const options = { implementationDetails, testPlanAndInformation, documents: false };
      const asked = { ...request(template, 'Two', 'New'), copyFrom: { group: source.group, options } };
      const copy = await openAssessment(test.organisation, asked, test.caller());
      assert.ok(copy.ok);
      assert.equal(
        await get(test, copy.value, 'Shared', 'implementationStatus'),
        implementationDetails ? 'Planned' : null,
      );
      assert.equal(await get(test, copy.value, 'Shared', 'testPlan'), testPlanAndInformation ? 'plan' : null);
      assert.equal(await get(test, copy.value, 'Shared', 'testResult'), null);
      await set(test, source, 'Shared', 'testPlan', 'changed later');
      assert.equal(await get(test, copy.value, 'Shared', 'testPlan'), testPlanAndInformation ? 'plan' : null);
    });
  }

  it('[G11] joins technical records of all groups, and leaves each with what was shared', async () => {
    const test = await createTestOrganisation();
    const action = (title: string, type: string) => ({
      ...{ title, descriptions: [{ title: '', text: title }], points: 3, responsibility: 'customer' as const, type },
      ...{ category: null, purpose: null, enforcement: null, owners: [], dimensions: [], parents: [] },
      ...{ secureScoreControl: null, oldTitle: null, operation: null },
    });
    const actions = [action('Technical one', 'Technical'), action('Paper', 'Documentation')];
    const template = await test.template('A', { 'C-1': ['Technical one', 'Paper'] }, { actions });
    const one = await test.open('One', template, 'G');
    const two = await test.open('Two', template, 'H');
    await set(test, one, 'Technical one', 'implementationNotes', 'from G');
    await set(test, two, 'Technical one', 'implementationNotes', 'from H');
    await set(test, two, 'Technical one', 'implementationStatus', 'Planned');
    await set(test, one, 'Technical one', 'implementationStatus', 'Implemented');
    await set(test, one, 'Paper', 'testPlan', 'G alone');
    const share = (shareTechnicalActions: boolean) =>
      changeSettings(test.organisation, { ...defaultSettings, shareTechnicalActions }, test.caller());

    assert.ok((await share(true)).ok);
    for (const assessment of [one, two]) {
      assert.equal(await get(test, assessment, 'Technical one', 'implementationStatus'), 'Implemented');
      assert.equal(await get(test, assessment, 'Technical one', 'implementationNotes'), 'G:\nfrom G\n\nH:\nfrom H');
    }
    assert.equal(await get(test, two, 'Paper', 'testPlan'), null);
    await set(test, two, 'Technical one', 'testPlan', 'for all');
    assert.equal(await get(test, one, 'Technical one', 'testPlan'), 'for all');

    assert.ok((await share(false)).ok);
    await set(test, two, 'Technical one', 'testPlan', 'H goes on');
    assert.equal(await get(test, one, 'Technical one', 'testPlan'), 'for all');
    assert.equal(await get(test, two, 'Technical one', 'testPlan'), 'H goes on');
  });

  it('[G10] passes nothing between groups', async () => {
    const test = await createTestOrganisation();
    const template = await test.template('A', { 'C-1': ['Shared'] });
    const one = await test.open('One', template, 'G');
    const two = await test.open('Two', template, 'H');
    await set(test, one, 'Shared', 'testPlan', 'G alone');
    assert.equal(await get(test, two, 'Shared', 'testPlan'), null);
  });

  for (const [what, code] of [
    ['archived', 'template-closed'],
    ['locked', 'template-closed'],
  ] as const) {
    it(`[G12] opens no assessment on an ${what} template`, async () => {
      const test = await createTestOrganisation();
      const template = await test.template('A', { 'C-1': ['x'] });
      await test.organisation.core.execute<null, never>({
        meta: test.organisation.meta('close', ann, 'api'),
        decide: (draft) => {
          const head = { newest: 1, archived: what === 'archived', locked: what === 'locked' };
          putDocument<'template'>(draft.emit, documentRef('template', template), head);
          return ok(null);
        },
        recall: () => null,
      });
      const refused = await openAssessment(test.organisation, request(template, 'One', 'G'), test.caller());
      assert.equal(!refused.ok && refused.error.code, code);
    });
  }
});
