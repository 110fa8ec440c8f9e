import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ActionId, Epoch, PartitionId } from '#engine/contract/model/ids';
import { compileChild } from '#test/support/compiled-child';
import { type CutLine, openCutLine } from '#test/support/cut-line';
import { through } from '#test/support/postgres-nodes';
import { type PostgresServer, startPostgres } from '#test/support/postgres-server';

type Ask =
  | { readonly ask: 'plan'; readonly actions: number }
  | { readonly ask: 'jump'; readonly milliseconds: number }
  | { readonly ask: 'state'; readonly partition: PartitionId }
  | { readonly ask: 'stop' };
export type ToNode = Ask & { readonly id: number };

export type Plan = {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly actions: readonly { readonly id: ActionId; readonly title: string }[];
  readonly workbook: string | null;
};
export type NodeState = {
  readonly position: number;
  readonly hash: string;
  readonly image: string;
  readonly alarms: readonly string[];
};

/** An engine in a process of its own, behind a line to the database that can be cut. */
export type FaultyNode = {
  readonly name: string;
  readonly folder: string;
  readonly line: CutLine;
  /** Where it answers; null while it does not run. */
  url(): string | null;
  ask<T>(question: Ask, milliseconds?: number): Promise<T>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** What it said when it ended by itself; null while it has not. */
  collapsed(): string | null;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
};

export type Cluster = {
  readonly server: PostgresServer;
  readonly database: string;
  readonly nodes: readonly FaultyNode[];
  end(): Promise<void>;
};

/** A PostgreSQL and engines over it, all of them ended and cleared away with `end`. */
export async function openCluster(size: number, seed: number): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'controlbook-faults-'));
  const server = await startPostgres();
  const program = await compileChild(resolve('test/faults/node-child.ts'), join(home, 'program'), [
    resolve('engine/file-child.ts'),
  ]);
  const database = await server.database();
  const nodes: FaultyNode[] = [];
  const end = async (): Promise<void> => {
    for (const node of nodes) await node.end();
    for (const { line } of nodes) await line.close();
    await server.end();
    await rm(home, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < size; index += 1) {
      const line = await openCutLine(server.port);
      const folder = join(home, `node-${index}`);
      await mkdir(folder);
      const node = createNode(`node ${index}`, { program, folder, line, database: through(database, line.port), seed });
      nodes.push(node);
      await node.start();
    }
    return { server, database, nodes, end };
  } catch (error) {
    await end();
    throw error;
  }
}

type NodeParts = {
  readonly program: string;
  readonly folder: string;
  readonly line: CutLine;
  readonly database: string;
  readonly seed: number;
};

function createNode(name: string, { program, folder, line, database, seed }: NodeParts): FaultyNode {
  const workbooks = join(folder, 'workbooks');
  let child: ChildProcess | null = null;
  let url: string | null = null;
  let asked = 0;
  let said = '';
  // Loading a program takes a busy machine seconds: the next one waits, loaded, until it is wanted.
  const load = (): ChildProcess =>
    fork(program, [join(folder, 'data'), workbooks, database, String(seed)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  let spare: ChildProcess | null = null;
  return {
    name,
    folder: workbooks,
    line,
    url: () => url,
    ask<T>(question: Ask, milliseconds = 20_000): Promise<T> {
      const asking = child;
      if (asking?.connected !== true) return Promise.reject(new Error(`${name} does not run`));
      asked += 1;
      const id = asked;
      return new Promise<T>((done, failed) => {
        const cancel = (): void => {
          clearTimeout(timer);
          asking.removeListener('message', hear);
          asking.removeListener('exit', gone);
        };
        const hear = (message: { id?: number; value?: unknown }): void => {
          if (message.id !== id) return;
          cancel();
          done(message.value as T); // what the child's answer to this question is
        };
        const gone = (): void => {
          cancel();
          failed(new Error(`${name} has ended`));
        };
        const timer = setTimeout(() => {
          cancel();
          failed(new Error(`${name} does not answer ${question.ask}`));
        }, milliseconds);
        asking.on('message', hear);
        asking.once('exit', gone);
        asking.send({ ...question, id });
      });
    },
    signal: (signal) => void child?.kill(signal),
    collapsed: () => (child !== null && hasEnded(child) ? `${name} ended by itself: ${said}` : null),
    async kill() {
      const killed = child;
      child = null;
      url = null;
      if (killed === null || hasEnded(killed)) return;
      const ended = new Promise((done) => killed.once('exit', done));
      killed.kill('SIGKILL');
      await ended;
    },
    async start() {
      // While the database is away an engine does not start: whoever runs it starts it again.
      for (let attempt = 1; ; attempt += 1) {
        const begun = spare ?? load();
        spare = null;
        said = '';
        begun.stderr?.on('data', (bytes: Buffer) => {
          said = (said + String(bytes)).slice(-2_000);
        });
        const answered = await new Promise<string | null>((done) => {
          begun.once('message', (message: { url?: string }) => done(message.url ?? null));
          begun.once('exit', () => done(null));
          begun.send({ go: true });
        });
        if (answered !== null) {
          child = begun;
          url = answered;
          spare = load();
          return;
        }
        if (attempt === 10) throw new Error(`${name} does not start: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    },
    async end() {
      spare?.kill('SIGKILL');
      await this.kill();
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
