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
