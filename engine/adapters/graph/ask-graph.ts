import type { Clock } from '../../app/ports.ts';
import { createAccessTokens } from './access-token.ts';
import { type GraphOptions, graphLimits } from './graph-options.ts';
import { closing, GraphRefused, quoted } from './graph-problem.ts';
import { retryAfter } from './retry-after.ts';
import { type Sent, send } from './send.ts';

export type Answer = { readonly json: unknown; readonly warnings: readonly string[] };

export type Graph = {
  /** One answer; `until` is when to give up, on the clock. Throws GraphRefused. */
  ask(url: URL, until: number): Promise<Answer>;
};

/** Asks one thing after the other, no faster than it may, again after it was told to wait, and with a token that is good. */
export function createGraph(options: GraphOptions): Graph {
  const { clock, address, closed } = options;
  const tokens = createAccessTokens(options);
  const pace = createPace(clock, closed);
  return {
    async ask(url, until) {
      let renewed = false;
      for (let attempt = 0; ; attempt += 1) {
        await pace(until);
        const token = await tokens.current(timeLeft(clock, until));
        const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
        const limits = {
          time: Math.min(timeLeft(clock, until), graphLimits.answerTime),
          bytes: graphLimits.answerBytes,
          closed,
        };
        const answer = await send(url, { headers }, limits);
        if (answer.status === 200) return { json: answer.json, warnings: [] };
        if (answer.status === 206) return { json: answer.json, warnings: [warningOf(answer)] };
        if (answer.status === 401 && !renewed) {
          // The token was taken back before its time.
          renewed = true;
          tokens.forget();
          continue;
        }
        const wait = waitFor(answer, attempt, clock);
        if (wait === null) throw refused(answer, url, address);
        if (attempt >= graphLimits.retries || clock.ticks() + wait >= until) throw refused(answer, url, address, wait);
        await pause(clock, wait, closed);
      }
    },
  };
}

/** Milliseconds until it may be asked again; null for what waiting does not help. */
function waitFor({ status, headers }: Sent, attempt: number, clock: Clock): number | null {
  if (status !== 429 && status < 500) return null;
  return retryAfter(headers.get('retry-after'), clock.now()) ?? 1_000 * 2 ** attempt;
}

function refused({ status, json }: Sent, url: URL, address: string, wait: number | null = null): GraphRefused {
  const said = errorOf(json);
  const what = `${url.origin} answers with status ${status}${said === '' ? '' : ` (${said})`}.`;
  if (status === 429) {
    const seconds = Math.ceil((wait ?? 0) / 1_000);
    return new GraphRefused(
      'graph-throttled',
      `${what} It was asked too much, by this or another program of the same application, and wants to be left alone for ${seconds} seconds. It is read again at the next reading; ask less often if it stays so.`,
    );
  }
  if (status >= 500) {
    return new GraphRefused('graph-unreachable', `${what} It is tried again at the next reading.`);
  }
  if (status === 401 || status === 403) {
    return new GraphRefused(
      status === 401 ? 'graph-denied' : 'graph-forbidden',
      `${what} Give the application the permission SecurityEvents.Read.All (of the kind Application) and have an administrator consent to it.`,
    );
  }
  return new GraphRefused(
    'graph-unexpected',
    `${what} See that CONTROLBOOK_GRAPH_ADDRESS (${address}) is the address of Microsoft Graph in your cloud.`,
  );
}

function errorOf(json: unknown): string {
  const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : null;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? quoted(code).slice(0, 80) : '';
}

/** `199 - "{Vendor}/{Provider}/{Status}/{LatencyMs}"`: a provider behind Graph has failed, and its part is missing. */
function warningOf({ headers }: Sent): string {
  const warning = quoted(headers.get('warning') ?? '');
  const [, vendor, provider, status] = /"([^"/]*)\/([^"/]*)\/([^"/]*)\/[^"/]*"/.exec(warning) ?? [];
  return vendor === undefined
    ? `A part of the answer is missing${warning === '' ? '' : ` (${warning})`}.`
    : `A part of the answer is missing: ${provider} of ${vendor} answered ${status}.`;
}

/** Waits until another request is within the number a minute. */
function createPace(clock: Clock, closed: AbortSignal): (until: number) => Promise<void> {
  const sent: number[] = [];
  return async (until) => {
    const first = sent[0];
    if (first !== undefined && sent.length >= graphLimits.requestsAMinute) {
      sent.shift();
      const wait = first + 60_000 - clock.ticks();
      if (wait > 0) await pause(clock, Math.min(wait, timeLeft(clock, until)), closed);
    }
    timeLeft(clock, until);
    sent.push(clock.ticks());
  };
}

function timeLeft(clock: Clock, until: number): number {
  const left = until - clock.ticks();
  if (left > 0) return left;
  throw new GraphRefused(
    'graph-unreachable',
    'Microsoft Graph took too long to tell everything. It is tried again at the next reading.',
  );
}

function pause(clock: Clock, milliseconds: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (closed.aborted) return reject(closing());
    const stop = (): void => {
      cancel();
      reject(closing());
    };
    const cancel = clock.after(milliseconds, () => {
      closed.removeEventListener('abort', stop);
      resolve();
    });
    closed.addEventListener('abort', stop, { once: true });
  });
}
