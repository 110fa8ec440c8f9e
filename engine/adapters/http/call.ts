import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Caller } from '../../app/assessments.ts';
import type { EvidenceFile } from '../../app/evidence/evidence.ts';
import type { SubmittedFile } from '../../app/ports.ts';
import type { Issue } from '../../contract/errors.ts';
import type { DeepReadonly } from '../../contract/http/shape.ts';
import type { Endpoint, EndpointName, Endpoints } from '../../contract/http.ts';
import type { Result } from '../../domain/result.ts';
import { type Refused, RequestRefused } from './problems.ts';

/** A request as the contract has it: checked, and nothing else. */
export type Call<E extends Endpoint> = {
  readonly params: Parsed<E, 'params'>;
  readonly query: Parsed<E, 'query'>;
  readonly body: Parsed<E, 'body'>;
  readonly fields: Parsed<E, 'upload'>;
  readonly file: E extends { readonly upload: z.ZodObject } ? SubmittedFile : null;
  /** As they arrive. */
  readonly bytes: E extends { readonly bytes: true } ? AsyncIterable<Uint8Array> : null;
  readonly caller: Caller;
  /** Fires when the asker has gone or the engine is being stopped. */
  readonly gone: AbortSignal;
};

type Parsed<E extends Endpoint, Part extends 'params' | 'query' | 'body' | 'upload'> = E extends {
  readonly [Key in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : null;

export type Workbook = { readonly name: string; readonly bytes: Uint8Array };

export type Answer<E extends Endpoint> = E['response'] extends z.ZodType
  ? DeepReadonly<z.input<E['response']>>
  : E['response'] extends 'workbook'
    ? Workbook
    : EvidenceFile;

type Reply<T> = Result<T, Refused>;

/** One handler an endpoint; one that is missing, or answers something else than the contract says, does not compile. */
export type Handlers = {
  readonly [Name in EndpointName]: (
    call: Call<Endpoints[Name]>,
  ) => Reply<Answer<Endpoints[Name]>> | Promise<Reply<Answer<Endpoints[Name]>>>;
};

/** Checks one part of a request; every fault is named with its place. */
export function parsePart<Schema extends z.ZodType>(
  schema: Schema | undefined,
  part: string,
  value: unknown,
): z.output<Schema> | null {
  if (schema === undefined) return null;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues: Issue[] = result.error.issues.slice(0, 100).map(({ path, message }) => ({
    path: path.reduce<string>((to, key) => (typeof key === 'number' ? `${to}[${key}]` : `${to}.${String(key)}`), part),
    message,
  }));
  const first = issues[0];
  throw new RequestRefused('invalid', `${first?.path ?? part}: ${first?.message ?? 'does not fit'}.`, { issues });
}

/**
 * The id of a command. The same request under the same key has the same id, so that a retry is recognised; another
 * request under the key is another command and is never answered by mistake with what the first one got.
 */
export function commandOf(name: string, key: unknown, request: readonly unknown[], fresh: () => string): string {
  if (key === undefined) return `api/${name}/${fresh()}`;
  if (typeof key !== 'string' || !/^[A-Za-z0-9._:@-]{1,100}$/.test(key)) {
    const message = 'An Idempotency-Key is 1 to 100 letters, digits and . _ - : @';
    throw new RequestRefused('invalid', `${message}.`, { issues: [{ path: 'headers.idempotency-key', message }] });
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([key, ...request]))
    .digest('hex');
  return `api/${name}/${digest.slice(0, 40)}`;
}
