import { type ActionId, type AssessmentId, type GroupId, recordRef, type UserId } from '../../contract/model/ids.ts';
import {
  type AlertRule,
  defaultPreferences,
  type Happening,
  type Notice,
  type NoticePreferences,
  type NoticeReason,
} from '../../contract/model/notice.ts';
import { matches } from '../../domain/notify/match-rule.ts';
import { documentAt, documentRef, documentsOf } from '../../domain/organisation/documents.ts';
import { fieldValueOf } from '../../domain/reconcile/decide-changes.ts';
import { isReachable } from '../change-context.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';

export type Told = { readonly user: UserId; readonly notice: Omit<Notice, 'number'> };

/** Who is told of something that happened, each once: whoever it is for, then whoever has asked for it and may read it. */
export function recipientsOf(organisation: Organisation, gate: Gate, happening: Happening): readonly Told[] {
  const told = new Map<UserId, Told>();
  const tell = (user: UserId, notice: Omit<Notice, 'number' | 'happening'>): void => {
    if (told.has(user) || user === happening.actor || !isReachable(organisation, user)) return;
    if (!mayHear(gate, user, happening)) return;
    told.set(user, { user, notice: { ...notice, happening } });
  };
  for (const { user, reason } of concerned(organisation, happening)) {
    const { without } = preferencesOf(organisation, user);
    if (without.some((one) => one === reason)) continue;
    tell(user, { reason, rule: null, email: wantsMail(organisation, user, reason) });
  }
  for (const rule of rulesOf(organisation)) {
    if (!matches(rule, happening, (id) => isOf(organisation, happening, id))) continue;
    for (const user of peopleOf(rule)) tell(user, alertNotice(organisation, rule, user));
  }
  return [...told.values()];
}

export function alertNotice(
  organisation: Organisation,
  rule: AlertRule,
  user: UserId,
): Omit<Notice, 'number' | 'happening'> {
  return { reason: 'alert', rule: rule.id, email: rule.email && wantsMail(organisation, user, 'alert') };
}

export function rulesOf({ core }: Organisation): readonly AlertRule[] {
  return documentsOf(core.image, 'alert');
}

export function peopleOf({ owner, recipients }: AlertRule): readonly UserId[] {
  return owner === null ? recipients : [owner];
}

/** What somebody has chosen; what they have not is as it is for everybody. */
export function preferencesOf({ core }: Organisation, user: UserId): NoticePreferences {
  return { ...defaultPreferences, ...documentAt(core.image, 'preferences', documentRef('preferences', user)) };
}

function wantsMail(organisation: Organisation, user: UserId, reason: NoticeReason): boolean {
  const { email, withoutEmail } = preferencesOf(organisation, user);
  return email && !withoutEmail.includes(reason);
}

/** Whom it is for, without anybody having to ask. */
function concerned(
  organisation: Organisation,
  { kind, to, from, comment, actions, partition }: Happening,
): readonly { readonly user: UserId; readonly reason: Notice['reason'] }[] {
  const image = organisation.partition(partition)?.image;
  const assignees = actions.flatMap((action) => {
    const value = image === undefined ? null : fieldValueOf(image, recordRef(action), 'assignedTo');
    return typeof value === 'string' ? [value as UserId] : []; // a field of people holds ids
  });
  switch (kind) {
    case 'assignment':
      return typeof to === 'string' ? [{ user: to as UserId, reason: 'assigned' }] : [];
    case 'comment':
      if (from === 'return' && typeof to === 'string') return [{ user: to as UserId, reason: 'returned' }];
      return comment === null ? [] : assignees.map((user) => ({ user, reason: 'commented' }));
    case 'due':
      return assignees.map((user) => ({ user, reason: 'due' }));
    default:
      return [];
  }
}

function mayHear(gate: Gate, user: UserId, { partition, entity, subject }: Happening): boolean {
  const who = { user, scope: null };
  if (subject !== null || entity === null) return gate.may(who, 'read-data');
  const hearing = gate.hearing(who, partition);
  return hearing === null || hearing(entity);
}

/** Whether it is about an action the assessment cites, kept where its group's records are. */
function isOf(organisation: Organisation, { actions, partition }: Happening, id: AssessmentId): boolean {
  const groups = partition.startsWith('group:')
    ? [partition.slice('group:'.length) as GroupId] // a group's partition by its id
    : documentsOf(organisation.core.image, 'group').map((group) => group.id);
  return groups.some((group) => {
    const { assessmentsByAction } = organisation.index(group);
    return actions.some((action: ActionId) => assessmentsByAction.get(action)?.some((one) => one.id === id) ?? false);
  });
}
