import type { HiddenEntry } from '../contract/http/journal.ts';
import type { Need } from '../contract/http/needs.ts';
import type { Conflict } from '../contract/model/conflict.ts';
import type { Entry } from '../contract/model/entry.ts';
import {
  type AssessmentId,
  type EntityRef,
  type GroupId,
  noticesPartition,
  organisationPartition,
  type PartitionId,
} from '../contract/model/ids.ts';
import type { Permission, Who } from '../contract/model/permission.ts';
import { isNoticeOf } from '../domain/notify/books.ts';
import { assessmentOf } from '../domain/organisation/documents.ts';
import { can, oneAssessment, type Subject, wholeOrganisation } from '../domain/permissions/can.ts';
import { refKind } from '../domain/state/image.ts';
import type { Organisation } from './organisation.ts';
import { type Forbidden, forbids, mayReadAll, subjectOf, wholeGroup } from './permits.ts';

/** What an address names. */
export type Named = {
  readonly assessment?: AssessmentId;
  readonly group?: GroupId;
  readonly partition?: PartitionId;
};

/** What may be heard of a partition: everything (null), or what this lets through. */
export type Hearing = ((entity: EntityRef) => boolean) | null;

/** What every rim asks before it does something for somebody. */
export interface Gate {
  /** Why somebody may not have what needs this, of what the address names; null when they may. */
  forbids(who: Who, need: Need, named: Named): Forbidden | null;
  may(who: Who, permission: Permission, subject?: Subject): boolean;
  /** True for who may read something, be it one assessment. */
  isGuest(who: Who): boolean;
  hearing(who: Who, partition: PartitionId): Hearing;
}

export function createGate(organisation: Organisation): Gate {
  const may = (who: Who, permission: Permission, subject: Subject = wholeOrganisation): boolean =>
    can(organisation.access(), who, permission, subject) === 'allowed';
  const mayReadSome = (who: Who, wanted: (assessment: AssessmentId) => boolean): boolean =>
    mayReadAll(organisation, who) || may(who, 'read-data', { kind: 'any', concerns: wanted });

  const isIn = (partition: PartitionId, assessment: AssessmentId): boolean => {
    if (!partition.startsWith('group:')) return true;
    return assessmentOf(organisation.core.image, assessment)?.group === partition.slice('group:'.length);
  };
  const subjectFor = (of: Exclude<Need, string>['of'], { assessment, group, partition }: Named): Subject => {
    switch (of) {
      case 'assessment':
        return assessment === undefined ? wholeOrganisation : oneAssessment(assessment);
      case 'group':
        return group === undefined ? wholeOrganisation : wholeGroup(organisation, group);
      case 'partition':
        return partition === undefined ? wholeOrganisation : { kind: 'any', concerns: (id) => isIn(partition, id) };
      case 'organisation':
        return wholeOrganisation;
    }
  };

  return {
    may,
    isGuest: (who) => !mayReadSome(who, () => true),
    forbids: (who, need, named) =>
      typeof need === 'string' ? null : forbids(organisation, who, need.permission, subjectFor(need.of, named)),
    hearing(who, partition) {
      // What somebody is told is nobody else's, whatever they may read.
      if (partition === noticesPartition) return (entity) => isNoticeOf(entity, who.user);
      if (mayReadAll(organisation, who)) return null;
      const groupOf = (id: AssessmentId) => assessmentOf(organisation.core.image, id)?.group;
      return (entity) => {
        if (partition === organisationPartition && refKind(entity) === 'group') {
          const group = entity.slice(entity.indexOf('/') + 1);
          return may(who, 'read-data', { kind: 'any', concerns: (id) => groupOf(id) === group });
        }
        const subject = subjectOf(organisation, partition, entity);
        return subject.kind === 'any' && may(who, 'read-data', subject);
      };
    },
  };
}

/** An entry as somebody may hear it: one they may not read keeps its place, and says nothing. */
export function heard(entry: Entry | HiddenEntry, hearing: Hearing): Entry | HiddenEntry {
  if (hearing === null) return entry;
  const { event } = entry;
  const about =
    event.kind === 'held' ? event.changes.map(({ entity }) => entity) : 'entity' in event ? [event.entity] : [];
  if (about.length > 0 && about.every(hearing)) return entry;
  const { v, partition, epoch, position, time } = entry;
  return {
    ...{ v, partition, epoch, position, time },
    ...{ actor: hiddenActor, channel: 'system', lineage: null, command: hiddenCommand, index: 0 },
    event: { kind: 'hidden' },
  };
}

const hiddenActor = 'hidden' as Entry['actor']; // a constant of the id alphabet
const hiddenCommand = 'hidden' as Entry['command']; // as above

export function isHeard(conflict: Conflict, hearing: Hearing): boolean {
  if (hearing === null) return true;
  const about = conflict.kind === 'field' ? [conflict.entity] : conflict.changes.map(({ entity }) => entity);
  return about.every(hearing);
}
