import type { SignIn } from '#engine/contract/http/access-endpoints';
import type { Result } from '#engine/domain/result';
import type { PaneState } from '../state/model.ts';
import type { CallProblem } from '../sync/client.ts';
import {
  beginSignIn,
  endSignIn,
  findProvider,
  type Provider,
  refreshTokens,
  revokeToken,
  type SignInRequest,
  type Tokens,
} from '../sync/open-id.ts';
import type { Token } from '../sync/outside.ts';
import type { Joined, OfficeAccount } from './parts.ts';
import { callProblem } from './problems.ts';

/** Signing in where the engine wants it. Tokens are kept in memory alone: a closed pane has none. */
export interface SigningIn {
  /** The engine does not know who asks, and says why; false where nobody signs in. */
  needed(why: string | null): Promise<boolean>;
  /** Shows the provider's page and takes what comes back. */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  /** Good for a while yet: a new one is asked for before the last runs out. */
  readonly token: Token;
}

type OpenId = Extract<SignIn, { kind: 'openid' }>;
type Way =
  | { readonly kind: 'page'; readonly provider: Provider; readonly request: SignInRequest }
  | { readonly kind: 'office'; readonly account: OfficeAccount };

/** Milliseconds before its end at which a token is replaced; of a short one a third is left. */
const renewBefore = 300_000;

/** What signing in needs of whoever signs in: a session, or another page of ours. */
export type SigningInParts = Pick<Joined, 'client' | 'clock' | 'engine' | 'fetch' | 'signIn' | 'tell'> & {
  readonly state: () => Pick<PaneState, 'account'>;
};

export function createSigningIn(joined: SigningInParts, changed: (who: 'in' | 'out') => void): SigningIn {
  const { client, clock, engine, fetch, signIn: page, tell, state } = joined;
  let openId: OpenId | null = null;
  let way: Way | null = null;
  let tokens: (Tokens & { readonly renewAt: number; readonly endsAt: number }) | null = null;
  let renewing: Promise<void> | null = null;
  let looking: Promise<boolean> | null = null;

  const keep = (given: Tokens): void => {
    const lasts = given.seconds * 1_000;
    const endsAt = clock.ticks() + lasts;
    tokens = { ...given, endsAt, renewAt: endsAt - Math.min(renewBefore, lasts / 3) };
  };
  const fail = (problem: Parameters<typeof callProblem>[0]): void => {
    tell({ kind: 'problem', problem: callProblem(problem, engine, [{ do: 'signIn' }]) });
  };
  const out = (): void => {
    tokens = null;
    tell({ kind: 'set', to: { account: { kind: 'signed-out', issuer: openId?.issuer ?? '' } } });
  };
  const findWay = async ({ issuer, client: name, scope }: OpenId): Promise<Way | null> => {
    if (way !== null) return way;
    if (name === null) {
      fail({ code: 'no-sign-in-client', detail: null });
      return null;
    }
    const account = await page.officeAccount({ issuer, client: name, scope });
    if (account !== null) {
      way = { kind: 'office', account };
      return way;
    }
    const provider = await findProvider(fetch, issuer);
    if (!provider.ok) {
      fail(provider.error);
      return null;
    }
    way = { kind: 'page', provider: provider.value, request: { client: name, scope, redirect: page.redirect } };
    return way;
  };

  const renew = async (old: Tokens): Promise<void> => {
    const given = await newTokens(old);
    // Signed out meanwhile, or in as somebody else.
    if (given === null || tokens?.access !== old.access) return;
    if (given.ok) keep(given.value);
    else if (given.error.code === 'sign-in-failed') out();
    // else the provider is away: the token is good until its end, and the next who asks tries again
  };
  const newTokens = async ({ refresh }: Tokens): Promise<Result<Tokens, CallProblem> | null> => {
    if (way?.kind === 'office') return way.account.tokens(false);
    if (way === null || refresh === null) return null;
    return refreshTokens(fetch, way.provider, way.request, refresh);
  };
  /** Null when the person closed it. */
  const ask = async (found: Way): Promise<Result<Tokens, CallProblem> | null> => {
    if (found.kind === 'office') return found.account.tokens(true);
    const begun = await beginSignIn(found.provider, found.request);
    const came = await page.open(begun.address);
    return came === null ? null : endSignIn(fetch, found.provider, found.request, begun, came);
  };
  const enter = (given: Tokens): void => {
    keep(given);
    tell({ kind: 'set', to: { account: { kind: 'signed-in', issuer: openId?.issuer ?? '' } } });
    changed('in');
  };
  const look = async (why: string | null): Promise<boolean> => {
    const { account } = state();
    if (account.kind === 'signed-out' || account.kind === 'signing-in') return true;
    const hadToken = tokens !== null;
    // Refused may have been what was asked before somebody signed in.
    if (hadToken && (await client.call('me', {})).ok) return true;
    tokens = null;
    const identity = await client.call('identity', {});
    if (!identity.ok || identity.value.signIn.kind === 'machine') return false;
    openId = identity.value.signIn;
    out();
    // One who has just signed in would only be asked again.
    if (hadToken) fail({ code: 'sign-in-failed', detail: why });
    // Known before the person asks for it: a window opens only right after a click.
    const found = await findWay(openId);
    // The token Office gave was refused if there was one: its next would be, too.
    const given = found?.kind === 'office' && !hadToken ? await found.account.tokens(false) : null;
    if (given?.ok === true && state().account.kind === 'signed-out') enter(given.value);
    return true;
  };

  return {
    needed(why) {
      looking ??= look(why).finally(() => {
        looking = null;
      });
      return looking;
    },
    async signIn() {
      if (openId === null || state().account.kind === 'signing-in') return;
      const { issuer } = openId;
      tell({ kind: 'set', to: { account: { kind: 'signing-in', issuer } } });
      const found = await findWay(openId);
      if (found === null) return out();
      const given = await ask(found);
      if (given?.ok === true) return enter(given.value);
      out();
      if (given !== null) fail(given.error);
    },
    async signOut() {
      const old = tokens;
      out();
      changed('out');
      if (old !== null && way?.kind === 'page')
        await revokeToken(fetch, way.provider, way.request, old.refresh ?? old.access);
    },
    async token() {
      const now = clock.ticks();
      if (tokens === null) return null;
      if (now >= tokens.renewAt) {
        renewing ??= renew(tokens).finally(() => {
          renewing = null;
        });
        await renewing;
      }
      if (tokens !== null && now >= tokens.endsAt) out();
      return tokens?.access ?? null;
    },
  };
}
