import assert from 'node:assert/strict';
import { noticesPartition, type UserId } from '#engine/contract/model/ids';
import { putNotice } from '#engine/domain/notify/books';
import { ok } from '#engine/domain/result';
import { addPeople, fillRoles, granted, into } from '#test/support/access-builders';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('notices over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, 'carl', 'adam');
  });
  afterEach(() => server.app.close());

  const send = (user: string, method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${user}` },
      ...(payload === undefined ? {} : { payload }),
    });
  async function tell(user: string, times: number): Promise<void> {
    const { organisation, caller } = server.test;
    const { execute } = await organisation.open(noticesPartition);
    const { command } = caller();
    await execute<null, never>({
      meta: organisation.meta(command, 'engine' as UserId, 'system'),
      decide(draft) {
        for (let time = 0; time < times; time += 1) {
          putNotice(draft, user as UserId, {
            ...{ reason: 'assigned', rule: null, email: false },
            happening: {
              ...{ kind: 'assignment', time: '2026-12-01T09:00:00.000Z', actor: 'ann' as UserId, position: 1 },
              ...{ partition: server.partition, entity: `record/${server.action('Patch')}` as never },
              ...{ actions: [server.action('Patch')], from: null, to: user, comment: null, subject: null },
            },
          });
        }
        return ok(null);
      },
      recall: () => null,
    });
  }

  it('[K25] are listed for their owner alone, newest first, and marked as read up to one', async () => {
    await tell('carl', 3);
    const feed = async (user: string) => (await send(user, 'GET', '/notices')).json();
    const { notices, unread, cursor } = await feed('carl');
    assert.deepEqual([notices.length, notices[0].number, unread, cursor.partition], [3, 3, 3, 'notices']);
    assert.equal(notices[0].title, 'Ann Archer assigned “Patch” to Carl Person');
    assert.deepEqual(notices[0].names, {
      ...{ actor: 'Ann Archer', to: 'Carl Person', actions: ['Patch'], evidence: null, subject: null },
    });
    assert.deepEqual((await feed('adam')).notices, []);
    assert.deepEqual((await send('carl', 'POST', '/notices/read', { upTo: 2 })).json(), { read: 2 });
    assert.deepEqual((await send('carl', 'POST', '/notices/read', { upTo: 1 })).json(), { read: 2 });
    assert.equal((await feed('carl')).unread, 1);
    assert.deepEqual((await send('carl', 'POST', '/notices/read', { upTo: 999 })).json(), { read: 3 });
  });

  it('[K25] name the assessments that show what they are about, as far as their owner may read them', async () => {
    await tell('carl', 1);
    const places = async () => {
      const [notice] = (await send('carl', 'GET', '/notices')).json().notices;
      return notice?.assessments;
    };
    assert.deepEqual(await places(), [{ id: server.assessment.id, title: 'Mail <2026>' }]);
    const second = await server.test.open('Mail again', await server.test.template('Also', { 'D-1': ['Patch'] }));
    assert.deepEqual(
      (await places()).map(({ id }: { id: string }) => id),
      [server.assessment.id, second.id],
    );
    await fillRoles(server.test, [...into('reader', 'adam'), granted(second.id, 'reader', 'carl')]);
    assert.deepEqual(await places(), [{ id: second.id, title: 'Mail again' }]);
  });

  it('[K25] keep the last two hundred', async () => {
    await tell('carl', 205);
    const { notices } = (await send('carl', 'GET', '/notices')).json();
    assert.deepEqual([notices.length, notices[0].number, notices.at(-1).number], [200, 205, 6]);
  });

  it('[K25] go by e-mail unless their owner says otherwise', async () => {
    const every = { email: true, without: [], withoutEmail: [] };
    const none = { ...every, email: false };
    assert.deepEqual((await send('carl', 'GET', '/notices/preferences')).json(), every);
    assert.deepEqual((await send('carl', 'PUT', '/notices/preferences', { email: false })).json(), none);
    assert.deepEqual((await send('carl', 'GET', '/notices/preferences')).json(), none);
    assert.deepEqual((await send('adam', 'GET', '/notices/preferences')).json(), every);
    const wishes = { email: true, without: ['commented'], withoutEmail: ['due', 'alert'] };
    assert.deepEqual((await send('carl', 'PUT', '/notices/preferences', wishes)).json(), wishes);
    const alerts = await send('carl', 'PUT', '/notices/preferences', { ...wishes, without: ['alert'] });
    assert.equal(alerts.statusCode, 400, 'rules are switched off themselves');
  });

  const when = { kind: 'test', values: ['Passed'], assessment: null };

  it('[K26] a rule is one’s own, or the organisation’s for who manages master data', async () => {
    await fillRoles(server.test, into('administrator', 'adam'));
    const own = (await send('carl', 'POST', '/alerts', { name: 'Mine', mine: true, when })).json();
    assert.deepEqual([own.owner, own.recipients, own.active], ['carl', [], true]);
    const theirs = { name: 'Ours', mine: false, recipients: ['carl'], when };
    assert.equal((await send('carl', 'POST', '/alerts', theirs)).json().code, 'forbidden');
    const ours = (await send('adam', 'POST', '/alerts', theirs)).json();
    const names = async (user: string) =>
      (await send(user, 'GET', '/alerts')).json().alerts.map(({ name }: { name: string }) => name);
    assert.deepEqual([await names('carl'), await names('adam')], [['Mine'], ['Ours']]);
    assert.equal((await send('adam', 'DELETE', `/alerts/${own.id}`)).json().code, 'unknown-alert');
    assert.equal((await send('carl', 'DELETE', `/alerts/${ours.id}`)).json().code, 'forbidden');
    assert.equal(
      (await send('carl', 'PUT', `/alerts/${ours.id}`, { name: 'x', mine: true, when })).json().code,
      'unknown-alert',
    );
    const changed = await send('carl', 'PUT', `/alerts/${own.id}`, { name: 'Other', mine: true, active: false, when });
    assert.deepEqual([changed.json().name, changed.json().active], ['Other', false]);
    assert.equal((await send('carl/read', 'POST', '/alerts', { name: 'x', mine: true, when })).statusCode, 403);
    assert.deepEqual((await send('carl', 'DELETE', `/alerts/${own.id}`)).json(), { id: own.id });
    assert.deepEqual(await names('carl'), []);
  });

  it('[K27] a rule that cannot be is refused: words, places and people there are none of, and one too many', async () => {
    const code = async (more: object) =>
      (await send('ann', 'POST', '/alerts', { name: 'x', mine: true, when, ...more })).json().code;
    assert.equal(await code({ when: { ...when, values: ['Great'] } }), 'invalid-alert');
    assert.equal(await code({ when: { ...when, kind: 'comment' } }), 'invalid-alert');
    assert.equal(await code({ when: { ...when, assessment: 'none' } }), 'unknown-assessment');
    const score = { kind: 'score', is: 'below', percent: 50 };
    assert.equal(await code({ when: { ...score, subject: { kind: 'group', group: 'none' } } }), 'unknown-group');
    assert.equal(await code({ when: { ...score, percent: 101, subject: { kind: 'organisation' } } }), 'invalid');
    assert.equal(await code({ mine: false, recipients: ['nobody'] }), 'unknown-person');
    assert.equal(await code({ mine: false }), 'invalid-alert');
    for (let each = 0; each < 20; each += 1) assert.equal(await code({}), undefined);
    assert.equal(await code({}), 'too-many-alerts');
  });

  it('[K54] webhooks are made, switched and deleted by who manages master data, and show their secret once', async () => {
    await fillRoles(server.test, into('administrator', 'adam'));
    const request = { name: 'Tickets', url: 'https://hooks.example.org/x', kinds: ['test', 'due'] };
    assert.equal((await send('carl', 'POST', '/webhooks', request)).statusCode, 403);
    const { webhook, secret } = (await send('adam', 'POST', '/webhooks', request)).json();
    assert.match(secret, /^[0-9a-f]{64}$/);
    const all = await send('adam', 'GET', '/webhooks');
    assert.deepEqual(all.json().webhooks, [webhook]);
    assert.ok(!all.body.includes(secret));
    assert.equal((await send('adam', 'PATCH', `/webhooks/${webhook.id}`, { active: false })).json().active, false);
    assert.deepEqual((await send('adam', 'GET', `/webhooks/${webhook.id}/deliveries`)).json(), { deliveries: [] });
    assert.deepEqual((await send('adam', 'DELETE', `/webhooks/${webhook.id}`)).json(), { id: webhook.id });
    assert.equal((await send('adam', 'GET', `/webhooks/${webhook.id}/deliveries`)).json().code, 'unknown-webhook');
    assert.equal(
      (await send('adam', 'PATCH', `/webhooks/${webhook.id}`, { active: true })).json().code,
      'unknown-webhook',
    );
    const local = await send('adam', 'POST', '/webhooks', { ...request, url: 'https://169.254.169.254/latest' });
    assert.deepEqual([local.statusCode, local.json().code], [422, 'invalid-link']);
  });
});
