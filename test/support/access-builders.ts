import { changeRoles } from '#engine/app/access';
import type { AssessmentId, UserId } from '#engine/contract/model/ids';
import type { AccessChange, AccessMode, AssessmentRole, Role, Who } from '#engine/contract/model/permission';
import { type Access, noStanding, type Standing } from '#engine/domain/permissions/access';
import type { TestOrganisation } from '#test/support/test-organisation';

export type AccessPlan = {
  readonly mode?: AccessMode;
  /** Names by role. */
  readonly members?: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** Role by person, then by assessment. */
  readonly grants?: Readonly<Record<string, Readonly<Record<string, AssessmentRole>>>>;
  readonly inactive?: readonly string[];
  readonly standing?: Standing;
};

/** Who may do what, from a few names. */
export function accessOf({
  mode = 'default-open',
  members = {},
  grants = {},
  inactive = [],
  standing = noStanding,
}: AccessPlan): Access {
  const rolesByUser = new Map<UserId, Role[]>();
  const all = { reader: [], contributor: [], assessor: [], administrator: [], 'portal-admin': [], ...members };
  for (const [role, users] of Object.entries(all)) {
    for (const user of users as readonly UserId[]) {
      rolesByUser.set(user, [...(rolesByUser.get(user) ?? []), role as Role]);
    }
  }
  const grantsByUser = new Map(
    Object.entries(grants).map(([user, byAssessment]) => [
      user as UserId,
      new Map(Object.entries(byAssessment) as [AssessmentId, AssessmentRole][]),
    ]),
  );
  return {
    mode,
    members: all as Access['members'],
    rolesByUser,
    grantsByUser,
    inactive: new Set(inactive as readonly UserId[]),
    standing,
  };
}

export function signedIn(user: string): Who {
  return { user: user as UserId, scope: null };
}

/** Somebody in every role, each named after it. */
export const everyRoleFilled = {
  reader: ['reader'],
  contributor: ['contributor'],
  assessor: ['assessor'],
  administrator: ['administrator'],
  'portal-admin': ['portal-admin'],
} as const satisfies AccessPlan['members'];

/** Puts people into roles as the test's own person; throws when that is refused. */
export async function fillRoles(test: TestOrganisation, changes: readonly AccessChange[]): Promise<void> {
  const result = await changeRoles(test.organisation, changes, test.caller());
  if (!result.ok) throw new Error(result.error.message);
}

export function into(role: Role, ...users: readonly string[]): readonly AccessChange[] {
  return users.map((user) => ({ kind: 'add', role, user: user as UserId }));
}

export function granted(assessment: AssessmentId, role: AssessmentRole | null, user: string): AccessChange {
  return { kind: 'grant', assessment, role, user: user as UserId };
}

/** People of the directory named by their ids. */
export async function addPeople({ organisation }: TestOrganisation, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const name = `${id.slice(0, 1).toUpperCase()}${id.slice(1)} Person`;
    await organisation.directory.put({ id: id as UserId, name, email: `${id}@example.org`, source: 'directory' });
  }
}
