import { type Cursor, noticesPartition, type UserId } from '../../contract/model/ids.ts';
import type { Notice } from '../../contract/model/notice.ts';
import type { Who } from '../../contract/model/permission.ts';
import { bookRef, feedOf, noticesOf, putBook } from '../../domain/notify/books.ts';
import { documentRef, putDocument } from '../../domain/organisation/documents.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import { wantsMail } from './recipients.ts';
import { type Worded, worded } from './words.ts';

export type Feed = {
  readonly notices: readonly (Notice & Worded & { readonly isRead: boolean })[];
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
    isRead: notice.number <= read,
  }));
  const { partition, epoch, position } = image;
  return { notices, unread: notices.filter(({ isRead }) => !isRead).length, cursor: { partition, epoch, position } };
}

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

export type Preferences = { readonly email: boolean };

export function preferencesOf(organisation: Organisation, user: UserId): Preferences {
  return { email: wantsMail(organisation, user) };
}

export async function changePreferences(
  organisation: Organisation,
  preferences: Preferences,
  { command, actor, channel }: Caller,
): Promise<Result<Preferences, StoreProblem>> {
  return organisation.core.execute<Preferences, never>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      putDocument<'preferences'>(draft.emit, documentRef('preferences', actor), preferences);
      return ok(preferences);
    },
    recall: () => preferences,
  });
}
