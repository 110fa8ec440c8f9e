import type { UploadId } from '#engine/contract/model/evidence';
import { ok, type Result } from '#engine/domain/result';
import { createBackoff } from './backoff.ts';
import type { CallProblem, Client } from './client.ts';
import type { Clock, Random } from './outside.ts';

export type SendFileParts = {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly upload: UploadId;
  readonly file: Pick<File, 'size' | 'slice'>;
  /** Bytes the engine has already. */
  readonly from: number;
  /** Aborted, it stops; what has arrived stays with the engine. */
  readonly signal: AbortSignal;
  readonly heard: (progress: { readonly done: number; readonly isBroken: boolean }) => void;
};

/** Bytes of a part: small first, so that a slow line shows how it goes; then as many as go in a few seconds. */
const firstPart = 512 * 1024;
const leastPart = 64 * 1024;
const mostPart = 8 * 1024 * 1024;
/** Milliseconds: the engine hangs up after two minutes. */
const partWithin = 100_000;
const [quick, slow] = [1_500, 8_000];

/** After these the engine is asked how far it is, and the rest is sent again. */
const passing: ReadonlySet<string> = new Set([
  ...['no-engine', 'wrong-offset', 'broken-off', 'closing', 'internal', 'unreachable', 'too-many-requests'],
  ...['unauthenticated', 'identity-unavailable'],
]);

/**
 * Sends the bytes of a file in parts until the engine has them all, over any loss of the line. True when all are there,
 * false when it was called off.
 */
export async function sendFile(parts: SendFileParts): Promise<Result<boolean, CallProblem>> {
  const { client, clock, upload, file, signal, heard } = parts;
  const params = { upload };
  const backoff = createBackoff([500, 30_000], parts.random);
  let size = firstPart;
  let done = parts.from;
  heard({ done, isBroken: false });
  while (done < file.size) {
    if (signal.aborted) return ok(false);
    const begun = clock.ticks();
    const sent = await within(partWithin, clock, signal, (either) =>
      client.call('appendUpload', { params, query: { offset: done }, bytes: file.slice(done, done + size) }, either),
    );
    if (signal.aborted) return ok(false);
    if (sent.ok) {
      done = sent.value.offset;
      backoff.reset();
      const took = clock.ticks() - begun;
      if (took < quick) size = Math.min(mostPart, size * 2);
      else if (took > slow) size = Math.max(leastPart, size / 2);
      heard({ done, isBroken: false });
      continue;
    }
    if (!passing.has(sent.error.code)) return sent;
    size = Math.max(leastPart, size / 2);
    heard({ done, isBroken: true });
    await pause(backoff.next(), clock, signal);
    if (signal.aborted) return ok(false);
    const standing = await client.call('upload', { params }, signal);
    if (standing.ok) done = standing.value.offset;
    else if (!passing.has(standing.error.code)) return standing;
  }
  return ok(true);
}

/** Runs what is called off by the signal or when it takes too long. */
async function within<T>(
  milliseconds: number,
  clock: Clock,
  signal: AbortSignal,
  run: (either: AbortSignal) => Promise<T>,
): Promise<T> {
  const both = new AbortController();
  const abort = (): void => both.abort();
  signal.addEventListener('abort', abort);
  const cancel = clock.after(milliseconds, abort);
  try {
    return await run(both.signal);
  } finally {
    cancel();
    signal.removeEventListener('abort', abort);
  }
}

function pause(milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    const stop = (): void => {
      cancel();
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
