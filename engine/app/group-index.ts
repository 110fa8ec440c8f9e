import type { Assessment } from '../contract/model/assessment.ts';
import type { ActionId, GroupId, PartitionId } from '../contract/model/ids.ts';
import { citedActions } from '../domain/organisation/change-assessment.ts';
import { assessmentsOf } from '../domain/organisation/documents.ts';
import { refKind } from '../domain/state/image.ts';
import type { EntryListener, Partition } from './partition.ts';

/** Which active assessments a group has, and which of them cite an action. */
export type GroupIndex = {
  readonly active: readonly Assessment[];
  readonly assessmentsByAction: ReadonlyMap<ActionId, readonly Assessment[]>;
};

/**
 * Made once per group and again only after assessments, template versions or settings changed, so that an edit of a
 * record looks up one key whatever the size of the organisation. `groupsIn` are the groups whose records a partition may
 * keep: its own, or all that have assessments.
 */
export function createGroupIndexes(
  core: Partition,
  listen: (listener: EntryListener) => () => void,
): { of(group: GroupId): GroupIndex; groupsIn(partition: PartitionId): readonly GroupId[] } {
  const indexes = new Map<GroupId, GroupIndex>();
  let all: readonly GroupId[] | null = null;
  listen((entries) => {
    const stale = entries.some(({ entry: { event } }) => 'entity' in event && refKind(event.entity) === 'assessment');
    if (!stale) return;
    indexes.clear();
    all = null;
  });
  return {
    of(group) {
      let index = indexes.get(group);
      if (index === undefined) {
        index = buildIndex(core, group);
        indexes.set(group, index);
      }
      return index;
    },
    groupsIn(partition) {
      if (partition.startsWith('group:')) return [partition.slice('group:'.length) as GroupId]; // made of one
      all ??= [...new Set(assessmentsOf(core.image).map(({ group }) => group))];
      return all;
    },
  };
}

function buildIndex(core: Partition, group: GroupId): GroupIndex {
  const active = assessmentsOf(core.image, group).filter(({ archived }) => archived === null);
  const assessmentsByAction = new Map<ActionId, Assessment[]>();
  for (const assessment of active) {
    for (const action of citedActions(core.image, assessment)) {
      const citing = assessmentsByAction.get(action);
      citing === undefined ? assessmentsByAction.set(action, [assessment]) : citing.push(assessment);
    }
  }
  return { active, assessmentsByAction };
}
