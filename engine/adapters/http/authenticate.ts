import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Identity } from '../../app/identity.ts';
import { needs } from '../../contract/http/needs.ts';
import { type Endpoint, type EndpointName, endpoints } from '../../contract/http.ts';
import { livePath } from '../../contract/live.ts';
import type { Who } from '../../contract/model/permission.ts';
import { sendPage } from './pages/send-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { RequestRefused } from './problems.ts';

const whoByRequest = new WeakMap<FastifyRequest, Who>();

/**
 * Addresses that show nothing of the organisation where people sign in: pages as they were built, the documentation,
 * whether the engine is well, and its metrics, which look after themselves.
 */
const openAddresses = [
  '/',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/style.css',
  '/api/docs',
  '/api/openapi.json',
  '/workbench/pane/:name',
];
const openFolders = ['/pane', '/web', '/workbench', '/office-js'];
const openEndpoints: readonly string[] = Object.entries<Endpoint>(endpoints)
  .filter(([name]) => needs[name as EndpointName] === 'nothing') // its own keys
  .map(([, { path }]) => path);

/**
 * Asks of every request who sends it, before a byte of its body is read. What is added to the server later is asked for,
 * too: an address is open only when it is named here. A live channel is asked over its socket.
 */
export function authenticate(app: FastifyInstance, identity: Identity): void {
  const { signIn } = identity;
  app.addHook('onRequest', async (request, reply) => {
    const address = request.routeOptions.url;
    if (address === undefined || isOpen(address)) return;
    const result = await identity.authenticate(bearerOf(request));
    if (!result.ok) {
      const { code, message } = result.error;
      const headers = code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="controlbook"' } : {};
      if (code === 'unauthenticated' && signIn.kind === 'openid' && isFollowed(request)) {
        return sendPage(reply.code(401).headers(headers), signInPage(signIn.issuer));
      }
      throw new RequestRefused(code, message, {}, { ...headers, connection: 'close' });
    }
    whoByRequest.set(request, result.value);
  });
}

/** Somebody has followed a link, out of a workbook say: a browser shows what comes, and brings no token. */
function isFollowed({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.authorization === undefined && /\btext\/html\b/.test(headers.accept ?? '');
}

/** Who sends this request; throws where nobody was asked, which is a bug. */
export function whoOf(request: FastifyRequest): Who {
  const who = whoByRequest.get(request);
  if (who === undefined) throw new Error(`Nobody was asked who sends ${request.routeOptions.url ?? 'this'}`);
  return who;
}

/** Who sends this request; null where nobody was asked. */
export function askerOf(request: FastifyRequest): Who | null {
  return whoByRequest.get(request) ?? null;
}

function isOpen(address: string): boolean {
  if (address === livePath || openAddresses.includes(address) || openEndpoints.includes(address)) return true;
  return openFolders.some((folder) => address === folder || address === `${folder}/*`);
}

export function bearerOf({ headers }: FastifyRequest): string | null {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
