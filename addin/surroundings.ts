import { config } from './config.ts';
import type { NamedFile } from './sync/client.ts';
import type { Clock, Fetch, OpenSocket, Random, Storage } from './sync/outside.ts';

/** The browser the pane lives in. */
export const clock: Clock = {
  now: () => new Date().toISOString(),
  ticks: () => performance.now(),
  after(milliseconds, run) {
    const timer = window.setTimeout(run, milliseconds);
    return () => window.clearTimeout(timer);
  },
};

export const random: Random = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

export const fetchFromEngine: Fetch = (address, request) => window.fetch(address, request);

/** Shared by all panes of this origin; keys are told apart by their names. */
export const storage: Storage = {
  read: async (key) => window.localStorage.getItem(key),
  write: async (key, text) => window.localStorage.setItem(key, text),
  remove: async (key) => window.localStorage.removeItem(key),
  keys: async (prefix) => Object.keys(window.localStorage).filter((key) => key.startsWith(prefix)),
};

export const openSocket: OpenSocket = (address, on) => {
  const socket = new WebSocket(address);
  socket.addEventListener('message', ({ data }) => on.heard(String(data)));
  socket.addEventListener('close', () => on.closed());
  return { send: (text) => socket.send(text), close: () => socket.close() };
};

/** The program's own address, where the engine is unless a build says otherwise. */
export const engineAddress = config.engine === '' ? window.location.origin : config.engine;

/** Lets the browser fetch a file: the engine sends those as attachments, so that the page stays. */
export function openFile(address: string): void {
  const link = document.createElement('a');
  link.href = new URL(address, engineAddress).href;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

/** Lets the browser keep a file that is here already. */
export function saveFile({ name, content }: NamedFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it when it gets to it
}
