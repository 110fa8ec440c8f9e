import type { ChangeSet, Verdict } from '../contract/model/change.ts';
import type { SealedEntry } from '../contract/model/entry.ts';
import type { UserId } from '../contract/model/ids.ts';
import type { TokenScope } from '../contract/model/permission.ts';
import type { Channel } from '../contract/model/vocabulary.ts';
import { decideChanges, fieldValueOf } from '../domain/reconcile/decide-changes.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { changeContext } from './change-context.ts';
import type { Organisation } from './organisation.ts';
import type { Partition, StoreProblem } from './partition.ts';

export type PushProblem =
  | StoreProblem
  | { readonly code: 'unknown-partition' | 'unknown-epoch'; readonly message: string }
  /** An atomic set in which not everything could be accepted: nothing was done. */
  | { readonly code: 'not-atomic'; readonly message: string; readonly verdicts: readonly Verdict[] };

/**
 * Judges a set of changes and makes what came of it durable; one verdict a change, in order. Sent again under the same
 * id it is not judged again: the recorded verdicts come back.
 */
export function pushChanges(
  organisation: Organisation,
  set: ChangeSet,
  actor: UserId,
  channel: Channel,
  scope: TokenScope | null = null,
): Promise<Result<readonly Verdict[], PushProblem>> {
  const partition = organisation.partition(set.partition);
  if (partition !== null) return push(organisation, partition, set, actor, channel, scope);
  // Another engine may have begun it just now.
  return organisation.refresh().then(() => {
    const begun = organisation.partition(set.partition);
    if (begun !== null) return push(organisation, begun, set, actor, channel, scope);
    return refused({ code: 'unknown-partition', message: `There is no partition ${set.partition}.` });
  });
}

function push(
  organisation: Organisation,
  partition: Partition,
  set: ChangeSet,
  actor: UserId,
  channel: Channel,
  scope: TokenScope | null,
): Promise<Result<readonly Verdict[], PushProblem>> {
  if (set.epoch !== partition.image.epoch) {
    return refused({
      code: 'unknown-epoch',
      message:
        'This history is not the one the edits were made on (it was restored since). Load everything anew and send them again.',
    });
  }
  return partition.execute<readonly Verdict[], PushProblem>({
    meta: organisation.meta(set.id, actor, channel, liveLineage(set)),
    decide(draft) {
      const verdicts = decideChanges(
        draft,
        set.changes,
        changeContext(organisation, set.partition, { user: actor, scope }),
      );
      const whole = verdicts.every(({ outcome }) => outcome === 'accepted' || outcome === 'agreed');
      if (set.atomic === true && !whole) {
        return err({ code: 'not-atomic', message: 'Not every change could be accepted, so none was made.', verdicts });
      }
      return ok(verdicts);
    },
    recall: (entries, image) =>
      entries.every(({ entry }) => entry.actor === actor)
        ? recallVerdicts(set, entries, image)
        : set.changes.map(() => takenId),
  });
}

function refused(problem: PushProblem): Promise<Result<never, PushProblem>> {
  return Promise.resolve(err(problem));
}

/** What somebody else was answered is not for this person. */
const takenId: Verdict = {
  outcome: 'refused',
  code: 'taken-id',
  message: 'Somebody else has sent a set under this id. Send it again under an id of your own.',
};

/** A client's own edits count as seen by it, although the answer to the first may still be on its way. */
function liveLineage(set: ChangeSet): string | null {
  const client = set.id.lastIndexOf(':');
  return client === -1 ? null : `live/${set.id.slice(0, client)}`;
}

/** Verdicts as they were given, read off the entries the set wrote. */
function recallVerdicts(set: ChangeSet, entries: readonly SealedEntry[], image: ReadImage): readonly Verdict[] {
  return set.changes.map((change, index) => {
    const found = entries.find(({ entry }) => entry.index === index && entry.event.kind !== 'resolved');
    const position = image.entity(change.entity)?.fields[change.field]?.at ?? 0;
    if (found === undefined) {
      // Only a change that found its own value waiting already writes nothing.
      const waiting = image
        .conflictsOf(change.entity)
        .find((one) => one.kind === 'field' && one.field === change.field);
      const inPlace = fieldValueOf(image, change.entity, change.field);
      return waiting === undefined
        ? { outcome: 'agreed', position }
        : { outcome: 'conflict', position, conflict: waiting.id, inPlace };
    }
    const { event } = found.entry;
    switch (event.kind) {
      case 'changed':
        return { outcome: 'accepted', position: found.entry.position };
      case 'conflicted':
        return { outcome: 'conflict', position, conflict: event.conflict, inPlace: event.inPlace };
      case 'refused':
        return { outcome: 'refused', code: event.reason, message: 'This change was refused when it was first sent.' };
      default:
        return { outcome: 'agreed', position };
    }
  });
}
