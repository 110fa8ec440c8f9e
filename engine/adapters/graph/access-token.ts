import { z } from 'zod';
import { type GraphOptions, graphLimits } from './graph-options.ts';
import { GraphRefused, quoted } from './graph-problem.ts';
import { send } from './send.ts';

const grant = z.object({
  token_type: z.string().regex(/^bearer$/i),
  access_token: z.string().min(1).max(20_000),
  expires_in: z.coerce.number().min(1).max(864_000),
});
const refusal = z.object({ error: z.string().max(200), error_description: z.string().max(5_000).default('') });

export type AccessTokens = {
  /** A token that is good for a while yet. Throws GraphRefused. */
  current(time: number): Promise<string>;
  /** The next one is asked for anew. */
  forget(): void;
};

/** Tokens by client credentials, kept until shortly before they end. Neither secret nor token is in any message. */
export function createAccessTokens({
  tenant,
  client,
  secret,
  address,
  login,
  clock,
  closed,
}: GraphOptions): AccessTokens {
  let known: { readonly text: string; readonly until: number } | null = null;
  const url = new URL(`${login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  return {
    forget() {
      known = null;
    },
    async current(time) {
      if (known !== null && clock.ticks() < known.until) return known.text;
      known = null;
      const body = new URLSearchParams({
        client_id: client,
        scope: `${new URL(address).origin}/.default`,
        client_secret: await secret(),
        grant_type: 'client_credentials',
      });
      const headers = { accept: 'application/json' };
      const limits = { time: Math.min(time, graphLimits.answerTime), bytes: graphLimits.tokenBytes, closed };
      const answer = await send(url, { method: 'POST', headers, body }, limits);
      if (answer.status !== 200) throw refused(url, tenant, client, answer.status, answer.json);
      const given = grant.safeParse(answer.json);
      if (!given.success) {
        throw new GraphRefused(
          'graph-unexpected',
          `${url.origin} answered a request for a token with something else. See that CONTROLBOOK_GRAPH_LOGIN is the sign-in address of your cloud.`,
        );
      }
      const { access_token: text, expires_in: seconds } = given.data;
      // A token that is short to begin with is used for half its time.
      const life = Math.max(seconds * 1_000 - graphLimits.tokenMargin, seconds * 500);
      known = { text, until: clock.ticks() + life };
      return text;
    },
  };
}

function refused(url: URL, tenant: string, client: string, status: number, json: unknown): GraphRefused {
  if (status === 429 || status >= 500) {
    return new GraphRefused(
      'graph-unreachable',
      `${url.origin} gives out no tokens right now (status ${status}). It is tried again at the next reading.`,
    );
  }
  const said = refusal.safeParse(json);
  const code = said.success ? quoted(said.data.error) : `status ${status}`;
  // The number Entra ID knows the fault by; the rest of its sentence is for its own log.
  const number = said.success ? /AADSTS\d{4,8}/.exec(said.data.error_description)?.[0] : undefined;
  const what = `${url.origin} gives the application ${client} of the tenant ${tenant} no token (${number ?? code}).`;
  switch (said.success ? said.data.error : '') {
    case 'invalid_client':
      return new GraphRefused(
        'graph-denied',
        `${what} The secret is wrong or has ended: make a new one for the application and put it into CONTROLBOOK_GRAPH_SECRET_FILE or CONTROLBOOK_GRAPH_SECRET.`,
      );
    case 'unauthorized_client':
      return new GraphRefused(
        'graph-denied',
        `${what} There is no such application in that tenant: compare CONTROLBOOK_GRAPH_CLIENT and CONTROLBOOK_GRAPH_TENANT with its registration.`,
      );
    default:
      return new GraphRefused(
        'graph-denied',
        `${what} Compare CONTROLBOOK_GRAPH_TENANT, CONTROLBOOK_GRAPH_CLIENT and the secret with the registration of the application.`,
      );
  }
}
