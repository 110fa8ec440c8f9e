import assert from 'node:assert/strict';
import { limits } from '#engine/contract/http/limits';
import { createTestServer, type TestServer } from '#test/support/test-server';

type Part = { readonly name: string; readonly file?: string; readonly content: string | Uint8Array };

describe('uploads', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer();
  });
  afterEach(() => server.app.close());

  const upload = (url: string, parts: readonly Part[], to: TestServer = server) => {
    const boundary = 'x-boundary-x';
    const pieces = parts.flatMap(({ name, file, content }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
    const payload = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    return to.app.inject({ method: 'POST', url, payload, headers });
  };
  const choice = JSON.stringify({ kind: 'new', name: 'N', product: null, certification: null });

  it('[A22] hands over the file and its companions by name', async () => {
    const answer = await upload('/api/v1/imports/inspect', [
      { name: 'file', file: 'profile.json', content: '{}' },
      { name: 'companion', file: 'catalog.json', content: '{}' },
    ]);
    assert.deepEqual(answer.json().needs, ['profile.json', 'catalog.json']);
  });

  it('[A22] checks the other parts as it checks bodies, and needs a file', async () => {
    const file = { name: 'file', file: 'a.xlsx', content: 'x' };
    const cases = [
      ['missing-file', undefined, [{ name: 'choice', content: choice }]],
      ['invalid', 'form.choice', [file]],
      ['invalid', 'form.choice', [file, { name: 'choice', content: '{"kind":' }]],
      ['invalid', 'form.other', [file, { name: 'other', file: 'b', content: 'x' }]],
      ['invalid', 'form.file', [file, file]],
      ['not-a-workbook', undefined, [file, { name: 'choice', content: choice }]],
    ] as const;
    for (const [code, path, parts] of cases) {
      const problem = (await upload('/api/v1/imports', parts)).json();
      assert.deepEqual([problem.code, problem.issues?.[0]?.path], [code, path]);
    }
  });

  it('[A22] previews an import, hands the marked file back, and makes it happen once', async () => {
    const action = {
      ...{ title: 'Patch it', descriptions: [{ title: '', text: 'How.' }], points: 9, responsibility: 'customer' },
      ...{ type: 'Operational', category: null, purpose: null, enforcement: null, owners: [], dimensions: [] },
      ...{ parents: [], secureScoreControl: null, oldTitle: null, operation: null },
    };
    const control = {
      ...{
        id: 'N-1',
        title: 'One',
        family: 'F',
        description: '',
        link: null,
        articleId: null,
        version: null,
        parent: null,
      },
      ...{ labels: [], statement: null },
      ...{ disabled: false, responsibility: 'customer', statedPoints: null, oldId: null, operation: null },
      actions: [{ title: 'Patch it', description: null }],
    };
    const content = JSON.stringify({
      ...{ name: 'N', products: ['P'], certification: 'C', dimensions: [], inScopeServices: [], owners: [] },
      ...{ dimensionList: [], acknowledgement: null, controls: [control], actions: [action] },
    });
    const parts = [
      { name: 'file', file: 'n.json', content },
      { name: 'choice', content: choice },
    ];
    const preview = (await upload('/api/v1/imports', parts)).json();
    assert.deepEqual([preview.outcome, preview.template.name, preview.findings], ['new-template', 'N', []]);
    assert.deepEqual(preview.summary, { families: 1, controls: 1, actions: 1, points: 9 });
    assert.deepEqual(preview.template, { name: 'N', version: 1, status: 'Approved' });
    const address = `/api/v1/imports/${preview.id}`;
    assert.equal((await server.app.inject(`${address}/marked`)).body, content);
    const commit = () => server.app.inject({ method: 'POST', url: `${address}/commit` });
    const { template, ...committed } = (await commit()).json();
    assert.deepEqual(committed, { outcome: 'new-template', version: 1, status: 'Approved', findings: [] });
    assert.equal((await server.app.inject(`/api/v1/templates/${template}`)).json().name, 'N');
    assert.equal((await commit()).json().code, 'unknown-preview');
    assert.equal((await server.app.inject('/api/v1/templates')).json().templates.length, 2);
  });

  it('[A22] says 422 for a file that cannot be read', async () => {
    const parts = [
      { name: 'file', file: 'a.xlsx', content: 'x' },
      { name: 'choice', content: choice },
    ];
    assert.equal((await upload('/api/v1/imports', parts)).statusCode, 422);
  });

  it('[A23] takes no more than an upload may weigh, in one file or in several', async () => {
    const half = new Uint8Array(limits.uploadBytes / 2 + 1);
    const cases = [
      [{ name: 'file', file: 'a', content: new Uint8Array(limits.uploadBytes + 1) }],
      [
        { name: 'file', file: 'a', content: half },
        { name: 'companion', file: 'b', content: half },
      ],
      [
        { name: 'file', file: 'a', content: 'x' },
        { name: 'choice', content: `"${'x'.repeat(70_000)}"` },
      ],
      Array.from({ length: 30 }, (_, index) => ({ name: 'companion', file: `c${index}`, content: 'x' })),
    ];
    for (const parts of cases) {
      const answer = await upload('/api/v1/imports/inspect', parts);
      assert.deepEqual([answer.statusCode, answer.json().code], [413, 'too-large']);
    }
    const most = [{ name: 'file', file: 'a', content: new Uint8Array(limits.uploadBytes) }];
    assert.equal((await upload('/api/v1/imports/inspect', most)).statusCode, 200);
  });

  it('[A23] reads so many uploads at once, and asks the next to come again', async () => {
    const releases: (() => void)[] = [];
    const slow = await createTestServer({}, (useCases) => ({
      ...useCases,
      imports: {
        ...useCases.imports,
        inspect: async (file) => {
          await new Promise<void>((resolve) => releases.push(resolve));
          return useCases.imports.inspect(file);
        },
      },
    }));
    const parts = [{ name: 'file', file: 'a', content: 'x' }];
    const send = () => upload('/api/v1/imports/inspect', parts, slow);
    const running = Array.from({ length: limits.uploadsAtOnce }, send);
    while (releases.length < limits.uploadsAtOnce) await new Promise((resolve) => setTimeout(resolve, 5));
    const refused = await send();
    assert.deepEqual([refused.statusCode, refused.json().code], [429, 'too-many-requests']);
    assert.equal(refused.headers['retry-after'], '2');
    for (const release of releases) release();
    for (const answer of await Promise.all(running)) assert.equal(answer.statusCode, 200);
    const next = send();
    while (releases.length === limits.uploadsAtOnce) await new Promise((resolve) => setTimeout(resolve, 5));
    releases.at(-1)?.();
    assert.equal((await next).statusCode, 200);
  });
});
