import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problemDetails } from '#engine/contract/errors';
import { type Endpoint, endpoints } from '#engine/contract/http';
import { toEngine, toPane } from '#engine/contract/live';
import { oldestProtocol, protocolVersion } from '#engine/contract/version';

/** Of every schema that travels, by protocol number. */
const fingerprints: Readonly<Record<number, string>> = {
  1: '500418b626a0a906',
};

function fingerprint(): string {
  const shape = (schema: z.ZodType | undefined): unknown =>
    schema === undefined
      ? null
      : z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => void delete jsonSchema.description });
  const all = Object.entries<Endpoint>(endpoints).map(([name, endpoint]) => {
    const { method, path, params, query, body, upload, response, command } = endpoint;
    const parts = [params, query, body, upload, typeof response === 'string' ? undefined : response].map(shape);
    return { name, method, path, command, parts };
  });
  return createHash('sha256')
    .update(JSON.stringify([all, shape(problemDetails), shape(toEngine), shape(toPane)]))
    .digest('hex')
    .slice(0, 16);
}

describe('the protocol number', () => {
  it('[A1] changes with every message of the contract, words of description aside', () => {
    assert.equal(
      fingerprint(),
      fingerprints[protocolVersion],
      'A message has changed. If panes of the old protocol are in use: raise protocolVersion, add its line of history and its fingerprint. If none has been released yet: write the new fingerprint over the old.',
    );
  });

  it('[A1] has a fingerprint for every number still accepted', () => {
    const accepted = Array.from({ length: protocolVersion - oldestProtocol + 1 }, (_, index) => oldestProtocol + index);
    assert.deepEqual(
      accepted.filter((number) => fingerprints[number] === undefined),
      [],
    );
  });
});
