import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loaderArguments } from '#engine/adapters/process/child-worker';

const script = fileURLToPath(new URL(`../bench/run${extname(import.meta.url)}`, import.meta.url));

describe('the benchmarks', () => {
  let run: ChildProcess;
  let said = '';

  /** A part that is compared with nobody who would have to be installed; in a group of processes of its own. */
  const start = (): void => {
    said = '';
    const flags = [...loaderArguments(process.execArgv), script, '--short', '--only', 'start'];
    run = spawn(process.execPath, flags, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    run.stdout?.on('data', (chunk) => {
      said += String(chunk);
    });
  };
  /** Whether any process of the run's group is there, whoever started it. */
  const isAnybodyLeft = (): boolean => {
    try {
      return process.kill(-(run.pid ?? 0), 0);
    } catch {
      return false;
    }
  };

  /** Those who are told to end take a moment. */
  const nobodyLeft = async (): Promise<void> => {
    if (process.platform === 'win32') return;
    for (let turn = 0; isAnybodyLeft() && turn < 200; turn += 1) await sleep(50);
    assert.ok(!isAnybodyLeft());
  };

  it('[V2] measure a part, print its figures and leave nobody behind', async function () {
    this.timeout(120_000);
    start();
    const [code] = await once(run, 'exit');
    assert.equal(code, 0, said);
    assert.match(said, /### Start with 20,000 journal entries/);
    assert.match(said, /\| with snapshots +\| +[\d,]+ \|/);
    await nobodyLeft();
  });

  it('[V2] end with everybody they have started when they are broken off', async function () {
    this.timeout(120_000);
    start();
    while (!said.includes('## Start')) await sleep(50);
    await sleep(500); // a contender is at work
    run.kill('SIGTERM');
    await once(run, 'exit');
    await nobodyLeft();
  });
});
