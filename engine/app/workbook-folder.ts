import type { Entry } from '../contract/model/entry.ts';
import type { AssessmentId } from '../contract/model/ids.ts';
import { bringUpToDate, type FolderWorkbook, type WriteBackParts } from './bring-up-to-date.ts';
import { concernedAssessments } from './concerned-assessments.ts';
import { ingestFile } from './ingest-file.ts';
import { createPacedTask, type PacedTask } from './paced-task.ts';
import { placeWorkbook } from './place-workbook.ts';
import type { FileProblem, FolderWatch, SettledFile } from './ports.ts';
import { createSpareTime, type GiveWay } from './spare-time.ts';

/** Where one workbook of the folder stands. */
type FolderFileState = {
  readonly path: string;
  readonly assessment: AssessmentId | null;
  readonly state: 'in step' | 'to be written' | 'open elsewhere' | 'left alone' | 'refused';
  readonly message: string;
};

/**
 * The watched folder at work: saved workbooks are taken in, and every workbook is brought up to date after changes that
 * concern it: at once, then about once a second a file and less often while edits go on, one after the other, and never long
 * in the way of an edit.
 */
export interface WorkbookFolder {
  start(): Promise<void>;
  stop(): Promise<void>;
  states(): readonly FolderFileState[];
  /** Writes a new workbook of the assessment into the folder; returns its path. */
  place(id: AssessmentId): Promise<string | null>;
  /** Resolves when no file waits to be written, apart from those open elsewhere. */
  idle(): Promise<void>;
}

export type FolderParts = Omit<WriteBackParts, 'inTurn'> & { readonly watch: FolderWatch };

/** A burst of entries is gathered this long before files are touched. */
const gather = 50;
/** Between two writes of one file: doubled while edits go on and on, which then feel little of it. */
const pauses = { least: 1_000, most: 5_000, timesItsView: 100 } as const;
/** Of the engine's own thread, for the views of all files together. */
const share = 0.2;
/** ...and for taking them in, which people wait for: after a start the whole folder is. */
const shareOfTaking = 0.5;

type Known = {
  file: FolderWorkbook;
  state: FolderFileState['state'];
  message: string;
  readonly writing: PacedTask;
  /** Milliseconds its view took the last time. */
  took: number;
  /** Calls off the waiting for a file that is open elsewhere. */
  release: (() => void) | null;
};

export function createWorkbookFolder(parts: FolderParts): WorkbookFolder {
  const { organisation, files, folder, watch } = parts;
  const { clock, log } = organisation;
  const knownByPath = new Map<string, Known>();
  const leftByPath = new Map<string, FolderFileState>();
  const changed: Entry[] = [];
  /** Writes under way of files that have been taken anew since; stopping waits for them, too. */
  const leaving = new Set<Promise<void>>();
  const spareTime = createSpareTime(clock, share);
  const takingTime = createSpareTime(clock, shareOfTaking); // never stopped: what has been read is taken
  let gathering: (() => void) | null = null;
  let stopWatch: (() => Promise<void>) | null = null;

  const stopListening = organisation.listen((entries) => {
    for (const { entry } of entries) changed.push(entry);
    gathering ??= clock.after(gather, spread);
  });

  /** From what changed to the files that show it; runs off the path of the edit. */
  function spread(): void {
    gathering = null;
    const concerned = concernedAssessments(organisation, changed.splice(0));
    for (const known of knownByPath.values()) {
      if (concerned === 'all' || concerned.has(known.file.assessment)) askFor(known);
    }
  }

  function askFor(known: Known): void {
    if (known.state === 'left alone') return;
    if (known.state !== 'open elsewhere') known.state = 'to be written';
    known.writing.ask();
  }

  function remember(file: FolderWorkbook): Known {
    forget(file.path);
    const writing = createPacedTask(clock, pauseAfter, () => write(known));
    const known: Known = { file, state: 'in step', message: '', writing, took: 0, release: null };
    function pauseAfter(waited: number): number {
      return Math.min(pauses.most, Math.max(pauses.least * 2 ** waited, pauses.timesItsView * known.took));
    }
    knownByPath.set(file.path, known);
    return known;
  }

  function forget(path: string): void {
    const known = knownByPath.get(path);
    if (known !== undefined) {
      known.writing.stop();
      known.release?.();
      const ended = known.writing.ended();
      leaving.add(ended);
      void ended.then(() => leaving.delete(ended));
    }
    knownByPath.delete(path);
    leftByPath.delete(path);
  }

  async function write(known: Known): Promise<void> {
    const inTurn = async <T>(work: (giveWay: GiveWay) => Promise<T>): Promise<T | null> => {
      const done = await spareTime.run(work);
      if (done === null) return null;
      known.took = done.took;
      return done.result;
    };
    const outcome = await bringUpToDate({ ...parts, inTurn }, known.file).catch((error: unknown) => {
      log.error('A workbook could not be brought up to date', { path: known.file.path, error: String(error) });
      return { kind: 'refused', message: `It could not be brought up to date: ${String(error)}` } as const;
    });
    known.release?.();
    known.release = null;
    known.message = '';
    switch (outcome.kind) {
      case 'in step':
        known.file = { ...known.file, sha256: outcome.sha256 };
        known.state = 'in step';
        return;
      case 'newer':
        known.state = 'to be written';
        return;
      case 'open elsewhere':
        known.state = 'open elsewhere';
        known.message = `Open elsewhere${outcome.by === null ? '' : ` by ${outcome.by}`}; it is brought up to date when it is closed.`;
        known.release = folder.onReleased(known.file.path, () => known.writing.ask());
        return;
      case 'refused':
        known.state = 'refused';
        known.message = outcome.message;
        log.warn('A workbook cannot be brought up to date', { path: known.file.path, reason: outcome.message });
    }
  }

  async function settled(file: SettledFile): Promise<void> {
    const copyOf = await folder.conflictCopyOf(file.path);
    const ingested = await ingestFile(organisation, files, file, async (work) => {
      return (await takingTime.run(work))?.result ?? (await work(() => null));
    });
    if (ingested.kind === 'left') {
      return leave(file.path, { code: 'left-alone', message: ingested.notes.join('\n') }, 'left alone');
    }
    const { assessment, identity, changes } = ingested;
    if (changes > 0) log.info('A workbook was taken in', { path: file.path, changes });
    const known = remember({
      path: file.path,
      assessment: assessment.id,
      workbook: identity.workbook,
      sha256: file.sha256,
    });
    const notes = copyOf === null ? ingested.notes : [...ingested.notes, conflictCopyNote(copyOf)];
    await tell(file.path, notes);
    if (copyOf === null) return askFor(known);
    known.state = 'left alone';
    known.message = conflictCopyNote(copyOf);
  }

  async function leave(path: string, problem: FileProblem, state: FolderFileState['state'] = 'refused'): Promise<void> {
    forget(path);
    leftByPath.set(path, { path, assessment: null, state, message: problem.message });
    log.warn('A workbook was left as it is', { path, code: problem.code, reason: problem.message });
    await tell(path, [problem.message]);
  }

  async function tell(path: string, notes: readonly string[]): Promise<void> {
    const told =
      notes.length === 0 ? await folder.clearReport(path) : await folder.writeReport(path, report(path, notes));
    if (!told.ok) log.warn('The inbox report could not be written', { path, code: told.error.code });
  }

  return {
    async start() {
      stopWatch = await watch.start({
        settled,
        gone: async (path) => {
          forget(path);
          await folder.clearReport(path);
        },
        refused: leave,
      });
    },
    async stop() {
      stopListening();
      gathering?.();
      await stopWatch?.();
      for (const { writing } of knownByPath.values()) writing.stop();
      spareTime.stop();
      await Promise.all([...leaving, ...Array.from(knownByPath.values(), ({ writing }) => writing.ended())]);
    },
    states: () => [
      ...Array.from(knownByPath.values(), ({ file: { path, assessment }, state, message }) => ({
        path,
        assessment,
        state,
        message,
      })),
      ...leftByPath.values(),
    ],
    async place(id) {
      const placed = await placeWorkbook(parts, id);
      return placed === null ? null : remember(placed).file.path;
    },
    async idle() {
      const isBusy = (): boolean =>
        gathering !== null || leaving.size > 0 || [...knownByPath.values()].some(({ writing }) => writing.isBusy());
      while (isBusy()) await new Promise<void>((resolve) => void clock.after(20, resolve));
    },
  };
}

function conflictCopyNote(original: string): string {
  return `This looks like a conflict copy of ${original} that a cloud client made. Its changes were taken in; the file itself is left as it is and can be removed.`;
}

function report(path: string, notes: readonly string[]): string {
  return [`Controlbook about ${path}:`, '', ...notes.map((note) => `- ${note}`), ''].join('\n');
}
