import { createSigningIn } from '../../session/signing-in.ts';
import { openSignInPopup, signInPage } from '../../sign-in-popup.ts';
import type { Account } from '../../state/model.ts';
import { clock, fetchFromEngine } from '../../surroundings.ts';
import { type Client, createClient } from '../../sync/client.ts';
import type { Token } from '../../sync/outside.ts';

/** Who is at the page, where people sign in: files are opened and saved as that person, as Excel's own account would. */
export type PageAccount = {
  /** The button of the top bar. */
  readonly element: HTMLElement;
  readonly client: Client;
  readonly token: Token;
  /** Settles when somebody has signed in. */
  readonly signedIn: () => Promise<void>;
};

/** Null where nobody signs in. `say` tells what keeps somebody from it. */
export async function openPageAccount(say: (problem: string) => void): Promise<PageAccount | null> {
  const { origin } = window.location;
  let account: Account = { kind: 'none' };
  const waiting: (() => void)[] = [];
  const token: Token = () => signing.token();
  const client = createClient(origin, fetchFromEngine, token);
  const signing = createSigningIn(
    {
      ...{ client, clock, fetch: fetchFromEngine, engine: origin },
      state: () => ({ account }),
      tell(happening) {
        if (happening.kind === 'problem') say(happening.problem.detail ?? wordsFor(happening.problem.code));
        if (happening.kind !== 'set' || happening.to.account === undefined) return;
        account = happening.to.account;
        draw();
      },
      signIn: {
        redirect: `${origin}/pane/sign-in.html`,
        open: (address) => openSignInPopup(signInPage(address)),
        officeAccount: async () => null,
      },
    },
    (who) => {
      if (who === 'in') for (const settle of waiting.splice(0)) settle();
    },
  );
  const element = document.createElement('button');
  element.type = 'button';
  element.addEventListener('click', () => void (account.kind === 'signed-in' ? signing.signOut() : signing.signIn()));
  const draw = (): void => {
    element.textContent = account.kind === 'signed-in' ? 'Sign out' : 'Sign in';
    element.title =
      account.kind === 'signed-in'
        ? 'Open and save no more files as this person; each pane signs out by itself'
        : 'Sign in to open and save workbooks; each pane signs in by itself, as in Excel';
    element.disabled = account.kind === 'signing-in';
  };
  if (!(await signing.needed(null))) return null;
  return {
    element,
    client,
    token,
    signedIn: () =>
      account.kind === 'signed-in' ? Promise.resolve() : new Promise((settle) => void waiting.push(settle)),
  };
}

function wordsFor(code: string): string {
  switch (code) {
    case 'no-sign-in-client':
      return 'The engine names no client that a page could sign in as: set CONTROLBOOK_CLIENT.';
    case 'provider-away':
      return 'The provider of identities does not answer. Try again in a while.';
    default:
      return 'The provider did not let you in. Sign in again.';
  }
}
