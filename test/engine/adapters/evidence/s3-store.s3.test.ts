import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createS3Store } from '#engine/adapters/evidence/s3-store';
import type { Clock } from '#engine/app/ports';
import { describeEvidenceStore } from '#test/contracts/evidence-store-contract';
import { bytesOf, collect, sha256Of } from '#test/support/memory-evidence';
import { openTemporaryFolder } from '#test/support/temporary-folder';

/** What is used of the server; it is installed apart, and its types are not. */
type S3Server = new (
  options: Record<string, unknown>,
) => {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
};

const S3rver = createRequire(join(process.cwd(), '.tools', 's3', 'package.json'))('s3rver') as S3Server;

/** The keys the server knows. */
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', sessionToken: null };
/** The time of day for the signatures; no pause before a request is made again. */
const clock: Pick<Clock, 'now' | 'after'> = {
  now: () => new Date().toISOString(),
  after: (_, run) => {
    setImmediate(run);
    return () => {};
  },
};

async function startServer() {
  const { folder, remove } = await openTemporaryFolder();
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory: folder },
    ...{ allowMismatchedSignatures: false, configureBuckets: [{ name: 'proofs' }] },
  });
  const { port } = await server.run();
  return {
    options: { address: `http://127.0.0.1:${port}/proofs/evidence/`, region: 'eu-central-1', keys, clock },
    end: async () => {
      await server.close();
      await remove();
    },
  };
}

describeEvidenceStore('an S3 bucket', async () => {
  const { options, end } = await startServer();
  return { store: createS3Store(options), end };
});

describe('an S3 bucket', () => {
  const content = { sha256: sha256Of('proof'), size: 5 };

  it('[N23] that refuses the keys, or is not there, is a problem that says so, and nothing else', async () => {
    const { options, end } = await startServer();
    try {
      const foreign = createS3Store({ ...options, keys: { ...keys, accessKeyId: 'guessed' } });
      for (const answer of [
        await foreign.has(content),
        await foreign.put(content, () => bytesOf('proof')),
        await foreign.read(content.sha256, 0, 5),
        await foreign.remove(content.sha256),
      ]) {
        assert.equal(!answer.ok && answer.error.code, 'store-unavailable');
      }
      const wrong = await foreign.put(content, () => bytesOf('proof'));
      assert.match(!wrong.ok ? wrong.error.message : '', /InvalidAccessKeyId/);
      const nowhere = createS3Store({ ...options, address: options.address.replace('proofs', 'no-such-bucket') });
      const missing = await nowhere.put(content, () => bytesOf('proof'));
      assert.match(!missing.ok ? missing.error.message : '', /NoSuchBucket/);
    } finally {
      await end();
    }
    const gone = createS3Store({ address: 'http://127.0.0.1:9/b', region: 'r', keys, clock });
    const answer = await gone.has(content);
    assert.equal(!answer.ok && answer.error.code, 'store-unavailable');
  });

  it('[N22] a part of a large content travels as that part, and all of it as it came', async () => {
    const { options, end } = await startServer();
    try {
      const store = createS3Store(options);
      const block = Buffer.alloc(1024 * 1024, 'evidence ');
      const blocks = Array.from({ length: 12 }, () => block);
      const large = { sha256: sha256Of(Buffer.concat(blocks)), size: 12 * block.length };
      assert.ok((await store.put(large, () => bytesOf(...blocks))).ok);
      const part = await store.read(large.sha256, 5_000_000, 5_000_100);
      assert.ok(part.ok && part.value !== null);
      assert.deepEqual(Buffer.from(await collect(part.value)), Buffer.concat(blocks).subarray(5_000_000, 5_000_100));
      const whole = await store.read(large.sha256, 0, large.size);
      assert.ok(whole.ok && whole.value !== null);
      assert.equal(sha256Of(await collect(whole.value)), large.sha256);
    } finally {
      await end();
    }
  });
});
