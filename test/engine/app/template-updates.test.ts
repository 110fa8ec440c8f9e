import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { archive, deletionPreview, remove } from '#engine/app/assessments';
import { bringInBuiltIn } from '#engine/app/bring-in-built-in';
import { pushChanges } from '#engine/app/push-changes';
import { acceptForGroup, previewUpdates } from '#engine/app/template-updates';
import type { Assessment } from '#engine/contract/model/assessment';
import type { FieldValue } from '#engine/contract/model/field';
import { type ActionId, type CommandId, recordRef, type TemplateId, type WorkbookId } from '#engine/contract/model/ids';
import { assessmentsOf } from '#engine/domain/organisation/documents';
import { builtInLibrary } from '#test/support/built-in-library';
import { ann, createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

const iso = 'iso' as TemplateId; // ids of the alphabet, as below
const first = builtInLibrary({ iso: { 'A-1': 'Lock doors', 'A-2': 'Watch doors', 'A-3': 'Greet guests' } });
const second = builtInLibrary(
  { iso: { 'A-1': 'Lock doors', 'A-3': 'Greet guests', 'A-4': 'Check badges' } },
  { control: { 'A-3': { title: 'Guests' } } },
);

/** Two assessments of the first version in one group. */
async function onFirst() {
  const test = await createTestOrganisation();
  await test.template('Own', { 'C-1': ['Unrelated'] }); // so that no default assessments are opened
  await bringInBuiltIn(test.organisation, first);
  const one = await test.open('One', iso, 'G');
  return { test, one };
}

let sent = 0;
async function answer(test: TestOrganisation, { group }: Assessment, action: string, value: FieldValue) {
  sent += 1;
  const { id, image } = await test.organisation.group(group);
  const change = { entity: recordRef(action as ActionId), field: 'implementationNotes', value, base: image.position };
  const set = { id: `set-${sent}` as CommandId, partition: id, epoch: image.epoch, changes: [change] };
  const result = await pushChanges(test.organisation, set, ann, 'api');
  assert.ok(result.ok);
  return result.value[0];
}

async function shown(test: TestOrganisation, { id }: Assessment) {
  const view = await viewAssessment(test, id, 'wb' as WorkbookId);
  assert.ok(view !== null);
  const notes = view.actions.map(({ title, fields }) => [title, fields.implementationNotes?.value ?? null] as const);
  return { view, controls: view.controls.map((control) => control.id), notes: Object.fromEntries(notes) };
}

async function updates(test: TestOrganisation, { group }: Assessment) {
  const result = await previewUpdates(test.organisation, group);
  assert.ok(result.ok);
  return result.value;
}

describe('newer versions of templates', () => {
  it('[G14] change no assessment until its group accepts, which the workbook says', async () => {
    const { test, one } = await onFirst();
    assert.deepEqual(await updates(test, one), []);
    assert.equal((await shown(test, one)).view.notice, '');
    await bringInBuiltIn(test.organisation, second);
    const before = await shown(test, one);
    assert.deepEqual(before.controls, ['A-1', 'A-2', 'A-3']);
    assert.match(before.view.notice, /Version 2 of the template is there/);
    const other = await test.open('Other', iso, 'Another group');
    assert.equal(other.templateVersion, 2);
    const accepted = await acceptForGroup(test.organisation, one.group, null, test.caller());
    assert.deepEqual(accepted.ok && accepted.value.map(({ id, templateVersion }) => [id, templateVersion]), [
      [one.id, 2],
    ]);
    const after = await shown(test, one);
    assert.deepEqual(after.controls, ['A-1', 'A-3', 'A-4']);
    assert.deepEqual([after.view.notice, after.view.template.version], ['', 2]);
    assert.deepEqual(await updates(test, one), []);
  });

  it('[G15] are shown first: rows added, changed and removed, the score, and what becomes of answers', async () => {
    const { test, one } = await onFirst();
    await answer(test, one, 'watch-doors', 'Camera 4');
    await bringInBuiltIn(test.organisation, second);
    const [update] = await updates(test, one);
    assert.deepEqual(
      [update?.title, update?.name, update?.from, update?.to, update?.parked, update?.returning],
      ['One', 'ISO', 1, 2, ['Watch doors'], []],
    );
    assert.deepEqual(update?.difference.controls, {
      added: ['A-4 Title of A-4'],
      changed: [{ name: 'A-3 Guests', fields: ['title'] }],
      removed: ['A-2 Title of A-2'],
      unchanged: 1,
    });
    assert.deepEqual([update?.score.before.possible, update?.score.after.possible], [9, 9]);
  });

  it('[G16] keep every answer; what leaves is parked, takes no edits, and comes back with its answers', async () => {
    const { test, one } = await onFirst();
    const { organisation } = test;
    await answer(test, one, 'lock-doors', 'Two locks');
    await answer(test, one, 'watch-doors', 'Camera 4');
    await bringInBuiltIn(organisation, second);
    await acceptForGroup(organisation, one.group, iso, test.caller());
    assert.deepEqual((await shown(test, one)).notes, {
      'Lock doors': 'Two locks',
      'Greet guests': null,
      'Check badges': null,
    });
    const refused = await answer(test, one, 'watch-doors', 'Camera 5');
    assert.equal(refused?.outcome, 'refused');
    await bringInBuiltIn(organisation, first);
    assert.deepEqual(
      (await updates(test, one)).map(({ returning }) => returning),
      [['Watch doors']],
    );
    await acceptForGroup(organisation, one.group, null, test.caller());
    const { notes } = await shown(test, one);
    assert.deepEqual(notes, { 'Lock doors': 'Two locks', 'Watch doors': 'Camera 4', 'Greet guests': null });
  });

  it('[G16] leave archived assessments and other templates alone', async () => {
    const { test, one } = await onFirst();
    const { organisation } = test;
    await archive(organisation, one.id, test.caller());
    const two = await test.open('Two', iso, 'G');
    await bringInBuiltIn(organisation, second);
    const other = await acceptForGroup(organisation, two.group, 'nist' as TemplateId, test.caller());
    assert.deepEqual(other.ok && other.value, []);
    const caller = test.caller();
    const accepted = await acceptForGroup(organisation, two.group, null, caller);
    assert.deepEqual(await acceptForGroup(organisation, two.group, null, caller), accepted);
    const versions = assessmentsOf(organisation.core.image).map(({ title, templateVersion }) => [
      title,
      templateVersion,
    ]);
    assert.deepEqual(versions, [
      ['One', 1],
      ['Two', 2],
    ]);
    const nowhere = await acceptForGroup(organisation, 'none' as Assessment['group'], null, test.caller());
    assert.equal(!nowhere.ok && nowhere.error.code, 'unknown-group');
  });

  it('[G7] deleting takes parked answers along', async () => {
    const { test, one } = await onFirst();
    const { organisation } = test;
    await answer(test, one, 'watch-doors', 'Camera 4');
    await bringInBuiltIn(organisation, second);
    await acceptForGroup(organisation, one.group, null, test.caller());
    const preview = await deletionPreview(organisation, one.id);
    assert.ok(preview.ok && preview.value.records.some(({ title, filled }) => title === 'Watch doors' && filled));
    await remove(organisation, one.id, test.caller());
    const image = await organisation.groupImage(one.group);
    assert.notEqual(image.entity(recordRef('watch-doors' as ActionId))?.removedAt, null);
  });
});
