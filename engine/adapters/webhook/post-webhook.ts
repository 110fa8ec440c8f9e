import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestInClear } from 'node:http';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Sign, WebhookSender } from '../../app/notify/ports.ts';
import { checkWebAddress, isPrivateAddress } from '../../domain/notify/web-address.ts';

export type WebhookOptions = {
  /** Addresses of this machine and of private networks, too, and in clear. */
  readonly allowPrivate: boolean;
  /** Milliseconds one message may take. */
  readonly patience?: number;
};

export const signHmac: Sign = (secret, text) => createHmac('sha256', secret).update(text).digest('hex');

/**
 * Posts without following redirects. What a name leads to is looked at in the very look-up the connection is made by, so
 * that a name cannot lead to one place when it is checked and to another when it is called.
 */
export function createWebhookSender({ allowPrivate, patience = 10_000 }: WebhookOptions): WebhookSender {
  return {
    post({ url, body, headers }) {
      const checked = checkWebAddress(url, allowPrivate);
      if (!checked.ok) return Promise.resolve({ status: null, problem: checked.error.message });
      return new Promise((resolve) => {
        const send = url.toLowerCase().startsWith('https:') ? request : requestInClear;
        const asked = send(
          url,
          {
            method: 'POST',
            headers: { ...headers, 'user-agent': 'Controlbook', 'content-length': Buffer.byteLength(body) },
            signal: AbortSignal.timeout(patience),
            agent: false,
            ...(allowPrivate ? {} : { lookup: publicLookup }),
          },
          (answer) => {
            const status = answer.statusCode ?? 0;
            answer.destroy(); // what it says beside its status is nothing to us
            const problem = status >= 200 && status < 300 ? null : `It answered with the status ${status}.`;
            resolve({ status, problem });
          },
        );
        asked.on('error', (error) => {
          const late = error.name === 'TimeoutError' || error.name === 'AbortError';
          const problem = late ? `It did not answer within ${patience / 1000} seconds.` : error.message;
          resolve({ status: null, problem });
        });
        asked.end(body);
      });
    },
  };
}

const publicLookup: LookupFunction = (name, options, found) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return found(error, '', 4);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
      return found(new Error(`${name} leads to this machine or a private network, where nothing is sent.`), '', 4);
    }
    if (options.all === true) return found(null, addresses);
    return found(null, first.address, first.family);
  });
};
