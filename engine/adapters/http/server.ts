import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { seenBy } from '../../app/seen-by.ts';
import type { UseCases } from '../../app/use-cases.ts';
import { limits } from '../../contract/http/limits.ts';
import { type Endpoint, type EndpointName, endpoints } from '../../contract/http.ts';
import type { Who } from '../../contract/model/permission.ts';
import { createAsking } from './asking.ts';
import { authenticate } from './authenticate.ts';
import type { Handlers } from './call.ts';
import { guard } from './guard.ts';
import { createHandlers } from './handlers.ts';
import { limitCallers } from './limit-callers.ts';
import { logRequests } from './log-requests.ts';
import { serveOperations } from './operations/serve-operations.ts';
import { servePages } from './pages/serve-pages.ts';
import { uploadLimits } from './read-upload.ts';
import { refuseByProblem, refuseUnreadable } from './refuse.ts';
import { refuseBroken } from './refuse-broken.ts';
import { serveScim } from './scim/serve-scim.ts';
import { type AnyHandler, limitUploads, serveEndpoint } from './serve-endpoint.ts';
import type { ServerOptions } from './server-options.ts';
import { serveWorkbench } from './workbench/serve-workbench.ts';

/** Milliseconds a request may take to arrive: 25 MB over a slow line. */
const requestTimeout = 120_000;

/**
 * The HTTP server over the use cases of one organisation: API, its documents and the index page. Builds, never listens.
 * The live channel is registered on what this returns, so that its upgrades pass the same guard.
 */
export function buildServer(useCases: UseCases, options: ServerOptions): FastifyInstance {
  const app = Fastify({
    ...(options.tls === undefined ? {} : { https: { key: options.tls.key, cert: options.tls.cert } }),
    logger: false,
    genReqId: () => options.ids.next(),
    requestIdHeader: false,
    bodyLimit: limits.jsonBytes,
    requestTimeout,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: refuseUnreadable,
    clientErrorHandler: refuseBroken(options.ids),
  });
  app.removeContentTypeParser('text/plain');
  guard(app, options);
  refuseByProblem(app, options.log);
  logRequests(app, options.log);
  authenticate(app, options.identity);
  if (options.rate !== undefined) limitCallers(app, options.rate, options.clock);
  if (options.operations !== undefined) serveOperations(app, options.operations);

  const asking = createAsking();
  app.addHook('preClose', async () => asking.sendAway());
  const parts = { clock: options.clock, signIn: options.identity.signIn, waiters: { count: 0 } };
  const handlersFor = (who: Who): Handlers => createHandlers(seenBy(useCases, who), parts);
  const serve = (room: FastifyInstance, wanted: (endpoint: Endpoint) => boolean): void => {
    for (const name of Object.keys(endpoints) as EndpointName[]) {
      const endpoint: Endpoint = endpoints[name];
      if (!wanted(endpoint)) continue;
      const handlerFor = (who: Who): AnyHandler => handlersFor(who)[name] as AnyHandler;
      serveEndpoint(room, name, endpoint, handlerFor, useCases.gate, options.ids, asking);
    }
  };
  serve(app, ({ upload, bytes }) => upload === undefined && bytes === undefined);
  app.register(async (room) => {
    room.removeAllContentTypeParsers();
    await room.register(multipart, { limits: uploadLimits });
    limitUploads(room, limits.uploadsAtOnce);
    serve(room, ({ upload }) => upload !== undefined);
  });
  app.register(async (room) => {
    room.removeAllContentTypeParsers();
    // Handed over as they arrive: whoever takes them counts them.
    room.addContentTypeParser('application/octet-stream', (_, bytes, done) => done(null, bytes));
    serve(room, ({ bytes }) => bytes !== undefined);
  });
  if (options.identity.signIn.kind !== 'machine') serveScim(app, useCases, options.ids);
  servePages(app, useCases, options.identity.signIn);
  if (options.workbench !== undefined) serveWorkbench(app, options.workbench, options.identity.signIn);
  return app;
}
