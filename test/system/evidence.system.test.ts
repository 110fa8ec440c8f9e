import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { compileChild } from '#test/support/compiled-child';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { cellAt, openWorkbook, rowsOf, until } from '#test/support/workbook-person';

/** Enough for what is held in memory to show, and little enough to be written within seconds. */
const megabytes = 300;
const block = Buffer.alloc(1024 * 1024);

describe('evidence, beside the real engine', function () {
  this.timeout(120_000);
  let compiled = '';
  let program = '';
  const running = new Set<ChildProcess>();

  before(async () => {
    compiled = await mkdtemp(join(tmpdir(), 'controlbook-evidence-'));
    program = await compileChild(resolve('engine/cli.ts'), compiled, [resolve('engine/file-child.ts')]);
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  after(() => rm(compiled, { recursive: true, force: true }));

  function open(folder: string, args: readonly string[]) {
    const { PATH, HOME, USER } = process.env;
    const env = { PATH, HOME, USER };
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString();
    });
    const ended = new Promise<number | null>((done) => {
      child.once('close', (code) => {
        running.delete(child);
        done(code);
      });
    });
    return { child, said, ended };
  }

  async function start(folder: string) {
    const engine = open(folder, ['start', '--port', '0', '--bare']);
    await until(() => /Data {8}\S/.test(engine.said.out) || engine.said.err, true, 30_000);
    return { ...engine, url: /http:\/\/127\.0\.0\.1:\d+/.exec(engine.said.out)?.[0] ?? assert.fail(engine.said.out) };
  }

  async function run(folder: string, ...args: readonly string[]) {
    const { ended, said } = open(folder, args);
    return { code: await ended, ...said };
  }

  const post = async (url: string, body?: object) => {
    const answer = await fetch(url, {
      method: 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json() as Promise<Record<string, never>>;
  };

  /** An assessment of one control and action, made as a person would. */
  async function openAssessment(
    folder: string,
    url: string,
  ): Promise<{ readonly assessment: string; readonly action: string }> {
    await writeFile(join(folder, 'own.csv'), 'Control ID,Control Title,Description\nA-1,Review access,Twice a year\n');
    const imported = await run(folder, 'import', 'own.csv', '--product', 'P', '--certification', 'C', '--yes');
    assert.equal(imported.code, 0, imported.err);
    const { templates } = (await (await fetch(`${url}/api/v1/templates`)).json()) as { templates: { id: string }[] };
    const opened = await post(`${url}/api/v1/assessments`, {
      title: 'Own',
      template: templates[0]?.id,
      group: { name: 'G' },
    });
    const view = (await (await fetch(`${url}/api/v1/assessments/${String(opened['id'])}`)).json()) as {
      actions: { id: string }[];
    };
    return { assessment: String(opened['id']), action: view.actions[0]?.id ?? assert.fail() };
  }

  const append = (url: string, id: string, offset: number, body: Uint8Array) =>
    fetch(`${url}/api/v1/evidence/uploads/${id}?offset=${offset}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });

  // Elsewhere the memory of a process is not told in a file.
  const itOnLinux = process.platform === 'linux' ? it : () => {};
  itOnLinux('[N8] uploads, finishes and serves some hundred megabytes in the memory of a few', () =>
    withTemporaryFolder(async (folder) => {
      const { url, child } = await start(folder);
      const to = await openAssessment(folder, url);
      const memory = await watchMemory(child.pid ?? assert.fail());
      const size = megabytes * block.length;
      const hash = createHash('sha256');
      const { id } = await post(`${url}/api/v1/evidence/uploads`, { to, fileName: 'recording.mkv', size });
      // The first half in one request, as a script would; the rest in parts, as a browser does.
      const half = (megabytes / 2) * block.length;
      await sendBlocks(`${url}/api/v1/evidence/uploads/${id}?offset=0`, megabytes / 2, hash);
      for (let offset = half; offset < size; offset += 10 * block.length) {
        const part = Buffer.alloc(10 * block.length, `part at ${offset} `);
        hash.update(part);
        assert.equal((await append(url, String(id), offset, part)).status, 200);
      }
      const item = (await post(`${url}/api/v1/evidence/uploads/${id}/finish`)) as unknown as {
        id: string;
        versions: { sha256: string }[];
      };
      const sha256 = hash.digest('hex');
      assert.equal(item.versions[0]?.sha256, sha256);

      const received = createHash('sha256');
      const download = await fetch(`${url}/api/v1/evidence/${item.id}/content`);
      for await (const chunk of download.body ?? []) received.update(chunk as Uint8Array);
      assert.equal(received.digest('hex'), sha256);
      const { idle, peak } = memory.stop();
      assert.ok(peak - idle < 150, `${peak} MB at most, ${idle} MB before: the file is held in memory`);

      const verified = await run(folder, 'verify');
      assert.equal(verified.code, 0, verified.out);
      assert.match(verified.out, new RegExp(`1 file of evidence, ${size} bytes: whole`));
    }),
  );

  it('[N3] goes on after the engine was killed in the middle, and is whole in the end', () =>
    withTemporaryFolder(async (folder) => {
      const first = await start(folder);
      const to = await openAssessment(folder, first.url);
      const part = Buffer.alloc(3_000_000, 'proof ');
      const size = 2 * part.length;
      const { id } = await post(`${first.url}/api/v1/evidence/uploads`, { to, fileName: 'proof.log', size });
      assert.equal((await append(first.url, String(id), 0, part)).status, 200);
      first.child.kill('SIGKILL');
      await first.ended;
      const second = await start(folder);
      const status = (await (await fetch(`${second.url}/api/v1/evidence/uploads/${id}`)).json()) as { offset: number };
      assert.equal(status.offset, part.length);
      assert.equal((await append(second.url, String(id), status.offset, part)).status, 200);
      const item = (await post(`${second.url}/api/v1/evidence/uploads/${id}/finish`)) as unknown as {
        versions: { sha256: string }[];
      };
      const sha256 = createHash('sha256').update(part).update(part).digest('hex');
      assert.equal(item.versions[0]?.sha256, sha256);
      assert.deepEqual(await readdir(join(folder, 'data', 'evidence', 'uploads')), []);
    }));

  it('[N2] [N53] travels there and back over a line that breaks at random places', () =>
    withTemporaryFolder(async (folder) => {
      const { url } = await start(folder);
      const to = await openAssessment(folder, url);
      const bytes = randomBytes(20 * block.length);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const { id } = await post(`${url}/api/v1/evidence/uploads`, { to, fileName: 'proof.log', size: bytes.length });
      const broken: string[] = [];
      for (let offset = 0, tries = 0; offset < bytes.length; tries += 1) {
        const rest = bytes.subarray(offset);
        const end = tries < 12 ? randomInt(rest.length) : rest.length;
        broken.push(`${offset} to ${offset + end}`);
        await sendPart(`${url}/api/v1/evidence/uploads/${id}?offset=${offset}`, rest, end);
        const at = (await (await fetch(`${url}/api/v1/evidence/uploads/${id}`)).json()) as { offset: number };
        assert.ok(at.offset >= offset, `nothing kept is lost: ${broken.join(', ')}, then ${at.offset}`);
        offset = at.offset;
      }
      const item = (await post(`${url}/api/v1/evidence/uploads/${id}/finish`)) as unknown as {
        id: string;
        versions: { sha256: string }[];
      };
      assert.equal(item.versions[0]?.sha256, sha256, broken.join(', '));
      const got: Uint8Array[] = [];
      for (let offset = 0, tries = 0; offset < bytes.length; tries += 1) {
        const range = { range: `bytes=${offset}-`, 'if-range': `"${sha256}"` };
        const answer = await fetch(`${url}/api/v1/evidence/${item.id}/content`, { headers: range });
        assert.equal(answer.status, 206);
        const end = tries < 12 ? offset + randomInt(bytes.length - offset) : bytes.length;
        for await (const chunk of answer.body ?? []) {
          got.push(chunk as Uint8Array); // a response gives bytes
          offset += (chunk as Uint8Array).length;
          if (offset > end) break; // which breaks the line
        }
      }
      assert.ok(bytes.equals(Buffer.concat(got)));
    }));

  it('[N42] shows in the workbook of the folder, with its hash, and leaves it again', () =>
    withTemporaryFolder(async (folder) => {
      const { url } = await start(folder);
      const to = await openAssessment(folder, url);
      const path = join(folder, 'workbooks', 'G', 'Own.xlsx');
      const cell = (header: string) => async () =>
        cellAt(await openWorkbook(path), ['Evidence', 'A-1 Review access', header]);
      const counted = async () => cellAt(await openWorkbook(path), ['Action Items', 'A-1 Review access', 'Evidence']);
      await until(counted, 0);
      const { id } = await post(`${url}/api/v1/evidence/uploads`, {
        to,
        fileName: '=cmd.csv',
        size: 5,
        dates: { expiresOn: '2027-01-31' },
      });
      await append(url, String(id), 0, Buffer.from('proof'));
      const item = (await post(`${url}/api/v1/evidence/uploads/${id}/finish`)) as unknown as { id: string };
      await until(cell('Name'), '=cmd.csv');
      await until(cell('SHA-256'), createHash('sha256').update('proof').digest('hex'));
      await until(cell('Link'), `http://127.0.0.1:3700/api/v1/evidence/${item.id}/content?version=1`);
      await until(cell('Expires On'), 46_418);
      await until(counted, 1);
      await fetch(`${url}/api/v1/evidence/${item.id}`, { method: 'DELETE' });
      await until(counted, 0);
      await until(async () => rowsOf(await openWorkbook(path), 'Evidence'), []);
    }));

  it('[N60] verify names what is missing or damaged, beside a running engine and without it', () =>
    withTemporaryFolder(async (folder) => {
      const engine = await start(folder);
      const to = await openAssessment(folder, engine.url);
      const contents = join(folder, 'data', 'evidence', 'contents');
      const pathOf = (sha256: string) => join(contents, sha256.slice(0, 2), sha256);
      const upload = async (name: string, text: string) => {
        const { id } = await post(`${engine.url}/api/v1/evidence/uploads`, { to, fileName: name, size: text.length });
        await append(engine.url, String(id), 0, Buffer.from(text));
        const item = (await post(`${engine.url}/api/v1/evidence/uploads/${id}/finish`)) as unknown as {
          versions: { sha256: string }[];
        };
        return item.versions[0]?.sha256 ?? assert.fail();
      };
      const [short, changed, gone] = [
        await upload('short.txt', 'short'),
        await upload('changed.txt', 'changed'),
        await upload('gone.txt', 'gone'),
      ];
      const whole = await run(folder, 'verify');
      assert.equal(whole.code, 0, whole.out);
      assert.match(whole.out, /3 files of evidence, 16 bytes: whole/);

      await truncate(pathOf(short), 2);
      await rm(pathOf(changed));
      await writeFile(pathOf(changed), 'CHANGED');
      await rm(pathOf(gone));
      for (const stopped of [false, true]) {
        if (stopped) {
          engine.child.kill('SIGTERM');
          await engine.ended;
        }
        const { code, out } = await run(folder, 'verify');
        assert.equal(code, 4, out);
        assert.match(out, /Evidence "short\.txt" \(SHA-256 [0-9a-f]{64}\): its bytes are damaged: 2 of 5/);
        assert.match(out, /Evidence "changed\.txt" .*another hash/);
        assert.match(out, /Evidence "gone\.txt" .*not in the store/);
        assert.match(out, /3 of 3 files of evidence cannot be shown/);
      }
      assert.equal((await stat(pathOf(short))).size, 2);
    }));

  /** Sends bytes in one request, whose line breaks where `end` comes before theirs; 409: some came after it had. */
  function sendPart(url: string, bytes: Uint8Array, end: number): Promise<void> {
    return new Promise((done, failed) => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length };
      const sending = request(url, { method: 'PATCH', headers }, (answer) => {
        answer.resume();
        const isFine = answer.statusCode === 200 || answer.statusCode === 409;
        answer.once('end', () => (isFine ? done() : failed(new Error(`${answer.statusCode}`))));
      });
      sending.once('error', (error) => (end < bytes.length ? done() : failed(error)));
      sending.write(bytes.subarray(0, end), () =>
        end < bytes.length ? sending.destroy(new Error('broke')) : sending.end(),
      );
    });
  }

  /** Streams blocks of bytes in one request, and hashes them. */
  function sendBlocks(url: string, count: number, hash: ReturnType<typeof createHash>): Promise<void> {
    return new Promise((done, failed) => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': count * block.length };
      const sending = request(url, { method: 'PATCH', headers }, (answer) => {
        answer.resume();
        answer.once('end', () => (answer.statusCode === 200 ? done() : failed(new Error(`${answer.statusCode}`))));
      });
      sending.once('error', failed);
      const send = async (): Promise<void> => {
        for (let at = 0; at < count; at += 1) {
          const bytes = Buffer.alloc(block.length, `block ${at} `);
          hash.update(bytes);
          if (!sending.write(bytes)) await new Promise((drained) => sending.once('drain', drained));
        }
        sending.end();
      };
      send().catch(failed);
    });
  }

  /** The resident memory of a process in megabytes: before, and at its highest since. */
  async function watchMemory(pid: number) {
    const resident = async (): Promise<number> => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    };
    const idle = await resident();
    let peak = idle;
    const timer = setInterval(async () => {
      peak = Math.max(peak, await resident().catch(() => 0)); // gone
    }, 20);
    return {
      stop() {
        clearInterval(timer);
        return { idle, peak };
      },
    };
  }
});
