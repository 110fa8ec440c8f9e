import type { AttestationFiles, FileProblem, TemplateFiles, WorkbookFiles, WorkbookSights } from '../../app/ports.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type ChildWorker, startChildWorker, type WorkerLimits } from './child-worker.ts';
import type { JobAnswer, JobInput, JobKind, JobMessage, JobOutput } from './jobs.ts';
import { packUpdate, unpackWorkbook } from './packed.ts';

export type FileProcess = {
  readonly workbooks: Pick<WorkbookFiles, 'read' | 'patch' | 'update'> & WorkbookSights;
  readonly templates: TemplateFiles;
  readonly attestations: AttestationFiles;
  /** Ends the processes; jobs under way and waiting are answered with the problem `closed`. Closing twice is harmless. */
  readonly close: () => void;
};

export type FileProcessOptions = WorkerLimits & {
  /** How many files are opened side by side. */
  readonly processes: number;
  /** The program of the processes. */
  readonly childFile: URL;
};

const defaults: Omit<FileProcessOptions, 'childFile'> = {
  processes: 2,
  timeout: 30_000,
  memory: 512,
};

/**
 * Opens files of others in processes that can be killed, so that no file can stop the engine. The first job starts the
 * first process; more are started while all are busy, up to the limit; then jobs wait in order. A process that took too
 * long or too much memory is replaced.
 */
export function createFileProcess(
  options: Partial<FileProcessOptions> & Pick<FileProcessOptions, 'childFile'>,
): FileProcess {
  const settings = { ...defaults, ...options };
  const idle: ChildWorker[] = [];
  const busy = new Set<ChildWorker>();
  const waiting: Task[] = [];
  let closed = false;

  const next = (): void => {
    const task = waiting[0];
    if (task === undefined) return;
    const worker = freeWorker();
    if (worker === null) return;
    waiting.shift();
    busy.add(worker);
    void worker.run(task.job).then((answer) => {
      busy.delete(worker);
      if (worker.isAlive()) idle.push(worker);
      task.resolve(answer);
      next();
    });
  };

  const freeWorker = (): ChildWorker | null => {
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
      if (worker.isAlive()) return worker;
    }
    return busy.size < settings.processes ? startChildWorker(settings.childFile, settings) : null;
  };

  const run = <K extends JobKind>(kind: K, input: JobInput[K]): Promise<Result<JobOutput[K], FileProblem>> => {
    if (closed) return Promise.resolve(err(closing));
    return new Promise((resolve) => {
      const job = { kind, input } as JobMessage; // a kind with its own input is one of the union
      waiting.push({ job, resolve: (answer) => resolve(answer as Result<JobOutput[K], FileProblem>) }); // the child answers its kind
      next();
    });
  };

  return {
    workbooks: {
      async read(bytes) {
        const read = await run('read', { bytes });
        return read.ok ? ok(await unpackWorkbook(read.value)) : read;
      },
      show: (bytes) => run('show', { bytes }),
      patch: (bytes, patch) => run('patch', { bytes, patch }),
      update: async (bytes, update) => run('update', { bytes, update: await packUpdate(update) }),
    },
    templates: {
      inspect: (file) => run('inspect', { file }),
      read: (file, mapping) => run('readTemplate', { file, mapping }),
      mark: (file, findings) => run('mark', { file, findings }),
    },
    attestations: {
      inspect: (file) => run('inspectAttestations', { file }),
      read: (file, mapping) => run('readAttestations', { file, mapping }),
    },
    close: () => {
      closed = true;
      for (const task of waiting.splice(0)) task.resolve(err(closing));
      for (const worker of [...busy, ...idle.splice(0)]) worker.stop();
    },
  };
}

type Task = { readonly job: JobMessage; readonly resolve: (answer: JobAnswer) => void };

const closing: FileProblem = {
  code: 'closed',
  message: 'The engine is shutting down. Submit the file again when it is back.',
};
