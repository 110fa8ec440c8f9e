import type { UserId } from '#engine/contract/model/ids';
import { lastOf, listOf } from '../state/asking.ts';
import type { PaneState } from '../state/model.ts';

/** What somebody is called, as far as `people` has been loaded; their id where they are not among them. */
export function nameOfPerson(state: PaneState, user: UserId): string {
  const known = lastOf(listOf(state, 'people'))?.people.find(({ id }) => id === user);
  return known?.name ?? state.people.names[user] ?? user;
}
