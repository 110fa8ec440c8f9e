import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildServer } from './adapters/http/server.ts';
import { serveLiveChannel } from './adapters/live/live-channel.ts';
import type { StoreProblem } from './adapters/store/open-store.ts';
import { systemClock } from './adapters/system/clock.ts';
import { randomIds } from './adapters/system/ids.ts';
import type { Log } from './app/ports.ts';
import type { Config } from './config.ts';
import { ok, type Result } from './domain/result.ts';
import { type Engine, startEngine } from './main.ts';

/** An engine that answers over HTTP. */
export type ServedEngine = {
  readonly engine: Engine;
  /** Without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
};

/** Where a running engine writes its address for the other commands; the lock says whether it really runs. */
export function addressFile(data: string): string {
  return join(data, 'engine.json');
}

export async function serveEngine(config: Config, log: Log): Promise<Result<ServedEngine, StoreProblem>> {
  const started = await startEngine(config, log);
  if (!started.ok) return started;
  const engine = started.value;
  const options = { actor: engine.localUser, clock: systemClock, ids: randomIds, log, hosts: [], allowedOrigins: [] };
  const app = buildServer(engine.useCases, options);
  serveLiveChannel(app, engine.useCases, options);
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  const address = app.server.address();
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${host}:${typeof address === 'object' ? (address?.port ?? config.port) : config.port}`;
  const file = addressFile(config.data);
  await writeFile(file, `${JSON.stringify({ url, pid: process.pid })}\n`);
  return ok({
    engine,
    url,
    async stop() {
      await rm(file, { force: true });
      await app.close();
      await engine.stop();
    },
  });
}
