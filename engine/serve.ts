import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Certificate } from './adapters/certificate/make-certificate.ts';
import { ownCertificate } from './adapters/certificate/own-certificate.ts';
import { buildServer } from './adapters/http/server.ts';
import { serveLiveChannel } from './adapters/live/live-channel.ts';
import type { StoreProblem } from './adapters/store/open-store.ts';
import { systemClock } from './adapters/system/clock.ts';
import { randomIds } from './adapters/system/ids.ts';
import { measureChanges } from './app/measure-changes.ts';
import type { Log } from './app/ports.ts';
import type { Config } from './config.ts';
import { ok, type Result } from './domain/result.ts';
import { type Engine, startEngine } from './main.ts';
import { openOperations } from './open-operations.ts';

/** An engine that answers over HTTP. */
export type ServedEngine = {
  readonly engine: Engine;
  /** Without a slash at the end. */
  readonly url: string;
  /** The same over https, for what only works there; null unless asked for. */
  readonly secureUrl: string | null;
  stop(): Promise<void>;
};

type Server = ReturnType<typeof buildServer>;

export async function serveEngine(config: Config, log: Log): Promise<Result<ServedEngine, StoreProblem>> {
  const started = await startEngine(config, log);
  if (!started.ok) return started;
  const engine = started.value;
  const { folder } = config;
  const { id: organisation } = engine.organisation;
  const workbench = { workbench: engine.workbench, ...pageFolders };
  const { host: known, origin } = new URL(config.address);
  const operations = openOperations(config, engine);
  const { metrics } = operations;
  const useCases = measureChanges(engine.useCases, metrics, systemClock);
  const { rate, drain } = config.operations;
  const options = {
    ...{ operations, metrics, ...(rate === null ? {} : { rate }) },
    identity: engine.identity,
    clock: systemClock,
    ids: randomIds,
    log,
    hosts: config.identity === null ? [] : [known.replace(/:\d+$/, '')],
    allowedOrigins: config.identity === null ? [] : [origin],
    workbench,
  };
  if (config.identity !== null && isInClear(config.address)) {
    log.warn('Tokens travel in the clear: let people reach the engine over https', { address: config.address });
  }
  const servers: Server[] = [];
  const serve = async (port: number, tls?: Certificate): Promise<string> => {
    const app = buildServer(useCases, { ...options, ...(tls === undefined ? {} : { tls }) });
    serveLiveChannel(app, useCases, options);
    servers.push(app);
    await app.listen({ host: config.host, port });
    return addressOf(app, config, tls === undefined ? 'http' : 'https');
  };
  let url: string;
  let secureUrl: string | null = null;
  try {
    url = await serve(config.port);
    if (config.https) {
      const certificate = await ownCertificate(config.data, systemClock);
      secureUrl = await serve(config.port === 0 ? 0 : config.port + 1, certificate);
    }
  } catch (error) {
    await Promise.all(servers.map((app) => app.close()));
    operations.close();
    await engine.stop();
    throw error;
  }
  await writeNote(config.data, { organisation, folder, url });
  void engine.placeWorkbooks(); // never rejects: what cannot be placed is in the log
  let stopped: Promise<void> | null = null;
  return ok({
    engine,
    url,
    secureUrl,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  });

  async function stop(): Promise<void> {
    operations.stopping();
    await writeNote(config.data, { organisation, folder, url: null });
    if (drain > 0) await new Promise<void>((resolve) => void systemClock.after(drain * 1000, resolve));
    // A client that keeps its connection and goes on asking would hold the server open for ever.
    const cutOff = systemClock.after(goodbye, () => {
      for (const app of servers) app.server.closeAllConnections();
    });
    await Promise.all(servers.map((app) => app.close()));
    cutOff();
    operations.close();
    await engine.stop();
  }
}

function isInClear(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

function addressOf(app: Server, config: Config, scheme: 'http' | 'https'): string {
  const address = app.server.address();
  // One that listens everywhere is known to the commands of this machine by its own name.
  const own = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  const host = own.includes(':') ? `[${own}]` : own;
  return `${scheme}://${host}:${typeof address === 'object' ? (address?.port ?? config.port) : config.port}`;
}

/** The built pages, beside the compiled engine, and office.js as its package came. */
const pageFolders = {
  pane: builtFolder('pane'),
  page: builtFolder('workbench'),
  officeJs: officeJsFolder(),
};

function builtFolder(name: string): string {
  return fileURLToPath(new URL(`../${import.meta.url.endsWith('.ts') ? 'dist/' : ''}${name}`, import.meta.url));
}

/** It is no dependency of the engine: only who builds the pane, or runs it from the sources, has it. */
function officeJsFolder(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');
  } catch {
    return null;
  }
}

/** Milliseconds open connections have left when the engine stops. */
const goodbye = 2_000;

/** What the commands know of a data folder without opening it: whose it is, what it watches, where its engine answers. */
export type EngineNote = {
  readonly organisation: string;
  readonly folder: string;
  /** Null when the engine was stopped; of one that was killed the address stays, so ask there whether it is the one. */
  readonly url: string | null;
};

/** The note in a data folder; null where there is none or it cannot be read, which no command depends on. */
export function readNote(data: string): EngineNote | null {
  try {
    const { organisation, folder, url } = JSON.parse(readFileSync(noteFile(data), 'utf8')) as Partial<EngineNote>; // written by writeNote
    return typeof organisation === 'string' && typeof folder === 'string'
      ? { organisation, folder, url: typeof url === 'string' ? url : null }
      : null;
  } catch {
    return null;
  }
}

async function writeNote(data: string, note: EngineNote): Promise<void> {
  await writeFile(noteFile(data), `${JSON.stringify(note)}\n`);
}

function noteFile(data: string): string {
  return join(data, 'engine.json');
}
