import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeDamage } from '#engine/adapters/store/embedded/journal-damage';
import { verifyJournal } from '#engine/adapters/store/embedded/verify-journal';
import { readDatabaseAddress } from '#engine/adapters/store/postgres/database-address';
import { verifyDatabase } from '#engine/adapters/store/postgres/verify-database';
import type { ActionId, AssessmentId, Epoch, PartitionId } from '#engine/contract/model/ids';
import type { badDisk } from '#test/faults/bad-disk';
import { historyInDatabase, historyInFolder, type ReadHistory } from '#test/faults/read-history';
import { compileChild } from '#test/support/compiled-child';
import { type CutLine, openCutLine } from '#test/support/cut-line';
import { through } from '#test/support/postgres-nodes';
import { type PostgresServer, startPostgres } from '#test/support/postgres-server';
import { openSmallDisk, type SmallDisk } from '#test/support/small-disk';
import { silentLog } from '#test/support/test-organisation';

type Ask =
  | { readonly ask: 'plan'; readonly actions: number }
  | { readonly ask: 'jump'; readonly milliseconds: number }
  | { readonly ask: 'disk'; readonly disk: Partial<typeof badDisk> }
  | { readonly ask: 'state'; readonly partition: PartitionId }
  /** The image itself, as JSON. */
  | { readonly ask: 'image'; readonly partition: PartitionId }
  | { readonly ask: 'stop' };
export type ToNode = Ask & { readonly id: number };

export type Plan = {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly assessment: AssessmentId;
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
  /** To the database; leads nowhere where there is none. */
  readonly line: CutLine;
  /** Where it answers; null while it does not run. */
  url(): string | null;
  ask<T>(question: Ask, milliseconds?: number): Promise<T>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** What it said when it ended by itself; null while it has not. */
  collapsed(): string | null;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** From its next start on, its clock is off by so many milliseconds. */
  skew(milliseconds: number): void;
  /** Ends it for good. */
  end(): Promise<void>;
};

type Common = {
  readonly nodes: readonly FaultyNode[];
  /** What the journal is kept on, where it could be given a disk of its own. */
  readonly disk: Pick<SmallDisk, 'fill' | 'free'> | null;
  readonly read: ReadHistory;
  /** What `controlbook verify` says of it. */
  verify(): Promise<readonly string[]>;
  end(): Promise<void>;
};
export type DatabaseCluster = Common & {
  readonly kind: 'database';
  readonly server: PostgresServer;
  readonly database: string;
};
export type FolderCluster = Common & { readonly kind: 'folder'; readonly node: FaultyNode };
export type Cluster = DatabaseCluster | FolderCluster;

/** A PostgreSQL and engines over it, all of them ended and cleared away with `end`. */
export async function openDatabaseCluster(size: number, seed: number): Promise<DatabaseCluster> {
  const place = await openPlace();
  const server = await startPostgres({ durable: true, disk: 300 });
  const nodes: FaultyNode[] = [];
  const end = async (): Promise<void> => {
    for (const node of nodes) await node.end();
    for (const { line } of nodes) await line.close();
    await server.end();
    await place.remove();
  };
  try {
    const database = await server.database();
    const address = readDatabaseAddress(database);
    if (!address.ok) throw new Error(address.error);
    for (let index = 0; index < size; index += 1) {
      const line = await openCutLine(server.port);
      const folder = await place.folder(`node-${index}`);
      const parts = { ...place, folder, data: join(folder, 'data'), line, seed };
      const node = createNode(`node ${index}`, { ...parts, database: through(database, line.port) });
      nodes.push(node);
      await node.start();
    }
    return {
      ...{ kind: 'database', server, database, nodes, end, disk: server.disk },
      read: historyInDatabase(server, database),
      async verify() {
        const verified = await verifyDatabase(address.value, null, silentLog);
        return verified.ok ? verified.value.flatMap(({ problems }) => problems) : [verified.error.message];
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** One engine over a data folder, on a small disk where one can be made. */
export async function openFolderCluster(seed: number): Promise<FolderCluster> {
  const place = await openPlace();
  const disk = await openSmallDisk(64);
  const folder = await place.folder('node');
  const data = disk === null ? join(folder, 'data') : join(disk.folder, 'data');
  const line = await openCutLine(0);
  const node = createNode('the node', { ...place, folder, data, line, database: '', seed });
  const end = async (): Promise<void> => {
    await node.end();
    await line.close();
    await disk?.end();
    await place.remove();
  };
  try {
    await node.start();
    return {
      ...{ kind: 'folder', node, nodes: [node], disk, end, read: historyInFolder(data) },
      async verify() {
        const { problems } = await verifyJournal(data);
        return problems.map(describeDamage);
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Folders of the engines, and the program they run. */
async function openPlace() {
  const home = await mkdtemp(join(tmpdir(), 'controlbook-faults-'));
  const program = await compileChild(resolve('test/faults/node-child.ts'), join(home, 'program'), [
    resolve('engine/file-child.ts'),
  ]);
  return {
    program,
    async folder(name: string): Promise<string> {
      await mkdir(join(home, name));
      return join(home, name);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

type NodeParts = {
  readonly program: string;
  readonly folder: string;
  readonly data: string;
  readonly line: CutLine;
  /** Empty for none. */
  readonly database: string;
  readonly seed: number;
};

function createNode(name: string, { program, folder, data, line, database, seed }: NodeParts): FaultyNode {
  const workbooks = join(folder, 'workbooks');
  let skew = 0;
  let child: ChildProcess | null = null;
  let url: string | null = null;
  let asked = 0;
  let said = '';
  // Loading a program takes a busy machine seconds: the next one waits, loaded, until it is wanted.
  const load = (): ChildProcess =>
    fork(program, [data, workbooks, database, String(seed)], {
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
          begun.send({ go: true, skew });
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
    skew(milliseconds) {
      skew = milliseconds;
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
