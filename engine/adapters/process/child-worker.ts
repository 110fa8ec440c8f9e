import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import type { FileProblem } from '../../app/ports.ts';
import { err } from '../../domain/result.ts';
import type { JobAnswer, JobMessage } from './jobs.ts';

export type WorkerLimits = {
  /** Milliseconds a job may take, the start of the process included. */
  readonly timeout: number;
  /** Megabytes of heap a process may have. */
  readonly memory: number;
};

/** One process and at most one job. After `run` resolved with a dead process the worker is of no more use. */
export type ChildWorker = {
  /** Never rejects: whatever becomes of the process is a problem of the file. */
  readonly run: (job: JobMessage) => Promise<JobAnswer>;
  readonly isAlive: () => boolean;
  readonly stop: () => void;
};

export function startChildWorker(childFile: URL, limits: WorkerLimits): ChildWorker {
  const child = fork(childFile, [], {
    serialization: 'advanced',
    execArgv: [...loaderArguments(process.execArgv), `--max-old-space-size=${limits.memory}`],
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  giveWay(child);
  let lastWords = '';
  let waiting: ((answer: JobAnswer) => void) | null = null;
  let dead = false;
  const settle = (answer: JobAnswer) => {
    const resolve = waiting;
    waiting = null;
    idle(child);
    resolve?.(answer);
  };
  const die = (problem: FileProblem) => {
    dead = true;
    child.kill('SIGKILL');
    settle(err(problem));
  };
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('latin1')).slice(-4_000);
  });
  child.on('message', (answer: JobAnswer) => settle(answer)); // our own child, our own protocol
  child.on('error', (error) => die({ code: 'crashed', message: crashed(error.message) }));
  child.on('close', (code, signal) => {
    dead = true;
    if (waiting !== null) settle(err(endOf(code, signal, lastWords, limits)));
  });
  idle(child);

  return {
    run: (job) =>
      new Promise((resolve) => {
        if (dead) {
          resolve(err({ code: 'crashed', message: crashed('it had ended before') }));
          return;
        }
        const timer = setTimeout(() => die(timedOut(limits)), limits.timeout);
        waiting = (answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        child.ref();
        child.channel?.ref();
        try {
          child.send(job, (error) => {
            if (error !== null) die({ code: 'crashed', message: crashed(error.message) });
          });
        } catch (error) {
          // It cannot be sent at all: the process is as it was, and whoever asked must not wait for ever.
          settle(err({ code: 'crashed', message: crashed(String(error)) }));
        }
      }),
    isAlive: () => !dead && child.connected,
    stop: () => {
      die({ code: 'closed', message: 'The engine is shutting down. Submit the file again when it is back.' });
    },
  };
}

/** Edits come before files: where both want the processor, the engine's own process gets it. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, which is told elsewhere, or the system gives no priorities.
  }
}

/** A process that waits for work keeps nobody from ending. */
function idle(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  const { stderr } = child;
  if (stderr !== null && 'unref' in stderr && typeof stderr.unref === 'function') stderr.unref();
}

/** What makes the child load like its parent (tsx in development); debugging and watching are the parent's alone. */
export function loaderArguments(parent: readonly string[]): readonly string[] {
  return parent.flatMap((argument, index) => {
    if (/^--(import|require|loader|experimental-loader|conditions)=|^--enable-source-maps$/.test(argument))
      return [argument];
    const value = parent[index + 1];
    return /^(--import|--require|--loader|--experimental-loader|--conditions|-r|-C)$/.test(argument) &&
      value !== undefined
      ? [argument, value]
      : [];
  });
}

/** No secrets where files of others are opened: only what node itself and coverage need. */
function childEnvironment(): NodeJS.ProcessEnv {
  const kept = ['NODE_OPTIONS', 'NODE_V8_COVERAGE', 'PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function endOf(code: number | null, signal: string | null, lastWords: string, limits: WorkerLimits): FileProblem {
  if (/heap out of memory|Array buffer allocation failed/i.test(lastWords) || signal === 'SIGABRT' || code === 134) {
    return {
      code: 'out-of-memory',
      message: `The file needs more than ${limits.memory} MB to be opened. Remove unused sheets, rows and pictures, save it again, and retry.`,
    };
  }
  return { code: 'crashed', message: crashed(`it ended with ${signal ?? `code ${code}`}`) };
}

function crashed(reason: string): string {
  return `The process that opened the file failed (${reason}). Open the file in Excel, save it again, and retry.`;
}

function timedOut({ timeout }: WorkerLimits): FileProblem {
  return {
    code: 'timeout',
    message: `The file took longer than ${Math.round(timeout / 1000)} seconds to open and was given up; nothing of it was taken. Open it in Excel, save it as .xlsx without unused sheets, rows and formatting, and retry. If Excel does not open it either, the file is damaged: use an earlier copy.`,
  };
}
