import type { UserId } from '../contract/model/ids.ts';
import { documentAt, documentRef, documentsOf, putDocument } from '../domain/organisation/documents.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { type AccessTokens, tokenMark } from './access-tokens.ts';
import type { Identity, IdentityProblem } from './identity.ts';
import type { Organisation } from './organisation.ts';

/** What an identity provider says of somebody, in a token that has been checked. */
export type Claims = {
  readonly issuer: string;
  /** Who it is there, for good. */
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  /** The provider vouches for the address. */
  readonly addressIsSure: boolean;
};

/** Checks the access tokens of one identity provider. Never rejects. */
export interface TokenVerifier {
  verify(token: string): Promise<Result<Claims, IdentityProblem>>;
}

export type TeamIdentityParts = {
  readonly organisation: Organisation;
  readonly tokens: AccessTokens;
  readonly verifier: TokenVerifier;
  readonly signIn: Identity['signIn'];
  /** Global administrators as the configuration names them: by address or by subject. */
  readonly globalAdministrators: readonly string[];
  /** Those of them who have signed in; the organisation's standing reads it. */
  readonly standing: Set<UserId>;
};

/** People sign in at an identity provider, scripts come with access tokens made here. */
export function createTeamIdentity(parts: TeamIdentityParts): Identity {
  const { organisation, tokens, verifier, signIn, standing } = parts;
  const named = new Set(parts.globalAdministrators.map((one) => one.toLowerCase()));
  return {
    signIn,
    async authenticate(token) {
      if (token === null) return err(noToken);
      if (token.startsWith(tokenMark)) {
        const known = tokens.recognise(token);
        return known.ok ? known : err({ code: 'unauthenticated', message: known.error });
      }
      const verified = await verifier.verify(token);
      if (!verified.ok) return verified;
      const claims = verified.value;
      const known = await personOf(organisation, claims);
      if (!known.ok) return known;
      const user = known.value;
      const isNamed =
        named.has(claims.subject.toLowerCase()) ||
        (claims.addressIsSure && claims.email !== null && named.has(claims.email.toLowerCase()));
      if (isNamed) standing.add(user);
      else standing.delete(user);
      return ok({ user, scope: null });
    },
  };
}

const noToken: IdentityProblem = {
  code: 'unauthenticated',
  message:
    'Sign in first: send an access token as `Authorization: Bearer`. GET /api/v1/identity says where to get one; who has signed in can make one for scripts.',
};

/**
 * The person an account belongs to. A new account becomes the person of the directory whose address it surely has and
 * who has no account yet (who was imported), or somebody new. Name and address follow the provider.
 */
async function personOf(organisation: Organisation, claims: Claims): Promise<Result<UserId, IdentityProblem>> {
  const { core, directory, digest, ids } = organisation;
  const account = digest(`${claims.issuer}\n${claims.subject}`).slice(0, 40);
  const entity = documentRef('login', account);
  const known = documentAt(core.image, 'login', entity)?.user;
  const user = known ?? (await begin());
  if (user === null) return err(notNow);

  const name = claims.name?.trim().slice(0, 200) || claims.email || 'Nameless';
  const email = claims.email?.trim().slice(0, 320) ?? null;
  const before = directory.byId(user);
  if (before === null || before.name !== name || before.email !== email || before.source !== 'directory') {
    // A name that cannot be written now is written when they come again: no reason to send them away.
    await directory.put({ id: user, name, email, source: 'directory' }).catch((error: unknown) => {
      organisation.log.warn('A name could not be written into the directory', { user, error: String(error) });
    });
  }
  return ok(user);

  async function begin(): Promise<UserId | null> {
    const expected = claims.addressIsSure && claims.email !== null ? directory.find(claims.email) : null;
    const isExpected =
      expected?.source === 'directory' && expected.email?.toLowerCase() === claims.email?.trim().toLowerCase();
    const fresh = ids.next() as UserId; // of the id alphabet by the port's contract
    const result = await core.execute<UserId, never>({
      meta: organisation.meta(`login/${account}`, isExpected ? expected.id : fresh, 'system'),
      decide(draft) {
        const other = documentAt(draft.image, 'login', entity)?.user;
        if (other !== undefined) return ok(other);
        const taken = isExpected && documentsOf(draft.image, 'login').some((login) => login.user === expected.id);
        const person = isExpected && !taken ? expected.id : fresh;
        putDocument<'login'>(draft.emit, entity, { user: person });
        return ok(person);
      },
      recall: (_, image) => documentAt(image, 'login', entity)?.user ?? fresh,
    });
    return result.ok ? result.value : null;
  }
}

const notNow: IdentityProblem = {
  code: 'identity-unavailable',
  message:
    'You are new here, and the engine cannot take you in right now: its journal takes no entries. Try again later.',
};
