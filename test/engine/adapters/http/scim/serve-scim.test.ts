import assert from 'node:assert/strict';
import type { UserId } from '#engine/contract/model/ids';
import { addPeople, fillRoles, into, signedIn } from '#test/support/access-builders';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

const scimJson = 'application/scim+json';
const patchOf = (...Operations: readonly object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});

describe('SCIM', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, 'paul', 'rita');
    await fillRoles(server.test, into('portal-admin', 'paul'));
  });
  afterEach(() => server.app.close());

  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    token = 'paul/admin',
  ) => {
    const answer = await server.app.inject({
      method,
      url: `/scim/v2${path}`,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': scimJson }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return {
      status: answer.statusCode,
      json: answer.body === '' ? null : answer.json(),
      type: answer.headers['content-type'],
    };
  };
  const members = (role: 'reader' | 'assessor') => server.test.organisation.access().members[role];
  const ada = { userName: 'ada@example.org', displayName: 'Ada Adams', active: true };

  it('[I50] takes whoever comes with a token of somebody who manages users, and nobody else', async () => {
    assert.equal((await call('GET', '/ServiceProviderConfig')).json.patch.supported, true);
    assert.equal((await call('GET', '/ResourceTypes')).json.totalResults, 2);
    for (const token of ['rita', 'rita/admin', 'paul/edit']) {
      for (const [method, path] of [
        ['GET', '/Users'],
        ['GET', '/ServiceProviderConfig'],
        ['POST', '/Users'],
        ['PATCH', '/Groups/reader'],
      ] as const) {
        const { status, json } = await call(method, path, method === 'GET' ? undefined : {}, token);
        assert.deepEqual([status, json.status], [403, '403'], `${token} ${path}`);
      }
    }
    const nobody = await server.app.inject('/scim/v2/Users');
    assert.equal(nobody.statusCode, 401);
    const alone = await createTestServer();
    assert.equal((await alone.app.inject('/scim/v2/Users')).statusCode, 404);
    await alone.app.close();
  });

  it('[I51] adds people, finds them by address, changes and deactivates them', async () => {
    const made = await call('POST', '/Users', { schemas: [], ...ada, externalId: 'x-1', title: 'Officer' });
    assert.deepEqual([made.status, made.type], [201, `${scimJson}; charset=utf-8`]);
    const { id } = made.json;
    assert.deepEqual(made.json, {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      ...{ id, userName: 'ada@example.org', displayName: 'Ada Adams', name: { formatted: 'Ada Adams' }, active: true },
      emails: [{ value: 'ada@example.org', type: 'work', primary: true }],
      meta: { resourceType: 'User', location: `/scim/v2/Users/${id}` },
    });
    const found = await call('GET', `/Users?filter=${encodeURIComponent('userName eq "ADA@example.org"')}`);
    assert.deepEqual([found.json.totalResults, found.json.Resources[0].id], [1, id]);
    assert.equal(
      (await call('GET', `/Users?filter=${encodeURIComponent('userName eq "no@example.org"')}`)).json.totalResults,
      0,
    );

    const twice = await call('POST', '/Users', ada);
    assert.deepEqual([twice.status, twice.json.scimType], [409, 'uniqueness']);
    const moved = await call('PUT', `/Users/${id}`, {
      ...ada,
      userName: 'ada.b@example.org',
      displayName: 'Ada Brown',
    });
    assert.deepEqual([moved.json.userName, moved.json.displayName], ['ada.b@example.org', 'Ada Brown']);
    assert.equal(server.test.organisation.directory.byId(id)?.name, 'Ada Brown');

    assert.equal((await call('DELETE', `/Users/${id}`)).status, 204);
    assert.equal((await call('GET', `/Users/${id}`)).json.active, false);
    assert.ok(server.test.organisation.access().inactive.has(id));
    assert.equal(server.useCases.gate.may(signedIn(id), 'read-data'), false);
    assert.equal((await call('PUT', `/Users/${id}`, { active: true })).json.active, true);
    assert.equal((await call('GET', '/Users/nobody')).status, 404);
  });

  it('[I51] takes patches as providers write them', async () => {
    const { id } = (await call('POST', '/Users', ada)).json;
    const patches = [
      [patchOf({ op: 'Replace', path: 'active', value: 'False' }), { active: false }],
      [patchOf({ op: 'add', value: { active: true, displayName: 'Ada C.' } }), { active: true, displayName: 'Ada C.' }],
      [
        patchOf(
          { op: 'replace', path: 'name.formatted', value: 'Ada D.' },
          { op: 'replace', path: 'title', value: 'x' },
        ),
        { displayName: 'Ada D.' },
      ],
      [
        patchOf(
          { op: 'replace', path: 'emails[type eq "work"].value', value: 'x@y.zz' },
          { op: 'remove', path: 'displayName' },
        ),
        { displayName: 'Ada D.' },
      ],
    ] as const;
    for (const [body, expected] of patches) {
      const { status, json } = await call('PATCH', `/Users/${id}`, body);
      assert.equal(status, 200);
      for (const [key, value] of Object.entries(expected)) assert.equal(json[key], value, key);
    }
    for (const wrong of [{}, { Operations: 'x' }, patchOf({ op: 'replace', path: 'userName', value: 'nobody' })]) {
      const { status, json } = await call('PATCH', `/Users/${id}`, wrong);
      assert.deepEqual([status, json.scimType], [400, 'invalidValue']);
    }
  });

  it('[I52] fills and empties the roles as groups', async () => {
    const groups = await call('GET', '/Groups');
    assert.deepEqual(
      groups.json.Resources.map(({ displayName }: { displayName: string }) => displayName),
      [
        'Compliance Manager Reader',
        'Compliance Manager Contributor',
        'Compliance Manager Assessor',
        'Compliance Manager Administrator',
        'Portal Admin',
      ],
    );
    const one = await call(
      'GET',
      `/Groups?filter=${encodeURIComponent('displayName eq "Compliance Manager Assessor"')}&excludedAttributes=members`,
    );
    assert.deepEqual(
      [one.json.totalResults, one.json.Resources[0].id, one.json.Resources[0].members],
      [1, 'assessor', undefined],
    );

    assert.equal(
      (
        await call(
          'PATCH',
          '/Groups/assessor',
          patchOf({ op: 'Add', path: 'members', value: [{ value: 'rita' }, { value: 'ann' }] }),
        )
      ).json.members.length,
      2,
    );
    assert.deepEqual([...members('assessor')].sort(), ['ann', 'rita']);
    await call('PATCH', '/Groups/assessor', patchOf({ op: 'remove', path: 'members[value eq "rita"]' }));
    assert.deepEqual(members('assessor'), ['ann']);
    await call(
      'PATCH',
      '/Groups/assessor',
      patchOf(
        { op: 'remove', path: 'members', value: [{ value: 'ann' }] },
        { op: 'add', value: { members: { value: 'bob' } } },
      ),
    );
    assert.deepEqual(members('assessor'), ['bob']);
    await call('PUT', '/Groups/assessor', { displayName: 'Compliance Manager Assessor', members: [{ value: 'rita' }] });
    assert.deepEqual(members('assessor'), ['rita']);
    await call(
      'PATCH',
      '/Groups/assessor',
      patchOf({ op: 'remove', path: 'members' }, { op: 'replace', path: 'displayName', value: 'x' }),
    );
    assert.deepEqual(members('assessor'), []);

    const made = await call('POST', '/Groups', { displayName: 'Reader', members: [{ value: 'rita' }] });
    assert.deepEqual([made.status, made.json.id, members('reader')], [201, 'reader', ['rita']]);
    assert.equal((await call('POST', '/Groups', { displayName: 'Officers' })).json.scimType, 'invalidValue');
    assert.equal(
      (await call('PATCH', '/Groups/reader', patchOf({ op: 'add', path: 'members', value: [{ value: 'nobody' }] })))
        .json.scimType,
      'invalidValue',
    );
    assert.equal(
      (await call('PATCH', '/Groups/reader', patchOf({ op: 'move', path: 'members' }))).json.scimType,
      'invalidSyntax',
    );
    assert.equal(
      (await call('PATCH', '/Groups/reader', patchOf({ op: 'add', path: 'owners', value: [] }))).json.scimType,
      'invalidPath',
    );
    assert.equal((await call('GET', '/Groups/officers')).status, 404);
  });

  it('[I52] takes the last Portal Admin out by nobody’s own token', async () => {
    const { status, json } = await call(
      'PATCH',
      '/Groups/portal-admin',
      patchOf({ op: 'remove', path: 'members[value eq "paul"]' }),
    );
    assert.deepEqual([status, json.schemas], [409, ['urn:ietf:params:scim:api:messages:2.0:Error']]);
    assert.equal((await call('DELETE', '/Users/paul')).status, 409);
    assert.deepEqual(server.test.organisation.access().members['portal-admin'], ['paul']);
  });

  it('[I53] lists page by page, and takes no filter or body it cannot read', async () => {
    await addPeople(server.test, ...Array.from({ length: 5 }, (_, index) => `z${index}`));
    const page = await call('GET', '/Users?startIndex=3&count=2');
    assert.deepEqual(
      [page.json.totalResults, page.json.startIndex, page.json.itemsPerPage, page.json.Resources.length],
      [9, 3, 2, 2],
    );
    for (const query of ['startIndex=-1&count=x', 'count=100000'])
      assert.equal((await call('GET', `/Users?${query}`)).status, 200);
    assert.equal((await call('GET', '/Users?filter=active')).json.scimType, 'invalidFilter');
    const broken = await server.app.inject({
      method: 'POST',
      url: '/scim/v2/Users',
      headers: { authorization: 'Bearer paul', 'content-type': scimJson },
      payload: '{"userName":',
    });
    assert.equal(broken.statusCode, 400);
    const polluted = { authorization: 'Bearer paul', 'content-type': scimJson };
    const answer = await server.app.inject({
      method: 'POST',
      url: '/scim/v2/Users',
      headers: polluted,
      payload: '{"__proto__":{"x":1},"userName":"a@b.cd"}',
    });
    assert.equal(answer.statusCode, 400);
    assert.equal(server.test.organisation.directory.find('a@b.cd'), null);
    assert.equal(server.test.organisation.directory.byId('z0' as UserId)?.name, 'Z0 Person');
  });
});
