import type { FastifyInstance } from 'fastify';
import WebSocket from 'ws';
import { livePath, type ToEngine, type ToPane, toPane } from '#engine/contract/live';
import type { Cursor } from '#engine/contract/model/ids';
import { protocolVersion } from '#engine/contract/version';

/** A pane's end of the live channel, as tests see it. Every message is checked against the contract. */
export type LivePane = {
  readonly socket: WebSocket;
  /** All messages so far, in order. */
  readonly messages: readonly ToPane[];
  send(message: ToEngine | string): void;
  subscribe(...cursors: readonly Cursor[]): void;
  /** The next message of a kind that has not been taken yet. */
  next<Kind extends ToPane['kind']>(kind: Kind): Promise<Extract<ToPane, { kind: Kind }>>;
  /** Positions of all entries heard so far. */
  positions(): readonly number[];
  /** Resolves with the code when the connection has ended. */
  readonly closed: Promise<number>;
};

export async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

export function connectPane(port: number, options: WebSocket.ClientOptions = {}, path: string = livePath): LivePane {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options);
  const messages: ToPane[] = [];
  const taken = new Map<string, number>();
  let noticed = (): void => {};
  socket.on('message', (data) => {
    messages.push(toPane.parse(JSON.parse(String(data))));
    noticed();
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      resolve(code);
      noticed();
    });
  });
  const send = (message: ToEngine | string): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return {
    socket,
    messages,
    closed,
    send,
    subscribe: (...cursors) => send({ kind: 'subscribe', protocol: protocolVersion, cursors: [...cursors] }),
    async next<Kind extends ToPane['kind']>(kind: Kind) {
      for (;;) {
        const of = messages.filter((message): message is Extract<ToPane, { kind: Kind }> => message.kind === kind);
        const count = taken.get(kind) ?? 0;
        const found = of[count];
        if (found !== undefined) {
          taken.set(kind, count + 1);
          return found;
        }
        if (socket.readyState === WebSocket.CLOSED) throw new Error(`closed while waiting for ${kind}`);
        await new Promise<void>((resolve) => {
          noticed = resolve;
        });
      }
    },
    positions: () =>
      messages.flatMap((message) =>
        message.kind === 'entries' ? message.entries.map(({ position }) => position) : [],
      ),
  };
}

/** Connected and welcomed. */
export async function openPane(port: number, options: WebSocket.ClientOptions = {}): Promise<LivePane> {
  const pane = connectPane(port, options);
  await new Promise<void>((resolve, reject) => {
    pane.socket.on('open', () => resolve());
    pane.socket.on('error', reject);
  });
  await pane.next('welcome');
  return pane;
}
