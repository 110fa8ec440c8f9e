import assert from 'node:assert/strict';
import { addPeople, fillRoles, granted, into } from '#test/support/access-builders';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('roles over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, 'rita', 'paul', 'gus');
  });
  afterEach(() => server.app.close());

  const send = async (user: string, method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await server.app.inject({
      ...{ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${user}` } },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, code: answer.json().code, detail: String(answer.json().detail) };
  };
  const change = (user: string, ...changes: readonly object[]) => send(user, 'POST', '/access/changes', { changes });
  const portalAdmin = (kind: 'add' | 'remove', user: string) => ({ kind, role: 'portal-admin', user });
  const view = () => `/assessments/${server.assessment.id}`;

  it('[I14] the last Portal Admin cannot go before there is another', async () => {
    await fillRoles(server.test, into('portal-admin', 'paul'));
    const refused = await change('paul', portalAdmin('remove', 'paul'));
    assert.equal(refused.code, 'last-portal-admin');
    assert.match(refused.detail, /\w/);
    assert.equal((await change('paul', { kind: 'account', user: 'paul', active: false })).code, 'last-portal-admin');
    assert.equal((await change('paul', portalAdmin('add', 'ann'))).status, 200);
    assert.equal((await change('paul', portalAdmin('remove', 'paul'))).status, 200);
    assert.equal((await change('paul', portalAdmin('add', 'paul'))).code, 'forbidden');
  });

  it('[I5] [I4] in the strict mode who has no role is a guest, who is told whom to ask; a role for one assessment opens it', async () => {
    await fillRoles(server.test, into('portal-admin', 'paul'));
    assert.equal((await send('gus', 'GET', view())).status, 200);
    assert.equal((await change('paul', { kind: 'mode', mode: 'strict' })).status, 200);
    const refused = await send('gus', 'GET', view());
    assert.deepEqual([refused.status, refused.code], [403, 'forbidden']);
    assert.match(refused.detail, /Ask .*[Pp]aul/);
    assert.equal((await change('paul', granted(server.assessment.id, 'reader', 'gus'))).status, 200);
    assert.equal((await send('gus', 'GET', view())).status, 200);
    assert.equal((await send('gus', 'GET', '/score')).code, 'forbidden');
    assert.equal((await send('rita', 'GET', view())).code, 'forbidden');
  });
});
