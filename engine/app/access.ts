import type { AssessmentId, UserId } from '../contract/model/ids.ts';
import {
  type AccessChange,
  type AccessMode,
  type AssessmentRole,
  type Grant,
  type Permission,
  permissions,
  type Role,
  roles,
  type TokenScope,
  type Who,
} from '../contract/model/permission.ts';
import { assessmentOf } from '../domain/organisation/documents.ts';
import type { Access } from '../domain/permissions/access.ts';
import { can, oneAssessment, wholeOrganisation } from '../domain/permissions/can.ts';
import {
  type AccessProblem,
  changeAccess,
  type Difference,
  differenceFor,
  permissionOfChange,
} from '../domain/permissions/change-access.ts';
import { closedBy, rolesByPermission } from '../domain/permissions/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import { type Forbidden, forbids } from './permits.ts';
import type { Person } from './ports.ts';

/** Who is in which role, and what that closes. */
export type AccessView = {
  readonly mode: AccessMode;
  readonly roles: readonly RoleView[];
  readonly grants: readonly Grant[];
  /** Whose account is not active. */
  readonly inactive: readonly Person[];
};

export type RoleView = {
  readonly role: Role;
  readonly holds: readonly Permission[];
  /** What only those whose role holds it may do, once somebody is in this role. */
  readonly closes: readonly Permission[];
  readonly members: readonly Person[];
};

/** The person who asks, and what they may do. */
export type Me = Person & {
  readonly scope: TokenScope | null;
  readonly mode: AccessMode;
  readonly roles: readonly Role[];
  /** In the whole organisation. */
  readonly permissions: readonly Permission[];
  /** Where a role for one assessment gives more than that. */
  readonly assessments: readonly {
    readonly assessment: AssessmentId;
    readonly role: AssessmentRole;
    readonly permissions: readonly Permission[];
  }[];
};

/** What a change to the roles would do, to be shown before it is made. */
export type AccessPreview = {
  /** What it does to whoever has no role at all. */
  readonly everybodyElse: Difference | null;
  /** What it does to people of the directory, those it names first; at most so many. */
  readonly people: readonly (Difference & { readonly person: Person })[];
  readonly peopleChanged: number;
};

const listedPeople = 200;

export function accessView(organisation: Organisation): AccessView {
  const { mode, members, grantsByUser, inactive } = organisation.access();
  const all = Object.entries(rolesByPermission) as [keyof typeof rolesByPermission, readonly Role[]][]; // its own keys
  return {
    mode,
    roles: roles.map((role) => ({
      role,
      holds: all.filter(([, holders]) => holders.includes(role)).map(([permission]) => permission),
      closes: all.filter(([permission]) => closedBy[permission] === role).map(([permission]) => permission),
      members: members[role].map((user) => personOf(organisation, user)).sort(byName),
    })),
    grants: [...grantsByUser].flatMap(([user, grants]) =>
      Array.from(grants, ([assessment, role]) => ({ assessment, user, role })),
    ),
    inactive: Array.from(inactive, (user) => personOf(organisation, user)).sort(byName),
  };
}

export function describeMe(organisation: Organisation, who: Who): Me {
  const access = organisation.access();
  const permitted = (subject: Parameters<typeof can>[3]): readonly Permission[] =>
    permissions.filter((permission) => can(access, who, permission, subject) === 'allowed');
  const everywhere = permitted(wholeOrganisation);
  const grants = [...(access.grantsByUser.get(who.user) ?? [])].filter(
    ([assessment]) => assessmentOf(organisation.core.image, assessment) !== null,
  );
  return {
    ...personOf(organisation, who.user),
    scope: who.scope,
    mode: access.mode,
    roles: access.rolesByUser.get(who.user) ?? [],
    permissions: everywhere,
    assessments: grants.map(([assessment, role]) => ({
      assessment,
      role,
      permissions: permitted(oneAssessment(assessment)),
    })),
  };
}

/** Puts people into roles and takes them out of them, gives roles for one assessment, chooses the mode: all or nothing. */
export async function changeRoles(
  organisation: Organisation,
  changes: readonly AccessChange[],
  caller: Caller,
): Promise<Result<AccessView, StoreProblem | AccessProblem | Forbidden>> {
  const result = await organisation.core.execute<null, AccessProblem | Forbidden>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide(draft) {
      for (const change of changes) {
        const refused = forbids(organisation, whoOf(caller), permissionOfChange(change));
        if (refused !== null) return err(refused);
      }
      const changed = changeAccess(draft, changes, organisation.access().standing, canHaveRole(organisation));
      return changed.ok ? ok(null) : changed;
    },
    recall: () => null,
  });
  return result.ok ? ok(accessView(organisation)) : result;
}

/** The same change, planned and thrown away. */
export async function previewRoles(
  organisation: Organisation,
  changes: readonly AccessChange[],
  caller: Caller,
): Promise<Result<AccessPreview, StoreProblem | AccessProblem>> {
  let after: Result<Access, AccessProblem> | null = null;
  const before = organisation.access();
  await organisation.core.execute<never, null>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide(draft) {
      after = changeAccess(draft, changes, before.standing, canHaveRole(organisation));
      return err(null); // nothing of it stays
    },
    recall: () => {
      throw new Error('A preview was sent under the id of a command');
    },
  });
  const planned = after as Result<Access, AccessProblem> | null; // set by decide
  if (planned === null) throw new Error('A preview was not decided');
  return planned.ok ? ok(compare(organisation, changes, before, planned.value)) : planned;
}

export function whoOf({ actor, scope = null }: Pick<Caller, 'actor' | 'scope'>): Who {
  return { user: actor, scope };
}

function compare(
  organisation: Organisation,
  changes: readonly AccessChange[],
  before: Access,
  after: Access,
): AccessPreview {
  const named = new Set(changes.flatMap((change) => (change.kind === 'mode' ? [] : [change.user])));
  const people = organisation.directory.all().flatMap((person) => {
    const difference = isSomebody(person) ? differenceFor(person.id, before, after) : null;
    return difference === null ? [] : [{ person, ...difference }];
  });
  people.sort((a, b) => Number(named.has(b.person.id)) - Number(named.has(a.person.id)) || byName(a.person, b.person));
  return {
    everybodyElse: differenceFor(nobodyInParticular, before, after),
    people: people.slice(0, listedPeople),
    peopleChanged: people.length,
  };
}

/** Somebody who is in no role and will be in none: no id looks like this. */
const nobodyInParticular = '' as UserId;

function canHaveRole({ directory }: Organisation): (user: UserId) => boolean {
  return (user) => isSomebody(directory.byId(user));
}

/** Known by signing in, by an import or as the machine's user; not only from a file that says so. */
function isSomebody(person: Person | null): boolean {
  return person?.source === 'directory' || person?.source === 'machine';
}

function personOf({ directory }: Organisation, user: UserId): Person {
  return directory.byId(user) ?? { id: user, name: user, email: null, source: 'claimed' };
}

function byName(a: Person, b: Person): number {
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}

const shownPeople = 20;

/** People whose name or address has words that begin with every word asked for; the best known way to pick one. */
export function searchPeople({ directory }: Organisation, query: string): readonly Person[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  return directory
    .all()
    .filter((person) => {
      if (!isSomebody(person)) return false;
      const words = [...wordsOf(person.name), ...wordsOf(person.email ?? ''), (person.email ?? '').toLowerCase()];
      return wanted.every((start) => words.some((word) => word.startsWith(start)));
    })
    .sort(byName)
    .slice(0, shownPeople);
}

function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s@.,;<>()]+/)
    .filter((word) => word !== '');
}
