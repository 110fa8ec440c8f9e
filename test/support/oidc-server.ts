import { createServer, type RequestListener, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

export type TokenWish = {
  /** Who it is for; the engine unless something else is asked for. */
  readonly audience?: string;
  readonly scope?: string;
  /** Claims beside those the provider makes itself. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

/** A real OpenID Connect provider on this machine. */
export type OidcServer = {
  readonly issuer: string;
  /** Its private key, for tokens a provider would not make. */
  signingKey(): Promise<{ readonly kid: string; readonly privateKey: PrivateKey; readonly publicJwk: JWK }>;
  /** A signed access token of a person. */
  token(account: string, wish?: TokenWish): Promise<string>;
  /** The same over its token endpoint, for the registered script. */
  scriptToken(): Promise<string>;
  /** What a person does at its page, from the address a pane opens to the query it comes back with. */
  person(account: string, claims?: Readonly<Record<string, unknown>>): (address: string) => Promise<string>;
  /** New keys from now on, as after a restart with others; the old ones are gone. */
  rotate(): Promise<void>;
  /** How often its keys were asked for. */
  asked(): number;
  stop(): Promise<void>;
};

export const engineAudience = 'api://controlbook';
export const paneRedirect = 'http://127.0.0.1/pane/sign-in.html';

export async function startOidcServer(): Promise<OidcServer> {
  let listener: RequestListener = (_, response) => response.writeHead(503).end();
  let asked = 0;
  const server: Server = createServer((request, response) => {
    if (request.url === '/jwks') asked += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const claimsByAccount = new Map<string, object>();
  let current = await createProvider(issuer, claimsByAccount, 'key-1');
  listener = current.provider.callback();
  let rotations = 1;

  return {
    issuer,
    signingKey: async () => current.key,
    async token(account, { audience = engineAudience, scope = 'controlbook', claims = {} } = {}) {
      const { provider } = current;
      claimsByAccount.set(account, claims);
      const token = new provider.AccessToken({
        accountId: account,
        client: await provider.Client.find('script'),
        grantId: 'grant',
        scope,
      });
      token.resourceServer = new provider.ResourceServer(audience, resource(audience));
      return token.save();
    },
    async scriptToken() {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: engineAudience, scope: 'controlbook' }),
        headers: { authorization: `Basic ${Buffer.from('script:secret').toString('base64')}` },
      });
      const { access_token: token } = (await answer.json()) as { access_token?: string };
      if (token === undefined) throw new Error(`no token: ${answer.status}`);
      return token;
    },
    person(account, claims = {}) {
      claimsByAccount.set(account, claims);
      return (address) => signInAt(address, account);
    },
    async rotate() {
      rotations += 1;
      current = await createProvider(issuer, claimsByAccount, `key-${rotations}`);
      listener = current.provider.callback();
    },
    asked: () => asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function createProvider(issuer: string, claimsByAccount: ReadonlyMap<string, object>, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'script',
        client_secret: 'secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      // A pane: a program in a browser, which can keep no secret.
      {
        client_id: 'pane',
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [paneRedirect, paneRedirect.replace('127.0.0.1', 'localhost')],
        response_types: ['code'],
      },
    ],
    clientBasedCORS: () => true,
    issueRefreshToken: async () => true,
    ttl: { AccessToken: 600, ClientCredentials: 600 },
    cookies: { keys: ['for this test'] },
    jwks: { keys: [jwk] },
    extraTokenClaims: (_: unknown, { accountId }: { accountId?: string }) => claimsByAccount.get(accountId ?? ''),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => engineAudience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_: unknown, indicator: string) => resource(indicator),
      },
    },
  });
  const key = { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' } };
  return { provider, key };
}

function resource(audience: string) {
  return { audience, scope: 'controlbook other', accessTokenFormat: 'jwt', accessTokenTTL: 600 };
}

/** Follows the provider's pages as a browser does, and fills in what they ask. */
async function signInAt(first: string, account: string): Promise<string> {
  const cookies = new Map<string, string>();
  let [address, body]: [string, URLSearchParams | null] = [first, null];
  for (let pages = 0; pages < 20; pages += 1) {
    const answer: Response = await fetch(address, {
      method: body === null ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body === null ? {} : { body }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const onwards = answer.headers.get('location');
    if (onwards !== null) {
      [address, body] = [new URL(onwards, address).href, null];
      if (address.startsWith(paneRedirect)) return new URL(address).search;
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined) throw new Error(`no form to fill in: ${answer.status} ${page.slice(0, 500)}`);
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? '';
    [address, body] = [new URL(action, address).href, new URLSearchParams({ prompt, login: account, password: 'x' })];
  }
  throw new Error('the provider asks again and again');
}
