import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { signRequest } from '#engine/adapters/evidence/sign-request';

/** What is used of the signer of the AWS SDK; it is installed apart, and its types are not. */
type OtherSigner = new (
  options: Record<string, unknown>,
) => {
  sign(request: object, options: object): Promise<{ readonly headers: Readonly<Record<string, string>> }>;
};

const peer = createRequire(join(process.cwd(), '.tools', 's3', 'package.json'));
const { SignatureV4 } = peer('@smithy/signature-v4') as { readonly SignatureV4: OtherSigner };
const { Sha256 } = peer('@aws-crypto/sha256-js') as { readonly Sha256: unknown };

describe('a request to S3, beside the signer of the AWS SDK', () => {
  it('[N23] has the same signature, whatever the keys, the time, the bucket and the headers', async () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
    const request = fc.record({
      method: fc.constantFrom('GET' as const, 'HEAD' as const, 'PUT' as const, 'DELETE' as const),
      folder: fc.array(
        word.filter((text) => !/^\.+$/.test(text)),
        { minLength: 1, maxLength: 3 },
      ),
      port: fc.option(fc.integer({ min: 1_024, max: 65_535 })),
      value: fc.option(fc.stringMatching(/^[!-~]{1,10}( [!-~]{1,10}){0,2}$/)),
      payload: fc.stringMatching(/^[0-9a-f]{64}$/),
      accessKeyId: word,
      secretAccessKey: fc.string({ minLength: 1, maxLength: 40 }),
      sessionToken: fc.option(word),
      region: fc.constantFrom('us-east-1', 'eu-central-1', 'auto'),
      time: fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, folder, port, value, payload, region, time, ...keys }) => {
        const url = new URL(`https://s3.example.org${port === null ? '' : `:${port}`}/${folder.join('/')}`);
        const headers: Record<string, string> = value === null ? {} : { range: 'bytes=0-9', 'x-amz-meta-a': value };
        const ours = signRequest({ method, url, headers, payload }, keys, region, time.toISOString());

        const { accessKeyId, secretAccessKey, sessionToken } = keys;
        const signer = new SignatureV4({
          ...{ service: 's3', region, sha256: Sha256, uriEscapePath: false, applyChecksum: false },
          credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) },
        });
        const theirs = await signer.sign(
          {
            ...{ method, protocol: 'https:', hostname: url.hostname, path: url.pathname },
            headers: { ...headers, host: url.host, 'x-amz-content-sha256': payload },
          },
          { signingDate: time },
        );
        assert.equal(ours['authorization'], theirs.headers['authorization']);
      }),
      { numRuns: 200 },
    );
  });
});
