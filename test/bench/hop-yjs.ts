import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import webpack from 'webpack';
import { type HopInput, measureHops } from './hop-measure.ts';
import type { Sample } from './measure.ts';
import { loadHocuspocus, peerModules } from './peers.ts';

/** Hocuspocus as its documentation starts it, keeping nothing, with as many connected as beside ours. */
export async function hopYjs({ folder, panes, hops }: HopInput): Promise<Sample> {
  const { Server, HocuspocusProvider, HocuspocusProviderWebsocket, Doc, WebSocket } = await loadHocuspocus();
  const server = new Server({ quiet: true, stopOnSignals: false, address: '127.0.0.1', port: 0 });
  await server.listen();
  const { port } = server.address;
  const script = await bundle(folder);
  const page = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>hop</title><body><script src="/page.js"></script>');
  }).listen(0, '127.0.0.1');
  const others: { destroy(): void }[] = [];
  try {
    return await measureHops(hops, async (tab) => {
      await tab.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}/?port=${port}`); // it listens on a port
      await tab.waitForFunction(() => document.title === 'ready');
      for (let number = 2; number < panes; number += 1) {
        const websocketProvider = new HocuspocusProviderWebsocket({
          url: `ws://127.0.0.1:${port}`,
          WebSocketPolyfill: WebSocket,
        });
        const provider = new HocuspocusProvider({ websocketProvider, name: 'group', document: new Doc() });
        provider.attach?.();
        others.push(provider, websocketProvider);
      }
      return async (text) => {
        await tab.locator('#first').fill('');
        await tab.locator('#first').focus();
        await tab.keyboard.insertText(text);
        await tab.keyboard.press('Enter');
      };
    });
  } finally {
    for (const each of others) each.destroy();
    page.close();
    await server.destroy();
  }
}

async function bundle(folder: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        entry: join(process.cwd(), 'test', 'bench', 'hop-yjs-page.js'),
        output: { path: folder, filename: 'page.js' },
        resolve: { modules: [peerModules] },
      },
      (failed, stats) => {
        if (failed !== null) reject(failed);
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')));
        else resolve();
      },
    );
  });
  return readFile(join(folder, 'page.js'), 'utf8');
}
