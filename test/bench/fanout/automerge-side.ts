import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { loadPeer } from '../peers.ts';
import type { Side } from './side.ts';

type Cells = { readonly cells: Record<string, string> };
type Change = { readonly doc: Cells; readonly patches: readonly { readonly path: readonly (string | number)[] }[] };
type Handle = {
  readonly url: string;
  change(run: (doc: Cells) => void): void;
  on(event: 'change', run: (change: Change) => void): void;
};
type Repo = { create(doc: Cells): Handle; find(url: string): Promise<Handle>; shutdown(): Promise<void> };
type Library = { Repo: new (settings: { network: readonly unknown[]; sharePolicy?: () => Promise<boolean> }) => Repo };
type Adapters = {
  WebSocketServerAdapter: new (server: unknown) => unknown;
  WebSocketClientAdapter: new (url: string) => unknown;
};

const library = () => loadPeer('@automerge/automerge-repo') as Library;
const adapters = () => loadPeer('@automerge/automerge-repo-network-websocket') as Adapters;

/** As its own sync server is set up, without storage: a document goes to those who ask for it. */
export const automergeSide: Side = {
  async serve() {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const network = [new (adapters().WebSocketServerAdapter)(server)];
    const repo = new (library().Repo)({ network, sharePolicy: async () => false });
    const { url } = repo.create({ cells: {} });
    const { port } = server.address() as AddressInfo; // it listens on a port
    return { place: { port, url }, close: () => repo.shutdown() };
  },
  async connect({ port, url }, _, saw) {
    const network = [new (adapters().WebSocketClientAdapter)(`ws://127.0.0.1:${String(port)}`)];
    const repo = new (library().Repo)({ network });
    const handle = await repo.find(String(url));
    handle.on('change', ({ doc, patches }) => {
      const keys = new Set(patches.map(({ path }) => path[1]));
      for (const key of keys) if (key !== undefined) saw(doc.cells[key] ?? '');
    });
    return {
      write(cell, text) {
        handle.change((doc) => {
          doc.cells[String(cell)] = text;
        });
      },
      close: () => void repo.shutdown(),
    };
  },
};
