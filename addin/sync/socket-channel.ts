import { type Presence, type ToEngine, type ToPane, toPane } from '#engine/contract/live';
import type { ChangeSet } from '#engine/contract/model/change';
import type { CommandId } from '#engine/contract/model/ids';
import { oldestProtocol, protocolVersion } from '#engine/contract/version';
import { config } from '../config.ts';
import type { LiveEvent, Progress } from './live-events.ts';
import type { Clock, OpenSocket, Token } from './outside.ts';
import { createPace } from './pace.ts';
import { isPassing, type PushAnswer } from './sender.ts';

/** One connection, from its opening to its end; it never comes back, another one is made. */
export interface Channel {
  push(set: ChangeSet): Promise<PushAnswer>;
  here(who: Presence | null): void;
  /** Partitions were added to its progress. */
  followMore(): void;
  close(): void;
}

export type ChannelParts = {
  readonly address: string;
  readonly openSocket: OpenSocket;
  readonly token: Token;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly hear: (event: Exclude<LiveEvent, { kind: 'cut' }>) => void;
  /** Once; `welcomed` says whether an engine was at the other end. */
  readonly ended: (welcomed: boolean) => void;
};

/** Subscribes with the cursors the pane has got to and hands on what arrives. Silence for too long ends it. */
export function openChannel(parts: ChannelParts): Channel {
  const { clock, progress, hear } = parts;
  const waiting = new Map<CommandId, { readonly answer: (answer: PushAnswer) => void; readonly cancel: () => void }>();
  const pace = createPace(config.messagesPerBeat, 10_000, clock);
  let [welcomed, over] = [false, false];
  let cancelBeat = clock.after(config.pong, () => end());
  let given: string | null = null;
  let subscribed = false;
  let cancelSignIn = (): void => {};

  const socket = parts.openSocket(parts.address, { heard: (text) => read(text), closed: () => end() });
  const send = (message: ToEngine): void => socket.send(JSON.stringify(message));

  function end(): void {
    if (over) return;
    over = true;
    cancelBeat();
    cancelSignIn();
    pace.stop();
    for (const { answer, cancel } of waiting.values()) {
      cancel();
      answer({ kind: 'lost' });
    }
    waiting.clear();
    socket.close();
    parts.ended(welcomed);
  }

  /** A pane cannot see the pings of the connection itself: it asks, and anything that arrives is an answer. */
  function beat(): void {
    cancelBeat();
    cancelBeat = clock.after(config.ping, () => {
      send({ kind: 'ping' });
      cancelBeat = clock.after(config.pong, () => end());
    });
  }

  function read(text: string) {
    if (over) return;
    const message = parse(text);
    // Not Controlbook's, or of a protocol this pane does not know: asked anew it may be put right.
    if (message === null) return end();
    beat();
    take(message);
  }

  function subscribe(): void {
    subscribed = true;
    if (!over) send({ kind: 'subscribe', protocol: protocolVersion, cursors: [...progress.cursors()] });
  }

  /** Tokens run out: the engine is given each new one before it misses the old. */
  async function signIn(): Promise<void> {
    const fresh = await parts.token();
    if (over || fresh === null) return;
    if (fresh !== given) send({ kind: 'sign-in', token: fresh });
    given = fresh;
    cancelSignIn = clock.after(config.renewToken, () => void signIn());
  }

  function take(message: ToPane) {
    switch (message.kind) {
      case 'welcome':
        if (message.oldest > protocolVersion || message.protocol < oldestProtocol) {
          hear({ kind: 'outdated' });
          return end();
        }
        welcomed = true;
        return void signIn().then(subscribe);
      case 'entries': {
        const fresh = progress.take(message.entries);
        // A hole: what is missing comes after a new subscription.
        if (fresh === null) return subscribe();
        if (fresh.length > 0) hear({ kind: 'entries', entries: fresh });
        return;
      }
      case 'latest':
        progress.reach(message.cursor);
        return hear({ kind: 'latest', latest: message });
      case 'subscribed':
        return hear({ kind: 'caughtUp', way: 'live' });
      case 'resync':
        hear({ kind: 'resync', reason: message.reason, partition: message.cursor?.partition ?? null });
        return end();
      case 'present':
        return hear({ kind: 'present', people: message.people });
      case 'verdicts':
        return answer(message.id, { kind: 'judged', verdicts: message.verdicts });
      case 'problem':
        if (message.id !== null) {
          const { code, detail } = message;
          return answer(message.id, { kind: isPassing(code) ? 'later' : 'refused', code, detail });
        }
        if (message.code === 'protocol-version') hear({ kind: 'outdated' });
        if (message.code === 'unauthenticated') hear({ kind: 'signedOut', detail: message.detail });
        return;
      case 'signed-in':
      case 'pong':
        return;
    }
  }

  function answer(id: CommandId, answered: PushAnswer): void {
    const found = waiting.get(id);
    waiting.delete(id);
    found?.cancel();
    found?.answer(answered);
  }

  return {
    async push(set) {
      await pace.turn();
      if (over) return { kind: 'lost' };
      return new Promise((resolve) => {
        waiting.set(set.id, { answer: resolve, cancel: clock.after(config.verdictWithin, () => end()) });
        send({ kind: 'push', set });
      });
    },
    here: (who) => {
      if (!over) send({ kind: 'here', who });
    },
    followMore: () => {
      if (subscribed) subscribe();
    },
    close: end,
  };
}

function parse(text: string): ToPane | null {
  try {
    const parsed = toPane.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
