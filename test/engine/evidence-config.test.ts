import assert from 'node:assert/strict';
import { readConfig } from '#engine/config';
import { readEvidenceConfig } from '#engine/evidence-config';

const bucket = {
  CONTROLBOOK_EVIDENCE_S3: 'https://s3.eu-central-1.amazonaws.com/proofs/evidence',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

describe('the configuration of evidence', () => {
  it('[N61] takes files of two gigabytes, of every type that does not run, on disk and for ever', () => {
    const config = readEvidenceConfig({ CONTROLBOOK_EVIDENCE_TYPES: ' ' });
    const limits = { fileBytes: 2 * 1024 ** 3, types: null, keepRemovedDays: null };
    assert.deepEqual(config, { ok: true, value: { limits, s3: null } });
  });

  it('[N61] takes other limits, and a bucket with its keys', () => {
    const config = readEvidenceConfig({
      ...bucket,
      CONTROLBOOK_EVIDENCE_MAX_MB: '100',
      CONTROLBOOK_EVIDENCE_TYPES: 'pdf, .PNG,docx',
      CONTROLBOOK_EVIDENCE_KEEP_REMOVED_DAYS: '30',
      AWS_REGION: 'eu-central-1',
    });
    assert.ok(config.ok);
    assert.deepEqual(config.value.limits, {
      fileBytes: 100 * 1024 ** 2,
      types: ['pdf', 'png', 'docx'],
      keepRemovedDays: 30,
    });
    assert.deepEqual(config.value.s3, {
      address: bucket.CONTROLBOOK_EVIDENCE_S3,
      region: 'eu-central-1',
      keys: { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: null },
    });
  });

  for (const [what, environment, said] of [
    ['a size that is none', { CONTROLBOOK_EVIDENCE_MAX_MB: '2GB' }, /whole number of megabytes/],
    ['no days', { CONTROLBOOK_EVIDENCE_KEEP_REMOVED_DAYS: '0' }, /from 1 to 36500/],
    ['a type that is none', { CONTROLBOOK_EVIDENCE_TYPES: 'pdf,*' }, /"\*" is none/],
    ['a type that runs', { CONTROLBOOK_EVIDENCE_TYPES: 'pdf,exe' }, /exe: files that run/],
    [
      'a bucket without a bucket',
      { ...bucket, CONTROLBOOK_EVIDENCE_S3: 'https://s3.example.org/' },
      /address of a bucket/,
    ],
    [
      'an address with keys',
      { ...bucket, CONTROLBOOK_EVIDENCE_S3: 'https://a:b@s3.example.org/b' },
      /address of a bucket/,
    ],
    ['a bucket without keys', { ...bucket, AWS_SECRET_ACCESS_KEY: '' }, /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/],
  ] as const) {
    it(`[N61] ${what} is refused, and it is said what would do`, () => {
      const config = readEvidenceConfig(environment);
      assert.ok(!config.ok);
      assert.match(config.error, said);
      assert.ok(!readConfig({}, environment).ok);
    });
  }

  it('[N61] links lead to where people reach the engine, not to where it happens to answer', () => {
    const address = (port: string, environment: Record<string, string> = {}) => {
      const config = readConfig({ port }, environment);
      return config.ok ? config.value.address : config.error;
    };
    assert.equal(address('3701'), 'http://127.0.0.1:3701');
    assert.equal(address('0'), 'http://127.0.0.1:3700');
    assert.equal(address('0', { CONTROLBOOK_ADDRESS: 'https://book.example.com/' }), 'https://book.example.com');
    assert.match(address('0', { CONTROLBOOK_ADDRESS: 'book.example.com' }), /such as https:/);
  });
});
