import { closing, GraphRefused } from './graph-problem.ts';

export type Sent = {
  readonly status: number;
  readonly headers: Headers;
  /** Null where the body is no JSON. */
  readonly json: unknown;
};

export type SendLimits = {
  /** Milliseconds. */
  readonly time: number;
  readonly bytes: number;
  readonly closed: AbortSignal;
};

/** Sends one request and takes its answer whole, within its time and size. It follows no redirection. */
export async function send(url: URL, request: RequestInit, limits: SendLimits): Promise<Sent> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(limits.time)));
  const signal = AbortSignal.any([timeout, limits.closed]);
  try {
    const answer = await fetch(url, { ...request, redirect: 'error', signal });
    const text = await bodyOf(answer, limits.bytes, url);
    return { status: answer.status, headers: answer.headers, json: parsed(text) };
  } catch (error) {
    if (error instanceof GraphRefused) throw error;
    if (limits.closed.aborted) throw closing();
    const reason = timeout.aborted ? `no answer within ${Math.ceil(limits.time / 1_000)} seconds` : reasonOf(error);
    throw new GraphRefused(
      'graph-unreachable',
      `${url.origin} cannot be reached (${reason}). See that this machine may reach it, by name and through any proxy; it is tried again at the next reading.`,
    );
  }
}

async function bodyOf(answer: Response, most: number, url: URL): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    const bytes = chunk as Uint8Array; // what a body of fetch is made of
    length += bytes.length;
    if (length > most) {
      throw new GraphRefused(
        'graph-unexpected',
        `The answer of ${url.origin} is larger than ${most} bytes, which no answer about Secure Score is. Nothing of it was taken.`,
      );
    }
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // said by whoever needs it to be JSON
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
