import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bearerOf } from '../authenticate.ts';
import { RequestRefused } from '../problems.ts';
import { refusalOf } from '../refuse.ts';
import type { Operations } from './operations.ts';

const ownAddresses = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/**
 * `/health/live` answers while the process does, `/health/ready` says whether work should come here and what keeps it
 * away, `/metrics` is for Prometheus. None of them says anything of the organisation's data.
 */
export function serveOperations(app: FastifyInstance, operations: Operations): void {
  const { metrics } = operations;

  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    metrics.add('controlbook_requests_total', { method, status: String(reply.statusCode) });
    if (!isWaiting(request)) metrics.observe('controlbook_request_seconds', reply.elapsedTime / 1000);
    const code = refusalOf(request);
    if (code !== null) metrics.add('controlbook_refused_total', { code });
  });

  app.get('/health/live', () => ({ live: true }));

  app.get('/health/ready', async (_, reply) => {
    const problems = await operations.hindrances();
    return reply.code(problems.length === 0 ? 200 : 503).send({ ready: problems.length === 0, problems });
  });

  app.get('/metrics', async (request, reply) => {
    checkReader(request, operations.token);
    const ready = (await operations.hindrances()).length === 0;
    const samples = [...operations.samples(), { name: 'controlbook_ready', value: ready ? 1 : 0 } as const];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.text(samples));
  });
}

/** Whoever asks for what is yet to come waits as long as it takes: that is no slowness of the engine. */
function isWaiting({ query }: FastifyRequest): boolean {
  return typeof query === 'object' && query !== null && 'wait' in query;
}

function checkReader(request: FastifyRequest, token: string | null): void {
  if (token === null) {
    const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
    if (!isForwarded && ownAddresses.includes(request.socket.remoteAddress ?? '')) return;
    throw new RequestRefused(
      'forbidden',
      'Metrics are shown on the machine of the engine alone. Set CONTROLBOOK_METRICS_TOKEN to read them from elsewhere.',
    );
  }
  if (timingSafeEqual(digest(bearerOf(request) ?? ''), digest(token))) return;
  throw new RequestRefused(
    'unauthenticated',
    'Metrics are shown to whoever sends the token of CONTROLBOOK_METRICS_TOKEN as `Authorization: Bearer ...`.',
    {},
    { 'www-authenticate': 'Bearer realm="controlbook metrics"' },
  );
}

/** Of one length, as the comparison in constant time wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
