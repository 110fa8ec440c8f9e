import { z } from 'zod';
import { problemDetails } from '#engine/contract/errors';
import { type Endpoint, type EndpointName, type Endpoints, endpoints } from '#engine/contract/http';
import { type Verdict, verdict } from '#engine/contract/model/change';
import { err, ok, type Result } from '#engine/domain/result';
import type { Answer, Asked, UploadFile } from '../state/asking.ts';
import type { Fetch, Token } from './outside.ts';

/**
 * Why a call failed: the engine's own code (contract/errors.ts), `no-engine` when nobody answers, `strange-answer` when
 * somebody else does. `detail` is the engine's sentence.
 */
export type CallProblem = {
  readonly code: string;
  readonly detail: string | null;
  readonly verdicts?: readonly Verdict[];
};

type Key<E extends Endpoint> = E extends { readonly command: true } ? { readonly key: string } : unknown;

/** What an endpoint takes. `key` makes a command harmless to repeat. */
export type Request<E extends Endpoint> = Asked<E> & Key<E>;

/** Calls the engine as its contract has it. */
export interface Client {
  call<Name extends EndpointName>(
    name: Name,
    request: Request<Endpoints[Name]>,
    signal?: AbortSignal,
  ): Promise<Result<Answer<Endpoints[Name]>, CallProblem>>;
  /** The address of an endpoint that is opened in the browser. */
  address<Name extends EndpointName>(name: Name, request: Pick<AnyRequest, 'params' | 'query'>): string;
  /** Whether an address alone is enough: nobody has signed in. */
  isOpen(): Promise<boolean>;
  /** A file the engine serves, with the name it has there; for what an address alone does not open. */
  file(address: string): Promise<Result<NamedFile, CallProblem>>;
}

export type NamedFile = { readonly name: string; readonly content: Blob };

type AnyRequest = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly upload?: Readonly<Record<string, unknown>>;
  readonly files?: readonly UploadFile[];
  readonly bytes?: Blob;
  readonly key?: string;
};

/** @param base address of the engine without a slash at the end; empty for the one that served the page. */
export function createClient(base: string, fetch: Fetch, token: Token = async () => null): Client {
  // The page's policy forbids code made from text, which zod would try for speed.
  z.config({ jitless: true });
  const addressOf = (endpoint: Endpoint, { params = {}, query = {} }: AnyRequest): string => {
    const path = endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
    ).toString();
    return `${base}${path}${search === '' ? '' : `?${search}`}`;
  };
  return {
    async call(name, request, signal) {
      const endpoint: Endpoint = endpoints[name];
      const given = request as AnyRequest; // `Request` is a selection of its parts
      const upload = endpoint.upload === undefined ? null : formOf(given);
      const body = upload ?? given.bytes ?? (given.body === undefined ? null : JSON.stringify(given.body));
      const headers: Record<string, string> = { accept: 'application/json' };
      const bearer = await token();
      if (bearer !== null) headers['authorization'] = `Bearer ${bearer}`;
      if (given.key !== undefined) headers['idempotency-key'] = given.key;
      if (typeof body === 'string') headers['content-type'] = 'application/json';
      if (given.bytes !== undefined) headers['content-type'] = 'application/octet-stream';
      let response: Awaited<ReturnType<Fetch>>;
      try {
        response = await fetch(addressOf(endpoint, given), {
          method: endpoint.method,
          headers,
          ...(body === null ? {} : { body }),
          ...(signal === undefined ? {} : { signal }),
        });
        return (await readAnswer(endpoint, response)) as Result<Answer<Endpoints[typeof name]>, CallProblem>; // parsed by the endpoint's own schema
      } catch {
        // Whatever a network does ends here: refused, cut off, called off.
        return err({ code: 'no-engine', detail: null });
      }
    },
    address: (name, request) => addressOf(endpoints[name], request),
    isOpen: async () => (await token()) === null,
    async file(address) {
      const bearer = await token();
      const headers = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
      try {
        const response = await fetch(new URL(address, `${base}/`).href, { method: 'GET', headers });
        if (response.status !== 200) return refusal(response.status, parse(await response.text()));
        const name = fileNameOf(response.headers.get('content-disposition') ?? '');
        return ok({ name: name ?? address.split(/[?#]/)[0]?.split('/').at(-1) ?? '', content: await response.blob() });
      } catch {
        return err({ code: 'no-engine', detail: null });
      }
    },
  };
}

/** The name a file is to be saved under (RFC 6266). */
function fileNameOf(disposition: string): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? null;
}

async function readAnswer(
  endpoint: Endpoint,
  response: Awaited<ReturnType<Fetch>>,
): Promise<Result<unknown, CallProblem>> {
  if (response.status >= 200 && response.status < 300 && typeof endpoint.response === 'string') {
    return ok(new Uint8Array(await response.arrayBuffer()));
  }
  const json = parse(await response.text());
  if (response.status >= 200 && response.status < 300 && typeof endpoint.response !== 'string') {
    const answer = endpoint.response.safeParse(json);
    return answer.success ? ok(answer.data) : err({ code: 'strange-answer', detail: null });
  }
  return refusal(response.status, json);
}

function refusal(status: number, json: unknown): Result<never, CallProblem> {
  const problem = problemDetails.safeParse(json);
  if (!problem.success) {
    // A proxy in front of an engine that is away answers for it.
    return err({ code: status >= 500 ? 'no-engine' : 'strange-answer', detail: null });
  }
  const { code, detail } = problem.data;
  const verdicts = z.array(verdict).safeParse(problem.data.verdicts);
  return err({ code, detail, ...(verdicts.success ? { verdicts: verdicts.data } : {}) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no JSON fits no schema
  }
}

function formOf({ upload = {}, files = [] }: AnyRequest): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload)) form.append(name, JSON.stringify(value));
  for (const [index, { name, bytes }] of files.entries()) {
    form.append(index === 0 ? 'file' : 'companion', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  }
  return form;
}
