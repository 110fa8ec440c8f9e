import type { Assessment } from '../contract/model/assessment.ts';
import type { ReadWorkbook } from '../contract/model/cells.ts';
import type { Verdict } from '../contract/model/change.ts';
import type { HeldChange } from '../contract/model/entry.ts';
import { type Cursor, groupPartition, type PartitionId, type UserId } from '../contract/model/ids.ts';
import type { Draft } from '../domain/journal/draft.ts';
import { citedActions } from '../domain/organisation/change-assessment.ts';
import { actionOf, assessmentOf } from '../domain/organisation/documents.ts';
import { type ChangeContext, decideChanges, nextConflictId } from '../domain/reconcile/decide-changes.ts';
import { resolveConflict } from '../domain/reconcile/resolve.ts';
import { ok } from '../domain/result.ts';
import { readIdentity } from '../domain/sheets/identity.ts';
import { locateIdentity } from '../domain/sheets/locate.ts';
import { readWorkbook } from '../domain/sheets/read.ts';
import type { WorkbookReading } from '../domain/sheets/reading.ts';
import type { WorkbookIdentity } from '../domain/sheets/view.ts';
import { catchUpWith } from './catch-up-with.ts';
import { changeContext, findUser } from './change-context.ts';
import type { Organisation } from './organisation.ts';
import { type FileBatch, planFileChanges } from './plan-file-changes.ts';
import type { Person, SettledFile, WorkbookFiles } from './ports.ts';
import type { GiveWay } from './spare-time.ts';

/** What became of a file. `notes` are sentences for the person who saved it, with the cell where there is one. */
export type Ingested =
  | {
      readonly kind: 'taken';
      readonly assessment: Assessment;
      readonly identity: WorkbookIdentity;
      readonly changes: number;
      readonly notes: readonly string[];
    }
  /** Left as it is: not ours, of another organisation, a stale copy, damaged, unreadable. */
  | { readonly kind: 'left'; readonly notes: readonly string[] };

/**
 * Takes in a saved workbook: every cell that differs from what this copy last saw is a change, judged like any other.
 * The changes and the mark that this content was taken are one atomic batch, so a content is taken exactly once
 * whatever happens in between. Throws when the journal takes nothing: the file is offered again.
 */
export async function ingestFile(
  organisation: Organisation,
  files: WorkbookFiles,
  file: SettledFile,
  inTurn: InTurn = (work) => work(() => null),
): Promise<Ingested> {
  const read = await files.read(file.bytes);
  return read.ok ? inTurn((giveWay) => takeIn(organisation, file, read.value, giveWay)) : left(read.error.message);
}

/** Runs what keeps the engine's own thread busy when its turn has come. */
type InTurn = (work: (giveWay: GiveWay) => Promise<Ingested>) => Promise<Ingested>;

async function takeIn(
  organisation: Organisation,
  file: SettledFile,
  content: ReadWorkbook,
  giveWay: GiveWay,
): Promise<Ingested> {
  const found = readIdentity(locateIdentity(content));
  if (!found.ok) return left(found.error.message);
  const identity = found.value;
  await catchUpWith(organisation, identity.cursors);
  const assessment = await recognise(organisation, identity);
  if (typeof assessment === 'string') return left(assessment);

  const group = await organisation.group(assessment.group);
  const reading = readAssessmentWorkbook(organisation, assessment, content);
  const notes = reading.problems.map(({ place, message }) => `${place}: ${message}`);
  await giveWay();
  const before = group.image.file(file.path);
  if (before?.sha256 === file.sha256) return { kind: 'taken', assessment, identity, changes: 0, notes };

  const { date1904 } = content;
  const editor = lastEditor(organisation, content);
  const batches = planFileChanges(organisation, {
    ...{ assessment, identity, reading, path: file.path, date1904 },
    isForbidden: (partition, entity, field) =>
      contextFor(organisation, assessment, partition, editor.id).refuses(entity, field)?.code === 'forbidden',
  });
  const changes = batches.reduce((sum, batch) => sum + sizeOf(batch), 0);
  if (changes === 0) return { kind: 'taken', assessment, identity, changes, notes };
  if (organisation.directory.byId(editor.id) === null) await organisation.directory.put(editor);
  const actor = editor.id;
  const taking = { assessment, file, actor, sequence: (before?.sequence ?? 0) + 1, changes };
  for (const batch of batches) {
    if (sizeOf(batch) > 0 || batch.partition.id === group.id) notes.push(...(await take(organisation, batch, taking)));
  }
  return { kind: 'taken', assessment, identity, changes, notes };
}

function left(note: string): Ingested {
  return { kind: 'left', notes: [note] };
}

function sizeOf({ changes, held, decisions }: FileBatch): number {
  return changes.length + held.length + decisions.length;
}

/** The assessment a workbook belongs to, or why it is left alone. */
async function recognise(organisation: Organisation, identity: WorkbookIdentity): Promise<Assessment | string> {
  if (identity.organisation !== organisation.id) {
    return 'This workbook belongs to another organisation. Nothing was read from it. Move it to that organisation’s folder.';
  }
  const assessment = assessmentOf(organisation.core.image, identity.assessment);
  if (assessment === null) {
    return 'The assessment of this workbook does not exist (any more). Nothing was read from it. Keep the file as a record, or remove it.';
  }
  for (const cursor of identity.cursors) {
    if (!(await isOfThisHistory(organisation, cursor))) {
      return 'This is a stale copy: it was written from a history that the engine no longer has (a backup was restored since). Nothing was read from it. Take a fresh workbook of the assessment and copy your changes there.';
    }
  }
  return assessment;
}

/**
 * Whether a cursor lies on the history the engine has. Of an earlier epoch it does up to where the backup was made: the
 * entry there is the one the workbook has seen.
 */
async function isOfThisHistory(
  organisation: Organisation,
  { partition: id, epoch, position }: Cursor,
): Promise<boolean> {
  const partition = organisation.partition(id);
  if (partition === null || position > partition.image.position) return false;
  if (partition.image.epoch === epoch || position === 0) return true;
  const [last] = await partition.read(position - 1, 1);
  return last?.entry.epoch === epoch;
}

/** Reads the rows, inputs and decisions of an assessment's workbook. */
export function readAssessmentWorkbook(
  organisation: Organisation,
  assessment: Assessment,
  file: ReadWorkbook,
): WorkbookReading {
  const { image } = organisation.core;
  const titles = citedActions(image, assessment).map((id) => [id, actionOf(image, id)?.title ?? ''] as const);
  return readWorkbook(file, {
    findUser: (name) => findUser(organisation.directory, name),
    titleByAction: new Map(titles),
  });
}

/** Recorded where a file does not say who saved it. */
export const unknownEditor = 'unknown' as UserId; // a constant of the id alphabet
const unknownPerson: Person = { id: unknownEditor, name: 'Unknown editor', email: null, source: 'system' };

/** Who saved the file, as the file says: matched to the directory, else recorded as claimed and unverified. */
function lastEditor({ directory, digest }: Organisation, file: ReadWorkbook): Person {
  const name = file.lastModifiedBy?.trim() ?? '';
  if (name === '' || name === 'Controlbook') return unknownPerson;
  const id = `claimed-${digest(name.toLocaleLowerCase('en')).slice(0, 16)}` as UserId; // of the id alphabet
  return directory.find(name) ?? { id, name: name.slice(0, 200), email: null, source: 'claimed' };
}

type Taking = {
  readonly assessment: Assessment;
  readonly file: SettledFile;
  readonly actor: UserId;
  /** How often this path's content was taken, this time included. */
  readonly sequence: number;
  readonly changes: number;
};

/** Writes one partition's part; returns what there is to say about it. */
async function take(organisation: Organisation, batch: FileBatch, taking: Taking): Promise<readonly string[]> {
  const { assessment, file, actor, sequence, changes } = taking;
  const { partition } = batch;
  const path = organisation.digest(file.path).slice(0, 16);
  // The content is part of the name: a newer content that comes after a crash is another command.
  const command = `file:${path}:${sequence}:${file.sha256.slice(0, 16)}`;
  const result = await partition.execute<readonly string[], never>({
    meta: organisation.meta(command, actor, 'file', batch.lineage),
    decide: (draft) => {
      const notes = judge(draft, batch, contextFor(organisation, assessment, partition.id, actor));
      if (partition.id === groupPartition(assessment.group)) {
        draft.emit({ kind: 'ingested', file: file.path, sha256: file.sha256, sequence, changes }, sizeOf(batch));
      }
      return ok(notes);
    },
    recall: () => [],
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/**
 * Who saved a file is who it names, and may do in it what they may do anywhere; a claimed name is somebody without a role.
 * A file of an archived assessment takes nothing, although its records may live on in its group.
 */
function contextFor(
  organisation: Organisation,
  assessment: Assessment,
  partition: PartitionId,
  user: UserId,
): ChangeContext {
  const context = changeContext(organisation, partition, { user, scope: null });
  if (assessment.archived === null) return context;
  const refusal = { code: 'archived', message: 'This assessment is archived. Activate it to change it.' };
  return { ...context, refuses: () => refusal };
}

function judge(draft: Draft, batch: FileBatch, context: ChangeContext): readonly string[] {
  const notes: string[] = [];
  for (const [index, verdict] of decideChanges(draft, batch.changes, context).entries()) {
    const note = verdictNote(verdict);
    if (note !== null) notes.push(`${batch.changes[index]?.place ?? ''}: ${note}`);
  }
  for (const { mishap, changes } of batch.held) {
    if (isHeldAlready(draft, changes)) continue;
    draft.emit({ kind: 'held', conflict: nextConflictId(draft.image.position), reason: mishap.reason, changes });
    notes.push(`${mishap.message} Nothing of it was applied; decide on the Conflicts sheet.`);
  }
  for (const { conflict, decision, value, place } of batch.decisions) {
    const settled = resolveConflict(draft, { conflict, decision, value, base: batch.marker }, context);
    if (!settled.ok && settled.error.code !== 'unknown-conflict') notes.push(`${place}: ${settled.error.message}`);
  }
  return notes;
}

function verdictNote(verdict: Verdict): string | null {
  if (verdict.outcome === 'refused') return `Put back. ${verdict.message}`;
  if (verdict.outcome === 'conflict') {
    return 'Somebody else changed this meanwhile. Their value is in place, yours waits on the Conflicts sheet.';
  }
  return null;
}

function isHeldAlready(draft: Draft, changes: readonly HeldChange[]): boolean {
  const text = JSON.stringify(changes);
  return [...draft.image.conflicts()].some((open) => open.kind === 'held' && JSON.stringify(open.changes) === text);
}
