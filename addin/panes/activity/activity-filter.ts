import type { ActivityFilter, ActivityKind } from '#engine/contract/http/activity';
import type { GroupId, UserId } from '#engine/contract/model/ids';

/** What the list is narrowed to; nothing in a field lets everything through. */
export type WantedActivity = {
  /** `YYYY-MM-DD`, or empty. */
  readonly from: string;
  readonly to: string;
  readonly person: UserId | null;
  readonly kind: ActivityKind | null;
  readonly group: GroupId | null;
  readonly text: string;
};

export const firstWanted: WantedActivity = { from: '', to: '', person: null, kind: null, group: null, text: '' };

type Query = Partial<ActivityFilter>;

/** The filter as the engine takes it. */
export function activityFilter({ from, to, person, kind, group, text }: WantedActivity): Query {
  return {
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(person === null ? {} : { person }),
    ...(kind === null ? {} : { kind }),
    ...(group === null ? {} : { group }),
    ...(text === '' ? {} : { text }),
  };
}

/** The question for a page: the first, or the one that begins where another ended. */
export function activityRequest(
  wanted: WantedActivity,
  cursor: string | null,
): { readonly query: Query & { readonly cursor?: string } } {
  return { query: { ...activityFilter(wanted), ...(cursor === null ? {} : { cursor }) } };
}
