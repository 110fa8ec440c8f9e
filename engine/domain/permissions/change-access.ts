import { assessmentRef, type UserId } from '../../contract/model/ids.ts';
import { type AccessChange, type Permission, permissions, roleNames } from '../../contract/model/permission.ts';
import type { Draft } from '../journal/draft.ts';
import { documentAt, documentRef, putDocument } from '../organisation/documents.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { type Access, readAccess, type Standing } from './access.ts';
import { can, wholeOrganisation } from './can.ts';

export type AccessProblem = {
  readonly code: 'unknown-person' | 'unknown-assessment' | 'last-portal-admin' | 'nobody-left';
  readonly message: string;
};

/** What a change needs of whoever makes it: Portal Admins and the mode are decided above the roles. */
export function permissionOfChange(change: AccessChange): Permission {
  const above = change.kind === 'mode' || ('role' in change && change.role === 'portal-admin');
  return above ? 'global-administration' : 'manage-users';
}

/**
 * Makes changes to who may do what, all or none; `knows` says who can have a role. Refused when the last Portal Admin
 * would remove himself, and when in the strict mode nobody could manage users any more.
 */
export function changeAccess(
  draft: Draft,
  changes: readonly AccessChange[],
  standing: Standing,
  knows: (user: UserId) => boolean,
): Result<Access, AccessProblem> {
  const { image, meta } = draft;
  const wasPortalAdmin = documentAt(image, 'member', documentRef('member', 'portal-admin', meta.actor)) !== null;
  for (const change of changes) {
    const problem = problemOf(image, change, knows);
    if (problem !== null) return err(problem);
    write(draft, change);
  }
  const after = readAccess(image, standing);
  const portalAdmins = after.members['portal-admin'];
  if (portalAdmins.every((user) => after.inactive.has(user))) {
    if (wasPortalAdmin && changes.some((change) => leaves(change, meta.actor))) return err(lastPortalAdmin);
    const above = standing.owners.size > 0 || (standing.globalAdministrators?.size ?? 0) > 0;
    const isClosed = after.mode === 'strict' || portalAdmins.length > 0;
    if (isClosed && !above) return err(nobodyLeft);
  }
  return ok(after);
}

/** Somebody stops being a Portal Admin by their own doing. */
function leaves(change: AccessChange, actor: UserId): boolean {
  if (change.kind === 'account') return change.user === actor && !change.active;
  return change.kind === 'remove' && change.role === 'portal-admin' && change.user === actor;
}

function problemOf(image: ReadImage, change: AccessChange, knows: (user: UserId) => boolean): AccessProblem | null {
  if (change.kind === 'mode' || change.kind === 'remove') return null;
  const takesAway = change.kind === 'grant' ? change.role === null : change.kind === 'account' && change.active;
  if (!takesAway && !knows(change.user)) {
    return {
      code: 'unknown-person',
      message: `${change.user} is nobody of the directory. People get there when they sign in or are imported; a name that only a file has said is not enough.`,
    };
  }
  if (change.kind !== 'grant' || takesAway) return null;
  if (documentAt(image, 'assessment', assessmentRef(change.assessment)) !== null) return null;
  return { code: 'unknown-assessment', message: 'There is no such assessment.' };
}

const lastPortalAdmin: AccessProblem = {
  code: 'last-portal-admin',
  message: `You are the last ${roleNames['portal-admin']}. Put somebody else into the role first.`,
};

const nobodyLeft: AccessProblem = {
  code: 'nobody-left',
  message: `Somebody has to be able to manage users. Put somebody into the role ${roleNames['portal-admin']} first.`,
};

/** What is so already writes nothing. */
function write({ image, emit }: Draft, change: AccessChange): void {
  switch (change.kind) {
    case 'add':
    case 'remove': {
      const { kind, role, user } = change;
      const entity = documentRef('member', role, user);
      const isIn = documentAt(image, 'member', entity) !== null;
      if (kind === 'add' && !isIn) putDocument<'member'>(emit, entity, { role, user });
      if (kind === 'remove' && isIn) emit({ kind: 'removed', entity });
      return;
    }
    case 'grant': {
      const { assessment, user, role } = change;
      const entity = documentRef('grant', assessment, user);
      const has = documentAt(image, 'grant', entity)?.role ?? null;
      if (role === has) return;
      if (role === null) emit({ kind: 'removed', entity });
      else putDocument<'grant'>(emit, entity, { assessment, user, role });
      return;
    }
    case 'account': {
      const { user, active } = change;
      const entity = documentRef('inactive', user);
      const isActive = documentAt(image, 'inactive', entity) === null;
      if (isActive && !active) putDocument<'inactive'>(emit, entity, { user });
      if (!isActive && active) emit({ kind: 'removed', entity });
      return;
    }
    case 'mode':
      if ((documentAt(image, 'access', documentRef('access'))?.mode ?? 'default-open') === change.mode) return;
      putDocument<'access'>(emit, documentRef('access'), { mode: change.mode });
  }
}

/** Everything a person may do in the whole organisation. */
export function permissionsOf(access: Access, user: UserId): readonly Permission[] {
  return permissions.filter(
    (permission) => can(access, { user, scope: null }, permission, wholeOrganisation) === 'allowed',
  );
}

export type Difference = { readonly gains: readonly Permission[]; readonly loses: readonly Permission[] };

/** What a change gives to and takes from somebody; null when it leaves them what they had. */
export function differenceFor(user: UserId, before: Access, after: Access): Difference | null {
  const had = permissionsOf(before, user);
  const has = permissionsOf(after, user);
  const gains = has.filter((permission) => !had.includes(permission));
  const loses = had.filter((permission) => !has.includes(permission));
  return gains.length + loses.length === 0 ? null : { gains, loses };
}
