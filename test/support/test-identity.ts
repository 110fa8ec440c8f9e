import type { Identity } from '#engine/app/identity';
import type { UserId } from '#engine/contract/model/ids';
import { type TokenScope, tokenScopes } from '#engine/contract/model/permission';
import { err, ok } from '#engine/domain/result';

/** A token is the id of its owner, with a scope behind a slash where it is an access token for scripts. */
export const namedIdentity: Identity = {
  signIn: { kind: 'openid', issuer: 'https://issuer.test', client: null, scope: null },
  authenticate: async (token) => {
    const [user = '', scope = null] = token?.split('/') ?? [];
    if (user === '') return err({ code: 'unauthenticated', message: 'Sign in first.' });
    return ok({ user: user as UserId, scope: tokenScopes.find((one): one is TokenScope => one === scope) ?? null });
  },
};
