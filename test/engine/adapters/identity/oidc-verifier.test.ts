import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { createOidcVerifier, type OidcOptions } from '#engine/adapters/identity/oidc-verifier';
import type { TokenVerifier } from '#engine/app/sign-in';
import { engineAudience, type OidcServer, startOidcServer } from '#test/support/oidc-server';
import { silentLog } from '#test/support/test-organisation';

const claims = { name: 'Ann Archer', email: 'ann@example.org', email_verified: true };

describe('checking tokens of a real provider', () => {
  let provider: OidcServer;
  let skew = 0;
  let verifier: TokenVerifier;
  const verifierWith = (more: Partial<OidcOptions> = {}): TokenVerifier =>
    createOidcVerifier(
      {
        ...{ issuer: provider.issuer, audience: engineAudience, requiredScope: 'controlbook', addressClaim: null },
        ...{ now: () => Date.now() + skew, cooldown: 0 },
        ...more,
      },
      silentLog,
    );
  before(async () => {
    provider = await startOidcServer();
  });
  after(() => provider.stop());
  beforeEach(() => {
    skew = 0;
    verifier = verifierWith();
  });

  const seconds = (): number => Math.floor(Date.now() / 1_000);
  /** A token as the provider would sign it, with whatever it would never say. */
  const forge = async (payload: Readonly<Record<string, unknown>>, typ = 'at+jwt'): Promise<string> => {
    const { kid, privateKey } = await provider.signingKey();
    const whole = {
      iss: provider.issuer,
      aud: engineAudience,
      sub: 'ann',
      scope: 'controlbook',
      exp: seconds() + 600,
      ...payload,
    };
    return new SignJWT(whole).setProtectedHeader({ alg: 'RS256', kid, typ }).sign(privateKey);
  };
  const refusal = async (token: string, by = verifier): Promise<string> => {
    const result = await by.verify(token);
    assert.ok(!result.ok, 'refused');
    assert.equal(result.error.code, 'unauthenticated', result.error.message);
    return result.error.message;
  };

  it('[I30] takes a token the provider has made for this engine, and what it says of the person', async () => {
    const result = await verifier.verify(await provider.token('ann', { claims }));
    assert.deepEqual(result, {
      ok: true,
      value: {
        issuer: provider.issuer,
        subject: 'ann',
        name: 'Ann Archer',
        email: 'ann@example.org',
        addressIsSure: true,
      },
    });
  });

  it('[I30] takes a token from the provider’s own token endpoint', async () => {
    const result = await verifier.verify(await provider.scriptToken());
    assert.ok(result.ok && result.value.subject === 'script');
  });

  it('[I30] trusts an address the provider vouches for, or that is verified, and no other', async () => {
    const sure = async (told: object, by = verifier): Promise<boolean | undefined> => {
      const result = await by.verify(await provider.token('ann', { claims: { ...told } }));
      return result.ok ? result.value.addressIsSure : undefined;
    };
    assert.equal(await sure({ email: 'ann@example.org' }), false);
    assert.equal(await sure({ email: 'ann@example.org', email_verified: 'true' }), false);
    const vouching = verifierWith({ addressClaim: 'preferred_username' });
    assert.equal(await sure({ preferred_username: 'ann@example.org' }, vouching), true);
    assert.equal(await sure(claims, vouching), false);
  });

  it('[I31] refuses a token that has run out, allowing for clocks that differ a little', async () => {
    const token = await provider.token('ann');
    skew = 610_000;
    assert.ok((await verifier.verify(token)).ok);
    skew = 660_000;
    assert.match(await refusal(token), /has run out/);
  });

  it('[I31] refuses a token that is not good yet, and one without an end', async () => {
    assert.match(await refusal(await forge({ nbf: seconds() + 300 })), /not good yet/);
    assert.ok((await verifier.verify(await forge({ nbf: seconds() + 5 }))).ok);
    assert.match(await refusal(await forge({ exp: undefined })), /does not say/);
  });

  it('[I31] refuses a token for another audience, of another issuer, without a subject, without the scope', async () => {
    assert.match(
      await refusal(await provider.token('ann', { audience: 'api://other' })),
      /for somebody else.*api:\/\/controlbook/,
    );
    assert.match(await refusal(await forge({ iss: 'https://elsewhere.test' })), /another issuer/);
    assert.match(await refusal(await forge({ sub: undefined })), /does not say.*sub/);
    assert.match(await refusal(await provider.token('ann', { scope: 'other' })), /lacks the scope controlbook/);
    assert.ok((await verifierWith({ requiredScope: null }).verify(await provider.token('ann', { scope: 'other' }))).ok);
    assert.ok((await verifier.verify(await forge({ scope: undefined, scp: ['controlbook'] }))).ok);
    const whole = verifierWith({ requiredScope: 'api://engine/controlbook' });
    assert.ok((await whole.verify(await provider.token('ann'))).ok, 'some providers write its last part alone');
    assert.match((await whole.verify(await provider.token('ann', { scope: 'other' }))).ok ? '' : 'refused', /refused/);
  });

  it('[I31] refuses tokens that are no access tokens, though the provider has signed them', async () => {
    assert.match(await refusal(await forge({}, 'logout+jwt')), /no access token/);
    assert.match(await refusal(await forge({}, 'dpop+jwt')), /no access token/);
  });

  it('[I32] refuses what is unsigned, signed by somebody else, changed, or signed in a way it does not take', async () => {
    const payload = {
      iss: provider.issuer,
      aud: engineAudience,
      sub: 'ann',
      scope: 'controlbook',
      exp: seconds() + 600,
    };
    await refusal(new UnsecuredJWT(payload).encode());
    const { kid, publicJwk } = await provider.signingKey();
    const foreign = await generateKeyPair('RS256');
    await refusal(await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(foreign.privateKey));
    await refusal(
      await new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'unheard-of' }).sign(foreign.privateKey),
    );
    // The public key as the secret of a symmetric signature.
    const secret = new TextEncoder().encode(
      await exportSPKI((await importJWK(publicJwk)) as Awaited<ReturnType<typeof generateKeyPair>>['publicKey']),
    );
    await refusal(await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid }).sign(secret));
    const [header, body, signature] = (await provider.token('ann')).split('.');
    const changed = Buffer.from(JSON.stringify({ ...payload, sub: 'root' })).toString('base64url');
    await refusal(`${header}.${changed}.${signature}`);
    await refusal(`${header}.${body}.`);
    for (const nonsense of ['', 'x', 'a.b.c', `${'x'.repeat(20_000)}`, '{"alg":"none"}..']) await refusal(nonsense);
    // A key the token brings along is not looked at.
    const own = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', jwk: publicJwk, kid: 'mine' })
      .sign(foreign.privateKey);
    await refusal(own);
  });

  it('[I33] follows the provider to new keys, and no longer takes what the old ones signed', async () => {
    const old = await provider.token('ann');
    assert.ok((await verifier.verify(old)).ok);
    await provider.rotate();
    assert.ok((await verifier.verify(await provider.token('ann'))).ok);
    await refusal(old);
  });

  it('[I33] asks for the keys once for many tokens, and not for every key it does not know', async () => {
    const patient = verifierWith({ cooldown: 60_000 });
    const before = provider.asked();
    for (let index = 0; index < 5; index += 1) assert.ok((await patient.verify(await provider.token('ann'))).ok);
    const foreign = await generateKeyPair('RS256');
    for (let index = 0; index < 5; index += 1) {
      await refusal(
        await new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'RS256', kid: `k${index}` }).sign(foreign.privateKey),
        patient,
      );
    }
    assert.equal(provider.asked(), before + 1);
  });

  it('[I34] says that it cannot check while the provider cannot be asked, and asks again later', async () => {
    const token = await provider.token('ann');
    let answers = 0;
    const broken = createServer((_, response) => {
      answers += 1;
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as { port: number };
    const blind = verifierWith({ issuer: `http://127.0.0.1:${port}` });
    for (let index = 0; index < 3; index += 1) {
      const result = await blind.verify(token);
      assert.ok(!result.ok && result.error.code === 'identity-unavailable');
    }
    assert.equal(answers, 1);
    skew = 6_000;
    await blind.verify(token);
    assert.equal(answers, 2);
    await new Promise((resolve) => broken.close(resolve));
  });

  it('[I34] takes no keys from a place that calls itself otherwise', async () => {
    const liar = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ issuer: 'https://elsewhere.test', jwks_uri: `${provider.issuer}/jwks` }));
    });
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve));
    const { port } = liar.address() as { port: number };
    const result = await verifierWith({ issuer: `http://127.0.0.1:${port}` }).verify(await provider.token('ann'));
    assert.ok(!result.ok && result.error.code === 'identity-unavailable');
    await new Promise((resolve) => liar.close(resolve));
  });
});
