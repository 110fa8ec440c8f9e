import assert from 'node:assert/strict';
import { get } from 'node:https';
import { listen } from '#test/support/live-pane';
import { selfSigned } from '#test/support/self-signed';
import { createTestServer } from '#test/support/test-server';

describe('the HTTP server with a certificate', () => {
  it('[A28] speaks https, and its own pages are of its own origin', async () => {
    const { app } = await createTestServer({ tls: selfSigned });
    const port = await listen(app);
    try {
      const statusOf = (method: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
        new Promise((resolve, reject) => {
          const options = { port, host: '127.0.0.1', path: '/api/v1/settings', method, headers, ca: selfSigned.cert };
          get({ ...options, checkServerIdentity: () => undefined }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          }).on('error', reject);
        });
      assert.equal(await statusOf('GET'), 200);
      // 400: let through by the guard, and refused for its missing body.
      assert.equal(await statusOf('PUT', { origin: `https://127.0.0.1:${port}` }), 400);
      assert.equal(await statusOf('PUT', { origin: `http://127.0.0.1:${port}` }), 403);
    } finally {
      await app.close();
    }
  });
});
