import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ContenderInput, Task } from './contender.ts';
import type { Sample } from './measure.ts';

const start = promisify(execFile);
const script = fileURLToPath(new URL('./contender.js', import.meta.url));

/** A new empty folder in another. */
export function newFolder(parent: string, name: string): string {
  return mkdtempSync(join(parent, `${name}-`));
}

/** Runs a task in a process of its own, so that no contender inherits another's heap, caches or warm code. */
export async function runTask(task: Task, input: ContenderInput): Promise<Sample> {
  const { stdout } = await start(process.execPath, ['--max-old-space-size=8192', script, task, JSON.stringify(input)], {
    maxBuffer: 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Sample;
}

/** A folder on the project's own disk (a temporary one may be in memory, where a sync costs nothing), then removed. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(process.cwd(), 'dist');
  mkdirSync(parent, { recursive: true });
  const folder = newFolder(parent, 'bench');
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
