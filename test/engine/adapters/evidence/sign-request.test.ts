import assert from 'node:assert/strict';
import { signRequest } from '#engine/adapters/evidence/sign-request';

// The examples of the Amazon S3 documentation (Authenticating Requests: Using the Authorization Header).
const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
};
const noPayload = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const time = '2013-05-24T00:00:00.000Z';

describe('a request to S3', () => {
  const signature = (headers: Readonly<Record<string, string>>) =>
    /Signature=(\w+)$/.exec(headers['authorization'] ?? '')?.[1];

  it('[N23] is signed as the documentation signs its examples', () => {
    const get = signRequest(
      {
        method: 'GET',
        url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
        headers: { range: 'bytes=0-9' },
        payload: noPayload,
      },
      keys,
      'us-east-1',
      time,
    );
    assert.equal(signature(get), 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    assert.equal(get['x-amz-date'], '20130524T000000Z');
    const put = signRequest(
      {
        method: 'PUT',
        url: new URL('https://examplebucket.s3.amazonaws.com/test%24file.text'),
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
        payload: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      keys,
      'us-east-1',
      time,
    );
    assert.equal(signature(put), '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd');
  });

  it('[N23] carries the token of temporary keys, signed with the rest', () => {
    const signed = signRequest(
      { method: 'HEAD', url: new URL('https://s3.example.org/b/k'), headers: {}, payload: noPayload },
      { ...keys, sessionToken: 'temporary' },
      'eu-central-1',
      time,
    );
    assert.equal(signed['x-amz-security-token'], 'temporary');
    assert.match(signed['authorization'] ?? '', /20130524\/eu-central-1\/s3\/aws4_request.*;x-amz-security-token,/);
  });
});
