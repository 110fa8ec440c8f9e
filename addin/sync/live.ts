import { livePath, type Presence } from '#engine/contract/live';
import type { ChangeSet } from '#engine/contract/model/change';
import type { Cursor } from '#engine/contract/model/ids';
import { config } from '../config.ts';
import { createBackoff } from './backoff.ts';
import type { Client } from './client.ts';
import { createProgress, type LiveEvent, type Progress } from './live-events.ts';
import type { Clock, OpenSocket, Random, Token } from './outside.ts';
import { openPolling } from './polling-channel.ts';
import type { PushAnswer } from './sender.ts';
import { type Channel, openChannel } from './socket-channel.ts';

/** The line to the engine: connects, connects again, and falls back to long polling where it must. */
export interface Live {
  /** Hears everything after these cursors from now on, whatever was followed before. */
  follow(cursors: readonly Cursor[]): void;
  /** Hears this partition as well, whatever else is followed, from the cursor on. */
  followBeside(cursor: Cursor): void;
  push(set: ChangeSet): Promise<PushAnswer>;
  /** Says who is here, now and after every reconnection; null takes it back. */
  here(who: Presence | null): void;
  isConnected(): boolean;
  /** The network may be back: tries at once instead of waiting. */
  retryNow(): void;
  stop(): void;
}

export type LiveParts = {
  /** `wss://host`, without a slash at the end. */
  readonly address: string;
  readonly openSocket: OpenSocket;
  readonly client: Client;
  readonly token: Token;
  readonly clock: Clock;
  readonly random: Random;
  readonly hear: (event: LiveEvent) => void;
};

export function createLive({ address, openSocket, client, token, clock, random, hear }: LiveParts): Live {
  const backoff = createBackoff(config.reconnect, random);
  let progress: Progress | null = null;
  /** As far as is known of the partition that is followed beside the others. */
  let beside: Cursor | null = null;
  let channel: Channel | null = null;
  let who: Presence | null = null;
  let [connected, stopped, outdated] = [false, false, false];
  let failures = 0;
  let cancelRetry: (() => void) | null = null;
  let cancelUpgrade: (() => void) | null = null;

  const connect = (): void => {
    cancelRetry?.();
    cancelRetry = null;
    if (progress === null || stopped || outdated) return;
    const polls = failures >= config.triesBeforePolling && failures % 2 === 1;
    let own: Channel | null = null;
    const parts = {
      ...{ client, clock, openSocket, progress, token },
      address: `${address}${livePath}`,
      hear: (event: LiveEvent) => {
        if (own === null || own === channel) take(event);
      },
      ended: (welcomed: boolean) => {
        if (own === null || own === channel) lost(welcomed);
      },
    };
    own = polls ? openPolling(parts) : openChannel(parts);
    channel = own;
    if (polls) {
      // The live channel may be open again tomorrow.
      cancelUpgrade = clock.after(config.tryLiveAgain, () => {
        failures = config.triesBeforePolling - 1;
        own?.close();
      });
    }
  };

  const take = (event: LiveEvent): void => {
    if (event.kind === 'outdated') outdated = true;
    if (event.kind === 'caughtUp') {
      if (event.way === 'live') failures = 0;
      backoff.reset();
      connected = true;
      if (who !== null) channel?.here(who);
    }
    hear(event);
  };

  const lost = (welcomed: boolean): void => {
    channel = null;
    connected = false;
    cancelUpgrade?.();
    if (stopped) return;
    if (!welcomed) failures += 1;
    if (outdated) return;
    const wait = backoff.next();
    hear({ kind: 'cut', retryAt: new Date(Date.parse(clock.now()) + wait).toISOString() });
    cancelRetry ??= clock.after(wait, connect);
  };

  const drop = (): void => {
    const old = channel;
    channel = null;
    connected = false;
    cancelUpgrade?.();
    old?.close();
  };

  return {
    follow(cursors) {
      drop();
      const reached = progress?.cursors().find(({ partition }) => partition === beside?.partition) ?? beside;
      progress = createProgress(reached === null ? cursors : [...cursors, reached]);
      connect();
    },
    followBeside(cursor) {
      beside = cursor;
      progress?.reach(cursor);
      channel?.followMore();
    },
    push: async (set) => (connected && channel !== null ? channel.push(set) : { kind: 'lost' }),
    here(next) {
      who = next;
      if (connected) channel?.here(next);
    },
    isConnected: () => connected,
    retryNow() {
      if (cancelRetry === null) return;
      backoff.reset();
      connect();
    },
    stop() {
      stopped = true;
      cancelRetry?.();
      drop();
    },
  };
}
