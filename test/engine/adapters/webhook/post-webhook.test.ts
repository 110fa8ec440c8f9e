import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebhookSender, signHmac } from '#engine/adapters/webhook/post-webhook';

describe('posting to another system', () => {
  const got: { readonly body: string; readonly headers: NodeJS.Dict<string | string[]> }[] = [];
  let server: Server;
  let address: string;
  beforeEach(async () => {
    got.length = 0;
    server = createServer((request, answer) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        got.push({ body, headers: request.headers });
        if (request.url === '/slow') return;
        answer.writeHead(request.url === '/away' ? 302 : request.url === '/broken' ? 503 : 200, { location: '/' });
        answer.end('x'.repeat(100_000));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const message = (path: string) => ({
    url: `${address}${path}`,
    body: '{"é":1}',
    headers: { 'controlbook-event': 'e' },
  });

  it('[K50] sends body and headers whole, and says what came of it', async () => {
    const sender = createWebhookSender({ allowPrivate: true, patience: 300 });
    assert.deepEqual(await sender.post(message('/')), { status: 200, problem: null });
    assert.deepEqual([got[0]?.body, got[0]?.headers['controlbook-event']], ['{"é":1}', 'e']);
    assert.deepEqual(await sender.post(message('/broken')), {
      status: 503,
      problem: 'It answered with the status 503.',
    });
    assert.equal((await sender.post(message('/away'))).status, 302);
    assert.equal(got.length, 3);
    assert.match((await sender.post(message('/slow'))).problem ?? '', /did not answer within/);
    server.closeAllConnections();
    server.close();
    assert.equal((await sender.post(message('/'))).status, null);
  });

  it('[K53] goes to no private address unless it is allowed, also by a name that leads to one', async () => {
    const sender = createWebhookSender({ allowPrivate: false });
    for (const url of [`${address}/`, 'https://127.0.0.1/', 'https://localhost/']) {
      const { status, problem } = await sender.post({ ...message('/'), url });
      assert.equal(status, null);
      assert.match(problem ?? '', /private|https/);
    }
    assert.equal(got.length, 0);
  });

  it('[K50] is signed by HMAC-SHA256', () => {
    assert.equal(signHmac('s', 'text'), createHmac('sha256', 's').update('text').digest('hex'));
  });
});
