import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createTestServer } from '#test/support/test-server';

describe('the guard', () => {
  const statusWith = async (
    headers: Record<string, string>,
    options = {},
    method: 'GET' | 'PUT' | 'OPTIONS' = 'GET',
  ) => {
    const { app } = await createTestServer(options);
    return app.inject({ method, url: '/api/v1/settings', headers });
  };

  it('[A11] answers to the names of its own machine and to configured ones alone', async () => {
    for (const host of ['localhost', 'localhost:3700', '127.0.0.1:3700', '[::1]:3700', 'LOCALHOST:1']) {
      assert.equal((await statusWith({ host })).statusCode, 200, host);
    }
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.nip.io:3700',
      '[::1].evil',
      'evil@localhost',
    ]) {
      const answer = await statusWith({ host });
      assert.deepEqual([answer.statusCode, answer.json().code], [421, 'unknown-host'], host);
    }
    assert.equal((await statusWith({ host: 'book.example.com' }, { hosts: ['Book.Example.com'] })).statusCode, 200);
  });

  it('[A12] lets no page of another site change anything', async () => {
    const host = 'localhost:3700';
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:9999',
      'https://localhost:3700',
      'http://localhost:3700.evil',
    ]) {
      const answer = await statusWith({ host, origin }, {}, 'PUT');
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'foreign-origin'], origin);
    }
    const silent = await statusWith({ host, 'sec-fetch-site': 'cross-site' }, {}, 'PUT');
    assert.equal(silent.statusCode, 403);
    // From our own page, and from outside a browser, the guard lets through: the missing body is the next complaint.
    assert.equal((await statusWith({ host, origin: 'http://localhost:3700' }, {}, 'PUT')).json().code, 'invalid');
    assert.equal((await statusWith({ host }, {}, 'PUT')).json().code, 'invalid');
  });

  it('[A13] lets other sites read nothing unless their origin is configured', async () => {
    const origin = 'https://addin.example.com';
    assert.equal((await statusWith({ origin })).headers['access-control-allow-origin'], undefined);
    assert.equal((await statusWith({ origin }, {}, 'OPTIONS')).headers['access-control-allow-origin'], undefined);
    const options = { allowedOrigins: [origin] };
    const preflight = await statusWith({ origin, 'access-control-request-method': 'PUT' }, options, 'OPTIONS');
    assert.equal(preflight.statusCode, 204);
    assert.equal(preflight.headers['access-control-allow-origin'], origin);
    assert.match(String(preflight.headers['access-control-allow-headers']), /idempotency-key/);
    const read = await statusWith({ origin }, options);
    assert.equal(read.headers['access-control-allow-origin'], origin);
    assert.equal(read.headers.vary, 'origin');
    assert.equal((await statusWith({ origin }, options, 'PUT')).json().code, 'invalid');
    assert.equal(
      (await statusWith({ origin: 'https://other.example' }, options)).headers['access-control-allow-origin'],
      undefined,
    );
  });

  it('[A14] sends every answer with the headers that keep browsers from guessing, framing and storing', async () => {
    const { app } = await createTestServer();
    for (const url of ['/', '/api/docs', '/api/v1/status', '/api/v1/none', '/style.css']) {
      const { headers } = await app.inject(url);
      assert.equal(headers['x-content-type-options'], 'nosniff', url);
      assert.equal(headers['cache-control'], 'no-store', url);
      assert.match(String(headers['content-security-policy']), /^default-src 'none';.*frame-ancestors 'none'/, url);
    }
  });

  it('[A15] ends an upgrade to anything but the live channel, and a request that is none', async () => {
    const { app } = await createTestServer();
    await app.listen({ port: 0, host: '127.0.0.1' });
    try {
      const { port } = app.server.address() as { port: number };
      const answerOf = (text: string): Promise<string> =>
        new Promise((resolve, reject) => {
          const sent = request({ port, host: '127.0.0.1' });
          sent.on('error', reject);
          sent.on('socket', (socket) => {
            let answer = '';
            socket.on('data', (chunk) => {
              answer += String(chunk);
            });
            socket.on('close', () => resolve(answer));
            socket.removeAllListeners('connect');
            socket.write(text);
          });
        });
      const long = await answerOf(`GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      assert.match(long, /^HTTP\/1\.1 431 .*application\/problem\+json.*"code":"too-large"/s);
      const nonsense = await answerOf('\u0016\u0003\u0001 nonsense\r\n\r\n');
      assert.match(nonsense, /^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"bad-request"/s);
    } finally {
      await app.close();
    }
  });
});
