import type { Buffer } from 'node:buffer';
import type fastifyWebsocket from '@fastify/websocket';
import { seenBy } from '../../app/seen-by.ts';
import { StoreUnreachable } from '../../app/store-unreachable.ts';
import type { UseCases } from '../../app/use-cases.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { DeepReadonly } from '../../contract/http/shape.ts';
import type { ToEngine, ToPane } from '../../contract/live.ts';
import type { Cursor, PartitionId, Position } from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import { oldestProtocol, protocolVersion } from '../../contract/version.ts';
import { unreachable } from '../../domain/result.ts';
import { catchUp } from './catch-up.ts';
import type { FanOut, Hearer } from './fan-out.ts';
import { messageOf } from './frames.ts';
import type { LiveBounds, LiveOptions } from './live-options.ts';
import { createPaneOwner } from './pane-owner.ts';
import type { PresenceList } from './presence-list.ts';
import { type RawMessage, readMessage } from './read-message.ts';

export type Socket = fastifyWebsocket.WebSocket;

/** The connection under a socket. */
export type Connection = { readonly write: (wire: Buffer) => boolean };

export type SessionParts = {
  readonly useCases: UseCases;
  readonly fanOut: FanOut;
  readonly presence: PresenceList;
  readonly options: LiveOptions;
  readonly bounds: LiveBounds;
};

/** One connected pane. */
export interface Session {
  /** Called again and again: asks for a sign of life and starts a new count of messages. */
  beat(): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

const closing = { policy: 1008, fault: 1011, later: 1013 } as const;

/**
 * Talks with one pane until its socket closes. Messages are handled one after the other, in the order they came.
 * @param connection what the socket writes to: what goes to many is written there whole, without being packed for each.
 */
export function openSession(socket: Socket, connection: Connection, parts: SessionParts): Session {
  const { useCases, fanOut, presence, bounds, options } = parts;
  const { gate } = useCases;
  const joined = new Map<PartitionId, { position: Position; readonly leave: () => void }>();
  const owner = createPaneOwner(options.identity);
  let waiting = 0;
  let messages = 0;
  let silentBeats = 0;

  const isOpen = (): boolean => socket.readyState === socket.OPEN;
  /** Nothing is ever left out: who reads too slowly is told to start anew, and let go. */
  const refusedNow = (): Error | null => {
    if (!isOpen()) return new Error('closed');
    if (socket.bufferedAmount <= bounds.bufferBytes) return null;
    leaveAll();
    socket.send(messageOf({ kind: 'resync', reason: 'overflow', cursor: null }), { binary: false });
    socket.close(closing.later, 'reads too slowly');
    return new Error('overflow');
  };
  const send = (message: Buffer, done: (error?: Error) => void = () => {}): void => {
    const refused = refusedNow();
    if (refused === null) socket.send(message, { binary: false }, done);
    else done(refused);
  };
  const tell = (message: DeepReadonly<ToPane>): void => {
    if (message.kind === 'problem') options.metrics?.add('controlbook_refused_total', { code: message.code });
    send(messageOf(message));
  };
  const sent = (message: Buffer): Promise<boolean> =>
    new Promise((resolve) => send(message, (error) => resolve(error === undefined || error === null)));
  const refuse = (code: ErrorCode, detail: string): void => tell({ kind: 'problem', id: null, code, detail });
  const end = (code: ErrorCode, detail: string): void => {
    refuse(code, detail);
    socket.close(closing.policy, code);
  };

  const guest = { send };
  const leaveAll = (): void => {
    for (const { leave } of joined.values()) leave();
    joined.clear();
  };

  const signIn = async (token: string): Promise<void> => {
    const problem = await owner.signIn(token);
    if (problem !== null) return end(problem.code, problem.message);
    const user = owner.who()?.user;
    if (user !== undefined) tell({ kind: 'signed-in', user });
  };
  const checkOwner = async (): Promise<void> => {
    const problem = await owner.check();
    if (problem !== null) end(problem.code, problem.message);
  };

  const join = (from: Cursor, hearing: Hearer['hearing']): void => {
    if (!isOpen()) return;
    const place = { position: from.position, leave: () => {} };
    const hearer: Hearer = {
      hearing,
      position: () => place.position,
      deliver(frame) {
        place.position = frame.last;
        if (refusedNow() === null) connection.write(frame.wire);
      },
    };
    place.leave = fanOut.join(from.partition, hearer);
    joined.set(from.partition, place);
  };

  const subscribe = async (
    { protocol, cursors }: Extract<ToEngine, { kind: 'subscribe' }>,
    reader: Who,
  ): Promise<void> => {
    if (protocol < oldestProtocol || protocol > protocolVersion) {
      return end(
        'protocol-version',
        `This engine speaks protocol ${oldestProtocol} to ${protocolVersion}. Reload the pane.`,
      );
    }
    cancelWait();
    leaveAll();
    const current: Cursor[] = [];
    for (const cursor of new Map(cursors.map((one) => [one.partition, one])).values()) {
      const forbidden = gate.forbids(reader, { permission: 'read-data', of: 'partition' }, cursor);
      if (forbidden !== null) {
        const { message: detail, ...problem } = forbidden;
        tell({ kind: 'problem', id: null, detail, ...problem });
        continue;
      }
      const hearing = () => gate.hearing(owner.who() ?? reader, cursor.partition);
      const seen = seenBy(useCases, reader);
      if (await catchUp(seen, fanOut, cursor, { sent }, (from) => join(from, hearing))) current.push(cursor);
    }
    tell({
      kind: 'subscribed',
      cursors: current.map((cursor) => ({
        ...cursor,
        position: joined.get(cursor.partition)?.position ?? cursor.position,
      })),
    });
  };

  const push = async ({ set }: Extract<ToEngine, { kind: 'push' }>, { user, scope }: Who): Promise<void> => {
    const result = await useCases.pushChanges(set, { actor: user, scope, channel: 'pane' });
    if (result.ok) return tell({ kind: 'verdicts', id: set.id, verdicts: result.value });
    const { message: detail, ...problem } = result.error;
    tell({ kind: 'problem', id: set.id, detail, ...problem });
  };

  const handle = async (message: ToEngine): Promise<void> => {
    if (message.kind === 'sign-in') return signIn(message.token);
    const who = owner.who();
    if (who === null) return end('unauthenticated', 'Send a `sign-in` message with an access token first.');
    switch (message.kind) {
      case 'subscribe':
        return subscribe(message, who);
      case 'push':
        return push(message, who);
      case 'here':
        if (gate.isGuest(who)) return refuse('forbidden', 'A guest is not shown to others.');
        return presence.set(guest, message.who);
      case 'ping':
        return tell({ kind: 'pong' });
      default:
        unreachable(message);
    }
  };

  const take = async (raw: RawMessage, binary: boolean): Promise<void> => {
    if (!isOpen()) return;
    const read = readMessage(raw, binary);
    if (!('message' in read)) return tell({ kind: 'problem', id: null, ...read });
    try {
      await handle(read.message);
    } catch (error) {
      if (error instanceof StoreUnreachable) {
        refuse('unreachable', error.message);
        return socket.close(closing.later, 'unreachable');
      }
      options.log.error('A message of a pane could not be handled', {
        kind: read.message.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
      refuse('internal', 'This is a fault of the engine, not yours. Its log has the details.');
      socket.close(closing.fault, 'internal');
    }
  };

  const cancelWait = options.clock.after(bounds.subscribeWithin, () =>
    end('not-subscribed', 'Nothing was subscribed to in time. Connect again and subscribe first.'),
  );
  socket.on('pong', () => {
    silentBeats = 0;
  });
  socket.on('message', (raw: RawMessage, binary: boolean) => {
    if (!isOpen()) return;
    silentBeats = 0;
    messages += 1;
    if (messages > bounds.messages)
      return end('too-many-requests', 'Too many messages at once. Connect again in a moment.');
    // While one is handled no more is read: a pane that hurries waits in its own buffers, not in the engine's.
    waiting += 1;
    socket.pause();
    handling = handling
      .then(() => take(raw, binary))
      .finally(() => {
        waiting -= 1;
        if (waiting === 0) socket.resume(); // also when it is closing: the pane's goodbye is to be read
      });
  });
  socket.on('close', () => {
    cancelWait();
    leaveAll();
    presence.set(guest, null);
  });

  tell({ kind: 'welcome', protocol: protocolVersion, oldest: oldestProtocol });
  let handling = owner.known;
  return {
    beat() {
      messages = 0;
      handling = handling.then(checkOwner);
      silentBeats += 1;
      if (silentBeats > 2) socket.terminate();
      else if (isOpen()) socket.ping();
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}
