import type { Identity, IdentityProblem } from '../../app/identity.ts';
import type { Who } from '../../contract/model/permission.ts';

/** Whose pane it is: one person's from the first token on, for as long as it is good. */
export interface PaneOwner {
  /** Null until somebody has signed in. */
  who(): Who | null;
  /** Null for a good token, else what is wrong with it. */
  signIn(token: string): Promise<IdentityProblem | null>;
  /** Looks at the token again: one that has run out or was revoked ends what it began. Null while all is well. */
  check(): Promise<IdentityProblem | null>;
  /** Resolves when it is known who is there without a token, where nobody signs in. */
  readonly known: Promise<void>;
}

export function createPaneOwner(identity: Identity): PaneOwner {
  let owner: Who | null = null;
  let token: string | null = null;

  const authenticate = async (given: string | null): Promise<IdentityProblem | null> => {
    const result = await identity.authenticate(given);
    if (!result.ok) return result.error;
    if (owner !== null && owner.user !== result.value.user) return anotherPerson;
    owner = result.value;
    token = given;
    return null;
  };

  return {
    who: () => owner,
    signIn: authenticate,
    async check() {
      const problem = token === null ? null : await authenticate(token);
      // A provider that cannot be asked just now is no reason to send people away.
      return problem?.code === 'unauthenticated' ? problem : null;
    },
    known: identity.signIn.kind === 'machine' ? authenticate(null).then(() => undefined) : Promise.resolve(),
  };
}

const anotherPerson: IdentityProblem = {
  code: 'unauthenticated',
  message: 'This token is another person’s. Connect again to go on as them.',
};
