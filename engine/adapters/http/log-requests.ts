import type { FastifyInstance } from 'fastify';
import type { Log } from '../../app/ports.ts';

/** One line a request: what was asked by route, never a body, a query or a header of it. */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 500) log.error('Answered', line);
    else log.info('Answered', line);
  });
}
