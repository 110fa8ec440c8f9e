import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Side } from './side.ts';

/** The floor: a server that hands every message on as it is, and clients that put it into a map. */
export const bareSide: Side = {
  async serve() {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      socket.on('message', (data) => {
        for (const client of server.clients) client.send(data, { binary: false });
      });
    });
    const { port } = server.address() as AddressInfo; // it listens on a port
    return { place: { port }, close: async () => server.close() };
  },
  async connect({ port }, _, saw) {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}`);
    const shown = new Map<number, string>();
    socket.on('message', (data) => {
      const { cell, text } = JSON.parse(String(data)) as { cell: number; text: string }; // our own words
      shown.set(cell, text);
      saw(text);
    });
    await once(socket, 'open');
    return {
      write: (cell, text) => socket.send(JSON.stringify({ cell, text })),
      close: () => socket.terminate(),
    };
  },
};
