import { createHash, createHmac } from 'node:crypto';

export type S3Keys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys. */
  readonly sessionToken: string | null;
};

export type RequestToSign = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Without a query: no content needs one. */
  readonly url: URL;
  /** Signed with the rest; `host` and the date are added. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, hex. */
  readonly payload: string;
};

/**
 * The headers of a request signed with AWS Signature Version 4 for S3. `time` is ISO 8601 UTC. The payload's hash is part
 * of what is signed, so a store that checks signatures checks the content, too.
 */
export function signRequest(
  { method, url, headers, payload }: RequestToSign,
  keys: S3Keys,
  region: string,
  time: string,
): Readonly<Record<string, string>> {
  const stamp = time.replace(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-content-sha256': payload,
    'x-amz-date': stamp,
    ...(keys.sessionToken === null ? {} : { 'x-amz-security-token': keys.sessionToken }),
  };
  const names = Object.keys(all).sort();
  const canonical = [
    method,
    url.pathname,
    '',
    ...names.map((name) => `${name}:${all[name]?.trim() ?? ''}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${keys.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const { host: _, ...sent } = all; // the client sends it itself
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}
