import type { Assessment } from '../../contract/model/assessment.ts';
import { type AssessmentId, type Cursor, noticesPartition } from '../../contract/model/ids.ts';
import type { Happening, HappeningNames, Notice, NoticePreferences } from '../../contract/model/notice.ts';
import type { Who } from '../../contract/model/permission.ts';
import { bookRef, feedOf, noticesOf, putBook } from '../../domain/notify/books.ts';
import { assessmentOf, documentRef, putDocument } from '../../domain/organisation/documents.ts';
import { oneAssessment } from '../../domain/permissions/can.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import { namesOf, type Worded, worded } from './words.ts';

/** An assessment that shows what a notice is about. */
type Place = Pick<Assessment, 'id' | 'title'>;

export type Feed = {
  readonly notices: readonly (Notice &
    Worded & {
      readonly names: HappeningNames;
      readonly isRead: boolean;
      readonly assessments: readonly Place[];
    })[];
  readonly unread: number;
  /** Where to go on listening from. */
  readonly cursor: Cursor;
};

/** What somebody was told, newest first; without what they may not read any more. */
export async function feedFor(organisation: Organisation, gate: Gate, who: Who): Promise<Feed> {
  const { image } = await organisation.open(noticesPartition);
  const { read } = feedOf(image, who.user);
  const shown = noticesOf(image, who.user).filter(({ happening: { partition, entity } }) => {
    if (entity === null) return !gate.isGuest(who);
    const hearing = gate.hearing(who, partition);
    return hearing === null || hearing(entity);
  });
  const notices = shown.map((notice) => ({
    ...notice,
    ...worded(organisation, notice.happening),
    names: namesOf(organisation, notice.happening),
    isRead: notice.number <= read,
    assessments: placesOf(organisation, gate, who, notice.happening),
  }));
  const { partition, epoch, position } = image;
  return { notices, unread: notices.filter(({ isRead }) => !isRead).length, cursor: { partition, epoch, position } };
}

/** Where what happened can be seen, as far as somebody may read it. */
function placesOf(organisation: Organisation, gate: Gate, who: Who, happening: Happening): readonly Place[] {
  const { actions, partition, subject } = happening;
  const named = subject?.kind === 'assessment' ? assessmentOf(organisation.core.image, subject.assessment) : null;
  const places = new Map<AssessmentId, Place>();
  const add = ({ id, title }: Place): void => {
    if (!places.has(id) && gate.may(who, 'read-data', oneAssessment(id))) places.set(id, { id, title });
  };
  if (named !== null) add(named);
  // Shared actions may stand in every group of a large organisation: no more is looked at than is told.
  for (const group of actions.length === 0 ? [] : organisation.groupsIn(partition)) {
    const { assessmentsByAction } = organisation.index(group);
    for (const action of actions) {
      for (const assessment of assessmentsByAction.get(action) ?? []) {
        if (places.size >= mostPlaces) return [...places.values()];
        add(assessment);
      }
    }
  }
  return [...places.values()];
}

/** More of them help nobody. */
const mostPlaces = 5;

/** Marks everything up to a notice as read. */
export async function markRead(
  organisation: Organisation,
  upTo: number,
  { command, actor, channel }: Caller,
): Promise<Result<{ readonly read: number }, StoreProblem>> {
  const partition = await organisation.open(noticesPartition);
  return partition.execute<{ readonly read: number }, never>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      const feed = feedOf(draft.image, actor);
      const read = Math.min(feed.last, Math.max(feed.read, upTo));
      if (read !== feed.read) putBook(draft, 'feed', bookRef('feed', actor), { ...feed, read });
      return ok({ read });
    },
    recall: (_, image) => ({ read: feedOf(image, actor).read }),
  });
}

export async function changePreferences(
  organisation: Organisation,
  preferences: NoticePreferences,
  { command, actor, channel }: Caller,
): Promise<Result<NoticePreferences, StoreProblem>> {
  return organisation.core.execute<NoticePreferences, never>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      putDocument<'preferences'>(draft.emit, documentRef('preferences', actor), preferences);
      return ok(preferences);
    },
    recall: () => preferences,
  });
}
