import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { openStore, type Store } from '#engine/adapters/store/open-store';
import { compileChild } from '#test/support/compiled-child';
import { partition, textsOf } from '#test/support/journal-entries';
import { seededRandom } from '#test/support/simulated-disk-file';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const source = resolve('test/engine/adapters/store/writer-child.ts');
const roundsEach = 50;

describe('the store of a process that is killed', () => {
  it('[J5] has every acknowledged entry, none twice, after 200 kills at any moment', async () => {
    await withTemporaryFolder(async (folder) => {
      const child = await compileChild(source, folder);
      await Promise.all(['a', 'b', 'c', 'd'].map((name, at) => killAgainAndAgain(child, join(folder, name), at)));
    });
  }).timeout(180_000);

  it('[J10] is opened by one process: the second is told which one has it', async () => {
    await withTemporaryFolder(async (folder) => {
      const child = await compileChild(source, folder);
      const data = join(folder, 'data');
      const store = await open(data);
      const { output, code } = await run(child, data, 'second', null);
      assert.equal(code, 3);
      assert.match(output, new RegExp(`^refused .* process ${process.pid} on this machine \\(${hostname()}\\)`));
      await store.close();
    });
  });
});

async function killAgainAndAgain(child: string, data: string, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const acknowledged: { readonly name: string; readonly text: string; readonly position: number }[] = [];
  let roundsWithAcknowledgements = 0;
  for (let round = 1; round <= roundsEach; round += 1) {
    const duringStart = random() < 0.15;
    const { output, code } = await run(child, data, String(round), { duringStart, milliseconds: random() * 30 });
    assert.equal(code, null, output); // killed: no exit code of its own
    const lines = [...output.matchAll(/^(\S+) (\d+) (\d+)\n/gm)];
    roundsWithAcknowledgements += lines.length > 0 ? 1 : 0;
    for (const [, name = '', first, last] of lines) {
      for (let position = Number(first); position <= Number(last); position += 1) {
        acknowledged.push({ name, position, text: `${round}:${position}` });
      }
    }
  }
  // Enough of the kills have to hit a writer at work.
  assert.ok(roundsWithAcknowledgements > roundsEach / 2 && acknowledged.length > 2_000, String(acknowledged.length));

  const store = await open(data);
  for (const head of await store.journal.heads()) {
    const texts = textsOf(await store.journal.read(head.partition, 0, head.position + 1));
    assert.equal(texts.length, head.position);
    const own = acknowledged.filter(({ name }) => partition(name) === head.partition);
    assert.deepEqual(
      own.filter(({ position, text }) => texts[position - 1] !== text),
      [],
    );
    // A text names its round and its place, so no entry can be there twice, nor in another's place.
    assert.ok(texts.every((text, at) => text.endsWith(`:${at + 1}`)));
  }
  await store.close();
  assert.deepEqual((await verifyJournal(data)).problems, []);
}

type Kill = { readonly duringStart: boolean; readonly milliseconds: number };

function run(child: string, data: string, round: string, kill: Kill | null) {
  return new Promise<{ readonly output: string; readonly code: number | null }>((resolve, reject) => {
    const started = spawn(process.execPath, [child, data, round], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    let armed = false;
    function arm(): void {
      if (kill !== null && !armed) {
        armed = true;
        setTimeout(() => started.kill('SIGKILL'), kill.duringStart ? 60 + kill.milliseconds * 4 : kill.milliseconds);
      }
    }
    if (kill?.duringStart) {
      arm();
    }
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // A slow machine may take its time from the start to the first acknowledgement: kills at work count from there.
      if (/^\S+ \d+ \d+$/m.test(output)) arm();
    });
    started.on('error', reject);
    started.on('close', (code) => resolve({ output, code }));
  });
}

async function open(data: string): Promise<Store> {
  await mkdir(data, { recursive: true });
  const opened = await openStore(data, {
    log: { info: () => undefined, warn: () => undefined, error: assert.fail },
    fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
    trustSnapshots: false,
  });
  assert.ok(opened.ok, opened.ok ? '' : opened.error.message);
  return opened.value;
}
