import type { AssessmentId } from '../../contract/model/ids.ts';
import type { Permission, Role, Who } from '../../contract/model/permission.ts';
import type { Access } from './access.ts';
import { closedBy, permissionsByScope, rolesByPermission } from './policy.ts';

/** What a permission is asked for. */
export type Subject =
  | { readonly kind: 'organisation' }
  /** One or more assessments of which any will do: a record is shared by those that cite it. */
  | { readonly kind: 'any'; readonly concerns: (assessment: AssessmentId) => boolean }
  /** Assessments of which every one is needed, such as those of a group. */
  | { readonly kind: 'every'; readonly assessments: readonly AssessmentId[] };

export const wholeOrganisation: Subject = { kind: 'organisation' };

export function oneAssessment(id: AssessmentId): Subject {
  return { kind: 'any', concerns: (assessment) => assessment === id };
}

/**
 * `inactive`: the account is not active. `scope`: the token reaches less far than its owner. `guest`: no role, where reading
 * needs one. `role`: the role is too small.
 */
export type Answer = 'allowed' | 'inactive' | 'scope' | 'guest' | 'role';

/** May this person do this? The one place that says so, for every way in. */
export function can(access: Access, who: Who, permission: Permission, subject: Subject): Answer {
  const scope = who.scope === null ? null : permissionsByScope[who.scope];
  if (scope !== null && !scope.includes(permission)) return 'scope';
  const { owners, globalAdministrators } = access.standing;
  if (owners.has(who.user)) return 'allowed';
  if (access.inactive.has(who.user)) return 'inactive';
  if (permission === 'global-administration') {
    if (globalAdministrators !== null) return globalAdministrators.has(who.user) ? 'allowed' : 'role';
    return can(access, { ...who, scope: null }, 'manage-users', wholeOrganisation);
  }
  if (permission === 'manage-users' && globalAdministrators?.has(who.user)) return 'allowed';

  const own = access.rolesByUser.get(who.user) ?? noRoles;
  const everywhere = withRoles(access, permission, own);
  if (everywhere === 'allowed' || subject.kind === 'organisation') return everywhere;
  const grants = access.grantsByUser.get(who.user);
  if (grants === undefined) return everywhere;
  const forOne = (assessment: AssessmentId): Answer => {
    const role = grants.get(assessment);
    return role === undefined ? everywhere : withRoles(access, permission, [...own, role]);
  };
  const answers =
    subject.kind === 'every'
      ? subject.assessments.map(forOne)
      : [...grants.keys()].filter((assessment) => subject.concerns(assessment)).map(forOne);
  const allowed = subject.kind === 'every' ? answers.every(isAllowed) : answers.some(isAllowed);
  if (allowed && answers.length > 0) return 'allowed';
  return answers.find((answer) => answer === 'role') ?? everywhere;
}

const noRoles: readonly Role[] = [];

function isAllowed(answer: Answer): boolean {
  return answer === 'allowed';
}

function withRoles(
  access: Access,
  permission: Exclude<Permission, 'global-administration'>,
  own: readonly Role[],
): Answer {
  if (own.some((role) => rolesByPermission[permission].includes(role))) return 'allowed';
  // A permission is worth nothing to somebody who may not read what it is about.
  const mayRead = own.length > 0 || isOpen(access, 'read-data');
  if (!mayRead) return 'guest';
  return isOpen(access, permission) ? 'allowed' : 'role';
}

/** Everybody's, because nobody is in the role that would close it. */
function isOpen({ mode, members }: Access, permission: Exclude<Permission, 'global-administration'>): boolean {
  return mode === 'default-open' && members[closedBy[permission]].length === 0;
}
