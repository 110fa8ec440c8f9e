import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { createLog } from '../adapters/system/log.ts';
import type { Config } from '../config.ts';
import { type Endpoint, type EndpointName, endpoints } from '../contract/http.ts';
import { addressFile, serveEngine } from '../serve.ts';
import { CommandFailed } from './command.ts';

type Response<N extends EndpointName> = (typeof endpoints)[N]['response'] extends infer R
  ? R extends z.ZodType
    ? z.infer<R>
    : { readonly name: string; readonly bytes: Uint8Array }
  : never;

export type CallInput = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly upload?: FormData;
};

/** The engine as the commands see it: the same interface everybody else has. */
export type Client = { call<N extends EndpointName>(name: N, input?: CallInput): Promise<Response<N>> };

/**
 * Runs with the engine that owns the data folder; where none runs, one is started for as long as it takes, so that
 * there is one way to do a thing whether or not the engine is up.
 */
export async function withEngine<T>(
  config: Config,
  tell: (line: string) => void,
  run: (client: Client) => Promise<T>,
): Promise<T> {
  const running = await runningEngine(config.data);
  if (running !== null) return run(createClient(running));
  tell('No engine is running on this data folder; starting one for this command.');
  const log = createLog((line) => process.stderr.write(line), true);
  const served = await serveEngine({ ...config, port: 0, bare: true }, log);
  if (!served.ok) throw new CommandFailed(served.error.message);
  try {
    return await run(createClient(served.value.url));
  } finally {
    await served.value.stop();
  }
}

async function runningEngine(data: string): Promise<string | null> {
  try {
    const { url } = JSON.parse(await readFile(addressFile(data), 'utf8')) as { url: string }; // written by serveEngine
    const answer = await fetch(`${url}/api/v1/status`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? url : null;
  } catch {
    return null; // no file, or an engine that was killed: the lock decides when one is started
  }
}

function createClient(base: string): Client {
  return {
    async call(name, input = {}) {
      const endpoint: Endpoint = endpoints[name];
      const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(input.params?.[key] ?? ''));
      const query = new URLSearchParams(input.query).toString();
      const hasBody = input.body !== undefined;
      const answer = await fetch(`${base}${path}${query === '' ? '' : `?${query}`}`, {
        method: endpoint.method,
        ...(hasBody ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input.body) } : {}),
        ...(input.upload === undefined ? {} : { body: input.upload }),
      });
      if (!answer.ok) throw new CommandFailed(await problemText(answer));
      if (endpoint.response === 'workbook') {
        const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return { name: decodeURIComponent(name ?? 'workbook.xlsx'), bytes } as never; // the endpoint's response is a workbook
      }
      return endpoint.response.parse(await answer.json()) as never; // parsed by the endpoint's own schema
    },
  };
}

async function problemText(answer: globalThis.Response): Promise<string> {
  const body = (await answer.json().catch(() => null)) as { title?: string; detail?: string; code?: string } | null; // a problem document
  if (body === null) return `The engine answered ${answer.status}.`;
  return `${body.detail ?? body.title ?? `The engine answered ${answer.status}`} (${body.code ?? answer.status})`;
}
