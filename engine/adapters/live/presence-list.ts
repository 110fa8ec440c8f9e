import type { Buffer } from 'node:buffer';
import type { Clock } from '../../app/ports.ts';
import type { Presence } from '../../contract/live.ts';
import { messageOf } from './frames.ts';
import { createPace } from './pace.ts';

/** Who says to be here. Told to everybody who is, at most once a while. */
export interface PresenceList {
  /** Null takes it back. */
  set(guest: Guest, who: Presence | null): void;
  stop(): void;
}

export type Guest = { readonly send: (message: Buffer) => void };

const apart = 500;

export function createPresenceList(clock: Clock): PresenceList {
  const present = new Map<Guest, Presence>();
  const pace = createPace(clock, apart, () => {
    const message = messageOf({ kind: 'present', people: [...present.values()] });
    for (const guest of present.keys()) guest.send(message);
  });
  return {
    set(guest, who) {
      const known = who === null ? present.delete(guest) : present.set(guest, who) !== undefined;
      if (known) pace.request();
    },
    stop: () => pace.stop(),
  };
}
