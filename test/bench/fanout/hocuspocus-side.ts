import { loadHocuspocus } from '../peers.ts';
import type { Side } from './side.ts';

type Cells = {
  set(key: string, text: string): void;
  get(key: string): string;
  observe(run: (event: { readonly keysChanged: ReadonlySet<string> }) => void): void;
};

/** As its documentation starts it; nothing is kept and nobody is asked who they are. */
export const hocuspocusSide: Side = {
  async serve() {
    const { Server } = await loadHocuspocus();
    const server = new Server({ quiet: true, stopOnSignals: false, address: '127.0.0.1', port: 0 });
    await server.listen();
    return { place: { port: server.address.port }, close: async () => void (await server.destroy()) };
  },
  async connect({ port }, _, saw) {
    const { HocuspocusProvider, HocuspocusProviderWebsocket, Doc, WebSocket } = await loadHocuspocus();
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: `ws://127.0.0.1:${String(port)}`,
      WebSocketPolyfill: WebSocket,
    });
    const document = new Doc() as { getMap(name: string): Cells };
    const shown = document.getMap('cells');
    const provider = await new Promise<{ destroy(): void }>((resolve) => {
      const made = new HocuspocusProvider({
        websocketProvider,
        name: 'group',
        document,
        // Who is there is not told here, as by the others.
        awareness: null,
        onSynced: () => resolve(made),
      });
      made.attach?.();
    });
    shown.observe(({ keysChanged }) => {
      for (const key of keysChanged) saw(shown.get(key));
    });
    return {
      write: (cell, text) => shown.set(String(cell), text),
      close() {
        provider.destroy();
        websocketProvider.destroy();
      },
    };
  },
};
