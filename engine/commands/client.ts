import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import { createLog } from '../adapters/system/log.ts';
import { problemDetails } from '../contract/errors.ts';
import { type Endpoint, type EndpointName, endpoints } from '../contract/http.ts';
import { readNote, serveEngine } from '../serve.ts';
import { type CommandContext, CommandFailed, exitCodes } from './command.ts';
import { underWay } from './under-way.ts';

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
 * there is one way to do a thing whether or not the engine is up. Only a command that `makes` something may make the
 * data folder: one that asks has nothing to ask there, and most likely the folder's name is wrong.
 */
export async function withEngine(
  { config, tell }: CommandContext,
  purpose: 'makes' | 'asks',
  run: (client: Client) => Promise<number>,
): Promise<number> {
  const running = await runningEngine(config.data);
  if (running !== null) return run(createClient(running, { token: config.token }));
  if (purpose === 'asks' && config.database === null && !(await isThere(config.data))) {
    throw new CommandFailed(
      `There is no Controlbook data in ${config.data}. Name the folder with --data, or begin with: controlbook start`,
    );
  }
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  for (const signal of endSignals) process.once(signal, interrupt);
  try {
    const served = await underWay(tell, 'No engine is running on this data; starting one for this command', () =>
      serveEngine(
        // Nobody else reaches it, and whoever may read the data folder may do everything in it.
        { ...config, host: '127.0.0.1', port: 0, https: false, identity: null, bare: true },
        createLog((line) => process.stderr.write(line), true),
      ),
    );
    if (!served.ok) throw new CommandFailed(served.error.message, exitOf(served.error.code));
    try {
      interrupted.signal.throwIfAborted();
      return await run(createClient(served.value.url, { signal: interrupted.signal }));
    } finally {
      if (interrupted.signal.aborted) tell('Interrupted; stopping the engine ...');
      await served.value.stop();
    }
  } catch (error) {
    if (interrupted.signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    for (const signal of endSignals) process.removeListener(signal, interrupt);
  }
}

export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function exitOf(storeProblem: string): number {
  return storeProblem === 'damaged' ? exitCodes.damaged : exitCodes.failed;
}

/** Where the engine of this data folder answers; null when none does. */
export async function runningEngine(data: string): Promise<string | null> {
  const note = readNote(data);
  if (note === null || note.url === null) return null;
  try {
    const answer = await fetch(`${note.url}${endpoints.identity.path}`, { signal: AbortSignal.timeout(5_000) });
    const { organisation } = endpoints.identity.response.parse(await answer.json());
    return organisation === note.organisation ? note.url : null;
  } catch {
    return null; // nobody there, or another program by now: the lock decides when an engine is started
  }
}

type ClientOptions = { readonly signal?: AbortSignal; readonly token?: string | null };

function createClient(base: string, { signal, token = null }: ClientOptions): Client {
  return {
    async call(name, input = {}) {
      const endpoint: Endpoint = endpoints[name];
      const path = endpoint.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(input.params?.[key] ?? ''));
      const query = new URLSearchParams(input.query).toString();
      const hasBody = input.body !== undefined;
      const answer = await fetch(`${base}${path}${query === '' ? '' : `?${query}`}`, {
        method: endpoint.method,
        ...(signal === undefined ? {} : { signal }),
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
        },
        ...(hasBody ? { body: JSON.stringify(input.body) } : {}),
        ...(input.upload === undefined ? {} : { body: input.upload }),
      }).catch((error: unknown) => {
        throw new CommandFailed(`The engine at ${base} does not answer (${String(error)}). Is it still running?`);
      });
      if (answer.status === 401) throw new CommandFailed(`${await problemText(answer)}\n${needsToken}`);
      if (!answer.ok) throw new CommandFailed(await problemText(answer));
      if (typeof endpoint.response === 'string') {
        const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return { name: decodeURIComponent(name ?? 'workbook.xlsx'), bytes } as never; // the endpoint's response is a workbook
      }
      return endpoint.response.parse(await answer.json()) as never; // parsed by the endpoint's own schema
    },
  };
}

const needsToken =
  'This command speaks to a running engine where people sign in: put an access token into the environment as CONTROLBOOK_TOKEN.';

async function problemText(answer: globalThis.Response): Promise<string> {
  const body = problemDetails.safeParse(await answer.json().catch(() => null));
  if (!body.success) return `The engine answered ${answer.status}.`;
  const { title, detail, issues = [] } = body.data;
  return [detail ?? title, ...issues.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false, // whatever the reason, there is nothing to ask there
  );
}
