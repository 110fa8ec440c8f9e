import {
  type ActionId,
  type AssessmentId,
  type EntityRef,
  type GroupId,
  organisationPartition,
  type PartitionId,
  type UserId,
} from '../contract/model/ids.ts';
import { type Permission, permissionNames, roleNames, type Who } from '../contract/model/permission.ts';
import { everProven } from '../domain/evidence/evidence.ts';
import { assessmentOf } from '../domain/organisation/documents.ts';
import { type Answer, can, oneAssessment, type Subject, wholeOrganisation } from '../domain/permissions/can.ts';
import { closedBy, permissionsByScope } from '../domain/permissions/policy.ts';
import type { Refusal } from '../domain/reconcile/decide-changes.ts';
import { refKind } from '../domain/state/image.ts';
import { actionOfComment } from '../domain/workflow/comments.ts';
import type { Organisation } from './organisation.ts';

/** A refusal for want of a permission. */
export type Forbidden = Refusal & { readonly code: 'forbidden'; readonly permission: Permission };

/** Why a person may not do something, and whom to ask; null when they may. */
export function forbids(
  organisation: Organisation,
  who: Who,
  permission: Permission,
  subject: Subject = wholeOrganisation,
): Forbidden | null {
  const answer = can(organisation.access(), who, permission, subject);
  if (answer === 'allowed') return null;
  return { code: 'forbidden', permission, message: sentence(organisation, who, permission, answer) };
}

export function mayReadAll(organisation: Organisation, who: Who): boolean {
  return can(organisation.access(), who, 'read-data', wholeOrganisation) === 'allowed';
}

export function mayRead(organisation: Organisation, who: Who, assessment: AssessmentId): boolean {
  return can(organisation.access(), who, 'read-data', oneAssessment(assessment)) === 'allowed';
}

/** The assessments an entity is about: itself, or those that cite its action. */
export function subjectOf(organisation: Organisation, partition: PartitionId, ref: EntityRef): Subject {
  const id = ref.slice(ref.indexOf('/') + 1);
  if (partition === organisationPartition) {
    return refKind(ref) === 'assessment' ? oneAssessment(id as AssessmentId) : wholeOrganisation; // a ref of its kind ends in its id
  }
  if (refKind(ref) === 'comment') return citing(organisation, partition, [actionOfComment(ref)]);
  const evidence = refKind(ref) === 'evidence' ? organisation.partition(partition)?.image.entity(ref) : undefined;
  const actions = evidence === undefined ? [id as ActionId] : everProven(evidence); // looked up; an unknown one is cited by none
  return citing(organisation, partition, [...actions]);
}

/** The assessments that cite one of these actions, for records and evidence kept in a partition. */
export function citing(organisation: Organisation, partition: PartitionId, actions: readonly ActionId[]): Subject {
  const home = partition.startsWith('group:') ? (partition.slice('group:'.length) as GroupId) : null; // made of one
  return {
    kind: 'any',
    concerns(assessment) {
      const group = home ?? assessmentOf(organisation.core.image, assessment)?.group;
      if (group === undefined) return false;
      const { assessmentsByAction } = organisation.index(group);
      return actions.some((action) => assessmentsByAction.get(action)?.some(({ id }) => id === assessment) ?? false);
    },
  };
}

/** A whole group: every active assessment of it. */
export function wholeGroup(organisation: Organisation, group: GroupId): Subject {
  return { kind: 'every', assessments: organisation.index(group).active.map(({ id }) => id) };
}

const acts: Readonly<Record<Permission, string>> = {
  'read-data': 'read this',
  'edit-data': 'edit this',
  'edit-test-results': 'change test results here',
  'manage-assessments': 'manage this assessment',
  'manage-master-data': 'see or change templates and settings',
  'manage-users': 'manage users',
  'global-administration': 'decide about Portal Admins, the mode of permissions and Secure Score',
};

function sentence(
  organisation: Organisation,
  who: Who,
  permission: Permission,
  answer: Exclude<Answer, 'allowed'>,
): string {
  const refused = `You may not ${acts[permission]}`;
  if (answer === 'inactive')
    return `${refused}: your account is not active. ${whomToAsk(organisation, who, 'to activate it')}`;
  if (answer === 'scope' && who.scope !== null) {
    const reach = (permissionsByScope[who.scope] ?? []).map((one) => permissionNames[one]).join(', ');
    return `${refused} with this access token: its scope, ${who.scope}, covers ${reach}. Use one with a wider scope.`;
  }
  if (permission === 'global-administration' && organisation.access().standing.globalAdministrators !== null) {
    return `${refused}: it is for global administrators. Ask ${named(organisation, globalAdministrators(organisation), 'one of them')}.`;
  }
  // Where no global administrator is named, who manages users stands in for them.
  const role = permission === 'global-administration' ? 'manage-users' : permission;
  const least = roleNames[closedBy[role]];
  const need = least === roleNames['portal-admin'] ? `the role ${least}` : `the role ${least} or one above it`;
  const why = answer === 'guest' ? `you are a guest here, and it needs a role; ${need} will do` : `it needs ${need}`;
  return `${refused}: ${why} (${permissionNames[permission]}). ${whomToAsk(organisation, who, 'for it')}`;
}

/** Who can give a role: at most three by name. */
function whomToAsk(organisation: Organisation, who: Who, what: string): string {
  const access = organisation.access();
  if (can(access, { ...who, scope: null }, 'manage-users', wholeOrganisation) === 'allowed') {
    return 'You can give yourself that role, because you manage users.';
  }
  const portalAdmins = access.members['portal-admin'];
  const granting = portalAdmins.length > 0 ? portalAdmins : globalAdministrators(organisation);
  return `Ask ${named(organisation, granting, 'somebody who has a role')} ${what}.`;
}

function globalAdministrators(organisation: Organisation): readonly UserId[] {
  return [...(organisation.access().standing.globalAdministrators ?? [])];
}

function named({ directory }: Organisation, users: readonly UserId[], nobody: string): string {
  const names = users.slice(0, 3).map((user) => directory.byId(user)?.name ?? user);
  return names.length === 0 ? nobody : new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}
