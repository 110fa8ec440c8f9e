import { z } from 'zod';
import { err, ok, type Result } from '#engine/domain/result';
import type { CallProblem } from './client.ts';
import type { Fetch } from './outside.ts';

/** An OpenID Connect provider, as far as signing in goes (authorization code with PKCE, RFC 7636). */
export type Provider = {
  readonly issuer: string;
  readonly authorize: string;
  readonly token: string;
  readonly revoke: string | null;
};

/** How this program asks: what it is called there, what for, and where people come back to. */
export type SignInRequest = { readonly client: string; readonly scope: string | null; readonly redirect: string };

/** What a provider gave. `seconds` is how long the access token is good for. */
export type Tokens = { readonly access: string; readonly refresh: string | null; readonly seconds: number };

const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.url().optional(),
});

/** Where a provider does what, as it says itself. */
export async function findProvider(fetch: Fetch, issuer: string): Promise<Result<Provider, CallProblem>> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await ask(fetch, address, { method: 'GET', headers: { accept: 'application/json' } });
  const found = discovery.safeParse(answer.ok ? answer.value.json : null);
  if (!found.success || found.data.issuer !== issuer) return err({ code: 'provider-away', detail: issuer });
  const { authorization_endpoint: authorize, token_endpoint: token, revocation_endpoint: revoke = null } = found.data;
  return ok({ issuer, authorize, token, revoke });
}

/** The page to sign in at, and the secrets its answer is held against. */
export async function beginSignIn(
  { authorize }: Provider,
  { client, scope, redirect }: SignInRequest,
): Promise<{ readonly address: string; readonly state: string; readonly verifier: string }> {
  const [state, verifier] = [secret(), secret()];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const address = new URL(authorize);
  const parts = {
    ...{ response_type: 'code', client_id: client, redirect_uri: redirect, state },
    scope: ['openid', 'profile', 'email', 'offline_access', ...(scope === null ? [] : [scope])].join(' '),
    ...{ code_challenge: base64url(new Uint8Array(digest)), code_challenge_method: 'S256' },
  };
  for (const [name, value] of Object.entries(parts)) address.searchParams.set(name, value);
  return { address: address.href, state, verifier };
}

/** Takes what the provider's page came back with: the code for tokens, or why there is none. */
export async function endSignIn(
  fetch: Fetch,
  provider: Provider,
  { client, redirect }: SignInRequest,
  begun: { readonly state: string; readonly verifier: string },
  query: string,
): Promise<Result<Tokens, CallProblem>> {
  const came = new URLSearchParams(query);
  // Somebody else's answer: nothing of it is believed, not even its refusal.
  const isOurs = came.get('state') === begun.state && (came.get('iss') ?? provider.issuer) === provider.issuer;
  if (!isOurs) return err({ code: 'sign-in-failed', detail: null });
  const code = came.get('code');
  if (code === null) {
    return err({ code: 'sign-in-failed', detail: came.get('error_description') ?? came.get('error') });
  }
  const { verifier } = begun;
  const body = { grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: client };
  return askForTokens(fetch, provider, { ...body, code_verifier: verifier }, null);
}

/** New tokens for those that run out. `sign-in-failed` says that the provider wants to see the person again. */
export function refreshTokens(
  fetch: Fetch,
  provider: Provider,
  { client }: SignInRequest,
  refresh: string,
): Promise<Result<Tokens, CallProblem>> {
  const body = { grant_type: 'refresh_token', refresh_token: refresh, client_id: client };
  return askForTokens(fetch, provider, body, refresh);
}

/** Tells the provider that a token is not needed any more. Where it cannot be told, the token runs out by itself. */
export async function revokeToken(
  fetch: Fetch,
  { revoke }: Provider,
  { client }: SignInRequest,
  token: string,
): Promise<void> {
  if (revoke !== null) await ask(fetch, revoke, form({ token, client_id: client }));
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string(),
  expires_in: z.coerce.number().positive().default(300),
  refresh_token: z.string().min(1).optional(),
});
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

/** @param refresh what it was asked with; kept where the provider gives no other. */
async function askForTokens(
  fetch: Fetch,
  { token, issuer }: Provider,
  body: Readonly<Record<string, string>>,
  refresh: string | null,
): Promise<Result<Tokens, CallProblem>> {
  const answer = await ask(fetch, token, form(body));
  if (!answer.ok) return err({ code: 'provider-away', detail: issuer });
  const given = tokenAnswer.safeParse(answer.value.json);
  if (given.success && given.data.token_type.toLowerCase() === 'bearer') {
    const { access_token: access, refresh_token: next, expires_in: seconds } = given.data;
    return ok({ access, refresh: next ?? refresh, seconds });
  }
  const refused = refusal.safeParse(answer.value.json);
  if (answer.value.status >= 500 || !refused.success) return err({ code: 'provider-away', detail: issuer });
  return err({ code: 'sign-in-failed', detail: refused.data.error_description ?? refused.data.error });
}

function form(body: Readonly<Record<string, string>>): Parameters<Fetch>[1] {
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', headers, body: new URLSearchParams(body).toString() };
}

async function ask(
  fetch: Fetch,
  address: string,
  request: Parameters<Fetch>[1],
): Promise<Result<{ readonly status: number; readonly json: unknown }, null>> {
  try {
    const { status, text } = await fetch(address, request).then(async (response) => ({
      status: response.status,
      text: await response.text(),
    }));
    return ok({ status, json: text === '' ? null : JSON.parse(text) });
  } catch {
    return err(null); // whatever a network does, and what is no JSON
  }
}

function secret(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
