import assert from 'node:assert/strict';
import { endpoints } from '#engine/contract/http';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('the pages', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer();
  });

  const bodyOf = async (url: string): Promise<string> => {
    const answer = await server.app.inject(url);
    assert.equal(answer.statusCode, 200);
    return answer.body;
  };

  it('[A25] shows groups, assessments with score and progress, and the ways to workbook and report', async () => {
    const body = await bodyOf('/');
    const address = `/api/v1/assessments/${server.assessment.id}`;
    for (const text of [
      'Default Group',
      '0.0 %',
      '0 of 3',
      `href="${address}/workbook"`,
      `href="${address}/report"`,
      'href="/api/docs"',
      'href="/web/"',
      'href="/workbench/"',
    ]) {
      assert.ok(body.includes(text), text);
    }
    assert.equal((await server.app.inject(`${address}/report`)).statusCode, 200);
  });

  it('[A25] shows open conflicts in words, and what the folder has to say', async () => {
    for (const [writer, text] of [
      ['a:1', 'mine'],
      ['b:1', '=yours'],
    ] as const) {
      await server.useCases.pushChanges(server.changes(writer, [server.note('Patch', text)]), server.test.caller());
    }
    const body = await bodyOf('/');
    for (const text of ['Open conflicts: 1', 'Patch', 'Implementation Notes', 'mine', '=yours', 'Ann Archer'])
      assert.ok(body.includes(text), text);
    const noted = await createTestServer({}, (useCases) => ({
      ...useCases,
      status: async () => ({
        ...(await useCases.status()),
        folder: '/books',
        files: [{ path: 'a.xlsx', state: 'waiting', message: 'Open elsewhere' }],
      }),
    }));
    const withNotes = (await noted.app.inject('/')).body;
    for (const text of ['/books', 'a.xlsx', 'waiting', 'Open elsewhere']) assert.ok(withNotes.includes(text), text);
  });

  it('[A26] shows people’s texts as texts', async () => {
    const body = await bodyOf('/');
    assert.ok(body.includes('Mail &#60;2026&#62;'));
    assert.ok(!body.includes('<2026>'));
    const hostile = `"><script>alert('x')</script>&`;
    const named = await createTestServer({}, (useCases) => ({
      ...useCases,
      groups: async () => (await useCases.groups()).map((group) => ({ ...group, name: hostile })),
      templates: () => useCases.templates().map((template) => ({ ...template, name: hostile })),
    }));
    assert.ok(!(await named.app.inject('/')).body.includes('<script'));
  });

  it('[A26] run no scripts and load nothing from anywhere else', async () => {
    for (const url of ['/', '/api/docs']) {
      const answer = await server.app.inject(url);
      assert.doesNotMatch(answer.body, /<script|<iframe|<form|\son[a-z]+="|style="|(src|href)="(https?:)?\/\//);
      assert.match(String(answer.headers['content-security-policy']), /^default-src 'none'; style-src 'self';/);
    }
    assert.doesNotMatch(await bodyOf('/style.css'), /url\(|@import/);
  });

  it('[A27] document every endpoint, with the address the reader came by', async () => {
    const answer = await server.app.inject({ url: '/api/docs', headers: { host: 'localhost:4711' } });
    for (const name of Object.keys(endpoints)) assert.ok(answer.body.includes(`id="${name}"`), name);
    assert.ok(answer.body.includes('http://localhost:4711/api/v1/groups'));
  });
});
