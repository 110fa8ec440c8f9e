import { createHash } from 'node:crypto';
import type { Bytes, Content, EvidenceStore, StoreProblem } from '../../app/evidence/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { Sha256 } from '../../contract/model/evidence.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type RequestToSign, type S3Keys, signRequest } from './sign-request.ts';

export type S3Options = {
  /** Where the bucket answers, bucket and any folder included: `https://s3.eu-central-1.amazonaws.com/bucket/evidence`. */
  readonly address: string;
  readonly region: string;
  readonly keys: S3Keys;
  readonly clock: Pick<Clock, 'now' | 'after'>;
};

/** Milliseconds before a request that failed is made again; then it has failed. */
const pauses = [200, 1_000, 3_000];

/** The hash of no bytes at all. */
const noPayload = createHash('sha256').digest('hex');

/** Contents as objects of a bucket, by their SHA-256. */
export function createS3Store({ address, region, keys, clock }: S3Options): EvidenceStore {
  const urlOf = (sha256: Sha256): URL => new URL(`${address.replace(/\/+$/, '')}/${sha256}`);

  const ask = async (
    method: RequestToSign['method'],
    sha256: Sha256,
    more: { readonly headers?: Record<string, string>; readonly content?: Content; readonly open?: () => Bytes } = {},
  ): Promise<Result<Response, StoreProblem>> => {
    const { headers = {}, content, open } = more;
    for (let attempt = 0; ; attempt += 1) {
      const body = open === undefined ? null : ReadableStream.from(open());
      const signed = signRequest(
        { method, url: urlOf(sha256), headers, payload: content?.sha256 ?? noPayload },
        keys,
        region,
        clock.now(),
      );
      const length = content === undefined ? {} : { 'content-length': String(content.size) };
      const sent = { method, headers: { ...signed, ...length }, redirect: 'error', body, duplex: 'half' } as const;
      const answer = await fetch(urlOf(sha256), sent).catch(reasonOf);
      if (typeof answer !== 'string' && answer.status < 500 && answer.status !== 429) return ok(answer);
      const reason = typeof answer === 'string' ? answer : await said(answer);
      const pause = pauses[attempt];
      if (pause === undefined) return err(unavailable(reason));
      await new Promise<void>((resolve) => void clock.after(pause, resolve));
    }
  };

  return {
    async has({ sha256, size }) {
      const answer = await ask('HEAD', sha256);
      if (!answer.ok) return answer;
      if (answer.value.status === 404) return ok(false);
      if (answer.value.status !== 200) return err(unavailable(await said(answer.value)));
      return ok(Number(answer.value.headers.get('content-length')) === size);
    },
    async put(content, open) {
      let found: string | null = null;
      const answer = await ask('PUT', content.sha256, {
        // Should anybody open the bucket to browsers, they still only save it.
        headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' },
        content,
        open: () =>
          hashed(open(), (sha256) => {
            found = sha256;
          }),
      });
      if (!answer.ok) return answer;
      const damaged = found !== null && found !== content.sha256; // null: the store did not want all of it
      if (answer.value.status === 200 && !damaged) {
        await answer.value.body?.cancel();
        return ok(null);
      }
      const reason = await said(answer.value);
      if (!damaged && !/BadDigest|SHA256Mismatch/.test(reason)) return err(unavailable(reason));
      await ask('DELETE', content.sha256);
      const message = `What arrived (SHA-256 ${found}) is not what it was said to be (SHA-256 ${content.sha256}). Send the file again.`;
      return err({ code: 'damaged-on-the-way', message });
    },
    async read(sha256, from, to) {
      if (from >= to) return ok(nothing());
      const answer = await ask('GET', sha256, { headers: { range: `bytes=${from}-${to - 1}` } });
      if (!answer.ok) return answer;
      const { status, body } = answer.value;
      if (status === 404) return ok(null);
      if (status !== 206 || body === null) return err(unavailable(await said(answer.value)));
      return ok(body);
    },
    async remove(sha256) {
      const answer = await ask('DELETE', sha256);
      if (!answer.ok) return answer;
      const { status } = answer.value;
      return status === 204 || status === 200 || status === 404 ? ok(null) : err(unavailable(await said(answer.value)));
    },
  };
}

function unavailable(reason: string): StoreProblem {
  const message = `The store of the evidence does not take this now (${reason}). Try again; if it stays so, look at its address, keys and rights.`;
  return { code: 'store-unavailable', message };
}

/** What the store says about itself: the code of its XML, else the status. */
async function said(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => '');
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(text)?.[1];
  return code === undefined ? `status ${answer.status}` : `${code}, status ${answer.status}`;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

async function* hashed(bytes: Bytes, tell: (sha256: string) => void): Bytes {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  tell(hash.digest('hex'));
}

async function* nothing(): Bytes {}
