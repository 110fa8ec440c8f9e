import type { Connection, PaneState } from '../state/model.ts';
import type { Clock } from '../sync/outside.ts';

/** Nothing arrives, from now on or as before. */
export function offline(state: PaneState, clock: Clock, retryAt: string | null): Connection {
  const { connection } = state;
  return { kind: 'offline', since: connection.kind === 'offline' ? connection.since : clock.now(), retryAt };
}

export function timeIn(clock: Clock, milliseconds: number): string {
  return new Date(Date.parse(clock.now()) + milliseconds).toISOString();
}
