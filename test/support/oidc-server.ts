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
  /** New keys from now on, as after a restart with others; the old ones are gone. */
  rotate(): Promise<void>;
  /** How often its keys were asked for. */
  asked(): number;
  stop(): Promise<void>;
};

export const engineAudience = 'api://controlbook';

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
    ],
    ttl: { AccessToken: 600, ClientCredentials: 600 },
    cookies: { keys: ['for this test'] },
    jwks: { keys: [jwk] },
    extraTokenClaims: (_: unknown, { accountId }: { accountId?: string }) => claimsByAccount.get(accountId ?? ''),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => engineAudience,
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
