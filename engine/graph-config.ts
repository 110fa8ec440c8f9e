import { err, ok, type Result } from './domain/result.ts';

/** How Secure Score is read from Microsoft Graph. Everything comes from the environment. */
export type GraphConfig = {
  readonly tenant: string;
  readonly client: string;
  /** The secret itself, or the file it stands in; the file is read whenever a token is asked for. */
  readonly secret: { readonly text: string } | { readonly file: string };
  readonly address: string;
  readonly login: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

const ownMachine = ['127.0.0.1', '[::1]', 'localhost'];

export function readGraphConfig(environment: Environment): Result<GraphConfig | null, string> {
  const set = (name: string): string | null => environment[`CONTROLBOOK_GRAPH_${name}`]?.trim() || null;
  const [tenant, client, text, file] = [set('TENANT'), set('CLIENT'), set('SECRET'), set('SECRET_FILE')];
  if (tenant === null && client === null && text === null && file === null) return ok(null);
  if (tenant === null || client === null || (text === null && file === null)) {
    const missing =
      tenant === null ? 'TENANT' : client === null ? 'CLIENT' : 'SECRET_FILE (or CONTROLBOOK_GRAPH_SECRET)';
    return err(
      `Reading Secure Score needs CONTROLBOOK_GRAPH_TENANT, CONTROLBOOK_GRAPH_CLIENT and a secret; CONTROLBOOK_GRAPH_${missing} is missing.`,
    );
  }
  if (text !== null && file !== null) {
    return err('Give the secret once: CONTROLBOOK_GRAPH_SECRET or CONTROLBOOK_GRAPH_SECRET_FILE.');
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(tenant)) {
    return err('CONTROLBOOK_GRAPH_TENANT takes the id of a tenant, or a domain name of it, such as contoso.com.');
  }
  if (!/^[A-Za-z0-9-]{1,100}$/.test(client)) {
    return err('CONTROLBOOK_GRAPH_CLIENT takes the application (client) id of the registration.');
  }
  const address = readAddress('ADDRESS', set('ADDRESS') ?? 'https://graph.microsoft.com/v1.0');
  if (!address.ok) return address;
  const login = readAddress('LOGIN', set('LOGIN') ?? 'https://login.microsoftonline.com');
  if (!login.ok) return login;
  const secret = text !== null ? { text } : { file: file ?? '' }; // one of them is there
  return ok({ tenant, client, secret, address: address.value, login: login.value });
}

/** Secret and token travel to it, so nothing goes there in the clear. */
function readAddress(name: string, given: string): Result<string, string> {
  const url = URL.canParse(given) ? new URL(given) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ownMachine.includes(url.hostname));
  if (url !== null && isSafe && url.search === '' && url.hash === '' && url.username === '') {
    return ok(given.replace(/\/+$/, ''));
  }
  return err(`CONTROLBOOK_GRAPH_${name} takes an https address, such as https://graph.microsoft.com/v1.0.`);
}
