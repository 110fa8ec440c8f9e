import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import type { IdentityProblem } from '../../app/identity.ts';
import type { Log } from '../../app/ports.ts';
import type { Claims, TokenVerifier } from '../../app/sign-in.ts';
import { liveLimits } from '../../contract/live.ts';
import { err, ok, type Result } from '../../domain/result.ts';

export type OidcOptions = {
  /** As the provider writes it in its tokens, letter for letter. */
  readonly issuer: string;
  /** Who the tokens have to be for: this engine, as the provider knows it. */
  readonly audience: string;
  /** Without it a token is refused; null asks for none. */
  readonly requiredScope: string | null;
  /** A claim with the person's address that the provider vouches for; null trusts `email` where `email_verified` is true. */
  readonly addressClaim: string | null;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds before the keys are fetched again for a key that is not known. */
  readonly cooldown?: number;
};

/** Public keys only: with these a token cannot be signed by whoever can check one. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
];
/** Kinds of JWT that are access tokens, or do not say. */
const kinds: readonly (string | undefined)[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
/** Seconds by which clocks may differ. */
const clockTolerance = 30;
const patience = 5_000;

/** Checks access tokens of an OpenID Connect provider against its keys, which it fetches when it first needs them. */
export function createOidcVerifier(options: OidcOptions, log: Log): TokenVerifier {
  const { issuer, audience, now = Date.now } = options;
  let keys: Promise<RemoteJWKSet> | null = null;
  /** A provider that could not be asked is asked again, but not for every token that comes. */
  let retryAt = Number.POSITIVE_INFINITY;
  const currentKeys = (): Promise<RemoteJWKSet> => {
    if (keys === null || now() >= retryAt) {
      retryAt = Number.POSITIVE_INFINITY;
      keys = discover(options);
      keys.catch(() => {
        retryAt = now() + patience;
      });
    }
    return keys;
  };

  return {
    async verify(token) {
      if (token.length > liveLimits.tokenLength) return refuse('This access token is too long to be one.');
      try {
        const { payload, protectedHeader } = await jwtVerify(token, await currentKeys(), {
          ...{ issuer, audience, algorithms, clockTolerance },
          requiredClaims: ['exp', 'sub'],
          currentDate: new Date(now()),
        });
        if (!kinds.includes(protectedHeader.typ?.toLowerCase())) return refuse('This is no access token.');
        return claimsOf(payload, options);
      } catch (error) {
        const problem = problemOf(error, options);
        if (problem.code === 'identity-unavailable')
          log.warn('A token could not be checked', { issuer, error: String(error) });
        return err(problem);
      }
    },
  };
}

/** Where the provider keeps its keys, as it says itself. */
async function discover({ issuer, cooldown = 10_000 }: OidcOptions): Promise<RemoteJWKSet> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(patience), redirect: 'error' });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const document = (await answer.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown }; // checked below
  if (document.issuer !== issuer) {
    throw new Error(
      `${address} is of the issuer ${String(document.issuer)}; set the issuer to exactly that if it is yours`,
    );
  }
  if (typeof document.jwks_uri !== 'string') throw new Error(`${address} names no keys`);
  return createRemoteJWKSet(new URL(document.jwks_uri), { cooldownDuration: cooldown, timeoutDuration: patience });
}

function claimsOf(payload: JWTPayload, { requiredScope, addressClaim }: OidcOptions): Result<Claims, IdentityProblem> {
  const { iss = '', sub = '' } = payload;
  if (requiredScope !== null && !carries(scopesOf(payload), requiredScope)) {
    return refuse(`This access token lacks the scope ${requiredScope}. Ask the provider for one that has it.`);
  }
  const vouched = addressClaim === null ? null : text(payload[addressClaim]);
  const email = vouched ?? text(payload['email']);
  return ok({
    issuer: iss,
    subject: sub,
    name: text(payload['name']) ?? text(payload['preferred_username']),
    email,
    addressIsSure: vouched !== null || (addressClaim === null && email !== null && payload['email_verified'] === true),
  });
}

/** Some providers are asked for a scope by its whole name, `api://<application>/<scope>`, and write its last part alone. */
function carries(scopes: readonly string[], required: string): boolean {
  return scopes.includes(required) || scopes.includes(required.slice(required.lastIndexOf('/') + 1));
}

/** In one text with spaces between, or in a list; some providers say `scp`. */
function scopesOf(payload: JWTPayload): readonly string[] {
  const value = payload['scope'] ?? payload['scp'];
  if (typeof value === 'string') return value.split(' ');
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function problemOf(error: unknown, { issuer, audience }: OidcOptions): IdentityProblem {
  if (error instanceof errors.JWTExpired) return unauthenticated('This access token has run out. Sign in again.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case 'iss':
        return unauthenticated(`This access token is of another issuer. Sign in at ${issuer}.`);
      case 'aud':
        return unauthenticated(`This access token is for somebody else. Ask the provider for one for ${audience}.`);
      case 'nbf':
        return unauthenticated('This access token is not good yet. Check the clocks.');
      default:
        return unauthenticated(`This access token does not say what it has to say (${error.claim}).`);
    }
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return unauthenticated(`This access token is not signed by ${issuer}. Sign in there.`);
  }
  const isTokenAtFault =
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWKSMultipleMatchingKeys;
  if (isTokenAtFault) return unauthenticated(`This is no signed access token of ${issuer}. Sign in there.`);
  return {
    code: 'identity-unavailable',
    message: `${issuer} cannot be asked for its keys right now, so nobody’s token can be checked. Try again in a moment.`,
  };
}

function unauthenticated(message: string): IdentityProblem {
  return { code: 'unauthenticated', message };
}

function refuse(message: string): Result<never, IdentityProblem> {
  return err(unauthenticated(message));
}
