import type { Assessment } from '../contract/model/assessment.ts';
import type { SealedEntry } from '../contract/model/entry.ts';
import type { ActionId, AssessmentId, GroupId, WorkbookId } from '../contract/model/ids.ts';
import { actionOf, assessmentOf, assessmentsOf, groupOf } from '../domain/organisation/documents.ts';
import { planPatch } from '../domain/sheets/plan-patch.ts';
import { projectWorkbook } from '../domain/sheets/project.ts';
import { refKind } from '../domain/state/image.ts';
import { type ViewParts, viewAssessment } from './assessment-view.ts';
import { ingestFile, readAssessmentWorkbook } from './ingest-file.ts';
import type { FileProblem, FolderFiles, FolderWatch, SettledFile, WorkbookFiles } from './ports.ts';

/** Where one workbook of the folder stands. */
type FolderFileState = {
  readonly path: string;
  readonly assessment: AssessmentId | null;
  readonly state: 'in step' | 'to be written' | 'open elsewhere' | 'left alone' | 'refused';
  readonly message: string;
};

/**
 * The watched folder at work: saved workbooks are taken in, and every workbook is brought up to date after changes that
 * concern it, at most about once a second a file and never in the way of an edit.
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

export type FolderParts = ViewParts & {
  readonly files: WorkbookFiles;
  readonly watch: FolderWatch;
  readonly folder: FolderFiles;
};

/** A burst of entries is gathered this long before files are touched. */
const gather = 50;
/** Between two writes of one file. */
const pause = 1_000;

type Known = {
  readonly path: string;
  readonly assessment: AssessmentId;
  readonly workbook: WorkbookId;
  sha256: string;
  state: FolderFileState['state'];
  message: string;
  /** Kept as it is: a conflict copy a cloud client made. */
  readonly isCopy: boolean;
  due: (() => void) | null;
  writing: Promise<void> | null;
  /** Calls off the waiting for a file that is open elsewhere. */
  release: (() => void) | null;
  again: boolean;
  lastWrite: number;
};

export function createWorkbookFolder(parts: FolderParts): WorkbookFolder {
  const { organisation, files, folder, watch } = parts;
  const { clock, log, core } = organisation;
  const knownByPath = new Map<string, Known>();
  const leftByPath = new Map<string, FolderFileState>();
  const changed: SealedEntry[] = [];
  let gathering: (() => void) | null = null;
  let stopWatch: (() => Promise<void>) | null = null;
  let stopped = false;

  const stopListening = organisation.listen((entries) => {
    changed.push(...entries);
    gathering ??= clock.after(gather, spread);
  });

  /** From what changed to the files that show it; runs off the path of the edit. */
  function spread(): void {
    gathering = null;
    const concerned = concernedAssessments(changed.splice(0));
    for (const known of knownByPath.values())
      if (concerned === 'all' || concerned.has(known.assessment)) schedule(known);
  }

  function concernedAssessments(entries: readonly SealedEntry[]): ReadonlySet<AssessmentId> | 'all' {
    const concerned = new Set<AssessmentId>();
    for (const { entry } of entries) {
      const { event } = entry;
      const refs =
        'entity' in event ? [event.entity] : event.kind === 'held' ? event.changes.map((change) => change.entity) : [];
      if (event.kind === 'released') return 'all';
      for (const ref of refs) {
        const id = ref.slice(ref.indexOf('/') + 1);
        if (refKind(ref) === 'assessment')
          concerned.add(id as AssessmentId); // an assessment's ref ends in its id
        else if (refKind(ref) !== 'record') return 'all';
        else for (const each of citing(entry.partition, id as ActionId)) concerned.add(each.id); // a record's ref ends in its action
      }
    }
    return concerned;
  }

  function citing(partition: string, action: ActionId): readonly Assessment[] {
    const groups = partition.startsWith('group:')
      ? [partition.slice('group:'.length) as GroupId] // a group's partition by its id
      : [...new Set(assessmentsOf(core.image).map(({ group }) => group))];
    return groups.flatMap((group) => organisation.index(group).assessmentsByAction.get(action) ?? []);
  }

  function schedule(known: Known): void {
    if (stopped || known.isCopy) return;
    if (known.writing !== null) {
      known.again = true;
      return;
    }
    if (known.due !== null) return;
    known.state = known.state === 'open elsewhere' ? known.state : 'to be written';
    const wait = Math.max(0, known.lastWrite + pause - clock.ticks());
    known.due = clock.after(wait, () => {
      known.due = null;
      known.writing = writeBack(known)
        .catch((error: unknown) => {
          known.state = 'refused';
          known.message = `The workbook could not be brought up to date: ${String(error)}`;
          log.error('A workbook could not be brought up to date', { path: known.path, error: String(error) });
        })
        .finally(() => {
          known.writing = null;
          if (known.again) {
            known.again = false;
            schedule(known);
          }
        });
    });
  }

  async function writeBack(known: Known): Promise<void> {
    const now = await folder.read(known.path);
    // Something newer than what was taken in stands there: it is taken in first, and this comes up again.
    if (!now.ok || now.value === null || now.value.sha256 !== known.sha256) return;
    const assessment = assessmentOf(core.image, known.assessment);
    const view = assessment === null ? null : await viewAssessment(parts, known.assessment, known.workbook);
    if (assessment === null || view === null) return;
    const read = await files.read(now.value.bytes);
    if (!read.ok) return void Object.assign(known, { state: 'refused', message: read.error.message });
    const cited = new Set(view.actions.map((action) => action.id));
    const patch = planPatch(read.value, projectWorkbook(view), {
      isPending: () => false,
      doubtful: readAssessmentWorkbook(organisation, assessment, read.value).doubtful,
      isRetired: (action) => !cited.has(action as ActionId) && actionOf(core.image, action as ActionId) !== null, // looked up, whatever it is
    });
    if (patch.edits.length + patch.appends.length === 0)
      return void Object.assign(known, { state: 'in step', message: '' });
    const patched = await files.patch(now.value.bytes, patch);
    if (!patched.ok) return void Object.assign(known, { state: 'refused', message: patched.error.message });
    for (const refused of patched.value.refused) {
      log.warn('A cell was left alone', {
        path: known.path,
        sheet: refused.sheet,
        cell: refused.cell,
        reason: refused.reason,
      });
    }
    known.lastWrite = clock.ticks();
    const written = await folder.writeBack(known.path, known.sha256, patched.value.bytes);
    if (written.ok) {
      known.sha256 = written.value.sha256;
      Object.assign(known, { state: 'in step', message: '' });
      return;
    }
    if (written.error.code === 'open-elsewhere') {
      const by = written.error.by === null ? '' : ` by ${written.error.by}`;
      Object.assign(known, {
        state: 'open elsewhere',
        message: `Open elsewhere${by}; it is brought up to date when it is closed.`,
      });
      known.release?.();
      known.release = folder.onReleased(known.path, () => {
        known.release = null;
        known.state = 'to be written';
        schedule(known);
      });
    } else if (written.error.code === 'unwritable') {
      Object.assign(known, { state: 'refused', message: written.error.reason });
      log.warn('A workbook cannot be written', { path: known.path, reason: written.error.reason });
    }
  }

  async function settled(file: SettledFile): Promise<void> {
    const copyOf = await folder.conflictCopyOf(file.path);
    const ingested = await ingestFile(organisation, files, file);
    if (ingested.kind === 'left') {
      knownByPath.delete(file.path);
      return refuse(file.path, { code: 'left-alone', message: ingested.notes.join('\n') }, 'left alone');
    }
    leftByPath.delete(file.path);
    const notes = [...ingested.notes];
    if (copyOf !== null) {
      notes.push(
        `This looks like a conflict copy of ${copyOf} that a cloud client made. Its changes were taken in; the file itself is left as it is and can be removed.`,
      );
    }
    const previous = knownByPath.get(file.path);
    previous?.due?.();
    previous?.release?.();
    const known: Known = {
      path: file.path,
      assessment: ingested.assessment.id,
      workbook: ingested.identity.workbook,
      sha256: file.sha256,
      state: 'in step',
      message: notes.join('\n'),
      isCopy: copyOf !== null,
      due: null,
      writing: null,
      release: null,
      again: false,
      lastWrite: previous?.lastWrite ?? 0,
    };
    knownByPath.set(file.path, known);
    if (ingested.changes > 0) log.info('A workbook was taken in', { path: file.path, changes: ingested.changes });
    await tell(file.path, notes);
    schedule(known);
  }

  async function refuse(
    path: string,
    problem: FileProblem,
    state: FolderFileState['state'] = 'refused',
  ): Promise<void> {
    leftByPath.set(path, { path, assessment: null, state, message: problem.message });
    log.warn('A workbook was left as it is', { path, code: problem.code, reason: problem.message });
    await tell(path, [problem.message]);
  }

  async function tell(path: string, notes: readonly string[]): Promise<void> {
    const told =
      notes.length === 0 ? await folder.clearReport(path) : await folder.writeReport(path, reportText(path, notes));
    if (!told.ok) log.warn('The inbox report could not be written', { path, code: told.error.code });
  }

  async function place(id: AssessmentId): Promise<string | null> {
    const workbook = organisation.ids.next() as WorkbookId; // of the id alphabet by the port's contract
    const view = await viewAssessment(parts, id, workbook);
    const assessment = assessmentOf(core.image, id);
    if (view === null || assessment === null) return null;
    const bytes = await files.render(projectWorkbook(view));
    const base = `${fileName(groupOf(core.image, assessment.group)?.name ?? 'Group')}/${fileName(assessment.title)}`;
    for (let attempt = 1; attempt <= 100; attempt += 1) {
      const path = attempt === 1 ? `${base}.xlsx` : `${base} - ${attempt}.xlsx`;
      const written = await folder.writeBack(path, null, bytes);
      if (written.ok) {
        remember(path, assessment.id, workbook, written.value.sha256);
        return path;
      }
      if (written.error.code === 'unwritable') throw new Error(`${path}: ${written.error.reason}`);
    }
    return null;
  }

  function remember(path: string, assessment: AssessmentId, workbook: WorkbookId, sha256: string): void {
    const fresh = {
      state: 'in step',
      message: '',
      isCopy: false,
      due: null,
      writing: null,
      release: null,
      again: false,
    } as const;
    knownByPath.set(path, { ...fresh, path, assessment, workbook, sha256, lastWrite: 0 });
  }

  return {
    async start() {
      stopWatch = await watch.start({
        settled,
        gone: async (path) => {
          knownByPath.get(path)?.due?.();
          knownByPath.get(path)?.release?.();
          knownByPath.delete(path);
          leftByPath.delete(path);
          await folder.clearReport(path);
        },
        refused: refuse,
      });
    },
    async stop() {
      stopped = true;
      stopListening();
      gathering?.();
      for (const known of knownByPath.values()) known.due?.();
      await stopWatch?.();
      await Promise.all([...knownByPath.values()].map((known) => known.writing));
    },
    states: () => [
      ...[...knownByPath.values()].map(({ path, assessment, state, message }) => ({
        path,
        assessment,
        state,
        message,
      })),
      ...leftByPath.values(),
    ],
    place,
    async idle() {
      const busy = (): boolean =>
        gathering !== null || [...knownByPath.values()].some(({ due, writing }) => due !== null || writing !== null);
      while (busy()) await new Promise<void>((resolve) => void clock.after(20, resolve));
    },
  };
}

function reportText(path: string, notes: readonly string[]): string {
  return [`Controlbook about ${path}:`, '', ...notes.map((note) => `- ${note}`), ''].join('\n');
}

/** A title as a file name every system takes. */
function fileName(title: string): string {
  const plain = title
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/g, '')
    .trim();
  const printable = [...plain]
    .filter((letter) => letter >= ' ')
    .join('')
    .slice(0, 120);
  return printable === '' || printable.startsWith('~') || printable.startsWith('.')
    ? `Assessment ${printable}`
    : printable;
}
