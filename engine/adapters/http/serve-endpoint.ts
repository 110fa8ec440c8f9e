import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EvidenceFile } from '../../app/evidence/evidence.ts';
import type { Gate, Named } from '../../app/gate.ts';
import type { Forbidden } from '../../app/permits.ts';
import type { Ids } from '../../app/ports.ts';
import { limits } from '../../contract/http/limits.ts';
import { needs } from '../../contract/http/needs.ts';
import type { Endpoint, EndpointName } from '../../contract/http.ts';
import type { UserId } from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import type { Result } from '../../domain/result.ts';
import type { Asking } from './asking.ts';
import { whoOf } from './authenticate.ts';
import { bodyBytes } from './body-bytes.ts';
import { type Call, commandOf, parsePart, type Workbook } from './call.ts';
import { type Refused, RequestRefused } from './problems.ts';
import { readUpload } from './read-upload.ts';
import { sendProblem } from './refuse.ts';
import { attachment, sendFile } from './send-file.ts';

/** A handler of some endpoint: what it takes and answers is known to `Handlers`. */
export type AnyHandler = (call: Call<Endpoint>) => unknown;

/** Makes a route of an endpoint: the request is checked against the contract, and so is the answer. */
export function serveEndpoint(
  app: FastifyInstance,
  name: EndpointName,
  endpoint: Endpoint,
  handlerFor: (who: Who) => AnyHandler,
  gate: Gate,
  ids: Ids,
  asking: Asking,
): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.bodyBytes ?? limits.jsonBytes,
    handler: async (request, reply) => {
      const params = parsePart(endpoint.params, 'params', request.params);
      const query = parsePart(endpoint.query, 'query', givenOnly(request.query));
      const who = needs[name] === 'nothing' ? nobody : whoOf(request);
      const forbidden = gate.forbids(who, needs[name], { ...params, ...query } as Named); // whatever it names, as checked
      if (forbidden !== null) throw forbiddenRequest(forbidden);
      const upload = endpoint.upload === undefined ? null : await readUpload(request);
      const fields = parsePart(endpoint.upload, 'form', upload?.fields);
      const body = parsePart(endpoint.body, 'body', request.body);
      const sent = endpoint.bytes === true ? bodyBytes(request.body as AsyncIterable<Uint8Array>) : null; // as its parser hands it over
      const key = endpoint.command === true ? request.headers['idempotency-key'] : undefined;
      const command = commandOf(name, key, [who.user, params, body], ids.next);
      const caller = { actor: who.user, scope: who.scope, channel: 'api', command } as const;
      const call = {
        params,
        query,
        body,
        fields,
        file: upload?.file ?? null,
        bytes: sent?.bytes ?? null,
        caller,
        gone: asking.signal(reply.raw),
      };
      const result = (await handlerFor(who)(call as Call<Endpoint>)) as Result<unknown, Refused>; // as Handlers has it for this endpoint
      if (!result.ok) {
        if (sent !== null && !(await sent.discard())) reply.header('connection', 'close');
        return sendProblem(reply, result.error);
      }
      return sendAnswer(request, reply, endpoint, result.value);
    },
  });
}

/** Who asks what is answered before anybody has signed in: who may do nothing. */
const nobody: Who = { user: '' as UserId, scope: 'read' }; // no id looks like this

/** What is on its way is not read any more. */
function forbiddenRequest({ code, message, permission }: Forbidden): RequestRefused {
  return new RequestRefused(code, message, { permission }, { connection: 'close' });
}

/** A parameter left empty was not given. */
function givenOnly(query: unknown): unknown {
  return Object.fromEntries(Object.entries(query as Record<string, unknown>).filter(([, value]) => value !== '')); // fastify's parser makes an object
}

function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  value: unknown,
): FastifyReply | Promise<FastifyReply> {
  if (endpoint.response === 'workbook') return sendWorkbook(reply, value as Workbook); // as Handlers has it
  if (endpoint.response === 'file') return sendFile(request, reply, value as EvidenceFile); // as Handlers has it
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(endpoint.response.parse(value)));
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function sendWorkbook(reply: FastifyReply, { name, bytes }: Workbook): FastifyReply {
  return reply
    .type(workbookType)
    .header('content-disposition', attachment(name))
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Lets so many uploads be read at once; the next is asked to come again. */
export function limitUploads(app: FastifyInstance, atOnce: number): void {
  let running = 0;
  const counted = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', async (request, reply) => {
    if (running >= atOnce) {
      const headers = { 'retry-after': '2', connection: 'close' };
      throw new RequestRefused(
        'too-many-requests',
        'Other uploads are being read. Send it again in a moment.',
        {},
        headers,
      );
    }
    running += 1;
    counted.add(request);
    reply.raw.once('close', () => {
      if (counted.delete(request)) running -= 1;
    });
  });
}
