import Fastify, { type FastifyInstance } from 'fastify';
import type { Fetch, OpenSocket } from '#addin/sync/outside';
import { createAsking } from '#engine/adapters/http/asking';
import { authenticate } from '#engine/adapters/http/authenticate';
import { createHandlers } from '#engine/adapters/http/handlers';
import { refuseByProblem } from '#engine/adapters/http/refuse';
import { type AnyHandler, serveEndpoint } from '#engine/adapters/http/serve-endpoint';
import { createFanOut, type FanOut } from '#engine/adapters/live/fan-out';
import { type LiveOptions, liveBounds } from '#engine/adapters/live/live-options';
import { createPresenceList, type PresenceList } from '#engine/adapters/live/presence-list';
import { openSession, type Socket } from '#engine/adapters/live/session';
import { seenBy } from '#engine/app/seen-by';
import type { UseCases } from '#engine/app/use-cases';
import { type EndpointName, endpoints } from '#engine/contract/http';
import type { Who } from '#engine/contract/model/permission';
import { silentLog } from '../test-organisation.ts';
import { wireText } from '../wire-text.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The way from panes to an engine in the same process: HTTP by injection, the live channel by the engine's own sessions. */
export type PlayedEngine = {
  readonly fetch: (line: Line) => Fetch;
  readonly socket: (line: Line) => OpenSocket;
  /** Another engine answers from now on, or none; connections end. */
  start(server: { readonly app: FastifyInstance; readonly useCases: UseCases } | null): void;
  /** The engine another bench has answers from now on. */
  startLike(other: PlayedEngine): void;
  readonly server: () => { readonly app: FastifyInstance; readonly useCases: UseCases } | null;
  /** Resolves when nothing is on its way but what waits for the clock. */
  rest(): Promise<void>;
};

/** One pane's line: what happens to its messages. */
export type Line = {
  /** Milliseconds each message takes; messages of one connection keep their order. */
  delay: () => number;
  /** Whether a request, an answer or the connection is lost now. */
  loses: () => boolean;
  blocked: 'nothing' | 'sockets' | 'everything';
};

export const goodLine = (): Line => ({ delay: () => 0, loses: () => false, blocked: 'nothing' });

export function createPlayedEngine(clock: Pick<VirtualClock, 'after'>, live: LiveOptions): PlayedEngine {
  let server: { readonly app: FastifyInstance; readonly useCases: UseCases } | null = null;
  let room: { readonly fanOut: FanOut; readonly presence: PresenceList } | null = null;
  const ends = new Set<() => void>();
  let busy = 0;

  const deliver = (line: Line, run: () => void): void => {
    const delay = line.delay();
    if (delay <= 0) queueMicrotask(run);
    else clock.after(delay, run);
  };
  const counted = async (work: () => Promise<void>): Promise<void> => {
    busy += 1;
    try {
      await work();
    } finally {
      busy -= 1;
    }
  };

  const atLeisure = (work: () => Promise<void>): Promise<void> => work();

  const start: PlayedEngine['start'] = (next) => {
    for (const end of [...ends]) end();
    room?.fanOut.stop();
    room?.presence.stop();
    server = next;
    room =
      next === null
        ? null
        : {
            fanOut: createFanOut(next.useCases, live.clock, { tick: 5, atOnce: 1_000 }),
            presence: createPresenceList(live.clock),
          };
  };

  return {
    start,
    startLike: (other) => start(other.server()),
    server: () => server,
    fetch: (line) => (address, request) =>
      new Promise((resolve, reject) => {
        const lost = (): void => {
          request.signal?.removeEventListener('abort', lost);
          reject(new Error('the network is away'));
        };
        request.signal?.addEventListener('abort', lost);
        // A request that waits for news waits for the clock.
        const during = /[?&]wait=[1-9]/.test(address) ? atLeisure : counted;
        deliver(line, () => {
          const to = server;
          if (to === null || line.blocked === 'everything' || line.loses()) return lost();
          void during(async () => {
            const { method, headers, body } = request;
            const answer = await to.app.inject({
              method: method as 'GET',
              url: address.replace(/^https?:\/\/[^/]+/, ''),
              headers: { ...headers, host: 'localhost' },
              ...(typeof body === 'string' ? { payload: body } : {}),
              ...(body instanceof Blob ? { payload: Buffer.from(await body.arrayBuffer()) } : {}),
            });
            deliver(line, () => {
              if (server !== to || line.loses()) return lost();
              request.signal?.removeEventListener('abort', lost);
              const bytes = answer.rawPayload;
              resolve({
                status: answer.statusCode,
                headers: { get: (name) => String(answer.headers[name] ?? '') },
                text: async () => answer.body,
                arrayBuffer: async () =>
                  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
                blob: async () => new Blob([new Uint8Array(bytes)]),
              });
            });
          });
        });
      }),
    socket: (line) => (_address, on) => {
      let open = true;
      let fake: FakeSocket | null = null;
      // A connection keeps its order whatever the delays are.
      let lastDown = Promise.resolve();
      let lastUp = Promise.resolve();
      const travel = (after: Promise<void>, run: () => void): Promise<void> => {
        const arrived = new Promise<void>((resolve) => deliver(line, resolve));
        return after.then(() => arrived).then(run);
      };
      const end = (): void => {
        if (!open) return;
        open = false;
        ends.delete(end);
        fake?.drop();
        queueMicrotask(on.closed);
      };
      ends.add(end);
      deliver(line, () => {
        if (!open) return;
        if (room === null || server === null || line.blocked !== 'nothing' || line.loses()) return end();
        fake = createFakeSocket({
          sent(text) {
            lastDown = travel(lastDown, () => {
              if (!open) return;
              if (line.loses() || line.blocked !== 'nothing') end();
              else on.heard(text);
            });
          },
          ended() {
            lastDown = travel(lastDown, end);
          },
        });
        openSession(fake.socket, fake.line, {
          useCases: server.useCases,
          ...room,
          options: live,
          bounds: { ...liveBounds, tick: 5 },
        });
      });
      return {
        send(text) {
          lastUp = travel(lastUp, () => {
            if (!open || fake === null) return;
            if (line.loses() || line.blocked !== 'nothing') end();
            else fake.receive(text);
          });
        },
        close: end,
      };
    },
    async rest() {
      for (let quiet = 0; quiet < 5; quiet += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (busy > 0) quiet = -1;
      }
    },
  };
}

/** What panes ask for, served as the engine serves it; without pages and uploads, which are most of a server's start. */
const served = [
  ...['status', 'me', 'settings', 'changeSettings', 'templates', 'mappings', 'groups', 'openAssessment'],
  ...['assessment', 'workbook', 'archiveAssessment', 'activateAssessment', 'deletionPreview', 'deleteAssessment'],
  ...['renameGroup', 'pushChanges', 'changesSince', 'settleConflict', 'organisationScore', 'groupScore'],
  ...['assessmentScore', 'saveMapping', 'evidenceLimits', 'assessmentEvidence', 'beginUpload', 'upload'],
  ...['appendUpload', 'finishUpload', 'abandonUpload', 'linkEvidence', 'attachEvidence', 'detachEvidence'],
  ...['removeEvidence', 'evidenceContent', 'identity', 'access', 'previewAccess', 'changeAccess', 'searchPeople'],
  ...['notices', 'readNotices', 'comments', 'addComment', 'removeComment'],
] as readonly EndpointName[]; // names of the contract

export async function serverOf(useCases: UseCases, { identity, clock }: LiveOptions): Promise<FastifyInstance> {
  const app = Fastify();
  refuseByProblem(app, silentLog);
  authenticate(app, identity);
  app.addContentTypeParser('application/octet-stream', (_, bytes, done) => done(null, bytes));
  const parts = { clock, signIn: identity.signIn, waiters: { count: 0 } };
  const asking = createAsking();
  let ids = 0;
  for (const name of served) {
    const handlerFor = (who: Who): AnyHandler => createHandlers(seenBy(useCases, who), parts)[name] as AnyHandler;
    serveEndpoint(app, name, endpoints[name], handlerFor, useCases.gate, { next: () => `request-${++ids}` }, asking);
  }
  await app.ready();
  return app;
}

type FakeSocket = {
  readonly socket: Socket;
  readonly line: Parameters<typeof openSession>[1];
  receive(text: string): void;
  drop(): void;
};

/** The engine's end of a connection, as much of a WebSocket as its session uses. */
function createFakeSocket(to: { readonly sent: (text: string) => void; readonly ended: () => void }): FakeSocket {
  const hearers = new Map<string, ((...args: unknown[]) => void)[]>();
  let open = true;
  const tell = (name: string, ...args: unknown[]): void => {
    for (const hear of hearers.get(name) ?? []) hear(...args);
  };
  const drop = (): void => {
    if (!open) return;
    open = false;
    tell('close');
  };
  const socket = {
    OPEN: 1,
    get readyState() {
      return open ? 1 : 3;
    },
    bufferedAmount: 0,
    on(name: string, hear: (...args: unknown[]) => void) {
      hearers.set(name, [...(hearers.get(name) ?? []), hear]);
    },
    send(message: Uint8Array, _options: unknown, done?: () => void) {
      if (open) to.sent(Buffer.from(message).toString());
      queueMicrotask(() => done?.());
    },
    close() {
      if (open) to.ended();
      drop();
    },
    terminate() {
      if (open) to.ended();
      drop();
    },
    ping: () => tell('pong'),
    pause: () => {},
    resume: () => {},
  };
  return {
    socket: socket as unknown as Socket, // only what is listed above is called
    line: {
      write(wire) {
        if (open) to.sent(wireText(wire));
        return true;
      },
    },
    receive: (text) => {
      if (open) tell('message', Buffer.from(text), false);
    },
    drop,
  };
}
