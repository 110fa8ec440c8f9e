import type { Entry } from '../../contract/model/entry.ts';
import type { EvidenceDocument } from '../../contract/model/evidence.ts';
import type { ActionId, EntityRef } from '../../contract/model/ids.ts';
import type { Happening, HappeningKind } from '../../contract/model/notice.ts';
import type { Comment } from '../../contract/model/workflow.ts';
import { refKind } from '../state/image.ts';

const kindByField: Readonly<Record<string, HappeningKind>> = {
  assignedTo: 'assignment',
  implementationStatus: 'status',
  testResult: 'test',
};

/** What happened in entries of one partition that people are told of; an assignment with the message that came with it. */
export function happeningsOf(
  entries: readonly Entry[],
  actionsOf: (evidence: EntityRef) => readonly ActionId[],
): readonly Happening[] {
  return entries.flatMap((entry, index): readonly Happening[] => {
    const { event, partition, position, time, actor } = entry;
    const common = { time, actor, partition, position, comment: null, subject: null };
    if (event.kind === 'changed' || (event.kind === 'resolved' && event.decision !== 'keep')) {
      const { entity, field, from, to } = event;
      if (refKind(entity) === 'evidence') {
        return [{ ...common, kind: 'evidence', entity, actions: actionsOf(entity), from, to }];
      }
      const kind = refKind(entity) === 'record' ? kindByField[field] : undefined;
      if (kind === undefined) return [];
      const actions = [entity.slice('record/'.length) as ActionId]; // a record's ref ends in its action
      const comment = kind === 'assignment' ? messageAfter(entries, index, actions[0]) : null;
      return [{ ...common, kind, entity, actions, from, to, comment }];
    }
    if (event.kind === 'removed' && refKind(event.entity) === 'evidence') {
      const { entity } = event;
      return [{ ...common, kind: 'evidence', entity, actions: actionsOf(entity), from: 'there', to: 'removed' }];
    }
    if (event.kind !== 'put') return [];
    const { entity } = event;
    if (refKind(entity) === 'evidence') {
      const { actions, versions } = event.value as unknown as EvidenceDocument; // what is put under such a ref
      const what = versions.length > 1 ? 'replaced' : 'added';
      return [{ ...common, kind: 'evidence', entity, actions, from: null, to: what }];
    }
    if (refKind(entity) !== 'comment') return [];
    const { action, removed, purpose, to } = event.value as unknown as Comment; // as above
    const isSaid = removed === null && (purpose === 'comment' || !assignsBefore(entries, index, action));
    if (!isSaid) return [];
    return [
      { ...common, kind: 'comment', entity: recordOf(action), actions: [action], from: purpose, to, comment: entity },
    ];
  });
}

function recordOf(action: ActionId): EntityRef {
  return `record/${action}` as EntityRef; // an id in its place makes a ref
}

/** The message of an assignment is written right after it, by the same command. */
function messageAfter(entries: readonly Entry[], index: number, action: ActionId | undefined): EntityRef | null {
  const next = entries[index + 1];
  if (next === undefined || next.command !== entries[index]?.command || next.event.kind !== 'put') return null;
  return next.event.entity.startsWith(`comment/${action}/`) ? next.event.entity : null;
}

function assignsBefore(entries: readonly Entry[], index: number, action: ActionId): boolean {
  const before = entries[index - 1];
  return (
    before !== undefined &&
    before.command === entries[index]?.command &&
    before.event.kind === 'changed' &&
    before.event.field === 'assignedTo' &&
    before.event.entity === recordOf(action)
  );
}
