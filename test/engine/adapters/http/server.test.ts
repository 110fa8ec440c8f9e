import assert from 'node:assert/strict';
import { type Endpoint, endpoints } from '#engine/contract/http';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('the HTTP server', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer();
  });
  afterEach(() => server.app.close());

  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    server.app.inject({ method: 'POST', url, payload, headers });

  it('[A4] serves every endpoint of the contract', async () => {
    await server.app.ready();
    for (const [name, { method, path }] of Object.entries<Endpoint>(endpoints)) {
      assert.ok(server.app.hasRoute({ method, url: path }), name);
    }
  });

  it('[A4] answers every endpoint that reads, in the shape of the contract', async () => {
    const epoch = server.changes('c:1', [server.note('Patch', 'x')]).epoch;
    const to = { assessment: server.assessment.id, action: server.action('Patch') };
    const begin = async () => (await post('/api/v1/evidence/uploads', { to, fileName: 'proof.txt', size: 5 })).json();
    const [whole, upload] = [await begin(), await begin()];
    await server.app.inject({
      ...{ method: 'PATCH', url: `/api/v1/evidence/uploads/${whole.id}?offset=0`, payload: 'proof' },
      headers: { 'content-type': 'application/octet-stream' },
    });
    await post(`/api/v1/evidence/uploads/${whole.id}/finish`, {});
    const hook = { name: 'Tickets', url: 'https://hooks.example.org/x', kinds: ['test'] };
    const { webhook } = (await post('/api/v1/webhooks', hook)).json();
    const given: Record<string, string> = {
      webhook: webhook.id,
      template: server.assessment.template,
      assessment: server.assessment.id,
      group: server.assessment.group,
      action: server.action('Patch'),
      evidence: whole.evidence,
      upload: upload.id,
      person: 'ann',
    };
    const queries: Record<string, string> = {
      changesSince: `?partition=${server.partition}&epoch=${epoch}&after=0`,
      related: '?control=C-1',
    };
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
      if (endpoint.method !== 'GET' || endpoint.path.includes(':preview')) continue;
      const path = endpoint.path.replace(/:([a-z]+)/g, (_, key: string) => given[key] ?? '');
      const answer = await server.app.inject(`${path}${queries[name] ?? ''}`);
      assert.equal(answer.statusCode, 200, `${name}: ${answer.body}`);
      if (typeof endpoint.response !== 'string')
        assert.deepEqual(endpoint.response.parse(answer.json()), answer.json(), name);
    }
  });

  it('[A4] carries an assessment through its life, and settings and mappings into their places', async () => {
    const call = async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
      const answer = await server.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
      assert.equal(answer.statusCode, 200, `${method} ${url}: ${answer.body}`);
      return answer.json();
    };
    const group = { name: 'New group' };
    const opened = await call('POST', '/api/v1/assessments', {
      title: 'T',
      template: server.assessment.template,
      group,
    });
    assert.deepEqual([opened.title, opened.templateVersion, opened.archived], ['T', 1, null]);
    const again = await post('/api/v1/assessments', { title: 'T', template: server.assessment.template, group });
    assert.equal(again.statusCode, 409);
    const address = `/api/v1/assessments/${opened.id}`;
    assert.notEqual((await call('POST', `${address}/archive`)).archived, null);
    assert.equal(
      (await server.app.inject({ method: 'POST', url: `${address}/archive` })).json().code,
      'already-archived',
    );
    assert.equal((await call('POST', `${address}/activate`)).archived, null);
    assert.deepEqual(await call('PATCH', `/api/v1/groups/${opened.group}`, { name: 'Renamed' }), { id: opened.group });
    const preview = (await server.app.inject(`${address}/deletion`)).json();
    assert.deepEqual(preview.group, { id: opened.group, name: 'Renamed' });
    assert.deepEqual(await call('DELETE', address), { group: opened.group });
    assert.equal((await server.app.inject(address)).statusCode, 404);

    const settings = (await server.app.inject('/api/v1/settings')).json();
    await call('PUT', '/api/v1/settings', { ...settings, providerName: 'Contoso' });
    assert.equal((await server.app.inject('/api/v1/settings')).json().providerName, 'Contoso');
    const mapping = {
      name: 'M',
      sheet: 'S',
      headerRow: 1,
      columns: { controlId: 'Ref' },
      fillDown: true,
      defaultPoints: 3,
    };
    await call('PUT', '/api/v1/mappings', mapping);
    assert.deepEqual((await server.app.inject('/api/v1/mappings')).json(), { mappings: [mapping] });
  });

  it('[A5] names every part of a request that does not fit', async () => {
    const answer = await post('/api/v1/changes', {
      id: 'c:1',
      partition: 'nowhere',
      epoch: 'e',
      changes: [{ base: -1 }],
    });
    const paths = answer.json().issues.map((issue: { path: string }) => issue.path);
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.json().code, 'invalid');
    for (const path of ['body.partition', 'body.changes[0].entity', 'body.changes[0].base'])
      assert.ok(paths.includes(path), path);
  });

  it('[A5] checks parameters and queries as it checks bodies', async () => {
    const depth = await server.app.inject('/api/v1/score?depth=9');
    assert.deepEqual(
      depth.json().issues.map((issue: { path: string }) => issue.path),
      ['query.depth'],
    );
    const id = await server.app.inject('/api/v1/assessments/%20');
    assert.deepEqual(
      id.json().issues.map((issue: { path: string }) => issue.path),
      ['params.assessment'],
    );
    const empty = await server.app.inject(`/api/v1/changes?partition=org&epoch=e&after=`);
    assert.deepEqual(
      empty.json().issues.map((issue: { path: string }) => issue.path),
      ['query.after'],
    );
  });

  it('[A6] refuses with a problem document whatever is wrong', async () => {
    const url = '/api/v1/changes';
    const json = { 'content-type': 'application/json' };
    const cases = [
      [400, 'malformed', { method: 'POST', url, headers: json, payload: '{"id":' }],
      [400, 'malformed', { method: 'POST', url, headers: json, payload: '' }],
      [400, 'malformed', { method: 'POST', url, headers: json, payload: '{"__proto__":{"a":1}}' }],
      [400, 'bad-request', { method: 'GET', url: '/api/v1/groups/%E0%A4%A/score' }],
      [404, 'not-found', { method: 'GET', url: '/api/v2/status' }],
      [404, 'not-found', { method: 'GET', url: '/../../etc/passwd' }],
      [404, 'unknown-assessment', { method: 'GET', url: '/api/v1/assessments/none' }],
      [404, 'unknown-group', { method: 'GET', url: '/api/v1/groups/none/score' }],
      [405, 'method-not-allowed', { method: 'DELETE', url: '/api/v1/groups' }],
      [
        413,
        'too-large',
        { method: 'PUT', url: '/api/v1/settings', headers: json, payload: `"${'x'.repeat(1_048_577)}"` },
      ],
      [413, 'too-large', { method: 'POST', url, headers: json, payload: `"${'x'.repeat(4_194_305)}"` }],
      [
        415,
        'unsupported-media-type',
        { method: 'POST', url, headers: { 'content-type': 'text/plain' }, payload: '{}' },
      ],
      [415, 'unsupported-media-type', { method: 'POST', url, payload: '{}' }],
      [415, 'unsupported-media-type', { method: 'POST', url: '/api/v1/imports', headers: json, payload: '{}' }],
    ] as const;
    for (const [status, code, request] of cases) {
      const answer = await server.app.inject(request);
      const problem = answer.json();
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.deepEqual([answer.statusCode, problem.status, problem.code], [status, status, code], answer.body);
      assert.equal(problem.type, `urn:controlbook:problem:${code}`);
      assert.ok(problem.title.length > 0 && problem.detail.length > 0);
      assert.equal(problem.instance, `urn:controlbook:request:${String(answer.headers['x-request-id'])}`);
    }
  });

  it('[A6] says which methods an address takes', async () => {
    const answer = await server.app.inject({ method: 'POST', url: `/api/v1/assessments/${server.assessment.id}` });
    assert.deepEqual(String(answer.headers.allow).split(', ').sort(), ['DELETE', 'GET']);
  });

  it('[A7] tells a fault of its own from a refusal: no detail to the asker, all of it in the log', async () => {
    const faulty = await createTestServer({}, (useCases) => ({
      ...useCases,
      people: () => {
        throw new Error('secret detail');
      },
    }));
    const answer = await faulty.app.inject('/api/v1/people');
    assert.equal(answer.statusCode, 500);
    assert.ok(!answer.body.includes('secret'));
    const entry = faulty.log.find(({ level }) => level === 'error');
    assert.match(JSON.stringify(entry), /secret detail/);
    assert.match(JSON.stringify(entry), new RegExp(String(answer.headers['x-request-id'])));
  });

  it('[A7] never sends an answer that is not the contract’s', async () => {
    const people = [{ id: 'not an id', name: 'X', email: null, source: 'directory' }];
    const faulty = await createTestServer({}, (useCases) => ({ ...useCases, people: () => people as never }));
    assert.equal((await faulty.app.inject('/api/v1/people')).statusCode, 500);
    const chatty = await createTestServer({}, (useCases) => ({
      ...useCases,
      people: () => useCases.people().map((person) => ({ ...person, password: 'hunter2' })),
    }));
    const answer = await chatty.app.inject('/api/v1/people');
    assert.equal(answer.statusCode, 200);
    assert.ok(!answer.body.includes('hunter2'));
  });

  it('[A8] logs a line a request, without query, headers or body', async () => {
    await post('/api/v1/changes?token=hush1', server.changes('c:1', [server.note('Patch', 'hush2')]), {
      authorization: 'hush3',
    });
    const line = server.log.find(({ message }) => message === 'Answered');
    assert.deepEqual(Object.keys(line?.data as object), ['request', 'method', 'route', 'status', 'milliseconds']);
    assert.ok(!JSON.stringify(server.log).includes('hush'));
  });

  it('[A9] names a downloaded workbook after its assessment, whatever characters it has', async () => {
    const odd = await createTestServer({}, (useCases) => ({
      ...useCases,
      workbook: async () => ({ name: 'Prüfung "A"\r\nx: y.xlsx', bytes: new Uint8Array([80, 75]) }),
    }));
    const answer = await odd.app.inject(`/api/v1/assessments/${odd.assessment.id}/workbook`);
    assert.equal(
      answer.headers['content-disposition'],
      `attachment; filename="Pr_fung _A___x_ y.xlsx"; filename*=UTF-8''Pr%C3%BCfung%20%22A%22%0D%0Ax%3A%20y.xlsx`,
    );
    assert.deepEqual([...answer.rawPayload], [80, 75]);
  });

  it('[A10] expands a score as deep as asked', async () => {
    const depths = await Promise.all(
      [0, 1, 5].map(async (depth) => {
        const { parts } = (
          await server.app.inject(`/api/v1/assessments/${server.assessment.id}/score?depth=${depth}`)
        ).json();
        return {
          families: parts.length,
          controls: parts[0]?.parts.length ?? 0,
          actions: parts[0]?.parts[0]?.parts.length ?? 0,
        };
      }),
    );
    assert.deepEqual(depths, [
      { families: 0, controls: 0, actions: 0 },
      { families: 2, controls: 0, actions: 0 },
      { families: 2, controls: 2, actions: 2 },
    ]);
  });
});
