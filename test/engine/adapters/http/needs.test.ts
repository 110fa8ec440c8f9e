import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type Endpoint, type EndpointName, endpoints } from '#engine/contract/http';
import { needs } from '#engine/contract/http/needs';
import type { AssessmentId, UserId } from '#engine/contract/model/ids';
import { roles } from '#engine/contract/model/permission';
import { addPeople, fillRoles, granted, into } from '#test/support/access-builders';
import { permissionTable } from '#test/support/permission-table';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

type Asked = { readonly method: Endpoint['method']; readonly url: string; readonly payload?: object };

/** One request an endpoint, that names what is there; most fail for want of a body, which is looked at last. */
function requestOf(server: TestServer, { method, path, body }: Endpoint): Asked {
  const given: Readonly<Record<string, string>> = {
    assessment: server.assessment.id,
    group: server.assessment.group,
    template: server.assessment.template,
    partition: server.partition,
    number: '1',
  };
  const url = path.replace(/:([a-z]+)/g, (_, key: string) => given[key] ?? 'none');
  const queries: Readonly<Record<string, string>> = {
    '/api/v1/changes': `?partition=${server.partition}&epoch=e&after=0`,
    '/api/v1/assessments/:assessment/related': '?control=C-1',
  };
  const query = method === 'GET' ? (queries[path] ?? '') : '';
  return { method, url: `${url}${query}`, ...(body === undefined ? {} : { payload: {} }) };
}

async function ask(server: TestServer, { method, url, payload }: Asked, user: string) {
  return server.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${user}` },
    ...(payload === undefined ? {} : { payload }),
  });
}

describe('what an endpoint needs', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, ...roles, 'gwen');
  });
  afterEach(() => server.app.close());

  /** The Portal Admin last: until then everybody manages users. */
  const fillAll = () =>
    fillRoles(
      server.test,
      roles.flatMap((role) => into(role, role)),
    );

  it('[I25] asks every request who sends it, but for what is there before anybody has signed in', async () => {
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
      const { method, url, payload } = requestOf(server, endpoint);
      const answer = await server.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
      const open = needs[name as EndpointName] === 'nothing';
      assert.equal(answer.statusCode === 401, !open, `${name}: ${answer.body}`);
      if (open) continue;
      assert.equal(answer.json().code, 'unauthenticated');
      assert.equal(answer.headers['www-authenticate'], 'Bearer realm="controlbook"');
    }
  });

  it('[I25] lets each role have what the table in the documentation says, endpoint by endpoint', async () => {
    await fillAll();
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
      const need = needs[name as EndpointName];
      for (const user of ['nobody', ...roles]) {
        const answer = await ask(server, requestOf(server, endpoint), user);
        const expected = permissionTable.allows(need, user as (typeof roles)[number]);
        assert.equal(answer.statusCode !== 403, expected, `${user} ${name}: ${answer.body}`);
        if (answer.statusCode !== 403) continue;
        const problem = answer.json();
        assert.equal(problem.code, 'forbidden');
        assert.equal(problem.permission, typeof need === 'string' ? undefined : need.permission);
        assert.match(problem.detail, /Ask Portal-admin Person for it/);
      }
    }
  });

  it('[I25] is written down in the documentation as it is', async () => {
    const file = 'docs/permissions.md';
    const text = await readFile(file, 'utf8');
    const [before, after] = [text.indexOf(permissionTable.begin), text.indexOf(permissionTable.end)];
    assert.ok(before !== -1 && after > before);
    const written = text.slice(before + permissionTable.begin.length, after).trim();
    const wanted = permissionTable.markdown();
    if (process.env['CONTROLBOOK_WRITE_DOCS'] === '1' && written !== wanted) {
      const whole = `${text.slice(0, before + permissionTable.begin.length)}\n\n${wanted}\n\n${text.slice(after)}`;
      await writeFile(file, whole);
      return;
    }
    assert.equal(written, wanted, 'Write it anew with CONTROLBOOK_WRITE_DOCS=1 in the environment of this test.');
  });

  it('[I6] lets who has a role for one assessment have that one', async () => {
    await fillAll();
    const other = await server.test.open(
      'Other',
      await server.test.template('Other', { 'X-1': ['Lock'] }),
      'Elsewhere',
    );
    const caller = { ...server.test.caller(), actor: 'portal-admin' as UserId };
    const granting = await server.useCases.roles.change(
      [granted(server.assessment.id, 'administrator', 'gwen')],
      caller,
    );
    assert.ok(granting.ok);
    const status = async (name: EndpointName, id: AssessmentId): Promise<number> => {
      const endpoint: Endpoint = endpoints[name];
      const url = endpoint.path
        .replace(':assessment', id)
        .replace(':group', id === other.id ? other.group : server.assessment.group);
      return (await ask(server, { method: endpoint.method, url }, 'gwen')).statusCode;
    };
    for (const name of ['assessment', 'history', 'report', 'workbook', 'groupScore', 'archiveAssessment'] as const) {
      assert.equal(await status(name, server.assessment.id), 200, name);
      assert.equal(await status(name, other.id), 403, name);
    }
    for (const name of ['organisationScore', 'access', 'attestations'] as const)
      assert.equal(await status(name, other.id), 403);
  });
});
