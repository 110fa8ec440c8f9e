import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeArguments, programOf } from './child-talk.ts';
import type { ContenderInput, Task } from './contender.ts';
import type { Sample } from './measure.ts';

const script = programOf('./contender');

/** A new empty folder in another. */
export function newFolder(parent: string, name: string): string {
  return mkdtempSync(join(parent, `${name}-`));
}

/**
 * Runs a task in a process of its own, so that no contender inherits another's heap, caches or warm code. It ends with
 * this one, however that ends.
 */
export function runTask(task: Task, input: ContenderInput): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [task, JSON.stringify(input)], {
      execArgv: nodeArguments(),
      serialization: 'advanced',
    });
    let sample: Sample | null = null;
    child.on('message', (message) => {
      sample = message as Sample; // all that contender.ts says
    });
    child.on('exit', (code, signal) => {
      if (sample !== null) resolve(sample);
      else reject(new Error(`${task} ended with ${signal ?? code} and has measured nothing`));
    });
  });
}

/** A folder on the project's own disk (a temporary one may be in memory, where a sync costs nothing), then removed. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(process.cwd(), 'dist');
  mkdirSync(parent, { recursive: true });
  const folder = newFolder(parent, 'bench');
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const breakOff = (): void => process.exit(1);
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, breakOff);
  try {
    return await work(folder);
  } finally {
    remove();
    process.off('exit', remove);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, breakOff);
  }
}
