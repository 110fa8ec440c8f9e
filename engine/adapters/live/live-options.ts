import type { Identity } from '../../app/identity.ts';
import type { Metrics } from '../../app/metrics.ts';
import type { Clock, Log } from '../../app/ports.ts';
import { liveLimits } from '../../contract/live.ts';

export type LiveOptions = {
  /** Says whose pane it is. */
  readonly identity: Identity;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  readonly bounds?: Partial<LiveBounds>;
};

export type LiveBounds = {
  /** Panes connected at the same time. */
  readonly clients: number;
  /** Bytes that may wait for a pane that reads slowly. */
  readonly bufferBytes: number;
  /** Milliseconds in which entries are sent together when many come... */
  readonly tick: number;
  /** ...and how many deliveries go out within them as they come: about a quarter of what one thread can send. */
  readonly atOnce: number;
  readonly beat: number;
  readonly messages: number;
  readonly subscribeWithin: number;
};

export const liveBounds: LiveBounds = {
  clients: 1_000,
  bufferBytes: 8 * 1024 * 1024,
  tick: 25,
  atOnce: 1_000,
  beat: liveLimits.beat,
  messages: liveLimits.messages,
  subscribeWithin: liveLimits.subscribeWithin,
};
