import assert from 'node:assert/strict';
import { recordRef, type UserId } from '#engine/contract/model/ids';
import { fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { addPeople, fillRoles, into } from '#test/support/access-builders';
import { linkEvidenceOn } from '#test/support/link-evidence';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('privacy over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer({ identity: namedIdentity });
    await addPeople(server.test, 'carl', 'adam');
  });
  afterEach(() => server.app.close());

  const send = (user: string, method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${user}` },
      ...(payload === undefined ? {} : { payload }),
    });
  const at = (title: string) => `/assessments/${server.assessment.id}/actions/${server.action(title)}`;
  const assign = (title: string, to: string) => send('ann', 'PUT', `${at(title)}/assignee`, { to });
  const assignee = (title: string) => {
    const image = server.test.organisation.partition(server.partition)?.image;
    return image === undefined ? null : fieldValueOf(image, recordRef(server.action(title)), 'assignedTo');
  };
  const forget = (user: string, confirm: string, by = 'ann') => send(by, 'POST', `/people/${user}/forget`, { confirm });

  it('[K70] exports everything that is kept about a person', async () => {
    await assign('Patch', 'carl');
    await send('carl', 'POST', `${at('Patch')}/comments`, { text: 'Mine' });
    await send('carl', 'POST', '/alerts', {
      name: 'r',
      mine: true,
      when: { kind: 'due', values: [], assessment: null },
    });
    await send('carl', 'POST', '/tokens', { name: 'script', scope: 'read' });
    await send('carl', 'POST', '/changes', server.changes('carl:1', [server.note('Train', 'by Carl')]));
    const answer = await send('ann', 'GET', '/people/carl/export');
    assert.equal(answer.statusCode, 200, answer.body);
    const { person, assigned, comments, alerts, tokens, fields, evidence, isActive } = answer.json();
    assert.deepEqual([person.email, isActive], ['carl@example.org', true]);
    assert.deepEqual(
      assigned.map(({ title, group }: Record<string, string>) => [title, group]),
      [['Patch', 'Default Group']],
    );
    assert.deepEqual([comments.length, alerts.length, tokens.length, evidence.length], [1, 1, 1, 0]);
    assert.ok(!('digest' in tokens[0]));
    assert.deepEqual(
      fields.map(({ field, value }: Record<string, string>) => [field, value]),
      [['implementationNotes', 'by Carl']],
    );
    await linkEvidenceOn(server.test.organisation, server.assessment, server.action('Patch'), {});
    assert.equal((await send('ann', 'GET', '/people/ann/export')).json().evidence[0].name, 'Proof');
    await send('ann', 'PUT', '/settings/approval', { rule: 'two-people' });
    const { template } = server.assessment;
    const edits = { choice: { kind: 'customise' }, controls: [{ kind: 'disable', id: 'C-3' }] };
    const { id } = (await send('carl', 'POST', `/templates/${template}/copies`, edits)).json();
    await send('carl', 'POST', `/imports/${id}/commit`);
    await send('carl', 'POST', `/templates/${template}/publish`, { version: 2 });
    await send('ann', 'POST', `/templates/${template}/reject`, { version: 2, reason: 'Why?' });
    const { approvals } = (await send('ann', 'GET', '/people/ann/export')).json();
    const [{ name, version, step, reason }] = approvals;
    assert.deepEqual([name, version, step, reason, approvals.length], ['Mail', 2, 'rejected', 'Why?', 1]);
    assert.equal((await send('ann', 'GET', '/people/nobody/export')).json().code, 'unknown-person');
  });

  it('[K71] gives all actions of a person to somebody else, or to nobody', async () => {
    for (const title of ['Patch', 'Train']) await assign(title, 'carl');
    await assign('Review', 'adam');
    assert.deepEqual((await send('ann', 'POST', '/people/carl/reassign', { to: 'adam' })).json(), { actions: 2 });
    assert.deepEqual(['Patch', 'Train', 'Review'].map(assignee), ['adam', 'adam', 'adam']);
    assert.equal((await send('ann', 'POST', '/people/carl/reassign', { to: 'nobody' })).json().code, 'unknown-person');
    assert.deepEqual((await send('ann', 'POST', '/people/adam/reassign', { to: null })).json(), { actions: 3 });
    assert.equal(assignee('Review'), null);
  });

  it('[K72] puts a placeholder in the place of a person, keeps the chain, and says what stays', async () => {
    await fillRoles(server.test, into('portal-admin', 'ann'));
    await assign('Patch', 'carl');
    await send('carl', 'POST', `${at('Patch')}/comments`, { text: 'Call Carl' });
    await send('carl', 'POST', '/tokens', { name: 'script', scope: 'read' });
    const answer = await forget('carl', ' CARL@example.org ');
    assert.equal(answer.statusCode, 200, answer.body);
    const { unassigned, comments, stays } = answer.json();
    assert.deepEqual([unassigned, comments, assignee('Patch')], [1, 1, null]);
    assert.match(stays, /free text/);
    const { directory, core } = server.test.organisation;
    assert.deepEqual(directory.byId('carl' as UserId), {
      id: 'carl',
      name: 'User removed',
      email: null,
      source: 'system',
    });
    assert.deepEqual([...core.image.entities('token')].length, 0);
    const history = await send('ann', 'GET', `/assessments/${server.assessment.id}/history`);
    assert.ok(history.body.includes('User removed') && !history.body.includes('Carl Person'));
    const people = (await send('ann', 'GET', '/people/search?q=carl')).json().people;
    assert.deepEqual(people, []);
    assert.equal((await send('carl', 'GET', `/assessments/${server.assessment.id}`)).statusCode, 403);
    assert.equal((await forget('carl', 'User removed')).json().code, 'unknown-person');
    assert.equal((await assign('Patch', 'carl')).json().code, 'unknown-person');
  });

  it('[K72] asks for confirmation, spares who must stay, and opens nothing for others', async () => {
    assert.deepEqual(
      [(await forget('carl', 'Karl')).statusCode, (await forget('carl', 'Karl')).json().code],
      [422, 'not-confirmed'],
    );
    assert.equal((await forget('unknown', 'Unknown editor')).json().code, 'unknown-person');
    await fillRoles(server.test, [...into('reader', 'carl'), ...into('portal-admin', 'adam')]);
    assert.equal((await forget('adam', 'Adam Person', 'adam')).json().code, 'last-portal-admin');
    assert.equal((await forget('carl', 'Carl Person', 'ann')).statusCode, 403);
    assert.equal((await forget('carl', 'Carl Person', 'adam')).statusCode, 200);
    const guest = await send('ann', 'GET', `/assessments/${server.assessment.id}`);
    assert.equal(guest.statusCode, 403);
  });
});
