import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createFileProcess, type FileProcess } from '#engine/adapters/process/file-process';
import { type FuzzCase, makeCase, openSeeds, type Target, targets } from '#test/fuzz/cases';
import type { ParseAnswer, ParseTask } from '#test/fuzz/parse-child';
import { fileChild } from '#test/support/file-child';

export type FuzzRun = {
  readonly seed: number;
  /** Asked before every case with how many there have been. */
  readonly goOn: (done: number) => boolean;
  readonly only?: readonly Target[];
  readonly first?: number;
};

export type FuzzReport = {
  readonly cases: number;
  /** How often each target gave each answer. */
  readonly answers: ReadonlyMap<string, number>;
  /** Each with what repeats it. */
  readonly failures: readonly string[];
};

/** Milliseconds and megabytes one input may take. */
const bound = { timeout: 10_000, memory: 512 };

/** Gives every parser of outside input what is nearly right and what is all wrong: never a crash, never a hang, always a named answer. */
export async function runCases({ seed, goOn, only = targets, first = 0 }: FuzzRun): Promise<FuzzReport> {
  const seeds = await openSeeds();
  const files = createFileProcess({ childFile: fileChild, ...bound, processes: 1 });
  const parser = openParser();
  const answers = new Map<string, number>();
  const failures: string[] = [];
  let index = first;
  try {
    for (; goOn(index - first); index += 1) {
      const made = makeCase(seeds, seed, index, only);
      const isFile = ['xlsx', 'xls', 'oscal'].includes(made.target);
      const { said, wrong } = await (isFile ? readFile(files, made, index) : parser.read(made));
      answers.set(`${made.target} ${said}`, (answers.get(`${made.target} ${said}`) ?? 0) + 1);
      if (wrong !== null)
        failures.push(`--seed ${seed} --first ${index} (${made.target}, ${made.bytes.length} bytes): ${wrong}`);
    }
  } finally {
    files.close();
    parser.close();
  }
  return { cases: index - first, answers, failures };
}

type Read = { readonly said: string; readonly wrong: string | null };

/** As a workbook of the folder, as a template, as a page to show: in the engine's own process for files of others. */
async function readFile(files: FileProcess, { target, bytes }: FuzzCase, index: number): Promise<Read> {
  const name = target === 'oscal' ? 'a.json' : `a.${target}`;
  const file = { name, bytes, companions: {} };
  const ways = [
    () => files.templates.read(file, null),
    () => files.workbooks.read(bytes),
    () => files.templates.inspect(file),
    () => files.workbooks.show(bytes),
    () => files.attestations.inspect(file),
  ];
  const answer = await (
    ways[Math.floor(index / targets.length) % ways.length] ?? (() => files.workbooks.read(bytes))
  )();
  if (answer.ok) return { said: 'taken', wrong: null };
  const { code, message } = answer.error;
  // SheetJS follows some damaged formulas of old files without end; the engine gives such a file up, by that name.
  if (code === 'timeout' && target === 'xls') return { said: code, wrong: null };
  const isWrong = ['timeout', 'crashed', 'out-of-memory', 'closed'].includes(code) || message === '';
  return { said: code, wrong: isWrong ? `${code}: ${message}` : null };
}

function openParser() {
  let child: ChildProcess | null = null;
  const start = async (): Promise<ChildProcess> => {
    const program = new URL(`./parse-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    const execArgv = [...process.execArgv, `--max-old-space-size=${bound.memory}`];
    const begun = fork(fileURLToPath(program), [], { execArgv });
    await new Promise((ready, failed) => {
      begun.once('message', ready);
      begun.once('exit', () => failed(new Error('the parser does not start')));
    });
    return begun;
  };
  return {
    async read({ target, bytes }: FuzzCase): Promise<Read> {
      child ??= await start();
      const asked = child;
      const task: ParseTask = { id: 0, target, base64: Buffer.from(bytes).toString('base64') };
      const answer = await new Promise<ParseAnswer | 'hangs' | 'ended'>((done) => {
        const timer = setTimeout(() => done('hangs'), bound.timeout);
        asked.once('message', (message: ParseAnswer) => {
          clearTimeout(timer);
          asked.removeAllListeners('exit');
          done(message);
        });
        asked.once('exit', () => {
          clearTimeout(timer);
          done('ended');
        });
        asked.send(task);
      });
      if (typeof answer !== 'string') {
        return 'said' in answer
          ? { said: answer.said, wrong: null }
          : { said: 'thrown', wrong: `thrown: ${answer.thrown}` };
      }
      asked.removeAllListeners();
      asked.kill('SIGKILL');
      child = null;
      return { said: answer, wrong: `the process ${answer}` };
    },
    close: () => void child?.kill(),
  };
}
