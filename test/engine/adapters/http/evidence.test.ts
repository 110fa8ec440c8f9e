import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { roles } from '#engine/contract/model/permission';
import { addPeople, fillRoles, into } from '#test/support/access-builders';
import { sha256Of } from '#test/support/memory-evidence';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('evidence over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer();
  });
  afterEach(() => server.app.close());

  const octets = { 'content-type': 'application/octet-stream' };
  const to = () => ({ assessment: server.assessment.id, action: server.action('Patch') });
  const post = (url: string, payload?: object) =>
    server.app.inject({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) });
  const begin = async (more: object = {}) =>
    (await post('/api/v1/evidence/uploads', { to: to(), fileName: 'proof.txt', size: 10, ...more })).json();
  const append = (id: string, offset: number, payload: string | Buffer, headers: Record<string, string> = octets) =>
    server.app.inject({ method: 'PATCH', url: `/api/v1/evidence/uploads/${id}?offset=${offset}`, payload, headers });
  const upload = async (text: string | Buffer, more: object = {}) => {
    const { id } = await begin({ size: Buffer.byteLength(text), ...more });
    assert.equal((await append(id, 0, text)).statusCode, 200);
    const finished = await post(`/api/v1/evidence/uploads/${id}/finish`);
    assert.equal(finished.statusCode, 200, finished.body);
    return finished.json();
  };
  const content = (id: string, headers: Record<string, string> = {}, query = '') =>
    server.app.inject({ url: `/api/v1/evidence/${id}/content${query}`, headers });

  it('[N50] travels in parts, and says where the next one begins', async () => {
    const { id, offset } = await begin();
    assert.equal(offset, 0);
    assert.equal((await append(id, 0, 'abc')).json().offset, 3);
    const again = await append(id, 0, 'abc');
    assert.deepEqual([again.statusCode, again.json().code, again.json().offset], [409, 'wrong-offset', 3]);
    const early = await post(`/api/v1/evidence/uploads/${id}/finish`);
    assert.deepEqual([early.statusCode, early.json().code, early.json().offset], [409, 'incomplete-upload', 3]);
    const status = await server.app.inject(`/api/v1/evidence/uploads/${id}`);
    assert.equal(status.json().offset, 3);
    assert.equal((await append(id, 3, 'defghij')).json().offset, 10);
    const { versions } = (await post(`/api/v1/evidence/uploads/${id}/finish`)).json();
    assert.equal(versions[0].sha256, sha256Of('abcdefghij'));
    assert.deepEqual((await server.app.inject('/api/v1/evidence/uploads')).json(), { uploads: [] });
  });

  it('[N50] takes no more bytes than were announced, and nothing but bytes', async () => {
    const { id } = await begin();
    const refused = await append(id, 0, 'abcdefghijK');
    assert.deepEqual([refused.statusCode, refused.json().code], [413, 'too-many-bytes']);
    assert.equal((await append(id, 10, '', { ...octets })).statusCode, 200);
    const json = await append(id, 10, '{}', { 'content-type': 'application/json' });
    assert.equal(json.statusCode, 415);
  });

  it('[N50] tells whoever is still sending why it is refused, and hangs up on whoever never ends', async () => {
    const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const send = (size: number) =>
      new Promise<string>((done) => {
        const sending = request(
          `${url}/api/v1/evidence/uploads/none?offset=0`,
          { method: 'PATCH', headers: { ...octets, 'content-length': size } },
          (answer) => {
            let body = '';
            answer.on('data', (chunk: Buffer) => {
              body += chunk.toString();
            });
            answer.once('end', () =>
              done(`${answer.statusCode} ${JSON.parse(body).code} ${answer.headers['connection']}`),
            );
          },
        );
        sending.once('error', () => done('hung up'));
        sending.end(Buffer.alloc(size));
      });
    assert.equal(await send(8_000_000), '404 unknown-upload keep-alive');
    assert.match(await send(80_000_000), /^(404 unknown-upload close|hung up)$/);
  });

  it('[N51] what is refused is refused with its code, before any byte is sent', async () => {
    const cases: readonly [number, string, object][] = [
      [413, 'too-large', { size: 1_000_001 }],
      [422, 'refused-type', { fileName: 'setup.exe' }],
      [422, 'empty-file', { size: 0 }],
      [422, 'invalid-name', { fileName: '../..' }],
      [404, 'unknown-assessment', { to: { ...to(), assessment: 'none' } }],
      [404, 'unknown-action', { to: { ...to(), action: 'none' } }],
      [404, 'unknown-evidence', { to: { evidence: 'none' } }],
      [400, 'invalid', { to: { evidence: '../etc/passwd' } }],
      [400, 'invalid', { size: 1.5 }],
      [400, 'invalid', { sha256: 'abc' }],
      [400, 'invalid', { dates: { expiresOn: '2026-02-30' } }],
    ];
    for (const [status, code, more] of cases) {
      const answer = await post('/api/v1/evidence/uploads', { to: to(), fileName: 'proof.txt', size: 10, ...more });
      assert.deepEqual([answer.statusCode, answer.json().code], [status, code], answer.body);
    }
    const limits = (await server.app.inject('/api/v1/evidence/limits')).json();
    assert.deepEqual([limits.fileBytes, limits.types, limits.keepRemovedDays], [1_000_000, null, null]);
    assert.ok(limits.refusedTypes.includes('exe'));
  });

  it('[N52] is served as bytes to be saved, which no browser runs, whatever they are', async () => {
    const html = '<script>alert(document.domain)</script>';
    for (const fileName of ['page.html', 'picture.svg', 'a"; filename=x.exe; b="c.pdf', 'Überprüfung 検査.xhtml']) {
      const { id } = await upload(html, { fileName });
      const { headers, body, statusCode } = await content(id);
      assert.deepEqual([statusCode, body], [200, html]);
      assert.equal(headers['content-type'], 'application/octet-stream');
      assert.match(
        String(headers['content-disposition']),
        /^attachment; filename="[A-Za-z0-9 ._()-]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/,
      );
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.match(String(headers['content-security-policy']), /^sandbox; default-src 'none'/);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
      assert.equal(headers['cache-control'], 'no-store');
    }
  });

  it('[N52] a name never becomes a path, nor hides what it is', async () => {
    for (const [given, kept] of [
      ['../../etc/passwd.txt', 'passwd.txt'],
      ['C:\\Users\\ann\\report.pdf', 'report.pdf'],
      ['invoice\u202Efdp.txt', 'invoicefdp.txt'],
      ['a\r\nSet-Cookie: x=y.txt', 'aSet-Cookie_ x=y.txt'],
      ['.htaccess.txt', 'htaccess.txt'],
    ] as const) {
      const item = await upload('text', { fileName: given });
      assert.equal(item.versions[0].fileName, kept);
      assert.ok(String((await content(item.id)).headers['content-disposition']).endsWith(encodeURIComponent(kept)));
    }
  });

  it('[N53] is served in parts, held against its hash', async () => {
    const { id } = await upload('abcdefghij');
    const hash = sha256Of('abcdefghij');
    const whole = await content(id);
    assert.deepEqual([whole.headers['etag'], whole.headers['accept-ranges']], [`"${hash}"`, 'bytes']);
    assert.equal(
      whole.headers['repr-digest'],
      `sha-256=:${createHash('sha256').update('abcdefghij').digest('base64')}:`,
    );
    for (const [range, status, body, said] of [
      ['bytes=0-3', 206, 'abcd', 'bytes 0-3/10'],
      ['bytes=7-', 206, 'hij', 'bytes 7-9/10'],
      ['bytes=-2', 206, 'ij', 'bytes 8-9/10'],
      ['bytes=5-100', 206, 'fghij', 'bytes 5-9/10'],
      ['bytes=-100', 206, 'abcdefghij', 'bytes 0-9/10'],
      ['bytes=0-1,4-5', 200, 'abcdefghij', undefined],
      ['lines=1-2', 200, 'abcdefghij', undefined],
      ['bytes=5-2', 200, 'abcdefghij', undefined],
    ] as const) {
      const part = await content(id, { range });
      assert.deepEqual([part.statusCode, part.body, part.headers['content-range']], [status, body, said], range);
      assert.equal(part.headers['content-length'], String(body.length));
    }
    const beyond = await content(id, { range: 'bytes=10-' });
    assert.deepEqual(
      [beyond.statusCode, beyond.json().code, beyond.headers['content-range']],
      [416, 'bad-range', 'bytes */10'],
    );
    assert.equal((await content(id, { range: 'bytes=0-3', 'if-range': `"${hash}"` })).statusCode, 206);
    assert.equal((await content(id, { range: 'bytes=0-3', 'if-range': '"another"' })).statusCode, 200);
    assert.equal((await content(id, { 'if-none-match': `"${hash}"` })).statusCode, 304);
    const head = await server.app.inject({ method: 'HEAD', url: `/api/v1/evidence/${id}/content` });
    assert.deepEqual([head.statusCode, head.body, head.headers['content-length']], [200, '', '10']);
  });

  it('[N53] has every version at an address of its own', async () => {
    const { id } = await upload('of June');
    const second = await upload('of July', { to: { evidence: id }, fileName: 'july.pdf' });
    assert.equal(second.id, id);
    assert.equal((await content(id)).body, 'of July');
    assert.match(String((await content(id)).headers['content-disposition']), /filename="proof\.txt\.pdf"/);
    assert.equal((await content(id, {}, '?version=1')).body, 'of June');
    assert.equal((await content(id, {}, '?version=3')).json().code, 'unknown-version');
    assert.equal((await content(id, {}, '?version=0')).json().code, 'invalid');
  });

  it('[N54] can be linked, attached, listed and removed', async () => {
    const linked = (
      await post('/api/v1/evidence/links', { to: to(), url: 'https://example.org/wiki', name: 'Wiki' })
    ).json();
    const refused = await post('/api/v1/evidence/links', { to: to(), url: 'javascript:alert(1)' });
    assert.deepEqual([refused.statusCode, refused.json().code], [422, 'invalid-link']);
    assert.equal((await content(linked.id)).json().code, 'not-a-file');
    const actions = `/api/v1/evidence/${linked.id}/actions`;
    const more = await post(actions, { assessment: server.assessment.id, action: server.action('Train') });
    assert.equal(more.json().actions.length, 2);
    const listed = async (action: string) =>
      (await server.app.inject(`/api/v1/assessments/${server.assessment.id}/evidence?action=${action}`)).json().evidence
        .length;
    assert.deepEqual([await listed(server.action('Train')), await listed(server.action('Review'))], [1, 0]);
    const less = await server.app.inject({ method: 'DELETE', url: `${actions}/${server.action('Patch')}` });
    assert.deepEqual(
      less.json().actions.map(({ title }: { title: string }) => title),
      ['Train'],
    );
    const removed = await server.app.inject({ method: 'DELETE', url: `/api/v1/evidence/${linked.id}` });
    assert.deepEqual(removed.json(), { id: linked.id });
    assert.equal((await server.app.inject(`/api/v1/evidence/${linked.id}`)).json().code, 'unknown-evidence');
  });

  it('[N54] fields change by change sets, and what is due is listed', async () => {
    const { id, partition } = await upload('proof');
    const epoch = server.changes('x:1', [server.note('Patch', 'x')]).epoch;
    const set = {
      ...{ id: 'pane:1', partition, epoch },
      changes: [{ entity: `evidence/${id}`, field: 'remindOn', value: '2026-06-01', base: 0 }],
    };
    assert.equal((await post('/api/v1/changes', set)).json().verdicts[0].outcome, 'accepted');
    const due = async (on: string) =>
      (await server.app.inject(`/api/v1/evidence/due?on=${on}`)).json().due.map((one: { date: string }) => one.date);
    assert.deepEqual([await due('2026-05-31'), await due('2026-06-01')], [[], ['2026-06-01']]);
  });

  it('[N55] is heard of by panes as it comes, changes and goes, by its id alone', async () => {
    const { epoch, partition } = server.changes('x:1', [server.note('Patch', 'x')]);
    const item = await upload('proof');
    const train = { assessment: server.assessment.id, action: server.action('Train') };
    await post(`/api/v1/evidence/${item.id}/actions`, train);
    await server.app.inject({ method: 'DELETE', url: `/api/v1/evidence/${item.id}` });
    const query = `partition=${partition}&epoch=${epoch}&after=0`;
    const { entries } = (await server.app.inject(`/api/v1/changes?${query}`)).json();
    const ref = `evidence/${item.id}`;
    assert.deepEqual(
      entries.map(({ event }: { event: object }) => event),
      [
        { kind: 'put', entity: ref },
        {
          ...{ kind: 'changed', entity: ref, field: 'actions', base: 0 },
          ...{ from: [server.action('Patch')], to: [server.action('Patch'), server.action('Train')] },
        },
        { kind: 'removed', entity: ref },
      ],
    );
  });

  it('[N7] belongs to those who may see and change what it proves', async () => {
    await server.app.close();
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, ...roles);
    await fillRoles(
      server.test,
      roles.flatMap((role) => into(role, role)),
    );
    const as = (user: string) => ({ authorization: `Bearer ${user}` });
    const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, user: string, payload?: object | string) =>
      server.app.inject({
        ...{ method, url },
        headers: { ...as(user), ...(typeof payload === 'string' ? octets : {}) },
        ...(payload === undefined ? {} : { payload }),
      });
    const request = { to: to(), fileName: 'proof.txt', size: 5 };
    const link = { to: to(), url: 'https://example.org' };
    for (const user of ['reader', 'nobody']) {
      assert.equal((await ask('POST', '/api/v1/evidence/uploads', user, request)).json().code, 'forbidden', user);
      assert.equal((await ask('POST', '/api/v1/evidence/links', user, link)).json().code, 'forbidden', user);
    }
    const { id } = (await ask('POST', '/api/v1/evidence/uploads', 'contributor', request)).json();
    const address = `/api/v1/evidence/uploads/${id}`;
    for (const user of ['assessor', 'portal-admin']) {
      assert.equal((await ask('GET', address, user)).json().code, 'unknown-upload');
      assert.equal((await ask('PATCH', `${address}?offset=0`, user, 'other')).json().code, 'unknown-upload');
      assert.equal((await ask('DELETE', address, user)).json().code, 'unknown-upload');
    }
    await ask('PATCH', `${address}?offset=0`, 'contributor', 'proof');
    const item = (await ask('POST', `${address}/finish`, 'contributor')).json();
    assert.equal(item.versions[0].uploadedBy.id, 'contributor');
    const bytes = `/api/v1/evidence/${item.id}/content`;
    assert.equal((await ask('GET', bytes, 'reader')).body, 'proof');
    assert.equal((await ask('GET', bytes, 'nobody')).statusCode, 404);
    assert.equal((await ask('GET', `/api/v1/evidence/${item.id}`, 'nobody')).statusCode, 404);
    assert.deepEqual((await ask('GET', '/api/v1/evidence/due?on=2099-01-01', 'nobody')).json().due, []);
    assert.equal((await ask('DELETE', `/api/v1/evidence/${item.id}`, 'reader')).json().code, 'forbidden');
    assert.equal((await server.app.inject(bytes)).statusCode, 401);
    assert.equal((await ask('DELETE', `/api/v1/evidence/${item.id}`, 'assessor')).statusCode, 200);
  });
});
