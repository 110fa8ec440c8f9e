import type { AccessToken, TokenScope, Who } from '../contract/model/permission.ts';
import { dateToSerial, serialToDate } from '../domain/fields/serial-date.ts';
import { documentAt, documentRef, documentsOf, putDocument } from '../domain/organisation/documents.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { refKind } from '../domain/state/image.ts';
import { whoOf } from './access.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import { type Forbidden, forbids } from './permits.ts';

/** Access tokens as they may be shown: without what they are recognised by. */
export type ShownToken = Omit<AccessToken, 'digest'>;

export type TokenRequest = {
  readonly name: string;
  readonly scope: TokenScope;
  /** How long it is good for. */
  readonly days: number;
};

export type TokenProblem = {
  readonly code: 'unknown-token' | 'too-many-tokens' | 'token-by-token';
  readonly message: string;
};

/** Access tokens for scripts: somebody's own, and all of them for who manages users. */
export interface AccessTokens {
  list(who: Who): readonly ShownToken[];
  /** The text comes back this once. */
  create(
    request: TokenRequest,
    caller: Caller,
  ): Promise<Result<{ readonly text: string; readonly token: ShownToken }, StoreProblem | TokenProblem>>;
  revoke(id: string, caller: Caller): Promise<Result<{ readonly id: string }, StoreProblem | TokenProblem | Forbidden>>;
  /** Whose token this is, while it is good; what is wrong with it otherwise. */
  recognise(text: string): Result<Who, string>;
}

/** What every token's text begins with, so that it is known for one in a script, a log or a leak. */
export const tokenMark = 'cbk_';
const tokensAtMost = 50;

export function createAccessTokens(organisation: Organisation): AccessTokens {
  const { core, ids, clock, digest } = organisation;
  let byDigest: ReadonlyMap<string, AccessToken> | null = null;
  organisation.listen((entries) => {
    if (entries.some(({ entry: { event } }) => 'entity' in event && refKind(event.entity) === 'token')) byDigest = null;
  });
  const all = (): ReadonlyMap<string, AccessToken> => {
    byDigest ??= new Map(documentsOf(core.image, 'token').map((token) => [token.digest, token]));
    return byDigest;
  };

  return {
    list(who) {
      const seesAll = forbids(organisation, who, 'manage-users') === null;
      return [...all().values()]
        .filter(({ user }) => seesAll || user === who.user)
        .map(shown)
        .sort((a, b) => (a.created < b.created ? 1 : -1));
    },
    async create(request, caller) {
      if (whoOf(caller).scope !== null) return err(tokenByToken);
      const id = ids.next();
      const text = `${tokenMark}${[ids.next(), ids.next()].join('').replaceAll('-', '')}`;
      const made = clock.now();
      const token: AccessToken = {
        ...{ id, user: caller.actor, name: request.name.trim(), scope: request.scope, digest: digest(text) },
        ...{ created: made, expires: daysAfter(made, request.days) },
      };
      const result = await core.execute<null, TokenProblem>({
        meta: organisation.meta(caller.command, caller.actor, caller.channel),
        decide(draft) {
          const own = documentsOf(draft.image, 'token').filter(({ user }) => user === caller.actor);
          const good = own.filter(({ expires }) => expires > made);
          if (good.length >= tokensAtMost) return err(tooManyTokens);
          for (const old of own) {
            if (old.expires <= made) draft.emit({ kind: 'removed', entity: documentRef('token', old.id) });
          }
          putDocument<'token'>(draft.emit, documentRef('token', id), token);
          return ok(null);
        },
        recall: () => {
          throw new Error('A token is made under an id of its own');
        },
      });
      return result.ok ? ok({ text, token: shown(token) }) : result;
    },
    revoke(id, caller) {
      return core.execute<{ readonly id: string }, TokenProblem | Forbidden>({
        meta: organisation.meta(caller.command, caller.actor, caller.channel),
        decide(draft) {
          const token = documentAt(draft.image, 'token', documentRef('token', id));
          const who = whoOf(caller);
          const forbidden = forbids(organisation, who, 'manage-users');
          // Somebody else's token is unknown to whoever may not see it.
          if (token === null || (token.user !== who.user && forbidden !== null)) return err(unknownToken);
          if (who.scope !== null && forbidden !== null) return err(forbidden);
          draft.emit({ kind: 'removed', entity: documentRef('token', id) });
          return ok({ id });
        },
        recall: () => ({ id }),
      });
    },
    recognise(text) {
      const token = all().get(digest(text));
      if (token === undefined)
        return err('This access token is not known here: it was revoked, or is of another place.');
      if (token.expires <= clock.now()) return err(`This access token ran out on ${token.expires.slice(0, 10)}.`);
      return ok({ user: token.user, scope: token.scope });
    },
  };
}

/** The same time of day, so many days later. */
function daysAfter(time: string, days: number): string {
  const date = serialToDate((dateToSerial(time.slice(0, 10), '1904') ?? 0) + days, '1904') ?? time.slice(0, 10);
  return `${date}${time.slice(10)}`;
}

function shown({ digest: _, ...token }: AccessToken): ShownToken {
  return token;
}

const unknownToken: TokenProblem = { code: 'unknown-token', message: 'There is no such access token (any more).' };
const tooManyTokens: TokenProblem = {
  code: 'too-many-tokens',
  message: `You have ${tokensAtMost} access tokens. Revoke those you do not use any more.`,
};
const tokenByToken: TokenProblem = {
  code: 'token-by-token',
  message: 'An access token cannot make another. Sign in and make it yourself.',
};
