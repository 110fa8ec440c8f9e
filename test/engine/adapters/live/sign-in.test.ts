import assert from 'node:assert/strict';
import { serveLiveChannel } from '#engine/adapters/live/live-channel';
import type { Identity } from '#engine/app/identity';
import { livePath, type ToEngine } from '#engine/contract/live';
import type { Cursor, UserId } from '#engine/contract/model/ids';
import { err } from '#engine/domain/result';
import { addPeople, fillRoles, granted, into } from '#test/support/access-builders';
import { connectPane, listen, openPane } from '#test/support/live-pane';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('signing in over the live channel', () => {
  const running: TestServer[] = [];
  afterEach(async () => {
    for (const { app } of running.splice(0)) await app.close();
  });

  const start = async (identity: Identity = namedIdentity) => {
    const server = await createTestServer({ identity });
    const { clock } = server.test.organisation;
    serveLiveChannel(server.app, server.useCases, {
      identity,
      clock,
      log: server.logger,
      bounds: { beat: 40, tick: 5 },
    });
    running.push(server);
    await addPeople(server.test, 'rita', 'carl', 'gwen');
    const port = await listen(server.app);
    const { partition, epoch } = server.changes('x:1', [server.note('Patch', '')]);
    const cursor: Cursor = { partition, epoch, position: 0 };
    let sets = 0;
    const edit = async (title: string, text: string): Promise<void> => {
      sets += 1;
      const { position } = server.test.organisation.partition(partition)?.image ?? { position: 0 };
      const set = server.changes(`api:${sets}`, [server.note(title, text, position)]);
      await server.useCases.pushChanges(set, { actor: 'ann' as UserId, channel: 'api' });
    };
    const signedIn = async (token: string) => {
      const pane = await openPane(port);
      pane.send({ kind: 'sign-in', token });
      const { user } = await pane.next('signed-in');
      assert.equal(user, token.split('/')[0]);
      return pane;
    };
    return { ...server, port, cursor, edit, signedIn };
  };

  it('[I29] lets nobody do anything before a token has come', async () => {
    const server = await start();
    const messages: readonly ToEngine[] = [
      { kind: 'subscribe', protocol: 1, cursors: [server.cursor] },
      { kind: 'push', set: server.changes('p:1', [server.note('Patch', 'x')]) },
      { kind: 'here', who: { name: 'Mallory', assessment: null } },
      { kind: 'ping' },
    ];
    for (const message of messages) {
      const pane = await openPane(server.port);
      pane.send(message);
      assert.equal((await pane.next('problem')).code, 'unauthenticated', message.kind);
      assert.equal(await pane.closed, 1008);
    }
    assert.equal(server.test.organisation.partition(server.partition)?.image.position, 0);
  });

  it('[I29] takes no token from the address', async () => {
    const server = await start();
    const pane = connectPane(server.port, {}, `${livePath}?token=rita`);
    pane.socket.on('open', () => pane.send({ kind: 'ping' }));
    assert.equal((await pane.next('problem')).code, 'unauthenticated');
    assert.equal(await pane.closed, 1008);
  });

  it('[I29] ends what a bad token begins, and a pane that goes on as somebody else', async () => {
    const server = await start();
    const stranger = await openPane(server.port);
    stranger.send({ kind: 'sign-in', token: '/read' });
    assert.equal((await stranger.next('problem')).code, 'unauthenticated');
    assert.equal(await stranger.closed, 1008);
    const pane = await server.signedIn('rita');
    pane.send({ kind: 'sign-in', token: 'rita' });
    await pane.next('signed-in');
    pane.send({ kind: 'sign-in', token: 'carl' });
    assert.match((await pane.next('problem')).detail, /another person/);
    assert.equal(await pane.closed, 1008);
  });

  it('[I29] does what a pane asks as the person who has signed in', async () => {
    const server = await start();
    await fillRoles(server.test, into('contributor', 'carl', 'ann'));
    const push = async (token: string) => {
      const pane = await server.signedIn(token);
      pane.send({ kind: 'push', set: server.changes(`${token.replace('/', '-')}:1`, [server.note('Patch', token)]) });
      const [verdict] = (await pane.next('verdicts')).verdicts;
      pane.socket.close();
      return verdict?.outcome === 'refused' ? verdict.code : verdict?.outcome;
    };
    assert.equal(await push('rita'), 'forbidden');
    assert.equal(await push('carl/read'), 'forbidden');
    assert.equal(await push('carl'), 'accepted');
    const [entry] = (await server.test.recent.of(server.partition)).filter(({ event }) => event.kind === 'changed');
    assert.deepEqual([entry?.actor, entry?.channel], ['carl', 'pane']);
  });

  it('[I26] sends who may not read nothing, and of what one may read some of, that', async () => {
    const server = await start();
    const sibling = await server.test.open('Sibling', await server.test.template('Sister', { 'S-1': ['Patch'] }));
    await fillRoles(server.test, [
      ...into('reader', 'rita'),
      ...into('portal-admin', 'ann'),
      granted(sibling.id, 'reader', 'gwen'),
    ]);
    const guest = await server.signedIn('carl');
    guest.subscribe(server.cursor);
    const problem = await guest.next('problem');
    assert.deepEqual([problem.code, problem.permission], ['forbidden', 'read-data']);
    assert.deepEqual((await guest.next('subscribed')).cursors, []);
    guest.send({ kind: 'here', who: { name: 'Carl', assessment: null } });
    assert.equal((await guest.next('problem')).code, 'forbidden');

    const [all, some] = [await server.signedIn('rita'), await server.signedIn('gwen')];
    for (const pane of [all, some]) {
      pane.subscribe(server.cursor);
      await pane.next('subscribed');
    }
    await server.edit('Review', 'secret');
    await server.edit('Patch', 'shared');
    while (some.positions().length < 2) await some.next('entries');
    while (all.positions().length < 2) await all.next('entries');
    assert.deepEqual(some.positions(), [1, 2]);
    const text = JSON.stringify(some.messages);
    assert.ok(text.includes('shared') && !text.includes('secret'));
    assert.ok(JSON.stringify(all.messages).includes('secret'));
  });

  it('[I26] stops sending as soon as somebody may not read any more', async () => {
    const server = await start();
    const pane = await server.signedIn('carl');
    pane.subscribe(server.cursor);
    await pane.next('subscribed');
    await server.edit('Patch', 'before');
    await pane.next('entries');
    await fillRoles(server.test, [...into('reader', 'rita', 'ann')]);
    await server.edit('Patch', 'after');
    await pane.next('entries');
    assert.ok(!JSON.stringify(pane.messages).includes('after'));
  });

  it('[I39] lets a pane go when its token has run out or was revoked', async () => {
    let good = true;
    const identity: Identity = {
      ...namedIdentity,
      authenticate: async (token) =>
        good ? namedIdentity.authenticate(token) : err({ code: 'unauthenticated', message: 'It ran out.' }),
    };
    const server = await start(identity);
    const pane = await server.signedIn('rita');
    pane.subscribe(server.cursor);
    await pane.next('subscribed');
    good = false;
    assert.deepEqual((await pane.next('problem')).detail, 'It ran out.');
    assert.equal(await pane.closed, 1008);
  });

  it('[I39] keeps a pane while its token cannot be checked', async () => {
    let reachable = true;
    let asked = 0;
    const identity: Identity = {
      ...namedIdentity,
      authenticate: async (token) => {
        asked += 1;
        return reachable ? namedIdentity.authenticate(token) : err({ code: 'identity-unavailable', message: 'Later.' });
      },
    };
    const server = await start(identity);
    const pane = await server.signedIn('rita');
    pane.subscribe(server.cursor);
    await pane.next('subscribed');
    reachable = false;
    const before = asked;
    while (asked < before + 3) await new Promise((resolve) => setTimeout(resolve, 10));
    pane.send({ kind: 'ping' });
    await pane.next('pong');
  });
});
