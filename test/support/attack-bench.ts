import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { sha256 } from '#engine/adapters/store/sha256';
import type { Log } from '#engine/app/ports';
import { readConfig } from '#engine/config';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { openSamples } from '#test/support/sample-assessments';
import { openTemporaryFolder } from '#test/support/temporary-folder';

export type Asked = {
  readonly method?: string;
  /** As it stands on the line: nothing is put in order. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly code: string;
};

/** A started engine with two assessments, and what an attacker must not change. */
export type AttackBench = {
  readonly served: ServedEngine;
  readonly folder: string;
  readonly logged: readonly string[];
  ask(asked: Asked): Promise<Answer>;
  json(path: string, method: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  upload(path: string, bytes: Uint8Array, name?: string): Promise<Answer>;
  /** Runs, and fails when the journal has grown by more than records of refusals, or evidence or workbooks are others. */
  unchanged<T>(run: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

export async function openAttackBench(environment: Readonly<Record<string, string>> = {}): Promise<AttackBench> {
  const { folder, remove } = await openTemporaryFolder();
  const books = join(folder, 'books');
  const flags = { data: join(folder, 'data'), folder: books, port: '0', settle: '40', bare: true };
  const config = readConfig(flags, environment);
  assert.ok(config.ok, config.ok ? '' : config.error);
  const logged: string[] = [];
  const note = (message: string, data: unknown) => void logged.push(`${message} ${JSON.stringify(data)}`);
  const log: Log = { info: note, warn: note, error: note };
  const started = await serveEngine(config.value, log);
  assert.ok(started.ok);
  const served = started.value;
  await openSamples(served.engine);
  await served.engine.placeWorkbooks();
  const { port } = new URL(served.url);

  const ask = ({ method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = { host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false };
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, code: codeOf(text) });
        });
        answer.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const state = async () => {
    const { organisation } = served.engine;
    const heads = organisation.partitions().map((partition) => [partition.id, partition.head().position] as const);
    return {
      heads: new Map(heads),
      evidence: await listing(join(folder, 'data', 'evidence')),
      // What a workbook says of refusals is written into it; which workbooks there are stays.
      books: (await readdir(books, { recursive: true })).filter((name) => !passing.test(name)).sort(),
    };
  };
  return {
    ...{ served, folder, logged, ask },
    json: (path, method, body, headers = {}) =>
      ask({ path, method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }),
    upload(path, bytes, name = 'a.xlsx') {
      const boundary = 'a-boundary-of-this-test';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      return ask({
        path,
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        body,
      });
    },
    async unchanged(run) {
      const before = await state();
      const result = await run();
      const after = await state();
      for (const partition of served.engine.organisation.partitions()) {
        const grown = await partition.read(before.heads.get(partition.id) ?? 0, 1_000);
        // What somebody typed and was refused is on record; that is all there may be.
        for (const { entry } of grown) assert.equal(entry.event.kind, 'refused', JSON.stringify(entry));
      }
      assert.deepEqual([after.evidence, after.books], [before.evidence, before.books]);
      return result;
    },
    async stop() {
      // What the refusals have left to be said in the workbooks is written first.
      await served.engine.workbooks.idle();
      await served.stop();
      await remove();
    },
  };
}

function codeOf(text: string): string {
  try {
    const { code } = JSON.parse(text) as { readonly code?: unknown }; // looked at next
    return typeof code === 'string' ? code : '';
  } catch {
    return '';
  }
}

/** Notes beside workbooks, and workbooks that are being written. */
const passing = /inbox report\.txt$|~controlbook-[^/]*\.tmp$/;

/** Every file below a folder with the hash of what it holds. */
async function listing(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = names
    .filter((one) => one.isFile())
    .map(async (one) => {
      const path = join(one.parentPath, one.name);
      return `${path} ${sha256(await readFile(path))}`;
    });
  return (await Promise.all(lines)).sort();
}
