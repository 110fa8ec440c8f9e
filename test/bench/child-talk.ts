import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loaderArguments } from '#engine/adapters/process/child-worker';

type Wish = { readonly id: number; readonly what: string; readonly with: unknown };
type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** A process of ours that answers questions. It ends when this one does, however that ends. */
export type Child = {
  readonly pid: number;
  ask<T>(what: string, wish?: unknown): Promise<T>;
  /** Asks it to stop in good order and waits until it is gone. */
  stop(): Promise<void>;
};

/** A program of ours by its path from this folder, without its ending: compiled as this one is, or source. */
export function programOf(path: string): string {
  return fileURLToPath(new URL(`${path}${extname(import.meta.url)}`, import.meta.url));
}

export function nodeArguments(): string[] {
  return [...loaderArguments(process.execArgv), '--max-old-space-size=8192'];
}

/** @param script its path from this folder, without its ending */
export function startChild(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  const child = fork(programOf(script), args, {
    serialization: 'advanced',
    env: { ...process.env, ...env },
    execArgv: nodeArguments(),
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  child.on('message', (message) => {
    const { id, value, error } = message as Answer; // of `serveParent`
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asker?.resolve(value);
    else asker?.reject(new Error(`${script}: ${error}`));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${script} ended with ${code}`));
    waiting.clear();
  });
  const ask = <T>(what: string, wish?: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: (value) => resolve(value as T), reject }); // who asks knows the answer's kind
      child.send({ id: last, what, with: wish });
    });
  return {
    pid: child.pid ?? 0,
    ask,
    async stop() {
      const ended = hasEnded(child);
      await ask('stop');
      child.disconnect();
      await ended;
    },
  };
}

function hasEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** In a child: nobody is left behind when the parent goes, in whatever way. */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit());
}

/** In a child: what it can be asked for. A fault travels back to whoever asked. */
export function serveParent(answers: Readonly<Record<string, (wish: never) => Promise<unknown>>>): void {
  process.on('message', (message) => {
    const { id, what, with: wish } = message as Wish; // of `startChild`
    const run = answers[what] ?? (() => Promise.reject(new Error(`nobody answers ${what}`)));
    run(wish as never).then(
      (value) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? '') : String(error) }),
    );
  });
}
