import assert from 'node:assert/strict';
import { createClient } from '#addin/sync/client';
import type { Fetch, FetchRequest } from '#addin/sync/outside';

type Asked = { readonly address: string; readonly request: FetchRequest };

function answering(status: number, body: string | Uint8Array): { readonly fetch: Fetch; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: async (address, request) => {
      asked.push({ address, request });
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      return {
        status,
        headers: { get: () => null },
        text: async () => new TextDecoder().decode(bytes),
        arrayBuffer: async () => bytes.buffer as ArrayBuffer,
        blob: async () => new Blob([]),
      };
    },
  };
}

const problem = {
  type: 'urn:x',
  title: 'No',
  status: 404,
  detail: 'There is none.',
  code: 'unknown-assessment',
  instance: 'urn:y',
};

describe('calls to the engine', () => {
  it('[P38] puts parts into path, query, body and headers as the contract has them', async () => {
    const { fetch, asked } = answering(200, '{"id":"g/1"}');
    const client = createClient('https://engine', fetch, async () => 'secret');
    await client.call('renameGroup', { params: { group: 'g:1' as never }, body: { name: 'New' }, key: 'k1' });
    assert.equal(asked[0]?.address, 'https://engine/api/v1/groups/g%3A1');
    assert.deepEqual(asked[0]?.request, {
      ...{ method: 'PATCH', body: '{"name":"New"}' },
      headers: {
        ...{ accept: 'application/json', authorization: 'Bearer secret' },
        ...{ 'idempotency-key': 'k1', 'content-type': 'application/json' },
      },
    });
    await client.call('organisationScore', { query: { depth: 3 } });
    assert.equal(asked[1]?.address, 'https://engine/api/v1/score?depth=3');
    assert.equal(
      client.address('report', { params: { assessment: 'a 1' } }),
      'https://engine/api/v1/assessments/a%201/report',
    );
  });

  it('[P38] sends files with their companions and parts', async () => {
    const { fetch, asked } = answering(200, '{}');
    const files = ['a.xlsx', 'b.json'].map((name) => ({ name, bytes: new Uint8Array([1, 2]) }));
    const choice = { kind: 'new', name: 'T', product: null, certification: null } as const;
    await createClient('', fetch).call('previewImport', { upload: { choice, mapping: null }, files });
    const form = asked[0]?.request.body;
    assert.ok(form instanceof FormData);
    assert.deepEqual([...form.keys()], ['choice', 'mapping', 'file', 'companion']);
    assert.equal((form.get('file') as File).name, 'a.xlsx');
    assert.equal(form.get('choice'), JSON.stringify(choice));
  });

  it('[P38] gives the engine’s own code and sentence for what it refuses', async () => {
    const { fetch } = answering(404, JSON.stringify(problem));
    const answer = await createClient('', fetch).call('assessment', { params: { assessment: 'x' as never } });
    assert.deepEqual(answer, { ok: false, error: { code: 'unknown-assessment', detail: 'There is none.' } });
  });

  it('[P38] tells an engine that is away from something else that answers in its place', async () => {
    const code = async (fetch: Fetch): Promise<string> => {
      const answer = await createClient('', fetch).call('status', {});
      return answer.ok ? 'ok' : answer.error.code;
    };
    assert.equal(await code(() => Promise.reject(new Error('refused'))), 'no-engine');
    assert.equal(await code(answering(502, '<html>Bad gateway</html>').fetch), 'no-engine');
    assert.equal(await code(answering(200, '<html>Sign in</html>').fetch), 'strange-answer');
    assert.equal(await code(answering(200, '{"organisation":5}').fetch), 'strange-answer');
    assert.equal(await code(answering(404, 'Not here').fetch), 'strange-answer');
  });

  it('[P38] hands over workbooks as bytes', async () => {
    const { fetch } = answering(200, new Uint8Array([80, 75, 3, 4]));
    const answer = await createClient('', fetch).call('workbook', { params: { assessment: 'x' as never } });
    assert.deepEqual(answer, { ok: true, value: new Uint8Array([80, 75, 3, 4]) });
  });
});
