import type { Json } from '../../contract/model/entry.ts';
import type { EntityRef, Epoch, PartitionId, Position, UserId } from '../../contract/model/ids.ts';
import { type Delivery, type Happening, keptNotices, type Notice } from '../../contract/model/notice.ts';
import type { Draft } from '../journal/draft.ts';
import type { ReadImage } from '../state/image.ts';

/**
 * Who was told of what, in a partition of its own. Everything here has a limited number of places, each newer thing taking
 * the place of the oldest, so that it stays as small as it is; the journal keeps them all.
 */
type Books = {
  /** How far a partition has been looked through, `told/<PartitionId>`. */
  told: { readonly epoch: Epoch; readonly position: Position };
  /** `notice/<UserId>/<place>` */
  notice: Notice;
  /** `feed/<UserId>`: the number of the last notice, and up to which they were read. */
  feed: { readonly last: number; readonly read: number };
  /** What the engine noticed itself, `raised/<place>`. */
  raised: Happening & { readonly number: number };
  /** The percent a rule last saw, and, of one that waits for a change, since when. `scored/<rule>` */
  scored: { readonly percent: number | null };
  /** The day up to which reminders have gone, `reminded`. */
  reminded: { readonly day: string };
  /** How far somebody who sends has got, and how it goes: `sender/mail`, `sender/<webhook>`. */
  sender: SenderState;
  /** Which engine sends, and until when, `sender/lease`. */
  lease: { readonly holder: string; readonly until: string };
  /** `delivery/<webhook>/<place>` */
  delivery: Delivery;
};
type BookKind = keyof Books;

export type SenderState = {
  readonly positions: Readonly<Record<string, { readonly epoch: Epoch; readonly position: Position }>>;
  /** Attempts in a row that failed. */
  readonly failures: number;
  readonly lastProblem: string | null;
  /** Number of the last delivery that was logged. */
  readonly logged: number;
};

const keptRaised = 500;
export const keptDeliveries = 100;

export function bookRef(kind: BookKind, ...ids: readonly (string | number)[]): EntityRef {
  return [kind, ...ids].join('/') as EntityRef; // parts are ids
}

export function bookAt<K extends BookKind>(image: ReadImage, _kind: K, ref: EntityRef): Books[K] | null {
  const entity = image.entity(ref);
  if (entity === undefined || entity.removedAt !== null) return null;
  return entity.value as unknown as Books[K]; // put by putBook under this kind
}

export function putBook<K extends BookKind>(draft: Draft, _kind: K, ref: EntityRef, value: Books[K]): void {
  draft.emit({ kind: 'put', entity: ref, value: value as unknown as Json }); // plain JSON by type
}

/** Writes a notice for somebody, as their next. */
export function putNotice(draft: Draft, user: UserId, notice: Omit<Notice, 'number'>): Notice {
  const feed = feedOf(draft.image, user);
  const written = { ...notice, number: feed.last + 1 };
  putBook(draft, 'feed', bookRef('feed', user), { ...feed, last: written.number });
  putBook(draft, 'notice', bookRef('notice', user, written.number % keptNotices), written);
  return written;
}

/** Writes what the engine noticed itself, for those who are told by another system. */
export function putRaised(draft: Draft, happening: Happening): void {
  const number = draft.image.position + 1;
  putBook(draft, 'raised', bookRef('raised', number % keptRaised), { ...happening, number });
}

export function feedOf(image: ReadImage, user: UserId): Books['feed'] {
  return bookAt(image, 'feed', bookRef('feed', user)) ?? { last: 0, read: 0 };
}

/** Newest first. */
export function noticesOf(image: ReadImage, user: UserId): readonly Notice[] {
  const { last } = feedOf(image, user);
  const first = Math.max(1, last - keptNotices + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => last - index).flatMap((number) => {
    const notice = bookAt(image, 'notice', bookRef('notice', user, number % keptNotices));
    return notice === null || notice.number !== number ? [] : [notice];
  });
}

export function isNoticeOf(ref: EntityRef, user: UserId): boolean {
  return ref === bookRef('feed', user) || ref.startsWith(`${bookRef('notice', user)}/`);
}

export function toldOf(image: ReadImage, partition: PartitionId): Books['told'] | null {
  return bookAt(image, 'told', bookRef('told', partition));
}
