import type { FieldValue } from '../contract/model/field.ts';
import type { ActionId, AssessmentId, EntityRef, PartitionId, UserId } from '../contract/model/ids.ts';
import type { Who } from '../contract/model/permission.ts';
import { fieldsEqual } from '../domain/fields/equal.ts';
import { type FieldContext, normalizeField } from '../domain/fields/normalize.ts';
import { findClash } from '../domain/organisation/create-assessment.ts';
import { actionOf, assessmentOf, settingsOf, workflowOf } from '../domain/organisation/documents.ts';
import { permissionOfField } from '../domain/permissions/policy.ts';
import type { ChangeContext, Refusal } from '../domain/reconcile/decide-changes.ts';
import { isAutomaticField, keptFields, observationOf } from '../domain/secure-score/automation.ts';
import { keptSentence } from '../domain/secure-score/describe.ts';
import { refKind } from '../domain/state/image.ts';
import { checkStep } from '../domain/workflow/check-step.ts';
import { returnFailed } from '../domain/workflow/return-failed.ts';
import { evidenceRefusal } from './evidence/where-to.ts';
import type { Organisation } from './organisation.ts';
import { forbids, subjectOf } from './permits.ts';
import type { Directory } from './ports.ts';
import { engineUser } from './write-as-engine.ts';

/** What changes of one person to a partition are judged by: what they may do, one normaliser, what takes changes at all. */
export function changeContext(organisation: Organisation, partition: PartitionId, who: Who): ChangeContext {
  return {
    equal: fieldsEqual,
    normalize: (kind, raw) => normalizeField(kind, raw, fieldContext(organisation)),
    refuses: (ref, field) =>
      forbids(organisation, who, permissionOfField(ref, field), subjectOf(organisation, partition, ref)) ??
      refusal(organisation, partition, ref) ??
      keptBySecureScore(organisation, ref, field),
    forbids(ref, field, value, image) {
      if (refKind(ref) === 'record') {
        if (who.user === engineUser) return null; // what it has detected is nobody's duty
        const nameOf = (user: UserId): string => organisation.directory.byId(user)?.name ?? user;
        return checkStep(image, { ref, field, value }, who.user, workflowOf(organisation.core.image), nameOf);
      }
      return partition === organisation.core.id && field === 'title' ? titleTaken(organisation, ref, value) : null;
    },
    follow(draft, ref, field, index, since) {
      if (field !== 'testResult' || !workflowOf(organisation.core.image).returnFailed) return;
      returnFailed(draft, ref, index, since, (user) => isReachable(organisation, user));
    },
  };
}

/** Somebody of the directory whose account is active: who can be given work. */
export function isReachable({ directory, access }: Organisation, user: UserId): boolean {
  const person = directory.byId(user);
  return person !== null && person.source !== 'system' && !access().inactive.has(user);
}

/** For what the engine changes itself: it asks nobody's leave, keeps no order of steps, and nothing is kept from it. */
export function ownContext(organisation: Organisation, partition: PartitionId, who: Who): ChangeContext {
  const context = changeContext(organisation, partition, who);
  return { ...context, refuses: (ref) => refusal(organisation, partition, ref), forbids: () => null };
}

/** Values that come without a sheet: numbers are plain, dates are text. */
function fieldContext({ directory }: Organisation): FieldContext {
  return { dateSystem: '1900', shownAsDate: false, findUser: (name) => findUser(directory, name) };
}

/** By id, display name or e-mail address. */
export function findUser(directory: Directory, name: string): UserId | null {
  return (directory.byId(name as UserId) ?? directory.find(name))?.id ?? null; // an id that is none finds nobody
}

function refusal(organisation: Organisation, partition: PartitionId, ref: EntityRef): Refusal | null {
  const id = ref.slice(ref.indexOf('/') + 1);
  if (partition === organisation.core.id) return assessmentRefusal(organisation, ref, id as AssessmentId); // looked up next
  const kept = organisation.partition(partition)?.image;
  if (refKind(ref) === 'evidence' && kept !== undefined) return evidenceRefusal(organisation, kept, ref);
  if (refKind(ref) !== 'record') return { code: 'unknown-entity', message: `${ref} is not kept in ${partition}.` };
  const action = id as ActionId; // looked up next; an unknown one is refused
  const isUsed = partition.startsWith('group:') || settingsOf(organisation.core.image).shareTechnicalActions;
  const groups = isUsed ? organisation.groupsIn(partition) : [];
  const cited = groups.some((group) => organisation.index(group).assessmentsByAction.has(action));
  if (!cited) {
    const title = actionOf(organisation.core.image, action)?.title;
    return title === undefined
      ? { code: 'unknown-action', message: `There is no action ${id}.` }
      : { code: 'not-in-group', message: `"${title}" belongs to no active assessment of this group.` };
  }
  const home = groups.some((group) => organisation.scope(group, action) === partition);
  return home ? null : { code: 'wrong-partition', message: `The record of this action is not kept in ${partition}.` };
}

/** What Secure Score keeps, nobody else can change, whatever way they come. */
function keptBySecureScore({ core }: Organisation, ref: EntityRef, field: string): Refusal | null {
  if (refKind(ref) !== 'record' || !isAutomaticField(field)) return null;
  const action = ref.slice(ref.indexOf('/') + 1) as ActionId; // a record's ends in its action
  const kept = keptFields(core.image, action);
  const seen = kept.includes(field) ? observationOf(core.image, action) : null;
  if (seen === null) return null;
  const message = `${keptSentence([field], seen)} Change it there, or have an administrator switch the action off under Secure Score.`;
  return { code: 'automatic', message };
}

function assessmentRefusal(organisation: Organisation, ref: EntityRef, id: AssessmentId): Refusal | null {
  const assessment = refKind(ref) === 'assessment' ? assessmentOf(organisation.core.image, id) : null;
  if (assessment === null) return { code: 'unknown-assessment', message: 'There is no such assessment.' };
  if (assessment.archived !== null) {
    return { code: 'archived', message: 'This assessment is archived. Activate it to change it.' };
  }
  return null;
}

/** An active assessment's title is its own within its group. */
function titleTaken(organisation: Organisation, ref: EntityRef, title: FieldValue): Refusal | null {
  const { image } = organisation.core;
  const assessment = assessmentOf(image, ref.slice(ref.indexOf('/') + 1) as AssessmentId); // looked up, whatever it is
  if (assessment === null || typeof title !== 'string') return null;
  return findClash(image, assessment.group, { title }, assessment.id);
}
