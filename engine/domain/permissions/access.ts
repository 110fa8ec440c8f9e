import type { AssessmentId, UserId } from '../../contract/model/ids.ts';
import type { AccessMode, AssessmentRole, Role } from '../../contract/model/permission.ts';
import { documentAt, documentRef, documentsOf } from '../organisation/documents.ts';
import type { ReadImage } from '../state/image.ts';

/** Who stands above the roles, by configuration and not by the organisation's own documents. */
export type Standing = {
  /** Every right, whatever the roles say: the machine's user while no identity is configured. */
  readonly owners: ReadonlySet<UserId>;
  /** Null where the configuration names none: then managing users is enough. */
  readonly globalAdministrators: ReadonlySet<UserId> | null;
};

export const noStanding: Standing = { owners: new Set(), globalAdministrators: null };

/** Who is in which role, indexed so that a decision about one person looks up that person alone. */
export type Access = {
  readonly mode: AccessMode;
  readonly members: Readonly<Record<Role, readonly UserId[]>>;
  readonly rolesByUser: ReadonlyMap<UserId, readonly Role[]>;
  readonly grantsByUser: ReadonlyMap<UserId, ReadonlyMap<AssessmentId, AssessmentRole>>;
  /** Whose account is not active. */
  readonly inactive: ReadonlySet<UserId>;
  readonly standing: Standing;
};

/** The kinds of documents an access is read from. */
export const accessKinds: ReadonlySet<string> = new Set(['member', 'grant', 'access', 'inactive']);

/** The kinds of documents that say who is who, who may do what, hears of what and approves what: no assessment shows anything of them. */
export const peopleKinds: ReadonlySet<string> = new Set([
  ...accessKinds,
  ...['approval', 'approvalrule', 'token', 'login', 'workflow', 'alert', 'webhook', 'preferences'],
  ...['notice', 'feed', 'told', 'raised', 'scored', 'reminded', 'sender', 'delivery'],
]);

/** Reads every membership: made once and again when one changes, never for an edit. */
export function readAccess(image: ReadImage, standing: Standing): Access {
  const members: Record<Role, UserId[]> = {
    reader: [],
    contributor: [],
    assessor: [],
    administrator: [],
    'portal-admin': [],
  };
  const rolesByUser = new Map<UserId, Role[]>();
  for (const { role, user } of documentsOf(image, 'member')) {
    members[role].push(user);
    const known = rolesByUser.get(user);
    known === undefined ? rolesByUser.set(user, [role]) : known.push(role);
  }
  const grantsByUser = new Map<UserId, Map<AssessmentId, AssessmentRole>>();
  for (const { assessment, user, role } of documentsOf(image, 'grant')) {
    const known = grantsByUser.get(user);
    known === undefined ? grantsByUser.set(user, new Map([[assessment, role]])) : known.set(assessment, role);
  }
  const mode = documentAt(image, 'access', documentRef('access'))?.mode ?? 'default-open';
  const inactive = new Set(documentsOf(image, 'inactive').map(({ user }) => user));
  return { mode, members, rolesByUser, grantsByUser, inactive, standing };
}
