import assert from 'node:assert/strict';
import { accessView, changeRoles, describeMe, previewRoles, searchPeople } from '#engine/app/access';
import type { UserId } from '#engine/contract/model/ids';
import { type AccessChange, permissions } from '#engine/contract/model/permission';
import { addPeople, fillRoles, granted, into, signedIn } from '#test/support/access-builders';
import { ann, createTestOrganisation } from '#test/support/test-organisation';

async function organisation() {
  const test = await createTestOrganisation();
  await addPeople(test, 'rita', 'paul', 'gwen');
  const assessment = await test.open('One', await test.template('One', { 'C-1': ['Back up'] }));
  const by = (actor: string) => ({ ...test.caller(), actor: actor as UserId });
  const change = (actor: string, changes: readonly AccessChange[]) =>
    changeRoles(test.organisation, changes, by(actor));
  return { test, assessment, by, change };
}

describe('changing who may do what', () => {
  it('[I12] lists members by role, what a role holds and what it closes', async () => {
    const { test, assessment, change } = await organisation();
    const changed = await change('ann', [...into('reader', 'rita', 'ann'), granted(assessment.id, 'assessor', 'gwen')]);
    assert.ok(changed.ok);
    const view = accessView(test.organisation);
    assert.deepEqual(changed.value, view);
    const reader = view.roles.find(({ role }) => role === 'reader');
    assert.deepEqual(
      reader?.members.map(({ name }) => name),
      ['Ann Archer', 'Rita Person'],
    );
    assert.deepEqual([reader?.holds, reader?.closes], [['read-data'], ['read-data']]);
    assert.deepEqual(view.roles.find(({ role }) => role === 'administrator')?.closes, [
      'manage-assessments',
      'manage-master-data',
    ]);
    assert.deepEqual(view.grants, [{ assessment: assessment.id, user: 'gwen', role: 'assessor' }]);
  });

  it('[I12] does the same change sent again once', async () => {
    const { test, by } = await organisation();
    const caller = by('ann');
    for (const _ of [1, 2]) assert.ok((await changeRoles(test.organisation, into('reader', 'rita'), caller)).ok);
    assert.equal(test.organisation.access().members.reader.length, 1);
  });

  it('[I8] lets only who manages users change roles', async () => {
    const { change } = await organisation();
    assert.ok((await change('ann', into('portal-admin', 'paul'))).ok);
    const refused = await change('rita', into('reader', 'rita'));
    assert.ok(!refused.ok && refused.error.code === 'forbidden');
    assert.match(refused.error.message, /needs the role Portal Admin \(Manage users\)\. Ask Paul Person for it/);
    assert.ok((await change('paul', into('reader', 'rita'))).ok);
  });

  it('[I13] gives no role to a name that only a file has said', async () => {
    const { test, change } = await organisation();
    await test.organisation.directory.put({
      id: 'claimed-1' as UserId,
      name: 'Mallory',
      email: null,
      source: 'claimed',
    });
    const refused = await change('ann', into('reader', 'claimed-1'));
    assert.ok(!refused.ok && refused.error.code === 'unknown-person');
  });

  it('[I45] lists whose account is not active, and tells them whom to ask', async () => {
    const { test, change } = await organisation();
    const off = { kind: 'account', user: 'rita' as UserId, active: false } as const;
    assert.ok((await change('ann', [...into('portal-admin', 'paul', 'ann'), off])).ok);
    assert.deepEqual(
      accessView(test.organisation).inactive.map(({ id }) => id),
      ['rita'],
    );
    assert.deepEqual(describeMe(test.organisation, signedIn('rita')).permissions, []);
    const refused = await change('rita', into('reader', 'rita'));
    assert.ok(
      !refused.ok &&
        /your account is not active\. Ask Paul Person or Ann Archer to activate it/.test(refused.error.message),
    );
    assert.ok((await change('paul', [{ ...off, active: true }])).ok);
    assert.ok(describeMe(test.organisation, signedIn('rita')).permissions.length > 0);
  });

  it('[I15] shows what a change would do to everybody and to each person, and does nothing', async () => {
    const { test, by } = await organisation();
    const before = test.organisation.core.image.position;
    const preview = await previewRoles(test.organisation, into('reader', 'rita'), by('ann'));
    assert.ok(preview.ok);
    assert.deepEqual(preview.value.everybodyElse, { gains: [], loses: permissions });
    assert.deepEqual(
      preview.value.people.map(({ person, loses }) => [person.id, loses.length]),
      [
        ['ann', 7],
        ['bob', 7],
        ['gwen', 7],
        ['paul', 7],
      ],
    );
    assert.equal(preview.value.peopleChanged, 4);
    assert.equal(test.organisation.core.image.position, before);
    assert.deepEqual(test.organisation.access().members.reader, []);
    const refused = await previewRoles(test.organisation, into('reader', 'nobody'), by('ann'));
    assert.ok(!refused.ok && refused.error.code === 'unknown-person');
  });

  it('[I15] names first whom a change is about', async () => {
    const { test, by } = await organisation();
    await fillRoles(test, [...into('reader', 'rita', 'paul', 'gwen'), ...into('portal-admin', 'ann')]);
    const preview = await previewRoles(test.organisation, into('portal-admin', 'rita'), by('ann'));
    assert.ok(preview.ok);
    assert.deepEqual(
      preview.value.people.map(({ person }) => person.id),
      ['rita'],
    );
    const opening = await previewRoles(
      test.organisation,
      [{ kind: 'remove', role: 'reader', user: 'rita' as UserId }],
      by('ann'),
    );
    assert.ok(opening.ok);
    assert.equal(opening.value.people[0]?.person.id, 'rita');
  });

  it('[I16] tells a person what they may do, in the organisation and in each assessment', async () => {
    const { test, assessment } = await organisation();
    await fillRoles(test, [...into('reader', 'rita'), granted(assessment.id, 'assessor', 'gwen')]);
    const gwen = describeMe(test.organisation, signedIn('gwen'));
    assert.deepEqual([gwen.name, gwen.roles, gwen.permissions], ['Gwen Person', [], []]);
    assert.equal(gwen.assessments[0]?.role, 'assessor');
    assert.ok(gwen.assessments[0]?.permissions.includes('edit-test-results'));
    const token = describeMe(test.organisation, { user: 'rita' as UserId, scope: 'read' });
    assert.deepEqual([token.roles, token.scope, token.permissions], [['reader'], 'read', ['read-data']]);
    assert.deepEqual(describeMe(test.organisation, signedIn('rita')).permissions, permissions);
  });

  it('[I17] finds people by the beginnings of their names and addresses, letter case aside', async () => {
    const { test } = await organisation();
    const found = (query: string) => searchPeople(test.organisation, query).map(({ id }) => id);
    assert.deepEqual(found('AR'), [ann]);
    assert.deepEqual(found('p rit'), ['rita']);
    assert.deepEqual(found('gwen@exam'), ['gwen']);
    assert.deepEqual(found('rcher'), []);
    assert.deepEqual(found(' '), []);
    await addPeople(test, ...Array.from({ length: 30 }, (_, index) => `zoe${index}`));
    assert.equal(found('zoe').length, 20);
  });
});
