import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AssessmentId, EntityRef, UserId } from '#engine/contract/model/ids';
import { assessmentRoles, type Permission, permissions, type Role, roles } from '#engine/contract/model/permission';
import { type Answer, can, oneAssessment, type Subject, wholeOrganisation } from '#engine/domain/permissions/can';
import { permissionOfField } from '#engine/domain/permissions/policy';
import { type AccessPlan, accessOf, everyRoleFilled, signedIn } from '#test/support/access-builders';

const a = 'assessment-a' as AssessmentId;
const b = 'assessment-b' as AssessmentId;

function ask(plan: AccessPlan, user: string, permission: Permission, subject: Subject = wholeOrganisation): Answer {
  return can(accessOf(plan), signedIn(user), permission, subject);
}

/** What somebody may do in the whole organisation. */
function all(plan: AccessPlan, user: string): readonly Permission[] {
  return permissions.filter((permission) => ask(plan, user, permission) === 'allowed');
}

/** The matrix of the reference, row by row: X where the role holds the permission. */
const matrix: readonly (readonly [Permission, string])[] = [
  ['read-data', 'XXXXX'],
  ['edit-data', '.XXXX'],
  ['edit-test-results', '..XXX'],
  ['manage-assessments', '...XX'],
  ['manage-master-data', '...XX'],
  ['manage-users', '....X'],
];

describe('can', () => {
  it('[I1] lets everybody do everything while nobody is in a role', () => {
    assert.deepEqual(all({}, 'anybody'), permissions);
  });

  it('[I2] gives each role what the matrix says, when every role is filled', () => {
    for (const [permission, row] of matrix) {
      for (const [at, role] of roles.entries()) {
        const answer = ask({ members: everyRoleFilled }, role, permission);
        assert.equal(answer === 'allowed', row[at] === 'X', `${role} ${permission}`);
      }
    }
  });

  it('[I3] leaves all but master data, assessments open when the Administrator is the only role filled', () => {
    const plan = { members: { administrator: ['adam'] } };
    assert.deepEqual(all(plan, 'nobody'), [
      'read-data',
      'edit-data',
      'edit-test-results',
      'manage-users',
      'global-administration',
    ]);
    assert.deepEqual(all(plan, 'adam'), permissions);
  });

  it('[I3] gives the role that manages assessments to its members only, once somebody is in it', () => {
    const plan = { members: { administrator: ['adam'] } };
    assert.equal(ask(plan, 'nobody', 'manage-assessments'), 'role');
    assert.equal(ask(plan, 'adam', 'manage-assessments'), 'allowed');
  });

  it('[I3] lets everybody read while nobody is in the role that reads', () => {
    const members = { contributor: ['c'], assessor: ['s'], administrator: ['a'], 'portal-admin': ['p'] };
    assert.deepEqual(all({ members }, 'nobody'), ['read-data']);
  });

  it('[I3] closes with each filled role what that role introduces, and nothing else', () => {
    const closes: Readonly<Record<Role, readonly Permission[]>> = {
      reader: permissions, // who may not read is a guest
      contributor: ['edit-data'],
      assessor: ['edit-test-results'],
      administrator: ['manage-assessments', 'manage-master-data'],
      'portal-admin': ['manage-users', 'global-administration'],
    };
    for (const role of roles) {
      const left = all({ members: { [role]: ['somebody'] } }, 'nobody');
      assert.deepEqual(
        permissions.filter((permission) => !left.includes(permission)),
        closes[role],
        role,
      );
    }
  });

  it('[I3] leaves what is open to those in a lesser role', () => {
    const plan = { members: { reader: ['rita'], 'portal-admin': ['paul'] } };
    assert.deepEqual(all(plan, 'rita'), [
      'read-data',
      'edit-data',
      'edit-test-results',
      'manage-assessments',
      'manage-master-data',
    ]);
  });

  it('[I4] makes a guest of who has no role, once reading is closed: a guest may do nothing', () => {
    const plan = { members: { reader: ['rita'] } };
    assert.deepEqual(all(plan, 'nobody'), []);
    assert.equal(ask(plan, 'nobody', 'edit-data'), 'guest');
    assert.equal(ask({ members: { contributor: ['carl'] } }, 'nobody', 'edit-data'), 'role');
  });

  it('[I5] opens nothing by default in the strict mode', () => {
    assert.deepEqual(all({ mode: 'strict' }, 'nobody'), []);
    assert.deepEqual(all({ mode: 'strict', members: { reader: ['rita'] } }, 'rita'), ['read-data']);
    assert.deepEqual(all({ mode: 'strict', members: { 'portal-admin': ['paul'] } }, 'paul'), permissions);
  });

  it('[I6] gives a role for one assessment there and nowhere else', () => {
    const plan = { members: everyRoleFilled, grants: { gwen: { [a]: 'assessor' } } } as const;
    assert.equal(ask(plan, 'gwen', 'edit-test-results', oneAssessment(a)), 'allowed');
    assert.equal(ask(plan, 'gwen', 'manage-assessments', oneAssessment(a)), 'role');
    assert.equal(ask(plan, 'gwen', 'read-data', oneAssessment(b)), 'guest');
    assert.deepEqual(all(plan, 'gwen'), []);
  });

  it('[I6] lets who may edit one of the assessments that share a record edit the record', () => {
    const plan = { members: everyRoleFilled, grants: { gwen: { [a]: 'contributor' } } } as const;
    const shared: Subject = { kind: 'any', concerns: (id) => id === a || id === b };
    assert.equal(ask(plan, 'gwen', 'edit-data', shared), 'allowed');
    assert.equal(ask(plan, 'gwen', 'edit-test-results', shared), 'role');
  });

  it('[I6] asks for every assessment where all of a group are concerned', () => {
    const both: Subject = { kind: 'every', assessments: [a, b] };
    const one = { members: everyRoleFilled, grants: { gwen: { [a]: 'administrator' } } } as const;
    const two = { members: everyRoleFilled, grants: { gwen: { [a]: 'administrator', [b]: 'administrator' } } } as const;
    assert.equal(ask(one, 'gwen', 'manage-assessments', both), 'guest');
    assert.equal(ask(two, 'gwen', 'manage-assessments', both), 'allowed');
    assert.equal(ask(one, 'gwen', 'manage-assessments', { kind: 'every', assessments: [] }), 'guest');
  });

  it('[I6] closes nothing for others by a role for one assessment', () => {
    assert.deepEqual(all({ grants: { gwen: { [a]: 'reader' } } }, 'nobody'), permissions);
  });

  it('[I6] adds to what somebody may do anyway', () => {
    const plan = {
      members: { ...everyRoleFilled, reader: ['gwen'] },
      grants: { gwen: { [a]: 'contributor' } },
    } as const;
    assert.equal(ask(plan, 'gwen', 'edit-data', oneAssessment(a)), 'allowed');
    assert.equal(ask(plan, 'gwen', 'edit-data', oneAssessment(b)), 'role');
    assert.equal(ask(plan, 'gwen', 'read-data', oneAssessment(b)), 'allowed');
  });

  it('[I7] lets an owner do everything whatever the roles say', () => {
    const standing = { owners: new Set(['kim' as UserId]), globalAdministrators: null };
    assert.deepEqual(all({ mode: 'strict', members: everyRoleFilled, standing }, 'kim'), permissions);
  });

  it('[I8] leaves Portal Admins and the mode to the global administrators the configuration names', () => {
    const standing = { owners: new Set<UserId>(), globalAdministrators: new Set(['glen' as UserId]) };
    assert.equal(ask({ standing }, 'anybody', 'global-administration'), 'role');
    assert.deepEqual(
      all({ members: everyRoleFilled, standing }, 'portal-admin').includes('global-administration'),
      false,
    );
    assert.deepEqual(all({ members: everyRoleFilled, standing }, 'glen'), ['manage-users', 'global-administration']);
  });

  it('[I8] lets who manages users decide about Portal Admins where no global administrator is named', () => {
    assert.ok(all({ members: everyRoleFilled }, 'portal-admin').includes('global-administration'));
    assert.ok(!all({ members: everyRoleFilled }, 'administrator').includes('global-administration'));
  });

  it('[I45] lets who has no active account do nothing, and opens nothing for others by it', () => {
    const plan = { members: everyRoleFilled, inactive: ['portal-admin', 'reader'] };
    for (const user of plan.inactive) assert.deepEqual(all(plan, user), []);
    assert.equal(ask(plan, 'reader', 'read-data'), 'inactive');
    assert.deepEqual(all(plan, 'nobody'), []);
    assert.deepEqual(all({ inactive: ['x'], members: {} }, 'x'), []);
    const standing = { owners: new Set(['kim' as UserId]), globalAdministrators: null };
    assert.deepEqual(all({ inactive: ['kim'], standing }, 'kim'), permissions);
  });

  it('[I9] lets a token do no more than its scope, and no more than its owner', () => {
    const access = accessOf({ members: everyRoleFilled });
    const may = (user: Role, scope: 'read' | 'edit' | 'admin') =>
      permissions.filter(
        (permission) =>
          can(access, { user: user as unknown as UserId, scope }, permission, wholeOrganisation) === 'allowed',
      );
    assert.deepEqual(may('portal-admin', 'read'), ['read-data']);
    assert.deepEqual(may('portal-admin', 'edit'), ['read-data', 'edit-data', 'edit-test-results']);
    assert.deepEqual(may('portal-admin', 'admin'), permissions);
    assert.deepEqual(may('reader', 'admin'), ['read-data']);
    assert.equal(can(access, { user: 'reader' as UserId, scope: 'read' }, 'edit-data', wholeOrganisation), 'scope');
  });

  it('[I10] asks of a field what the matrix says: the test pair apart, an assessment’s own fields managed', () => {
    const record = 'record/patch' as EntityRef;
    for (const field of ['testResult', 'testDate']) assert.equal(permissionOfField(record, field), 'edit-test-results');
    for (const field of ['implementationStatus', 'implementationNotes', 'testPlan', 'assignedTo'])
      assert.equal(permissionOfField(record, field), 'edit-data');
    assert.equal(permissionOfField('assessment/a' as EntityRef, 'title'), 'manage-assessments');
    assert.equal(permissionOfField('attestation/x' as EntityRef, 'testResult'), 'manage-master-data');
  });

  it('[I11] never takes anything away by giving a role, but for filling one', () => {
    const filled = fc
      .subarray([...roles])
      .map((some) => Object.fromEntries(some.map((role) => [role, ['x', 'other']])));
    const granted = fc.option(fc.constantFrom(...assessmentRoles));
    fc.assert(
      fc.property(filled, fc.constantFrom(...roles), granted, (members, role, grant) => {
        const before: AccessPlan = { members };
        // Into a role that has somebody already: nothing closes.
        const after: AccessPlan = {
          members: { ...members, ...(role in members ? { [role]: ['x', 'other', 'p'] } : {}) },
          grants: grant === null ? {} : { p: { [a]: grant } },
        };
        for (const permission of permissions) {
          const had = ask(before, 'p', permission, oneAssessment(a)) === 'allowed';
          if (had) assert.equal(ask(after, 'p', permission, oneAssessment(a)), 'allowed');
        }
      }),
    );
  });
});
