import assert from 'node:assert/strict';
import { endpoints } from '#engine/contract/http';
import type { DimensionView, LibraryAction, OwnerView } from '#engine/contract/http/organisation-lists';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('administration over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer();
  });
  afterEach(() => server.app.close());

  async function ask<T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
    status = 200,
  ) {
    const answer = await server.app.inject({
      method,
      url: `/api/v1${path}`,
      ...(payload === undefined ? {} : { payload }),
    });
    assert.equal(answer.statusCode, status, answer.body);
    return answer.json<T>();
  }

  it('[A4] lists, adds, changes and deletes dimensions and owners', async () => {
    const added = await ask<DimensionView>('POST', '/dimensions', { key: ' Zone ', values: ['DMZ'] });
    assert.deepEqual([added.key, added.multiple], ['Zone', false]);
    const more = { multiple: true, add: ['LAN'], rename: [{ from: 'DMZ', to: 'Outer' }] };
    const changed = await ask<DimensionView>('PATCH', `/dimensions/${added.id}`, more);
    assert.deepEqual([changed.multiple, changed.values.map(({ value }) => value)], [true, ['Outer', 'LAN']]);
    const { dimensions } = await ask<{ dimensions: readonly DimensionView[] }>('GET', '/dimensions');
    assert.deepEqual(dimensions.at(-1), changed);
    assert.deepEqual(await ask('DELETE', `/dimensions/${added.id}`), { id: added.id });

    const [porter, cleaner] = [
      await ask<OwnerView>('POST', '/owners', { name: 'Porter' }),
      await ask<OwnerView>('POST', '/owners', { name: 'Cleaner' }),
    ];
    const described = await ask<OwnerView>('PATCH', `/owners/${porter.id}`, { description: 'Keys' });
    assert.deepEqual(described, { id: porter.id, name: 'Porter', description: 'Keys', actions: 0 });
    assert.deepEqual(await ask('DELETE', `/owners/${porter.id}?replacement=${cleaner.id}`), {
      id: porter.id,
      actions: 0,
    });
    assert.equal((await ask<{ owners: readonly OwnerView[] }>('GET', '/owners')).owners.length, 1);
  });

  it('[A4] lists, adds, changes and deletes actions, and says what is wrong and what is in the way', async () => {
    const wanted = { title: 'Watch', points: 3, type: 'Technical', descriptions: [{ title: '', text: 'Look.' }] };
    const added = await ask<LibraryAction>('POST', '/actions', wanted);
    assert.deepEqual(await ask('GET', `/actions/${added.id}`), added);
    const changed = await ask<LibraryAction>('PUT', `/actions/${added.id}`, { ...wanted, points: 9 });
    assert.equal(changed.points, 9);
    const page = await ask<{ actions: readonly LibraryAction[]; total: number }>(
      'GET',
      '/actions?search=watch&limit=1',
    );
    assert.deepEqual([page.total, page.actions], [1, [changed]]);
    const wrong = await ask<{ code: string; issues: unknown }>(
      'POST',
      '/actions',
      { ...wanted, title: 'X', owners: ['Nobody'] },
      422,
    );
    const message = 'The owner "Nobody" is not listed. Add the owner to the list of owners or correct the name.';
    assert.deepEqual([wrong.code, wrong.issues], ['invalid-action', [{ path: 'body.owners[0]', message }]]);
    const cited = await ask<{ code: string; uses: unknown }>(
      'DELETE',
      `/actions/${server.action('Patch')}`,
      undefined,
      409,
    );
    const template = { kind: 'template', id: server.assessment.template, name: 'Mail' };
    assert.deepEqual([cited.code, cited.uses], ['in-use', { total: 1, shown: [template] }]);
    assert.deepEqual(await ask('DELETE', `/actions/${added.id}`), { id: added.id });
  });

  it('[A4] publishes, gives back, approves, locks and archives templates, and gives them as JSON', async () => {
    const id = server.assessment.template;
    assert.deepEqual(await ask('GET', '/settings/approval'), { rule: 'by-sign-in', twoPeople: false });
    assert.deepEqual(await ask('PUT', '/settings/approval', { rule: 'two-people' }), {
      rule: 'two-people',
      twoPeople: true,
    });
    const choice = { kind: 'customise' };
    const preview = await ask<{ id: string; template: { status: string } }>('POST', `/templates/${id}/copies`, {
      choice,
      controls: [{ kind: 'disable', id: 'C-3' }],
    });
    assert.equal(preview.template.status, 'Imported');
    const committed = await ask<{ status: string; version: number }>('POST', `/imports/${preview.id}/commit`);
    assert.deepEqual([committed.status, committed.version], ['Imported', 2]);
    type Summary = {
      status: string;
      approved: number;
      locked: boolean;
      archived: boolean;
      approval: { rejected: { reason: string } | null };
    };
    const published = await ask<Summary>('POST', `/templates/${id}/publish`, { version: 2 });
    assert.deepEqual([published.status, published.approved], ['Pending Approval', 1]);
    assert.equal(
      (await ask<{ code: string }>('POST', `/templates/${id}/approve`, { version: 2 }, 409)).code,
      'second-person',
    );
    const rejected = await ask<Summary>('POST', `/templates/${id}/reject`, { version: 2, reason: ' Too little ' });
    assert.deepEqual([rejected.status, rejected.approval.rejected?.reason], ['Imported', 'Too little']);
    await ask('PUT', '/settings/approval', { rule: 'one-person' });
    await ask('POST', `/templates/${id}/publish`, { version: 2 });
    assert.equal((await ask<Summary>('POST', `/templates/${id}/approve`, { version: 2 })).approved, 2);
    assert.equal((await ask<Summary>('PATCH', `/templates/${id}`, { locked: true })).locked, true);
    assert.equal((await ask<Summary>('PATCH', `/templates/${id}`, { archived: true })).archived, true);
    assert.equal(
      (await ask<{ code: string }>('PATCH', `/templates/${id}`, { locked: false }, 409)).code,
      'template-archived',
    );
    const file = await ask<{ controls: readonly object[] }>('GET', `/templates/${id}/json?version=1`);
    assert.equal(endpoints.templateJson.response.safeParse(file).success, true);
    assert.equal(
      (await ask<{ $id: string }>('GET', '/schemas/template.json')).$id,
      'urn:controlbook:schema:template:1',
    );
  });

  it('[A4] tells what happened, and hands it out as a file', async () => {
    const page = await ask<{ lines: readonly { item: string }[]; cursor: string | null }>('GET', '/activity?limit=1');
    assert.deepEqual([page.lines[0]?.item, page.cursor !== null], ['Mail <2026>', true]);
    const next = await ask<{ lines: readonly { item: string }[] }>('GET', `/activity?limit=1&cursor=${page.cursor}`);
    assert.notDeepEqual(next.lines, page.lines);
    const file = await server.app.inject('/api/v1/activity/export?format=xlsx');
    assert.equal(file.statusCode, 200);
    assert.match(String(file.headers['content-disposition']), /filename="Activity \d{4}-\d{2}-\d{2}\.xlsx"/);
    assert.equal(file.rawPayload.subarray(0, 2).toString(), 'PK');
  });
});
