import { noticesPartition } from '#engine/contract/model/ids';
import { config } from '../config.ts';
import { listOf } from '../state/asking.ts';
import type { LiveEvent } from '../sync/live-events.ts';
import type { Asking } from './asking.ts';
import type { Joined } from './parts.ts';

/** What this person is told: how much of it is unread stands in the head, whatever page is shown. */
export interface Notices {
  /** Loads them anew, for whoever asks now, and listens from there. */
  load(): Promise<void>;
  /** Takes what is about the partition of notices; says whether it was. */
  heard(event: LiveEvent): boolean;
  /** The line is there (again): what could not be loaded is. */
  caughtUp(): void;
  stop(): void;
}

export function createNotices({ clock, live, state }: Joined, asking: Asking): Notices {
  let cancel: (() => void) | null = null;
  const load = async (): Promise<void> => {
    await asking.fetch({ do: 'load', what: 'notices' });
    const notices = listOf(state(), 'notices');
    if (notices.kind === 'ready') live.followBeside(notices.value.cursor);
  };
  /** Many may come at once, as when many actions are given to somebody. */
  const loadSoon = (): void => {
    cancel ??= clock.after(config.noticesDelay, () => {
      cancel = null;
      void load();
    });
  };
  return {
    load,
    heard(event) {
      switch (event.kind) {
        case 'entries': {
          if (event.entries[0]?.partition !== noticesPartition) return false;
          // Of what others are told, nothing but the positions is heard.
          if (event.entries.some(({ event: { kind } }) => kind !== 'hidden')) loadSoon();
          return true;
        }
        case 'latest': {
          if (event.latest.cursor.partition !== noticesPartition) return false;
          loadSoon();
          return true;
        }
        case 'resync': {
          if (event.partition !== noticesPartition) return false;
          void load();
          return true;
        }
        default:
          return false;
      }
    },
    caughtUp() {
      if (listOf(state(), 'notices').kind === 'failed') void load();
    },
    stop: () => cancel?.(),
  };
}
