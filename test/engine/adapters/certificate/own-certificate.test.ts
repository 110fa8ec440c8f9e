import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeCertificate } from '#engine/adapters/certificate/make-certificate';
import { ownCertificate } from '#engine/adapters/certificate/own-certificate';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const clockAt = (now: string) => ({ now: () => now });

describe('the own certificate', () => {
  it('[X15] names this machine, is signed by itself and is for servers alone', () => {
    const { cert } = makeCertificate('2026-11-23T00:00:00.000Z', '2028-11-23T00:00:00.000Z');
    const read = new X509Certificate(cert);
    assert.equal(read.subject, 'CN=localhost');
    assert.equal(read.subjectAltName, 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    assert.ok(read.verify(read.publicKey));
    assert.equal(read.ca, false);
    assert.deepEqual(read.keyUsage, ['1.3.6.1.5.5.7.3.1']);
    assert.deepEqual([read.checkHost('localhost'), read.checkIP('127.0.0.1')], ['localhost', '127.0.0.1']);
    assert.equal(read.checkHost('example.org'), undefined);
    assert.deepEqual(
      [read.validFrom, read.validTo].map((time) => new Date(time).toISOString()),
      ['2026-11-23T00:00:00.000Z', '2028-11-23T00:00:00.000Z'],
    );
  });

  it('[X15] serves whoever trusts it', async () => {
    const now = Date.now();
    const iso = (time: number) => new Date(time).toISOString();
    const made = makeCertificate(iso(now - 1_000_000), iso(now + 1_000_000));
    const server = createServer(made, (_, answer) => answer.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const body = await new Promise<string>((resolve, reject) => {
      request({ host: '127.0.0.1', port, ca: made.cert }, (answer) => {
        answer.setEncoding('utf8').on('data', resolve);
      })
        .on('error', reject)
        .end();
    });
    server.close();
    assert.equal(body, 'here');
  });

  it('[X15] stays the same until it will soon end, or is damaged', () =>
    withTemporaryFolder(async (folder) => {
      const first = await ownCertificate(folder, clockAt('2026-11-23T00:00:00.000Z'));
      assert.deepEqual(await ownCertificate(folder, clockAt('2027-11-23T00:00:00.000Z')), first);
      const second = await ownCertificate(folder, clockAt('2029-01-20T00:00:00.000Z'));
      assert.notEqual(second.cert, first.cert);
      await writeFile(join(folder, 'https.cert.pem'), first.cert.slice(0, 100));
      assert.notEqual((await ownCertificate(folder, clockAt('2029-01-20T00:00:00.000Z'))).cert, second.cert);
      assert.match(await readFile(join(folder, 'https.key.pem'), 'utf8'), /PRIVATE KEY/);
      if (process.platform !== 'win32') assert.equal((await stat(join(folder, 'https.key.pem'))).mode & 0o077, 0);
    }));
});
