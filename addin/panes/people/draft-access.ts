import type { AssessmentId, UserId } from '#engine/contract/model/ids';
import type { AccessChange, AssessmentRole, Role } from '#engine/contract/model/permission';
import type { Access, PaneState } from '../../state/model.ts';

/** What role pages are given: how it is, and what this person is about to change. */
export type Drafted = {
  readonly access: Access;
  readonly draft: readonly AccessChange[];
  readonly setDraft: (draft: readonly AccessChange[]) => void;
};

/** A change of a role that is not saved yet; null where the person's place in it stays. */
export function drafted(
  draft: readonly AccessChange[],
  role: Role,
  user: UserId,
): Extract<AccessChange, { kind: 'add' | 'remove' }> | null {
  for (const change of draft) {
    if ((change.kind === 'add' || change.kind === 'remove') && change.role === role && change.user === user) {
      return change;
    }
  }
  return null;
}

/** The draft with somebody in a role or out of it; back where they are now, nothing of it stays. */
export function place(
  { access, draft }: Pick<Drafted, 'access' | 'draft'>,
  role: Role,
  user: UserId,
  isIn: boolean,
): readonly AccessChange[] {
  const known = drafted(draft, role, user);
  const others = draft.filter((change) => change !== known);
  const wasIn = access.roles.find((one) => one.role === role)?.members.some(({ id }) => id === user) ?? false;
  return wasIn === isIn ? others : [...others, { kind: isIn ? 'add' : 'remove', role, user }];
}

/** The draft with somebody's role for one assessment; null takes it away. */
export function grant(
  { access, draft }: Pick<Drafted, 'access' | 'draft'>,
  assessment: AssessmentId,
  user: UserId,
  role: AssessmentRole | null,
): readonly AccessChange[] {
  const others = draft.filter(
    (change) => !(change.kind === 'grant' && change.assessment === assessment && change.user === user),
  );
  const had = access.grants.find((one) => one.assessment === assessment && one.user === user)?.role ?? null;
  return had === role ? others : [...others, { kind: 'grant', assessment, user, role }];
}

/** Somebody's name, as far as it is known here: of people who were found, of members and of those in the assessment. */
export function nameOf({ people, view }: PaneState, access: Access, user: UserId): string {
  const members = access.roles.flatMap((role) => role.members);
  const known = [...members, ...access.inactive, ...(view?.people ?? [])].find(({ id }) => id === user);
  return people.names[user] ?? known?.name ?? user;
}
