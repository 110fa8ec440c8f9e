import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { serveLiveChannel } from '#engine/adapters/live/live-channel';
import type { LiveOptions } from '#engine/adapters/live/live-options';
import { machineIdentity } from '#engine/app/identity';
import { limits } from '#engine/contract/http/limits';
import { livePath, type ToEngine } from '#engine/contract/live';
import type { Cursor } from '#engine/contract/model/ids';
import { protocolVersion } from '#engine/contract/version';
import { connectPane, listen, openPane } from '#test/support/live-pane';
import { createManualClock } from '#test/support/manual-clock';
import { ann } from '#test/support/test-organisation';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('the live channel', () => {
  const running: TestServer[] = [];
  afterEach(async () => {
    for (const { app } of running.splice(0)) await app.close();
  });

  type Started = TestServer & {
    readonly port: number;
    at(position: number, more?: Partial<Cursor>): Cursor;
    edit(text: string): Promise<void>;
  };
  const start = async (bounds: LiveOptions['bounds'] = {}, options: Partial<LiveOptions> = {}): Promise<Started> => {
    const server = await createTestServer();
    const { clock, log } = { clock: server.test.organisation.clock, log: server.logger };
    serveLiveChannel(server.app, server.useCases, { identity: machineIdentity(ann), clock, log, bounds, ...options });
    running.push(server);
    const port = await listen(server.app);
    let base = 0;
    return {
      ...server,
      port,
      at: (position, more = {}) => {
        const { partition, epoch } = server.changes('x:1', [server.note('Patch', '')]);
        return { partition, epoch, position, ...more };
      },
      async edit(text) {
        const set = server.changes(`api:${randomUUID()}`, [server.note('Patch', text, base)]);
        base += 1;
        await server.useCases.pushChanges(set, { actor: ann, channel: 'api' });
      },
    };
  };

  it('[L1] sends what came after the cursor, says that this is all, then what happens', async () => {
    const { port, at, edit } = await start();
    for (const text of ['a', 'b', 'c']) await edit(text);
    const pane = await openPane(port);
    pane.subscribe(at(1));
    assert.deepEqual((await pane.next('subscribed')).cursors, [at(3)]);
    assert.deepEqual(pane.positions(), [2, 3]);
    await edit('d');
    await pane.next('entries');
    const live = await pane.next('entries');
    assert.deepEqual(
      live.entries.map(({ position, event }) => [position, 'to' in event && event.to]),
      [[4, 'd']],
    );
  });

  it('[L1] loses nothing and sends nothing twice, however often a pane comes and goes while others write', async () => {
    const { port, at, edit } = await start({ tick: 3 });
    const total = 300;
    const writing = (async () => {
      for (let index = 0; index < total; index += 1) {
        await edit(`${index}`);
        if (index % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      }
    })();
    const heard: number[] = [];
    while (heard.length < total) {
      const pane = await openPane(port);
      pane.subscribe(at(heard.length));
      await pane.next('subscribed');
      await new Promise((resolve) => setTimeout(resolve, (heard.length * 7) % 23));
      pane.socket.terminate();
      heard.push(...pane.positions());
    }
    await writing;
    assert.deepEqual(
      heard,
      Array.from({ length: total }, (_, index) => index + 1),
    );
  });

  it('[L1] hears several partitions at once, and a new subscription replaces the one before', async () => {
    const server = await start();
    const { port, at, edit } = server;
    const { image } = server.test.organisation.core;
    const org: Cursor = { partition: image.partition, epoch: image.epoch, position: image.position };
    const pane = await openPane(port);
    pane.subscribe(at(0), org);
    assert.equal((await pane.next('subscribed')).cursors.length, 2);
    await server.useCases.renameGroup(server.assessment.group, 'North', server.test.caller());
    assert.deepEqual(
      (await pane.next('entries')).entries.map(({ partition }) => partition),
      ['org'],
    );
    pane.subscribe(org);
    await pane.next('subscribed');
    await edit('nobody hears this');
    await server.useCases.renameGroup(server.assessment.group, 'South', server.test.caller());
    for (let frame = await pane.next('entries'); ; frame = await pane.next('entries')) {
      assert.ok(frame.entries.every(({ partition }) => partition === 'org'));
      if (frame.entries.at(-1)?.position === image.position) break;
    }
  });

  it('[L2] tells a pane with another history, or from beyond the end, to start anew; an alarm in the log', async () => {
    const { port, at, edit, log } = await start();
    await edit('a');
    const pane = await openPane(port);
    pane.subscribe(at(0, { epoch: 'another' }));
    assert.deepEqual(await pane.next('resync'), { kind: 'resync', reason: 'unknown-epoch', cursor: at(1) });
    assert.deepEqual((await pane.next('subscribed')).cursors, []);
    pane.subscribe(at(9));
    assert.equal((await pane.next('resync')).reason, 'beyond-the-end');
    assert.equal(log.filter(({ level }) => level === 'error').length, 2);
    pane.subscribe(at(1, { partition: 'group:none' as Cursor['partition'] }));
    assert.equal((await pane.next('problem')).code, 'unknown-partition');
  });

  it('[L3] sends the latest values to a pane far behind, and goes on from there', async () => {
    const server = await start();
    const many = Array.from({ length: 5_000 }, (_, index) => server.note('Patch', `${index}`, index));
    await server.useCases.pushChanges(server.changes('bulk:1', many), { actor: ann, channel: 'api' });
    await server.useCases.pushChanges(server.changes('bulk:2', [server.note('Train', 'x')]), {
      actor: ann,
      channel: 'api',
    });
    const pane = await openPane(server.port);
    pane.subscribe(server.at(0));
    const latest = await pane.next('latest');
    assert.deepEqual(latest.fields.map(({ value }) => value).sort(), ['4999', 'x']);
    assert.deepEqual((await pane.next('subscribed')).cursors, [server.at(5_001)]);
    assert.deepEqual(pane.positions(), []);
  });

  it('[L6] shows one edit to two hundred panes', async () => {
    const { port, at, edit } = await start();
    const panes = await Promise.all(Array.from({ length: 200 }, () => openPane(port)));
    for (const pane of panes) pane.subscribe(at(0));
    for (const pane of panes) await pane.next('subscribed');
    await edit('for all');
    for (const pane of panes) {
      const { entries } = await pane.next('entries');
      assert.deepEqual(
        entries.map(({ event }) => 'to' in event && event.to),
        ['for all'],
      );
    }
  });

  it('[L7] tells a pane that reads too slowly to start anew, and lets it go; what it has read has no hole', async () => {
    const { port, at, edit } = await start({ bufferBytes: 64 * 1024, tick: 1 });
    const pane = await openPane(port);
    pane.subscribe(at(0));
    await pane.next('subscribed');
    pane.socket.pause();
    const text = 'x'.repeat(30_000);
    for (let index = 0; index < 1_200; index += 1) await edit(`${index} ${text}`);
    pane.socket.resume();
    assert.equal(await pane.closed, 1013);
    assert.deepEqual(pane.messages.at(-1), { kind: 'resync', reason: 'overflow', cursor: null });
    const positions = pane.positions();
    assert.ok(positions.length > 0 && positions.length < 1_200);
    assert.deepEqual(
      positions,
      Array.from(positions, (_, index) => index + 1),
    );
  });

  it('[L9] judges a pushed set as over HTTP, and gives a retry the same verdicts', async () => {
    const server = await start();
    const pane = await openPane(server.port);
    pane.subscribe(server.at(0));
    await pane.next('subscribed');
    const set = server.changes('pane:1', [
      server.note('Patch', 'x'),
      { ...server.note('Train', 'y'), field: 'unheardOf' },
    ]);
    pane.send({ kind: 'push', set });
    const first = await pane.next('verdicts');
    assert.deepEqual([first.id, first.verdicts.map(({ outcome }) => outcome)], ['pane:1', ['accepted', 'refused']]);
    assert.equal((await pane.next('entries')).entries[0]?.channel, 'pane');
    pane.send({ kind: 'push', set });
    assert.deepEqual(
      (await pane.next('verdicts')).verdicts.map(({ outcome }) => outcome),
      ['accepted', 'refused'],
    );
    pane.send({ kind: 'push', set: { ...set, id: server.changes('pane:2', set.changes).id, atomic: true } });
    const refused = await pane.next('problem');
    assert.deepEqual([refused.id, refused.code, refused.verdicts?.length], ['pane:2', 'not-atomic', 2]);
    assert.equal(pane.positions().length, 2);
  });

  it('[L10] answers what it cannot read with what is wrong and where, and goes on', async () => {
    const { port, at } = await start();
    const pane = await openPane(port);
    pane.send('{"kind":');
    assert.equal((await pane.next('problem')).code, 'malformed');
    pane.send(
      JSON.stringify({ kind: 'subscribe', protocol: 1, cursors: [{ partition: 'org', epoch: 'e', position: -1 }] }),
    );
    const invalid = await pane.next('problem');
    assert.deepEqual([invalid.code, invalid.issues?.[0]?.path], ['invalid', 'cursors.0.position']);
    pane.send(JSON.stringify({ kind: 'unheard-of' }));
    assert.equal((await pane.next('problem')).code, 'invalid');
    pane.socket.send(Buffer.from([1, 2, 3]));
    assert.equal((await pane.next('problem')).code, 'malformed');
    pane.send({ kind: 'ping' });
    await pane.next('pong');
    pane.subscribe(at(0));
    await pane.next('subscribed');
  });

  it('[L10] ends a connection that sends more than a change set may weigh', async () => {
    const { port, log } = await start();
    const pane = await openPane(port);
    pane.socket.on('error', () => {});
    pane.send(`"${'x'.repeat(limits.changeSetBytes)}"`);
    assert.equal(await pane.closed, 1009);
    assert.ok(log.some(({ level, message }) => level === 'warn' && message === 'A pane was disconnected'));
  });

  it('[L11] lets a pane go that subscribes to nothing in time', async () => {
    const { port } = await start({ subscribeWithin: 30 });
    const pane = await openPane(port);
    assert.equal((await pane.next('problem')).code, 'not-subscribed');
    assert.equal(await pane.closed, 1008);
  });

  it('[L11] lets a pane go that sends too much at once', async () => {
    const { port } = await start({ messages: 20 });
    const pane = await openPane(port);
    for (let index = 0; index < 30; index += 1) pane.send({ kind: 'ping' });
    assert.equal(await pane.closed, 1008);
    assert.ok(pane.messages.some((message) => message.kind === 'problem' && message.code === 'too-many-requests'));
  });

  it('[L11] tells a pane that is one too many, and takes it when another has left', async () => {
    const { port } = await start({ clients: 2 });
    const [first] = [await openPane(port), await openPane(port)];
    const third = connectPane(port);
    assert.equal((await third.next('problem')).code, 'too-many-requests');
    assert.equal(await third.closed, 1013);
    first.socket.close();
    await first.closed;
    const welcomed = (): Promise<boolean> =>
      connectPane(port)
        .next('welcome')
        .then(() => true)
        .catch(() => false);
    while (!(await welcomed())) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('[L12] lets a pane go that gives no sign of life for two beats, and no other', async () => {
    const clock = createManualClock();
    const { port } = await start({ beat: 1_000, subscribeWithin: 5_000 }, { clock });
    const silent = await openPane(port, { autoPong: false });
    const lively = await openPane(port);
    for (let beat = 0; beat < 3; beat += 1) {
      clock.pass(1_000);
      lively.send({ kind: 'ping' });
      await lively.next('pong');
    }
    assert.equal(await silent.closed, 1006);
    assert.equal(lively.socket.readyState, WebSocket.OPEN);
  });

  it('[L13] shows who says to be here to the others who do, until they leave', async () => {
    const { port } = await start();
    const [one, two, quiet] = [await openPane(port), await openPane(port), await openPane(port)];
    one.send({ kind: 'here', who: { name: 'Ann', assessment: null } });
    assert.deepEqual((await one.next('present')).people, [{ name: 'Ann', assessment: null }]);
    two.send({ kind: 'here', who: { name: 'Bob', assessment: null } });
    assert.deepEqual(
      (await one.next('present')).people.map(({ name }) => name),
      ['Ann', 'Bob'],
    );
    assert.deepEqual(
      (await two.next('present')).people.map(({ name }) => name),
      ['Ann', 'Bob'],
    );
    two.socket.terminate();
    assert.deepEqual(
      (await one.next('present')).people.map(({ name }) => name),
      ['Ann'],
    );
    assert.deepEqual(
      quiet.messages.map(({ kind }) => kind),
      ['welcome'],
    );
  });

  it('[L14] lets no foreign host name or origin in, and serves no other address', async () => {
    const { port } = await start();
    const statusOf = (headers: Record<string, string>, path = livePath): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
        socket.on('unexpected-response', (_, response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode));
        });
        socket.on('open', () => {
          socket.close();
          resolve(101);
        });
        socket.on('error', reject);
      });
    assert.equal(await statusOf({ origin: 'https://evil.example' }), 403);
    assert.equal(await statusOf({ host: 'evil.example' }), 421);
    assert.equal(await statusOf({}, '/api/v1/status'), 426);
    assert.equal(await statusOf({}, '/'), 426);
    assert.equal(await statusOf({}, '/none'), 426);
    assert.equal(await statusOf({ origin: `http://127.0.0.1:${port}` }), 101);
    assert.equal(await statusOf({}), 101);
  });

  it('[L14] tells a pane of another protocol to reload', async () => {
    const { port } = await start();
    const pane = await openPane(port);
    const message: ToEngine = { kind: 'subscribe', protocol: protocolVersion + 1, cursors: [] };
    pane.send(message);
    assert.equal((await pane.next('problem')).code, 'protocol-version');
    assert.equal(await pane.closed, 1008);
  });

  it('[L15] says goodbye when the engine stops, and cuts off who does not answer', async () => {
    const { port, app } = await start();
    const polite = await openPane(port);
    const stubborn = await openPane(port);
    stubborn.socket.pause();
    await app.close();
    assert.equal(await polite.closed, 1001);
    stubborn.socket.resume();
    await stubborn.closed;
  });
});
