import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  type AssessmentId,
  assessmentRef,
  type CommandId,
  organisationPartition,
  type UserId,
} from '#engine/contract/model/ids';
import type { AccessChange } from '#engine/contract/model/permission';
import { openDraft } from '#engine/domain/journal/draft';
import { noStanding, readAccess } from '#engine/domain/permissions/access';
import { changeAccess, differenceFor, permissionOfChange } from '#engine/domain/permissions/change-access';
import { createImage } from '#engine/domain/state/image';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const [ann, bob, cleo] = ['ann', 'bob', 'cleo'] as UserId[] as [UserId, UserId, UserId];
const a = 'assessment-a' as AssessmentId;

function organisation() {
  const image = createImage(organisationPartition, 'e1');
  let commands = 0;
  const draftBy = (actor: UserId) => {
    commands += 1;
    const command = `c-${commands}` as CommandId;
    return openDraft(
      image,
      { command, actor, channel: 'api', lineage: null, time: '2026-01-01T00:00:00.000Z' },
      '',
      digest,
    );
  };
  const setUp = draftBy(ann);
  setUp.emit({ kind: 'put', entity: assessmentRef(a), value: { id: a } });
  setUp.keep();
  return {
    image,
    /** How many entries were written, or the code it was refused by. */
    change(actor: UserId, changes: readonly AccessChange[], standing = noStanding) {
      const draft = draftBy(actor);
      const result = changeAccess(draft, changes, standing, (user) => user !== 'stranger');
      if (result.ok) return draft.keep().length;
      draft.drop();
      return result.error.code;
    },
    access: () => readAccess(image, noStanding),
  };
}

const add = (user: UserId, role: 'reader' | 'portal-admin' | 'contributor' = 'reader'): AccessChange => ({
  kind: 'add',
  role,
  user,
});
const remove = (user: UserId, role: 'reader' | 'portal-admin' = 'reader'): AccessChange => ({
  kind: 'remove',
  role,
  user,
});

describe('changeAccess', () => {
  it('[I12] puts several people into a role and takes some out, in one go', () => {
    const { change, access } = organisation();
    assert.equal(change(ann, [add(ann), add(bob), add(cleo, 'contributor')]), 3);
    assert.equal(change(ann, [remove(ann), add(bob)]), 1);
    assert.deepEqual(access().members.reader, [bob]);
    assert.deepEqual(access().rolesByUser.get(cleo), ['contributor']);
    assert.equal(access().rolesByUser.get(ann), undefined);
  });

  it('[I12] gives a role for one assessment, replaces it and takes it away', () => {
    const { change, access } = organisation();
    const grant = (role: 'reader' | 'assessor' | null): AccessChange => ({
      kind: 'grant',
      assessment: a,
      user: bob,
      role,
    });
    assert.equal(change(ann, [grant('reader')]), 1);
    assert.equal(change(ann, [grant('assessor')]), 1);
    assert.equal(access().grantsByUser.get(bob)?.get(a), 'assessor');
    assert.equal(change(ann, [grant(null)]), 1);
    assert.equal(access().grantsByUser.size, 0);
    assert.equal(change(ann, [grant(null)]), 0);
  });

  it('[I13] refuses all of a change when a part of it cannot be made, and leaves no trace', () => {
    const { change, image } = organisation();
    const before = image.position;
    assert.equal(change(ann, [add(bob), add('stranger' as UserId)]), 'unknown-person');
    const grant = { kind: 'grant', assessment: 'none' as AssessmentId, user: bob, role: 'reader' } as const;
    assert.equal(change(ann, [add(bob), grant]), 'unknown-assessment');
    assert.equal(image.position, before);
    assert.equal(image.entity('member/reader/bob' as never), undefined);
  });

  it('[I14] does not let the last Portal Admin remove himself', () => {
    const { change } = organisation();
    change(ann, [add(ann, 'portal-admin')]);
    assert.equal(change(ann, [remove(ann, 'portal-admin')]), 'last-portal-admin');
    assert.equal(change(ann, [remove(ann, 'portal-admin'), add(bob, 'portal-admin')]), 2);
    assert.equal(change(ann, [remove(bob, 'portal-admin')]), 1);
  });

  it('[I14] keeps somebody who can manage users in the strict mode', () => {
    const { change, access } = organisation();
    assert.equal(change(ann, [{ kind: 'mode', mode: 'strict' }]), 'nobody-left');
    assert.equal(change(ann, [{ kind: 'mode', mode: 'strict' }, add(bob, 'portal-admin')]), 2);
    assert.equal(access().mode, 'strict');
    assert.equal(change(ann, [remove(bob, 'portal-admin')]), 'nobody-left');
    const standing = { owners: new Set<UserId>(), globalAdministrators: new Set([cleo]) };
    assert.equal(change(ann, [remove(bob, 'portal-admin')], standing), 1);
  });

  it('[I14] does not let the last Portal Admin whose account is active deactivate it, nor anybody leave nobody', () => {
    const { change } = organisation();
    const account = (user: UserId, active: boolean): AccessChange => ({ kind: 'account', user, active });
    change(ann, [add(ann, 'portal-admin'), add(bob, 'portal-admin')]);
    assert.equal(change(ann, [account(bob, false)]), 1);
    assert.equal(change(ann, [account(ann, false)]), 'last-portal-admin');
    assert.equal(change(cleo, [account(ann, false)]), 'nobody-left');
    assert.equal(change(ann, [account(bob, true)]), 1);
    assert.equal(change(ann, [account(bob, true)]), 0);
    assert.equal(change(ann, [account(ann, false)]), 1);
  });

  it('[I15] says what a change gives and takes, for who has no role too', () => {
    const { change, access } = organisation();
    const before = access();
    change(ann, [add(bob), add(ann, 'portal-admin')]);
    const nobody = differenceFor('nobody' as UserId, before, access());
    assert.deepEqual(nobody?.gains, []);
    assert.equal(nobody?.loses.length, 7);
    assert.deepEqual(differenceFor(bob, before, access())?.loses, ['manage-users', 'global-administration']);
    assert.equal(differenceFor(ann, before, access()), null);
    const filled = access();
    change(ann, [remove(bob)]);
    assert.deepEqual(differenceFor('nobody' as UserId, filled, access())?.gains.slice(0, 2), [
      'read-data',
      'edit-data',
    ]);
  });

  it('[I8] asks for global administration to decide about Portal Admins and the mode, for managing users else', () => {
    assert.equal(permissionOfChange(add(bob)), 'manage-users');
    assert.equal(permissionOfChange({ kind: 'grant', assessment: a, user: bob, role: null }), 'manage-users');
    assert.equal(permissionOfChange(remove(bob, 'portal-admin')), 'global-administration');
    assert.equal(permissionOfChange({ kind: 'mode', mode: 'strict' }), 'global-administration');
  });
});
