import type { Entry } from '../contract/model/entry.ts';
import type { ActionId, AssessmentId, EntityRef, PartitionId } from '../contract/model/ids.ts';
import { everProven } from '../domain/evidence/evidence.ts';
import { assessmentOf, assessmentsOf } from '../domain/organisation/documents.ts';
import { peopleKinds } from '../domain/permissions/access.ts';
import { refKind } from '../domain/state/image.ts';
import { actionOfComment } from '../domain/workflow/comments.ts';
import type { Organisation } from './organisation.ts';

/** The assessments whose workbooks show something of what happened; `all` for what shows everywhere, or may. */
export function concernedAssessments(
  organisation: Organisation,
  entries: readonly Entry[],
): ReadonlySet<AssessmentId> | 'all' {
  const concerned = new Set<AssessmentId>();
  for (const entry of entries) {
    if (entry.event.kind === 'released') return 'all';
    for (const ref of concernedRefs(entry)) {
      const id = ref.slice(ref.indexOf('/') + 1);
      switch (refKind(ref)) {
        case 'assessment': {
          const own = id as AssessmentId; // an assessment's ref ends in its id
          concerned.add(own);
          // One that comes, goes or moves to another version changes what relates to its siblings' controls.
          if (entry.event.kind === 'changed') break;
          const group = assessmentOf(organisation.core.image, own)?.group;
          if (group === undefined) return 'all';
          for (const sibling of assessmentsOf(organisation.core.image, group)) concerned.add(sibling.id);
          break;
        }
        case 'record':
          for (const each of citing(organisation, entry.partition, id as ActionId)) concerned.add(each); // a record's ends in its action
          break;
        case 'comment':
          for (const each of citing(organisation, entry.partition, actionOfComment(ref))) concerned.add(each);
          break;
        case 'evidence': {
          const piece = organisation.partition(entry.partition)?.image.entity(ref);
          for (const action of piece === undefined ? [] : everProven(piece)) {
            for (const each of citing(organisation, entry.partition, action)) concerned.add(each);
          }
          break;
        }
        case 'observed':
        case 'automated':
          for (const each of citing(organisation, entry.partition, id as ActionId)) concerned.add(each); // ends in its action
          break;
        case 'securescorerun':
          break;
        default:
          if (!peopleKinds.has(refKind(ref))) return 'all';
      }
    }
  }
  return concerned;
}

function concernedRefs({ event }: Entry): readonly EntityRef[] {
  if ('entity' in event) return [event.entity];
  return event.kind === 'held' ? event.changes.map((change) => change.entity) : [];
}

function citing(organisation: Organisation, partition: PartitionId, action: ActionId): readonly AssessmentId[] {
  return organisation
    .groupsIn(partition)
    .flatMap((group) => (organisation.index(group).assessmentsByAction.get(action) ?? []).map(({ id }) => id));
}
