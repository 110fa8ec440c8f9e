import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sample } from './measure.ts';

export type EvidenceInput = { readonly fileMegabytes: number; readonly folder: string };

const program = fileURLToPath(new URL('../../engine/cli.js', import.meta.url));
const block = 1024 * 1024;
/** How often the line breaks on the way there and back, each at a random place. */
const breaks = 8;

/**
 * One file of evidence there and back, beside a started engine with its built-in templates and default assessments. What the
 * engine holds more than at rest is told by the system, as the highest it ever was: up, with the line broken at random
 * places, finishing included; down whole; and down again in parts, where the line breaks again and again.
 */
export async function evidenceControlbook({ fileMegabytes, folder }: EvidenceInput): Promise<Sample> {
  const engine = await startEngine(folder);
  try {
    const { url, pid } = engine;
    const to = await firstAction(url);
    const size = fileMegabytes * block;
    await refusesMore(url, to);
    const idle = await settled(pid);
    const above = (): number => statusOf(pid, 'VmHWM') - idle;

    forgetPeak(pid);
    const start = performance.now();
    const { id } = (await post(url, '/uploads', { to, fileName: 'recording.mkv', size })) as { id: string };
    const sent = await upload(url, id, size);
    const item = (await post(url, `/uploads/${id}/finish`)) as { id: string; versions: { sha256: string }[] };
    const uploadSeconds = (performance.now() - start) / 1000;
    const uploadAbove = above();
    if (item.versions[0]?.sha256 !== sent) throw new Error('the engine has other bytes than were sent');

    forgetPeak(pid);
    const again = performance.now();
    await download(url, item.id, size, sent, 0);
    const downloadSeconds = (performance.now() - again) / 1000;
    const downloadAbove = above();

    forgetPeak(pid);
    await download(url, item.id, size, sent, breaks);
    return {
      ...{ idle, uploadAbove, downloadAbove, rangesAbove: above() },
      ...{ upload: fileMegabytes / uploadSeconds, download: fileMegabytes / downloadSeconds },
    };
  } finally {
    await engine.stop();
  }
}

async function startEngine(folder: string) {
  const args = [program, 'start', '--port', '0', '--data', join(folder, 'data'), '--folder', join(folder, 'workbooks')];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  process.on('exit', () => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`the engine ended with ${code}: ${said}`)));
  });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { url, pid: child.pid ?? 0, stop };
}

type Target = { readonly assessment: string; readonly action: string };

async function firstAction(url: string): Promise<Target> {
  const groups = (await get(url, '/groups')) as { groups: { assessments: { id: string }[] }[] };
  const assessment = groups.groups[0]?.assessments[0]?.id ?? '';
  const view = (await get(url, `/assessments/${assessment}`)) as { actions: { id: string }[] };
  return { assessment, action: view.actions[0]?.id ?? '' };
}

async function refusesMore(url: string, to: Target): Promise<void> {
  const { fileBytes } = (await get(url, '/evidence/limits')) as { fileBytes: number };
  const body = JSON.stringify({ to, fileName: 'more.mkv', size: fileBytes + 1 });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/evidence/uploads`, { method: 'POST', headers, body });
  if (fileBytes !== 2048 * block || answer.status !== 413) throw new Error(`no limit of 2 GB: ${answer.status}`);
}

/** Sends the file in as many requests as the line allows, each from where the engine says that the last ended. */
async function upload(url: string, id: string, size: number): Promise<string> {
  const path = `/uploads/${id}`;
  const [hash, places] = [createHash('sha256'), placesOf(size)];
  let hashed = 0;
  for (let offset = 0; offset < size; ) {
    const end = places.find((place) => place > offset) ?? size;
    await send(`${url}/api/v1/evidence${path}?offset=${offset}`, offset, size, end, (bytes, at) => {
      if (at + bytes.length <= hashed) return;
      hash.update(bytes.subarray(Math.max(0, hashed - at)));
      hashed = at + bytes.length;
    });
    const standing = (await get(url, `/evidence${path}`)) as { offset: number };
    offset = standing.offset;
    if (end < size) places.shift();
  }
  return hash.digest('hex');
}

/** One request from `offset` on, whose line breaks at `end` where that comes before the file's own. */
function send(
  address: string,
  offset: number,
  size: number,
  end: number,
  sent: (bytes: Uint8Array, at: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let refused = false;
    const headers = { 'content-type': 'application/octet-stream', 'content-length': size - offset };
    const sending = request(address, { method: 'PATCH', headers }, (answer) => {
      answer.resume();
      refused = answer.statusCode === 409;
      // 409: bytes of the request before still came after its line had broken; the next begins behind them.
      const isFine = answer.statusCode === 200 || answer.statusCode === 409;
      answer.once('end', () => (isFine ? resolve() : reject(new Error(`answered with ${answer.statusCode}`))));
    });
    sending.once('error', (error) => (end < size || refused ? resolve() : reject(error)));
    const write = async (): Promise<void> => {
      for (let at = offset; at < end && !refused; ) {
        const bytes = bytesAt(at, end);
        sent(bytes, at);
        if (!sending.write(bytes)) await new Promise((drained) => sending.once('drain', drained));
        at += bytes.length;
      }
      if (refused) return;
      if (end < size) sending.destroy(new Error('the line broke'));
      else sending.end();
    };
    write().catch(reject);
  });
}

/** Fetches the file, from where it was when the line breaks, and sees that it is the one that was sent. */
async function download(url: string, id: string, size: number, sha256: string, cuts: number): Promise<void> {
  const hash = createHash('sha256');
  const places = cuts === 0 ? [] : placesOf(size);
  let got = 0;
  while (got < size) {
    const end = places.shift() ?? size;
    const asked = got === 0 ? {} : { range: `bytes=${got}-`, 'if-range': `"${sha256}"` };
    const answer = await open(`${url}/api/v1/evidence/${id}/content`, asked);
    if (answer.statusCode !== (got === 0 ? 200 : 206)) throw new Error(`answered with ${answer.statusCode}`);
    for await (const chunk of answer) {
      const bytes = (chunk as Buffer).subarray(0, Math.max(0, end - got)); // a response gives buffers
      hash.update(bytes);
      got += bytes.length;
      if (got >= end && end < size) break; // which destroys the line
    }
  }
  if (hash.digest('hex') !== sha256) throw new Error('other bytes came than were sent');
}

function open(address: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(address, { headers }, resolve).once('error', reject).end();
  });
}

/** Random places of the file in their order, none at an end. */
function placesOf(size: number): number[] {
  return Array.from({ length: breaks }, () => 1 + Math.floor(Math.random() * (size - 2))).sort((a, b) => a - b);
}

const noise = randomBytes(block);

/** What the file holds from a place on, to the end of its block at most: no two blocks are alike. */
function bytesAt(at: number, end: number): Uint8Array {
  const start = at - (at % block);
  const bytes = Buffer.from(noise);
  bytes.writeDoubleLE(start, 0);
  return bytes.subarray(at - start, Math.min(block, end - start));
}

async function get(url: string, path: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function post(url: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1/evidence${path}`, {
    method: 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Megabytes an engine holds that has nothing to do: asked until it no longer changes. */
async function settled(pid: number): Promise<number> {
  for (let last = 0; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const now = statusOf(pid, 'VmRSS');
    if (Math.abs(now - last) < 1) return now;
    last = now;
  }
}

function statusOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** The highest so far counts from now on. */
function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
