import assert from 'node:assert/strict';
import { defaultWorkflow } from '#engine/contract/model/workflow';
import { addPeople, fillRoles, granted, into } from '#test/support/access-builders';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('workflow over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, 'rita', 'carl', 'adam', 'gus');
  });
  afterEach(() => server.app.close());

  const send = (user: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${user}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const at = (title = 'Patch') => `/assessments/${server.assessment.id}/actions/${server.action(title)}`;
  const comments = async (user = 'ann') => (await send(user, 'GET', `${at()}/comments`)).json().comments;
  const say = (user: string, text: string) => send(user, 'POST', `${at()}/comments`, { text });
  const remove = (user: string, { partition, number }: { partition: string; number: number }) =>
    send(user, 'DELETE', `${at()}/comments/${partition}/${number}`);
  const history = async () =>
    (await send('ann', 'GET', `/assessments/${server.assessment.id}/history`))
      .json()
      .history.filter(({ field }: Record<string, string>) => field === 'Comment')
      .map(({ item, field, to, what }: Record<string, string>) => [item, field, to, what]);

  it('[K6] keeps the rules of the workflow, whole and checked', async () => {
    assert.deepEqual((await send('ann', 'GET', '/settings/workflow')).json(), defaultWorkflow);
    const wanted = { ...defaultWorkflow, separateDuties: true, remindDaysBefore: [14, 3] };
    assert.equal((await send('ann', 'PUT', '/settings/workflow', wanted)).statusCode, 200);
    assert.deepEqual((await send('carl', 'GET', '/settings/workflow')).json(), wanted);
    for (const wrong of [{ remindDaysBefore: [3, 3] }, { remindAtHour: 24 }, { remindOverdueEvery: 0 }]) {
      const answer = await send('ann', 'PUT', '/settings/workflow', { ...wanted, ...wrong });
      assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid']);
    }
    await fillRoles(server.test, into('administrator', 'adam'));
    assert.equal((await send('carl', 'PUT', '/settings/workflow', wanted)).statusCode, 403);
  });

  it('[K5] assigns with a message, both or neither', async () => {
    const assign = (payload: object) => send('ann', 'PUT', `${at()}/assignee`, payload);
    assert.deepEqual((await assign({ to: 'carl', message: 'Please, by Friday.' })).json(), { assignedTo: 'carl' });
    const [comment] = await comments();
    assert.deepEqual([comment.purpose, comment.to, comment.text], ['assignment', 'carl', 'Please, by Friday.']);
    const nobody = await assign({ to: 'nobody', message: 'x' });
    assert.deepEqual([nobody.statusCode, nobody.json().code], [404, 'unknown-person']);
    const late = await assign({ to: 'adam', message: 'x', base: 0 });
    assert.deepEqual([late.statusCode, late.json().code], [409, 'changed-meanwhile']);
    await fillRoles(server.test, [{ kind: 'account', user: 'adam' as never, active: false }]);
    assert.equal((await assign({ to: 'adam' })).json().code, 'unknown-person');
    assert.equal((await comments()).length, 1);
    assert.deepEqual((await assign({ to: null })).json(), { assignedTo: null });
  });

  it('[K5] answers a retry as the first was', async () => {
    const headers = { authorization: 'Bearer ann', 'idempotency-key': 'once' };
    const retry = () =>
      server.app.inject({
        method: 'PUT',
        url: `/api/v1${at()}/assignee`,
        headers,
        payload: { to: 'carl', message: 'x' },
      });
    assert.deepEqual((await retry()).json(), { assignedTo: 'carl' });
    assert.deepEqual((await retry()).json(), { assignedTo: 'carl' });
    assert.equal((await comments()).length, 1);
  });

  it('[K10] lets whoever may read say something, and read it, oldest first', async () => {
    await fillRoles(server.test, [...into('reader', 'rita'), ...into('contributor', 'carl')]);
    assert.equal((await say('rita', 'Is this still true?')).statusCode, 200);
    assert.equal((await say('carl', '  Yes.  ')).json().text, 'Yes.');
    const said = await comments('rita');
    assert.deepEqual(
      said.map(({ author, text }: Record<string, string>) => [author, text]),
      [
        ['rita', 'Is this still true?'],
        ['carl', 'Yes.'],
      ],
    );
    for (const answer of [
      await say('gus', 'x'),
      await send('gus', 'GET', `${at()}/comments`),
      await say('carl/read', 'x'),
    ]) {
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'forbidden']);
    }
    assert.equal((await say('carl', ' ')).json().code, 'invalid');
    assert.equal(
      (await send('ann', 'GET', `/assessments/${server.assessment.id}/actions/none/comments`)).statusCode,
      403,
    );
  });

  it('[K10] takes nothing about an archived assessment, and shows what was said before', async () => {
    await say('ann', 'before');
    await send('ann', 'POST', `/assessments/${server.assessment.id}/archive`);
    const answer = await say('ann', 'after');
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'archived']);
    assert.equal((await comments()).length, 1);
    const unknown = await send('ann', 'POST', `/assessments/${server.assessment.id}/actions/none/comments`, {
      text: 'x',
    });
    assert.equal(unknown.json().code, 'unknown-action');
  });

  it('[K11] lets its author, or who manages the assessment, remove a comment, which keeps its place', async () => {
    await fillRoles(server.test, [
      ...into('contributor', 'carl', 'rita'),
      granted(server.assessment.id, 'administrator', 'gus'),
    ]);
    await fillRoles(server.test, into('administrator', 'adam'));
    const first = (await say('carl', 'first')).json();
    const second = (await say('carl', 'second')).json();
    assert.deepEqual((await remove('rita', first)).json().code, 'forbidden');
    assert.deepEqual((await remove('carl/read', first)).json().code, 'forbidden');
    const removed = (await remove('carl', first)).json();
    assert.deepEqual([removed.text, removed.removed.by, removed.author], ['', 'carl', 'carl']);
    assert.equal((await remove('gus', second)).json().removed.by, 'gus');
    assert.equal((await comments('adam')).length, 2);
    assert.equal((await remove('carl', { ...first, number: 99_999 })).json().code, 'unknown-comment');
    const partition = server.test.organisation.partition(server.partition);
    const entries = (await partition?.read(0, 100)) ?? [];
    assert.ok(entries.some(({ text }) => text.includes('"text":"first"')));
  });

  it('[K12] shows comments in History, without their text once they are removed', async () => {
    const first = (await say('ann', 'first')).json();
    await say('ann', 'second');
    await remove('ann', first);
    assert.deepEqual(await history(), [
      ['Patch', 'Comment', '', 'removed'],
      ['Patch', 'Comment', 'second', 'commented'],
      ['Patch', 'Comment', '(removed)', 'commented'],
    ]);
  });

  it('[K12] lets panes hear of comments by name, and only who may read them', async () => {
    await fillRoles(server.test, [...into('reader', 'rita'), granted(server.assessment.id, 'reader', 'gus')]);
    const { number } = (await say('rita', 'x')).json();
    const epoch = server.test.organisation.partition(server.partition)?.image.epoch;
    const heard = async (user: string) =>
      (await send(user, 'GET', `/changes?partition=${server.partition}&epoch=${epoch}&after=0`)).json().entries?.at(-1)
        .event;
    const event = { kind: 'put', entity: `comment/${server.action('Patch')}/${number}` };
    assert.deepEqual([await heard('rita'), await heard('gus')], [event, event]);
  });
});
