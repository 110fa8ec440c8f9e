import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pageOf, profileOf, type Standing, snapshotOf } from './answers.ts';
import type { CatalogueControl } from './catalogue.ts';
import { catalogue } from './catalogue.ts';

export type { Standing } from './answers.ts';

/** Something the stand-in answers instead of what it would; null for the usual. Asked for every request, in order. */
export type Fault = (request: {
  readonly url: URL;
  readonly token: string | null;
}) => { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string } | null;

export type StandInOptions = {
  /** Called with every reading of the scores: how a control stands now, null for one without a score. */
  readonly standingOf: (control: CatalogueControl, reading: number) => Standing | null;
  readonly secret: string;
  /** How many profiles stand on a page. */
  readonly pageLength?: number;
  /** Seconds a token lives. */
  readonly tokenLife?: number;
  readonly fault?: Fault;
};

/** Microsoft Graph and its sign-in as far as Secure Score needs them, on this machine: for the demonstration and tests. */
export type GraphStandIn = {
  /** Its Graph, `http://127.0.0.1:PORT/v1.0`. */
  readonly address: string;
  /** Its sign-in. */
  readonly login: string;
  readonly tenant: string;
  readonly client: string;
  /** Tokens given out so far. */
  tokens(): number;
  /** Paths asked for so far, tokens aside. */
  asked(): readonly string[];
  stop(): Promise<void>;
};

const tenant = 'contoso.example';
const client = '00000000-0000-4000-8000-000000000001';

export async function startGraphStandIn(options: StandInOptions): Promise<GraphStandIn> {
  const { standingOf, secret, pageLength = 30, tokenLife = 3_599, fault = () => null } = options;
  const tokens = new Set<string>();
  const asked: string[] = [];
  let readings = 0;

  const giveToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await bodyOf(request));
    const isKnown = form.get('client_id') === client && form.get('client_secret') === secret;
    if (form.get('grant_type') !== 'client_credentials' || !isKnown) {
      const said = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' };
      return answer(response, 401, said);
    }
    const text = randomUUID();
    tokens.add(text);
    answer(response, 200, {
      ...{ token_type: 'Bearer', expires_in: tokenLife, ext_expires_in: tokenLife, access_token: text },
    });
  };

  const dataAt = (url: URL): object | null => {
    const standing = (control: CatalogueControl) => standingOf(control, readings);
    switch (url.pathname) {
      case '/v1.0/security/secureScores': {
        readings += 1;
        const days = [new Date().toISOString().slice(0, 10), '2026-01-02', '2026-01-01'];
        const snapshots = days.map((day) => snapshotOf(day, standing));
        return pageOf(snapshots, url, pageLength);
      }
      case '/v1.0/security/secureScoreControlProfiles': {
        const profiles = catalogue.map((control) => profileOf(control, standing(control)));
        return pageOf(profiles, url, pageLength);
      }
      default:
        return null;
    }
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const wrong = fault({ url, token });
    if (wrong !== null) {
      request.resume();
      response.writeHead(wrong.status, { 'content-type': 'application/json', ...wrong.headers }).end(wrong.body);
      return;
    }
    if (url.pathname === `/${tenant}/oauth2/v2.0/token` && request.method === 'POST') {
      giveToken(request, response).catch(() => response.destroy());
      return;
    }
    asked.push(url.pathname + url.search);
    request.resume();
    if (token === null || !tokens.has(token)) {
      answer(response, 401, { error: { code: 'InvalidAuthenticationToken', message: 'The token is none.' } });
      return;
    }
    const data = dataAt(url);
    if (data === null)
      answer(response, 404, { error: { code: 'ResourceNotFound', message: 'There is nothing here.' } });
    else answer(response, 200, data);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('The stand-in does not listen on a port');
  const login = `http://127.0.0.1:${place.port}`;
  return {
    ...{ address: `${login}/v1.0`, login, tenant, client },
    tokens: () => tokens.size,
    asked: () => asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 10_000) throw new Error('too long');
  }
  return text;
}
