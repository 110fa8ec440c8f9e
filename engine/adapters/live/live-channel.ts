import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { UseCases } from '../../app/use-cases.ts';
import { limits } from '../../contract/http/limits.ts';
import { livePath } from '../../contract/live.ts';
import { createFanOut } from './fan-out.ts';
import { messageOf } from './frames.ts';
import { type LiveOptions, liveBounds } from './live-options.ts';
import { createPresenceList } from './presence-list.ts';
import { openSession, type Session } from './session.ts';

/** Milliseconds a pane has to say goodbye when the engine stops. */
const goodbye = 1_000;

/** Serves the live channel on a server whose guard has the say over who may connect. Ends with the server. */
export function serveLiveChannel(app: FastifyInstance, useCases: UseCases, options: LiveOptions): void {
  const bounds = { ...liveBounds, ...options.bounds };
  const { clock, log } = options;
  const fanOut = createFanOut(useCases, clock, bounds);
  const presence = createPresenceList(clock);
  const sessions = new Set<Session>();

  let cancelGoodbye = (): void => {};
  let cancelBeat = (): void => {};
  const beat = (): void => {
    cancelBeat = clock.after(bounds.beat, beat);
    for (const session of sessions) session.beat();
  };
  cancelBeat = clock.after(bounds.beat, beat);

  app.register(async (room) => {
    await room.register(websocket, {
      options: { maxPayload: limits.changeSetBytes, perMessageDeflate: false },
      // ws has closed the connection with the code that fits; what is left is to know about it.
      errorHandler: (error) => log.warn('A pane was disconnected', { error: error.message }),
      preClose: async () => {
        cancelBeat();
        fanOut.stop();
        presence.stop();
        for (const session of sessions) session.close(1001, 'the engine is being stopped');
        if (sessions.size > 0)
          cancelGoodbye = clock.after(goodbye, () => {
            for (const session of sessions) session.terminate();
          });
      },
    });
    room.get(livePath, { websocket: true }, (socket, request) => {
      if (sessions.size >= bounds.clients) {
        const detail = 'As many panes are connected as this engine takes. It is tried again by itself.';
        socket.send(messageOf({ kind: 'problem', id: null, code: 'too-many-requests', detail }), { binary: false });
        return socket.close(1013, 'too many panes');
      }
      const session = openSession(socket, request.raw.socket, { useCases, fanOut, presence, options, bounds });
      sessions.add(session);
      options.metrics?.add('controlbook_connections');
      socket.on('close', () => {
        sessions.delete(session);
        options.metrics?.add('controlbook_connections', {}, -1);
        if (sessions.size === 0) cancelGoodbye();
      });
    });
  });
}
