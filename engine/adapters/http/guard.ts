import type { FastifyInstance, FastifyRequest } from 'fastify';
import { livePath } from '../../contract/live.ts';
import { RequestRefused } from './problems.ts';
import type { ServerOptions } from './server-options.ts';

const ownNames = ['localhost', '127.0.0.1', '[::1]'];
const readingMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Keeps other web sites out of an engine that listens on somebody's machine. A page of another site can make the browser
 * send requests here; it gets nowhere because the Host must be a name of ours (a foreign name that was pointed at this
 * machine is refused), what changes something must come from our own pages, from a configured origin or from outside
 * a browser, and nothing can be read across origins unless configured.
 */
export function guard(
  app: FastifyInstance,
  { hosts, allowedOrigins }: Pick<ServerOptions, 'hosts' | 'allowedOrigins'>,
): void {
  const names = new Set([...ownNames, ...hosts].map((name) => name.toLowerCase()));
  const allowed = new Set(allowedOrigins);

  app.addHook('onRequest', async (request, reply) => {
    const upgrade = request.headers.upgrade !== undefined;
    // Node leaves a refused upgrade's connection to whoever refuses it.
    if (upgrade) reply.raw.once('finish', () => reply.raw.socket?.destroySoon());
    // Those who look after machines ask by number; what they hear is no secret.
    if (request.routeOptions.url?.startsWith('/health/') !== true) checkHost(request, names);
    const { origin } = request.headers;
    if (origin !== undefined && allowed.has(origin)) {
      reply
        .header('access-control-allow-origin', origin)
        .header('access-control-expose-headers', 'content-disposition, x-request-id');
    }
    if (allowed.size > 0) reply.header('vary', 'origin');
    if (upgrade || !readingMethods.includes(request.method)) checkOrigin(request, allowed);
    if (upgrade && request.routeOptions.url !== livePath) {
      throw new RequestRefused(
        'no-upgrade',
        `A WebSocket is served at ${livePath} alone.`,
        {},
        { connection: 'close' },
      );
    }
    if (request.method === 'OPTIONS' && origin !== undefined && allowed.has(origin)) {
      return reply
        .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
        .header('access-control-allow-headers', 'authorization, content-type, idempotency-key')
        .header('access-control-max-age', '600')
        .code(204)
        .send();
    }
  });

  app.addHook('onSend', async (request, reply) => {
    reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('x-request-id', request.id);
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

function checkHost(request: FastifyRequest, names: ReadonlySet<string>): void {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  if (names.has(name)) return;
  throw new RequestRefused(
    'unknown-host',
    'This engine answers to the names of its own machine. Start it with the host name you use to allow another.',
  );
}

/** Browsers name the origin of everything that changes something; what has none does not come from a web page. */
function checkOrigin(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  const { origin, host = '' } = request.headers;
  const own = `${request.protocol}://${host}`;
  if (origin === undefined && request.headers['sec-fetch-site'] !== 'cross-site') return;
  if (origin !== undefined && (origin.toLowerCase() === own.toLowerCase() || allowed.has(origin))) return;
  throw new RequestRefused(
    'foreign-origin',
    'A page of another web site may not change anything here. Allow its origin when starting the engine if it is yours.',
  );
}
