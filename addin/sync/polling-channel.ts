import { limits } from '#engine/contract/http/limits';
import type { Cursor } from '#engine/contract/model/ids';
import type { Client } from './client.ts';
import type { LiveEvent, Progress } from './live-events.ts';
import { isPassing } from './sender.ts';
import type { Channel } from './socket-channel.ts';

export type PollingParts = {
  readonly client: Client;
  readonly progress: Progress;
  readonly hear: (event: Exclude<LiveEvent, { kind: 'cut' }>) => void;
  readonly ended: (welcomed: boolean) => void;
};

/** The same as the live channel, by requests that wait, one a partition: for networks that let no WebSocket through. */
export function openPolling({ client, progress, hear, ended }: PollingParts): Channel {
  const abort = new AbortController();
  let [over, answered] = [false, false];
  const end = (): void => {
    if (over) return;
    over = true;
    abort.abort();
    ended(answered);
  };
  const caughtUp = new Set<string>();
  const followed = new Set<string>();
  const followMore = (): void => {
    for (const { partition } of progress.cursors()) {
      if (!followed.has(partition)) void follow(partition);
      followed.add(partition);
    }
  };
  followMore();

  async function follow(partition: Cursor['partition']): Promise<void> {
    for (let wait = 0; !over; wait = limits.waitSeconds) {
      const at = progress.cursors().find((cursor) => cursor.partition === partition);
      if (at === undefined) return;
      const query = { partition, epoch: at.epoch, after: at.position, wait };
      const changes = await client.call('changesSince', { query }, abort.signal);
      if (over) return;
      if (!changes.ok) return end();
      answered = true;
      switch (changes.value.kind) {
        case 'resync':
          hear({ kind: 'resync', reason: changes.value.reason, partition });
          return end();
        case 'latest':
          progress.reach(changes.value.cursor);
          hear({ kind: 'latest', latest: changes.value });
          break;
        case 'entries': {
          const fresh = progress.take(changes.value.entries) ?? [];
          if (fresh.length > 0) hear({ kind: 'entries', entries: fresh });
          if (changes.value.more) continue;
        }
      }
      caughtUp.add(partition);
      if (caughtUp.size === progress.cursors().length) hear({ kind: 'caughtUp', way: 'polling' });
    }
  }

  return {
    async push(set) {
      const pushed = await client.call('pushChanges', { body: set });
      if (pushed.ok) return { kind: 'judged', verdicts: pushed.value.verdicts };
      const { code, detail } = pushed.error;
      return { kind: isPassing(code) ? 'later' : 'refused', code, detail: detail ?? '' };
    },
    // Presence needs a connection; nobody is shown as here.
    here: () => {},
    followMore,
    close: end,
  };
}
