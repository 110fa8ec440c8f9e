import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Fetch, FetchResponse, OpenSocket } from '#addin/sync/outside';
import { livePath } from '#engine/contract/live';
import type { Random } from '#test/support/simulated-disk-file';

/** The network between a pane and the engines, as bad as a network gets. */
export type BadLine = {
  readonly openSocket: OpenSocket;
  readonly fetch: Fetch;
  /** Lets no WebSocket through, or does again. */
  block(on: boolean): void;
  /** From now on it is a good line. */
  calm(on: boolean): void;
};

/** Messages kept to be delivered a second time. */
const kept = 40;

/**
 * Every connection and every request goes to any of the engines. What is sent may arrive twice or after what was sent
 * later; what is heard may come again much later, out of order, or late; answers get lost; connections end at any moment.
 */
export function createBadLine(anyUrl: () => string | null, random: Random): BadLine {
  let [blocked, calm] = [false, false];
  const happens = (chance: number): boolean => !calm && random() < chance;
  const old: string[] = [];
  const answers: { readonly path: string; readonly response: FetchResponse; readonly body: string }[] = [];

  const openSocket: OpenSocket = (_, on) => {
    const url = blocked ? null : anyUrl();
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      on.closed();
    };
    if (url === null) {
      setTimeout(end, 5);
      return { send: () => {}, close: end };
    }
    const socket = new WebSocket(url.replace('http', 'ws') + livePath);
    const deliver = (text: string): void => {
      if (!over) on.heard(text);
    };
    const late = (deliverIt: () => void): void => void setTimeout(deliverIt, 2 + random() * 40);
    socket.on('message', (data) => {
      const text = String(data);
      old.push(text);
      if (old.length > kept) old.shift();
      if (happens(0.06)) late(() => deliver(text));
      else deliver(text);
      if (happens(0.06)) deliver(old[Math.floor(random() * old.length)] ?? text);
      if (happens(0.01)) socket.terminate();
    });
    socket.on('error', () => undefined); // the closing says it
    socket.on('close', end);
    const transmit = (text: string): void => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    };
    return {
      send(text) {
        if (happens(0.08)) late(() => transmit(text));
        else transmit(text);
        if (happens(0.08)) late(() => transmit(text));
      },
      close() {
        socket.terminate();
        end();
      },
    };
  };

  const fetchOnce = async (path: string, request: Parameters<Fetch>[1]): Promise<FetchResponse> => {
    const url = anyUrl();
    if (url === null) throw new Error('nobody answers');
    const { signal, ...rest } = request;
    const limit = AbortSignal.timeout(4_000);
    const answered = await fetch(url + path, {
      ...(rest as RequestInit), // the same words
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    const body = await answered.text();
    const { status, headers } = answered;
    const none = async (): Promise<never> => Promise.reject(new Error('not asked for here'));
    const response = { status, headers, text: async () => body, arrayBuffer: none, blob: none };
    answers.push({ path: path.split('?')[0] ?? '', response, body });
    if (answers.length > kept) answers.shift();
    return response;
  };

  return {
    openSocket,
    async fetch(path, request) {
      if (happens(0.05)) await wait(random() * 60);
      const again = request.method === 'POST' && happens(0.1) ? fetchOnce(path, request) : null;
      again?.catch(() => undefined); // the double of a request that is answered by itself
      const stale = answers.filter((one) => path.startsWith(one.path));
      if (request.method === 'GET' && happens(0.08) && stale.length > 0) {
        return stale[Math.floor(random() * stale.length)]?.response ?? fetchOnce(path, request);
      }
      const response = await fetchOnce(path, request);
      if (happens(0.05)) throw new Error('the answer got lost');
      return response;
    },
    block: (on) => {
      blocked = on;
    },
    calm: (on) => {
      calm = on;
    },
  };
}
