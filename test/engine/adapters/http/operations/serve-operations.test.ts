import assert from 'node:assert/strict';
import type { Hindrance, Operations } from '#engine/adapters/http/operations/operations';
import { serveLiveChannel } from '#engine/adapters/live/live-channel';
import { machineIdentity } from '#engine/app/identity';
import { measureChanges } from '#engine/app/measure-changes';
import { createMetrics } from '#engine/app/metrics';
import { connectPane, listen } from '#test/support/live-pane';
import { namedIdentity } from '#test/support/test-identity';
import { ann } from '#test/support/test-organisation';
import { createTestServer } from '#test/support/test-server';

describe('health and metrics', () => {
  const operationsOf = (more: Partial<Operations> = {}): Operations => ({
    metrics: createMetrics(),
    hindrances: async () => [],
    samples: () => [],
    token: null,
    ...more,
  });
  const host = 'localhost';

  it('[M1] say to anybody, by any name, that the process is alive, also when it is not ready', async () => {
    const hindrances = async () => [{ check: 'data', problem: 'The disk is full.' }];
    const { app } = await createTestServer({ identity: namedIdentity, operations: operationsOf({ hindrances }) });
    const answer = await app.inject({ url: '/health/live', headers: { host: '10.1.2.3:3700' } });
    assert.deepEqual([answer.statusCode, answer.json()], [200, { live: true }]);
    const elsewhere = await app.inject({ url: '/api/v1/groups', headers: { host: '10.1.2.3:3700' } });
    assert.equal(elsewhere.statusCode, 421);
  });

  it('[M2] name everything that keeps work away, with 503 as long as there is something', async () => {
    let problems: readonly Hindrance[] = [{ check: 'folder', problem: 'It is not mounted.' }];
    const operations = operationsOf({ hindrances: async () => problems });
    const { app } = await createTestServer({ identity: namedIdentity, operations });
    const ask = () => app.inject({ url: '/health/ready', headers: { host: '10.1.2.3' } });
    const away = await ask();
    assert.deepEqual([away.statusCode, away.json()], [503, { ready: false, problems }]);
    problems = [];
    const back = await ask();
    assert.deepEqual([back.statusCode, back.json()], [200, { ready: true, problems: [] }]);
  });

  it('[M3] are shown on this machine alone, and to whom a proxy here forwards not', async () => {
    const { app } = await createTestServer({ identity: namedIdentity, operations: operationsOf() });
    const own = await app.inject({ url: '/metrics', headers: { host } });
    assert.equal(own.statusCode, 200);
    assert.match(String(own.headers['content-type']), /^text\/plain; version=0\.0\.4/);
    const far = await app.inject({ url: '/metrics', headers: { host }, remoteAddress: '10.1.2.3' });
    assert.deepEqual([far.statusCode, far.json().code], [403, 'forbidden']);
    for (const header of ['x-forwarded-for', 'forwarded']) {
      const led = await app.inject({ url: '/metrics', headers: { host, [header]: 'for=10.1.2.3' } });
      assert.equal(led.statusCode, 403, header);
    }
  });

  it('[M3] are shown to whoever has the token where one is set, and to nobody else', async () => {
    const { app } = await createTestServer({ operations: operationsOf({ token: 'a-token-of-sixteen-letters' }) });
    const read = (authorization: string | null, remoteAddress: string) =>
      app.inject({
        url: '/metrics',
        headers: { host, ...(authorization === null ? {} : { authorization }) },
        remoteAddress,
      });
    assert.equal((await read('Bearer a-token-of-sixteen-letters', '10.1.2.3')).statusCode, 200);
    for (const wrong of [null, 'Bearer ', 'Bearer a-token-of-sixteen-letterz', 'a-token-of-sixteen-letters']) {
      const answer = await read(wrong, '127.0.0.1');
      assert.deepEqual([answer.statusCode, answer.json().code], [401, 'unauthenticated'], String(wrong));
    }
  });

  it('[M4] count changes by verdict, requests by status, refusals by code, and panes that are connected', async () => {
    const operations = operationsOf();
    const { metrics } = operations;
    const ticks = () => performance.now();
    const server = await createTestServer({ operations }, (useCases) => measureChanges(useCases, metrics, { ticks }));
    const { app, useCases, test, logger: log } = server;
    serveLiveChannel(app, useCases, {
      identity: machineIdentity(ann),
      clock: test.organisation.clock,
      log,
      metrics,
    });
    const push = (id: string, base: number, value: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/changes',
        headers: { host },
        payload: server.changes(id, [server.note('Patch', value, base)]),
      });
    await push('one', 0, 'first');
    await push('two', 0, 'another');
    await app.inject({ url: '/api/v1/nothing', headers: { host } });
    const pane = connectPane(await listen(app));
    try {
      await pane.next('welcome');
      pane.send('no message');
      await pane.next('problem');
      const text = (await app.inject({ url: '/metrics', headers: { host } })).body;
      const lines = text.split('\n');
      for (const line of [
        'controlbook_changes_total{channel="api",outcome="accepted"} 1',
        'controlbook_changes_total{channel="api",outcome="conflict"} 1',
        'controlbook_change_set_seconds_count{channel="api"} 2',
        'controlbook_change_sets_waiting 0',
        'controlbook_requests_total{method="POST",status="200"} 2',
        'controlbook_refused_total{code="not-found"} 1',
        'controlbook_refused_total{code="malformed"} 1',
        'controlbook_connections 1',
        'controlbook_ready 1',
      ]) {
        assert.ok(lines.includes(line), `${line}\n${text}`);
      }
    } finally {
      pane.socket.close();
      await pane.closed;
      await app.close();
    }
    assert.match(metrics.text([]), /^controlbook_connections 0$/m);
  });
});
