import { err, ok, type Result } from './domain/result.ts';

/** How people sign in; without it the engine answers the person at its machine alone. Everything comes from the environment. */
export type IdentityConfig = {
  /** As the provider writes it in its tokens, letter for letter. */
  readonly issuer: string;
  /** Whom the tokens have to be for: this engine, as the provider knows it. */
  readonly audience: string;
  /** What a token has to carry in `scope` or `scp`; null asks for none. */
  readonly scope: string | null;
  /** What the pane signs in as; null where none is registered. */
  readonly client: string | null;
  /** A claim with the person's address that the provider vouches for; null trusts `email` where it is verified. */
  readonly addressClaim: string | null;
  /** Addresses or subjects. */
  readonly globalAdministrators: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

const ownMachine = ['127.0.0.1', '[::1]', 'localhost'];

export function readIdentityConfig(environment: Environment): Result<IdentityConfig | null, string> {
  const set = (name: string): string | null => environment[`CONTROLBOOK_${name}`]?.trim() || null;
  const [issuer, audience] = [set('ISSUER'), set('AUDIENCE')];
  if (issuer === null && audience === null) return ok(null);
  if (issuer === null || audience === null) {
    const missing = issuer === null ? 'CONTROLBOOK_ISSUER' : 'CONTROLBOOK_AUDIENCE';
    return err(`Signing in needs both CONTROLBOOK_ISSUER and CONTROLBOOK_AUDIENCE; ${missing} is missing.`);
  }
  if (!isIssuer(issuer)) {
    return err(
      `CONTROLBOOK_ISSUER takes the https address of an OpenID Connect provider, such as https://login.example.com/tenant/v2.0; "${issuer}" is none.`,
    );
  }
  return ok({
    ...{ issuer, audience, scope: set('SCOPE'), client: set('CLIENT'), addressClaim: set('ADDRESS_CLAIM') },
    globalAdministrators: (set('GLOBAL_ADMINISTRATORS') ?? '')
      .split(/[,;]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  });
}

/** Keys fetched without https would be whoever's the line belongs to. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ownMachine.includes(hostname));
}
