import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../../app/ports.ts';
import { StoreUnreachable } from '../../app/store-unreachable.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { endpoints } from '../../contract/http.ts';
import { problemOf, type Refused, RequestRefused } from './problems.ts';

const codeByRequest = new WeakMap<FastifyRequest, string>();

/** The code a request was refused with; null when it was not. */
export function refusalOf(request: FastifyRequest): string | null {
  return codeByRequest.get(request) ?? null;
}

export function sendProblem(reply: FastifyReply, refused: Refused): FastifyReply {
  codeByRequest.set(reply.request, refused.code);
  const problem = problemOf(refused, reply.request.id);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Whatever goes wrong on the way of a request is answered here, as a problem document. */
export function refuseByProblem(app: FastifyInstance, log: Log): void {
  app.setErrorHandler<FastifyError | RequestRefused>((error, request, reply) => {
    if (error instanceof RequestRefused) return sendProblem(reply.headers(error.headers), error.refused);
    if (error instanceof StoreUnreachable) return sendProblem(reply, { code: 'unreachable', message: error.message });
    const known = refusalOfFramework(error);
    if (known !== null) return sendProblem(reply.header('connection', 'close'), known);
    log.error('A request failed', {
      request: request.id,
      route: request.routeOptions.url,
      error: error.stack ?? String(error),
    });
    return sendProblem(reply, {
      code: 'internal',
      message: `This is a fault of the engine, not yours. Its log has the details under request ${request.id}.`,
    });
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request);
    if (allowed.length === 0) {
      return sendProblem(reply, {
        code: 'not-found',
        message: 'Nothing is served at this address. See /api/docs for what is.',
      });
    }
    const message = `This address takes ${allowed.join(', ')}, not ${request.method}.`;
    return sendProblem(reply.header('allow', allowed.join(', ')), { code: 'method-not-allowed', message });
  });
}

/** Answers what Fastify refuses before any hook or handler has run: an address that cannot be read. */
export function refuseUnreadable(error: FastifyError, _: FastifyRequest, reply: FastifyReply): void {
  const refused = refusalOfFramework(error) ?? { code: 'bad-request', message: error.message };
  void sendProblem(reply.header('x-request-id', reply.request.id), refused);
}

/** Refusals by Fastify and its parsers, by their code; null for what is a fault. */
function refusalOfFramework(error: FastifyError): Refused | null {
  const known = Object.hasOwn(frameworkCodes, error.code) ? frameworkCodes[error.code] : undefined;
  if (known !== undefined) return { code: known[0], message: known[1] };
  if (error.statusCode === undefined || error.statusCode >= 500) return null;
  return { code: 'bad-request', message: error.message };
}

const tooLarge = 'What was sent is larger than this address takes. Send it in smaller parts.';
const notJson = 'The body is not JSON, or holds a key that is not allowed.';
const frameworkCodes: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    'Send JSON as `application/json`, files as `multipart/form-data`, bytes as `application/octet-stream`: what is asked for here.',
  ],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['unsupported-media-type', 'Send the file as `multipart/form-data`.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', tooLarge],
  FST_REQ_FILE_TOO_LARGE: ['too-large', tooLarge],
  FST_PARTS_LIMIT: ['too-large', 'The upload has too many parts.'],
  FST_FILES_LIMIT: ['too-large', 'The upload has too many files.'],
  FST_FIELDS_LIMIT: ['too-large', 'The upload has too many fields.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [
    'malformed',
    'The body says it is JSON but is empty. Leave the content type out, or send JSON.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed', notJson],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request', 'The body is not as long as its Content-Length says.'],
  FST_ERR_BAD_URL: ['bad-request', 'The address holds a percent sign that encodes nothing.'],
  FST_ERR_MAX_PARAM_LENGTH: ['bad-request', 'A part of the address is too long.'],
  FST_MP_PREMATURE_CLOSE: ['bad-request', 'The upload ended before its last part.'],
};

const paths = Object.values(endpoints).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:[a-z]+/g, '[^/]+')}/?$`),
}));

/** The methods an address of the contract takes; empty when it is none. */
function methodsOf(request: FastifyRequest): readonly string[] {
  const [path = ''] = request.url.split('?');
  const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  return [...new Set<string>(methods)];
}
