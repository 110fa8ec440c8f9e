import assert from 'node:assert/strict';
import { type OpenApi, openApiDocument } from '#engine/adapters/http/openapi';
import { errorTitles } from '#engine/contract/errors';
import { type Endpoint, endpoints } from '#engine/contract/http';
import { createTestServer } from '#test/support/test-server';

describe('the OpenAPI document', () => {
  const operationOf = (document: OpenApi, { method, path }: Endpoint) =>
    document.paths[path.replace(/:([a-z]+)/g, '{$1}')]?.[method.toLowerCase()];

  it('[A24] has every endpoint of the contract with its parameters, body, answer and problems', () => {
    const document = openApiDocument();
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
      const operation = operationOf(document, endpoint);
      assert.equal(operation?.operationId, name);
      const wanted = [...Object.keys(endpoint.params?.shape ?? {}), ...Object.keys(endpoint.query?.shape ?? {})];
      if (endpoint.command === true) wanted.push('Idempotency-Key');
      assert.deepEqual(
        operation.parameters.map((one) => one.name),
        wanted,
        name,
      );
      assert.equal(
        operation.requestBody !== undefined,
        endpoint.body !== undefined || endpoint.upload !== undefined || endpoint.bytes === true,
        name,
      );
      assert.ok(operation.responses['200'] !== undefined && operation.responses['default'] !== undefined, name);
      assert.match(operation.description, /\b(Needs|needs|Shows)\b/, name);
      const described = Object.values(operation.responses)
        .map(({ description }) => description)
        .join(' ');
      for (const code of endpoint.problems)
        assert.ok(described.includes(`\`${code}\`: ${errorTitles[code]}`), `${name} ${code}`);
    }
  });

  it('[A24] is served, well-formed, and every reference in it leads somewhere', async () => {
    const { app } = await createTestServer();
    const answer = await app.inject('/api/openapi.json');
    const document: OpenApi = answer.json();
    assert.equal(document.openapi, '3.1.0');
    const tags = new Set(document.tags.map(({ name }) => name));
    const ids: string[] = [];
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const operation of Object.values(operations)) {
        ids.push(operation.operationId);
        assert.ok(
          operation.tags.every((tag) => tags.has(tag)),
          path,
        );
        const inPath = operation.parameters.filter((one) => one.in === 'path');
        assert.deepEqual(
          inPath.map(({ name }) => `{${name}}`),
          path.match(/\{[a-z]+\}/g) ?? [],
        );
        assert.ok(inPath.every(({ required }) => required));
      }
    }
    assert.equal(new Set(ids).size, ids.length);
    const references = [...answer.body.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = '']) => target);
    assert.ok(references.length > 50);
    for (const target of new Set(references)) {
      const name = target.replace('#/components/schemas/', '');
      assert.ok(Object.hasOwn(document.components.schemas, name), target);
    }
    assert.ok(!answer.body.includes('$defs') && !answer.body.includes('__schema'));
  });
});
