import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createS3Store } from '#engine/adapters/evidence/s3-store';
import type { EvidenceStore } from '#engine/app/evidence/ports';
import { bytesOf, collect, sha256Of } from '#test/support/memory-evidence';

const content = { sha256: sha256Of('proof'), size: 5 };
type Answer = { readonly status: number; readonly body?: string };

/** A store over a server that answers as it is told, request by request, and tells what it got. */
async function withServer(
  answers: readonly Answer[],
  run: (
    store: EvidenceStore,
    got: readonly { readonly request: IncomingMessage; readonly body: string }[],
  ) => Promise<void>,
): Promise<void> {
  const got: { request: IncomingMessage; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.from(await collect(request)).toString();
    got.push({ request, body });
    const { status, body: text = '' } = answers[got.length - 1] ?? { status: 599 };
    response.writeHead(status).end(request.method === 'HEAD' ? undefined : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const store = createS3Store({
    address: `http://127.0.0.1:${port}/bucket`,
    region: 'r',
    keys: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: null },
    clock: {
      now: () => '2026-01-02T03:04:05.678Z',
      after: (_, again) => {
        setImmediate(again);
        return () => {};
      },
    },
  });
  try {
    await run(store, got);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('evidence in S3', () => {
  it('[N22] sends the bytes with their length and their hash, as something to be saved', () =>
    withServer([{ status: 200 }], async (store, got) => {
      assert.ok((await store.put(content, () => bytesOf('pr', 'oof'))).ok);
      const [{ request, body } = assert.fail()] = got;
      assert.deepEqual([request.method, request.url, body], ['PUT', `/bucket/${content.sha256}`, 'proof']);
      assert.equal(request.headers['content-length'], '5');
      assert.equal(request.headers['x-amz-content-sha256'], content.sha256);
      assert.equal(request.headers['content-type'], 'application/octet-stream');
      assert.equal(request.headers['content-disposition'], 'attachment');
    }));

  it('[N23] asks again, from the first byte, while the store is busy, and gives up in the end', async () => {
    await withServer([{ status: 503 }, { status: 429 }, { status: 200 }], async (store, got) => {
      assert.ok((await store.put(content, () => bytesOf('proof'))).ok);
      assert.deepEqual(
        got.map(({ body }) => body),
        ['proof', 'proof', 'proof'],
      );
    });
    const slow = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' };
    await withServer([slow, slow, slow, slow], async (store, got) => {
      const answer = await store.read(content.sha256, 0, 5);
      assert.equal(got.length, 4);
      assert.ok(!answer.ok);
      assert.equal(answer.error.code, 'store-unavailable');
      assert.match(answer.error.message, /SlowDown, status 503/);
    });
  });

  it('[N21] a content the store says was damaged on the way is one that is sent again', () =>
    withServer([{ status: 400, body: '<Code>XAmzContentSHA256Mismatch</Code>' }, { status: 204 }], async (store) => {
      const answer = await store.put(content, () => bytesOf('proof'));
      assert.equal(!answer.ok && answer.error.code, 'damaged-on-the-way');
    }));

  it('[N22] a content of another size than it should have is not there', () =>
    withServer([{ status: 200, body: 'x' }], async (store) => {
      assert.deepEqual(await store.has(content), { ok: true, value: false });
    }));
});
