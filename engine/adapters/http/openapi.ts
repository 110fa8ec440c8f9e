import { z } from 'zod';
import { type ErrorCode, errorTitles, problemDetails } from '../../contract/errors.ts';
import { type Need, needs } from '../../contract/http/needs.ts';
import { type Endpoint, type EndpointName, endpoints } from '../../contract/http.ts';
import { livePath, toEngine, toPane } from '../../contract/live.ts';
import { permissionNames } from '../../contract/model/permission.ts';
import { protocolVersion } from '../../contract/version.ts';
import { statusOf } from './problems.ts';

export type JsonSchema = { readonly [key: string]: unknown };
export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};
export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  /** Empty for what is there before anybody has signed in. */
  readonly security?: readonly [];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
};
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
};

/** The OpenAPI document of the whole contract; nothing in it is written twice. */
export function openApiDocument(): OpenApi {
  const schemas: Record<string, JsonSchema> = Object.create(null);
  const schemaOf = (schema: z.ZodType): JsonSchema => hoist(schema, schemas);
  const problem = { 'application/problem+json': { schema: schemaOf(problemDetails) } };
  const paths: Record<string, Record<string, Operation>> = Object.create(null);
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:([a-z]+)/g, '{$1}');
    const operation = operationOf(name as EndpointName, endpoint, schemaOf, problem); // its own keys
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation };
  }
  schemaOf(toEngine);
  schemaOf(toPane);
  return {
    openapi: '3.1.0',
    info: { title: 'Controlbook', version: `${protocolVersion}`, description: introduction },
    tags: [...new Set(Object.values<Endpoint>(endpoints).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer }, schemas },
  };
}

const bearer = {
  type: 'http',
  scheme: 'bearer',
  description:
    'An access token of the identity provider, or one made for a script. On an engine where nobody signs in none is asked for.',
};

const introduction = `Refusals are problem documents (RFC 9457); branch on their code. Edits of fields are change sets: name the position you saw, look at the verdicts. Other commands take an Idempotency-Key. What happens is pushed over a WebSocket at ${livePath} (messages: ToEngine and ToPane), or fetched from /api/v1/changes.`;

/** Schemas with a name of their own become components; what is left refers to them. */
function hoist(schema: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly; // zod says it of arrays nobody may change once read, OpenAPI of what may not be sent
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const text = JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema: _, $defs = {}, ...rest } = JSON.parse(text) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  Object.assign(schemas, $defs);
  return rest;
}

function operationOf(
  operationId: EndpointName,
  endpoint: Endpoint,
  schemaOf: (schema: z.ZodType) => JsonSchema,
  problem: Content,
): Operation {
  const { tag, summary, details, response, body, bytes, upload } = endpoint;
  const content: Content =
    typeof response === 'string'
      ? { [downloads[response]]: { schema: binary } }
      : { 'application/json': { schema: schemaOf(response) } };
  const requestContent: Content | null =
    body !== undefined
      ? { 'application/json': { schema: schemaOf(body) } }
      : upload !== undefined
        ? { 'multipart/form-data': { schema: uploadSchema(schemaOf(upload)) } }
        : bytes === true
          ? { 'application/octet-stream': { schema: binary } }
          : null;
  return {
    operationId,
    tags: [tag],
    summary,
    description: [details, needWords(needs[operationId])].filter((part) => part !== undefined).join(' '),
    ...(needs[operationId] === 'nothing' ? { security: [] } : {}),
    parameters: parametersOf(endpoint, schemaOf),
    ...(requestContent === null ? {} : { requestBody: { required: true, content: requestContent } }),
    responses: {
      200: { description: 'Done', content },
      ...(response === 'file' ? { 206: { description: 'The part asked for by `Range`', content } } : {}),
      ...problemResponses(endpoint.problems, problem),
      default: { description: 'Refused for a reason any request can meet', content: problem },
    },
  };
}

function needWords(need: Need): string {
  if (typeof need !== 'string') {
    const where = need.of === 'organisation' ? '' : `, for the ${need.of}`;
    return `Needs the permission ${permissionNames[need.permission]}${where}.`;
  }
  return needSentences[need];
}

const needSentences: Readonly<Record<Extract<Need, string>, string>> = {
  nothing: 'Needs nothing, not even signing in.',
  'signed-in': 'Shows what whoever asks may see.',
  'each-change': 'Each change needs the permission of its field.',
  'read-piece': 'Needs the permission Read data for an assessment it proves something of.',
  'edit-piece': 'Needs the permission Edit data for an assessment it proves something of.',
};

const downloads = {
  workbook: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  file: 'application/octet-stream',
} as const;
const binary = { type: 'string', contentMediaType: 'application/octet-stream' };

function uploadSchema(fields: JsonSchema): JsonSchema {
  const { properties = {}, required = [] } = fields as { properties?: JsonSchema; required?: readonly string[] };
  return {
    type: 'object',
    properties: { file: binary, companion: { type: 'array', items: binary }, ...properties },
    required: ['file', ...required],
  };
}

function parametersOf(endpoint: Endpoint, schemaOf: (schema: z.ZodType) => JsonSchema): readonly Parameter[] {
  const places = [
    ['path', endpoint.params],
    ['query', endpoint.query],
  ] as const;
  const parameters = places.flatMap(([place, schema]) => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = schemaOf(schema) as {
      properties?: Record<string, JsonSchema & { description?: string }>;
      required?: readonly string[];
    };
    return Object.entries(properties).map(([name, { description, ...rest }]): Parameter => {
      const described = description === undefined ? {} : { description };
      return { name, in: place, required: place === 'path' || required.includes(name), ...described, schema: rest };
    });
  });
  return endpoint.command === true ? [...parameters, idempotencyKey] : parameters;
}

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request sent again under the same key is done once.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._:@-]{1,100}$' },
};

function problemResponses(codes: readonly ErrorCode[], content: Content): Operation['responses'] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, sameStatus]) => [
      status,
      { description: sameStatus.map((code) => `\`${code}\`: ${errorTitles[code]}`).join('. '), content },
    ]),
  );
}
