import type { SignIn } from '../contract/http/access-endpoints.ts';
import type { UserId } from '../contract/model/ids.ts';
import type { Who } from '../contract/model/permission.ts';
import { ok, type Result } from '../domain/result.ts';

export type IdentityProblem = {
  readonly code: 'unauthenticated' | 'identity-unavailable';
  /** What is wrong with the token and what to do. */
  readonly message: string;
};

/** Says who sends a request, by the token that came with it. */
export interface Identity {
  /** How one signs in here; known before anybody has. */
  readonly signIn: SignIn;
  /** `token` is what followed `Bearer`, or what a pane has sent; null where nothing came. */
  authenticate(token: string | null): Promise<Result<Who, IdentityProblem>>;
}

/** Whoever reaches the engine is the person at this machine: for an engine that nobody else can reach. */
export function machineIdentity(user: UserId): Identity {
  const who = ok({ user, scope: null });
  return { signIn: { kind: 'machine' }, authenticate: async () => who };
}
