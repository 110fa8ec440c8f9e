import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { CellEdit } from '#engine/contract/model/cells';
import type { Entry } from '#engine/contract/model/entry';
import { tableLayouts } from '#engine/contract/model/layout';
import {
  deleteAndRecreate,
  renameOver,
  saveLikeExcel,
  saveLikeLibreOffice,
  slowCopy,
  touch,
} from '#test/support/folder-saves';

const saves = 1_000;
const settle = 40;
const seed = Number(process.env['SEED'] ?? 20261123);

/** A person with one file open: what they typed since they opened it, over the bytes they opened. */
type Session = {
  readonly path: string;
  readonly opened: Uint8Array;
  readonly typed: CellEdit[];
  readonly blank: { readonly row: number; readonly column: number }[];
};

describe('the engine and its folder', () => {
  it(`[D51] takes ${saves} saves of every kind exactly once, with kills in between (seed ${seed})`, async function () {
    this.timeout(240_000);
    const root = await mkdtemp(join(tmpdir(), 'controlbook-kills-'));
    const [data, folder] = [join(root, 'data'), join(root, 'folder')];
    const random = createRandom(seed);
    let engine = await startChild(data, folder);
    try {
      const paths = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.xlsx'));
      assert.equal(paths.length, 4);
      const expected = new Set<string>();
      const people = paths.map(async (name, person) => {
        let session = await openSession(join(folder, name));
        for (let save = 1; save <= saves / paths.length; save += 1) {
          if (random() < 0.3) session = await openSession(session.path);
          const value = `${person} saved ${save}`;
          expected.add(value);
          await saveSomehow(session.path, type(session, value, random), random);
          await wait(random() < 0.4 ? settle * 4 * random() : random() * 20);
        }
      });
      let saving = true;
      const saved = Promise.all(people).finally(() => {
        saving = false;
      });
      let kills = 0;
      while (saving) {
        await Promise.race([saved, wait(500 + random() * 2_000)]);
        await kill(engine);
        kills += 1;
        engine = await startChild(data, folder);
      }
      await saved;
      assert.ok(kills >= 5);
      await wait(settle * 10);
      await stop(engine);
      engine = await startChild(data, folder);
      await wait(settle * 10);
      await stop(engine);

      const taken = new Map<string, number>();
      for (const entry of await journal(data)) {
        const value =
          entry.event.kind === 'changed'
            ? entry.event.to
            : entry.event.kind === 'conflicted'
              ? entry.event.yours
              : null;
        if (typeof value === 'string') taken.set(value, (taken.get(value) ?? 0) + 1);
      }
      const twice = [...expected].filter((value) => (taken.get(value) ?? 0) > 1);
      const missed = [...expected].filter((value) => !taken.has(value));
      assert.deepEqual(twice, []);
      assert.deepEqual(missed, []);
    } finally {
      await kill(engine);
      await rm(root, { recursive: true, force: true });
    }
  });
});

async function openSession(path: string): Promise<Session> {
  const opened = await readFile(path);
  const read = readWorkbook(opened);
  assert.ok(read.ok);
  const { sheet: name, headerRow } = tableLayouts.actions;
  const cells = read.value.sheets.find((sheet) => sheet.name === name)?.cells ?? [];
  const filled = new Set(cells.map(({ row, column }) => `${row} ${column}`));
  const rows = cells.filter((cell) => cell.row > headerRow && cell.column === 1 && cell.value !== '');
  const columns = ['Implementation Notes', 'Test Plan', 'Additional Information'].flatMap(
    (header) => cells.find((cell) => cell.row === headerRow && cell.value === header)?.column ?? [],
  );
  const blank = rows
    .flatMap(({ row }) => columns.map((column) => ({ row, column })))
    .filter(({ row, column }) => !filled.has(`${row} ${column}`));
  return { path, opened, typed: [], blank };
}

/** Types a value into a blank cell, so that every value stays in the file until the engine has seen it. */
function type(session: Session, value: string, random: () => number): Uint8Array {
  const [target] = session.blank.splice(Math.floor(random() * session.blank.length), 1);
  assert.ok(target !== undefined, 'There are more cells than saves');
  session.typed.push({ sheet: tableLayouts.actions.sheet, ...target, value, owned: false });
  const result = patchWorkbook(session.opened, { edits: session.typed, appends: [] });
  assert.ok(result.ok && result.value.refused.length === 0);
  return result.value.bytes;
}

async function saveSomehow(path: string, bytes: Uint8Array, random: () => number): Promise<void> {
  const ways = [saveLikeExcel, saveLikeLibreOffice, slowCopy, deleteAndRecreate, renameOver] as const;
  await ways[Math.floor(random() * ways.length)]?.(path, bytes);
  if (random() < 0.1) await touch(path);
}

async function journal(data: string): Promise<readonly Entry[]> {
  const root = join(data, 'journal');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.jsonl')).sort();
  const entries: Entry[] = [];
  for (const file of files) {
    for (const line of (await readFile(join(root, file), 'utf8')).split('\n')) {
      const start = line.indexOf('{"v":1');
      if (start === -1 || !line.includes('"event":')) continue;
      entries.push(JSON.parse(line.slice(start)) as Entry); // a line the store has written
    }
  }
  return entries;
}

async function startChild(data: string, folder: string): Promise<ChildProcess> {
  const file = fileURLToPath(
    new URL(`./engine-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  );
  const child = fork(file, [data, folder, String(settle)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The engine ended with ${code}`)));
  });
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  await end(child, 'SIGTERM');
}

async function kill(child: ChildProcess): Promise<void> {
  await end(child, 'SIGKILL');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** Mulberry32: small, seeded, good enough to vary a test. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
