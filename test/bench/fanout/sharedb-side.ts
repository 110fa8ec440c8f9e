import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { loadPeer } from '../peers.ts';
import type { Side } from './side.ts';

type Operation = { readonly p: readonly string[]; readonly oi: string; readonly od?: string };
type Doc = {
  readonly data: { readonly cells: Readonly<Record<string, string>> };
  create(data: unknown, done: Done): void;
  subscribe(done: Done): void;
  submitOp(operations: readonly Operation[], done: Done): void;
  on(event: 'op', run: (operations: readonly Operation[], isOwn: unknown) => void): void;
};
type Done = (error?: Error | null) => void;
type Connection = { get(collection: string, id: string): Doc; close(): void };
type Backend = { connect(): Connection; listen(stream: unknown): void };

/** As its documentation starts it: operations and documents in memory, JSON over `ws`. */
export const sharedbSide: Side = {
  async serve() {
    const Backend = loadPeer('sharedb') as new () => Backend;
    const Stream = loadPeer('@teamwork/websocket-json-stream') as new (socket: unknown) => unknown;
    const backend = new Backend();
    await done((ready) => backend.connect().get('groups', 'group').create({ cells: {} }, ready));
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (socket) => backend.listen(new Stream(socket)));
    const { port } = server.address() as AddressInfo; // it listens on a port
    return { place: { port }, close: async () => server.close() };
  },
  async connect({ port }, _, saw) {
    const { Connection } = loadPeer('sharedb/lib/client') as { Connection: new (socket: unknown) => Connection };
    const connection = new Connection(new WebSocket(`ws://127.0.0.1:${String(port)}`));
    const doc = connection.get('groups', 'group');
    await done((ready) => doc.subscribe(ready));
    doc.on('op', (operations, isOwn) => {
      if (isOwn === false) for (const { oi } of operations) saw(oi);
    });
    return {
      write(cell, text) {
        const key = String(cell);
        const od = doc.data.cells[key];
        const operation = { p: ['cells', key], oi: text, ...(od === undefined ? {} : { od }) };
        doc.submitOp([operation], (error) => {
          if (error) throw error;
        });
      },
      close: () => connection.close(),
    };
  },
};

function done(run: (ready: Done) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}
