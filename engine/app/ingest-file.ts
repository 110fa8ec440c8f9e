import type { Assessment } from '../contract/model/assessment.ts';
import type { ReadWorkbook } from '../contract/model/cells.ts';
import type { Verdict } from '../contract/model/change.ts';
import type { HeldChange } from '../contract/model/entry.ts';
import type { FieldValue } from '../contract/model/field.ts';
import { type RecordField, recordFields } from '../contract/model/field.ts';
import {
  assessmentRef,
  type EntityRef,
  type PartitionId,
  type Position,
  recordRef,
  type UserId,
} from '../contract/model/ids.ts';
import { fieldsEqual } from '../domain/fields/equal.ts';
import { normalizeField } from '../domain/fields/normalize.ts';
import type { Draft } from '../domain/journal/draft.ts';
import { citedActions } from '../domain/organisation/change-assessment.ts';
import { actionOf, assessmentOf } from '../domain/organisation/documents.ts';
import {
  type ChangeContext,
  decideChanges,
  fieldKind,
  initialValue,
  nextConflictId,
  type PlacedChange,
} from '../domain/reconcile/decide-changes.ts';
import { baseOf } from '../domain/reconcile/merge.ts';
import { resolveConflict } from '../domain/reconcile/resolve.ts';
import { ok } from '../domain/result.ts';
import { readIdentity } from '../domain/sheets/identity.ts';
import { locateIdentity } from '../domain/sheets/locate.ts';
import { type BatchColumn, findMishaps, type Mishap } from '../domain/sheets/mishap.ts';
import { readWorkbook } from '../domain/sheets/read.ts';
import type { DecisionReading, FieldReading, WorkbookReading } from '../domain/sheets/reading.ts';
import type { WorkbookIdentity } from '../domain/sheets/view.ts';
import { parseConflictRowId } from './activity-views.ts';
import { changeContext, findUser } from './change-context.ts';
import type { Organisation } from './organisation.ts';
import type { Partition } from './partition.ts';
import type { SettledFile, WorkbookFiles } from './ports.ts';

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
 * whatever happens in between.
 */
export async function ingestFile(
  organisation: Organisation,
  files: WorkbookFiles,
  file: SettledFile,
): Promise<Ingested> {
  const read = await files.read(file.bytes);
  if (!read.ok) return left(read.error.message);
  const identity = readIdentity(locateIdentity(read.value));
  if (!identity.ok) return left(identity.error.message);
  const known = recognise(organisation, identity.value);
  if (typeof known === 'string') return left(known);

  const reading = readAssessmentWorkbook(organisation, known, read.value);
  const actor = await lastEditor(organisation, read.value);
  const batches = planBatches(organisation, known, identity.value, reading, file, read.value.date1904);
  const notes = reading.problems.map(({ place, message }) => `${place}: ${message}`);
  const group = await organisation.group(known.group);
  if (group.image.file(file.path)?.sha256 === file.sha256) {
    return { kind: 'taken', assessment: known, identity: identity.value, changes: 0, notes };
  }

  let changes = 0;
  // The group comes last: its entry says that the content was taken.
  const order = [...batches.values()].sort(
    (a, b) => Number(a.partition.id === group.id) - Number(b.partition.id === group.id),
  );
  for (const batch of order) {
    const isHome = batch.partition.id === group.id;
    if (isEmpty(batch) && !(isHome && changes > 0)) continue;
    changes += await write(organisation, known, file, batch, actor, isHome, notes);
  }
  return { kind: 'taken', assessment: known, identity: identity.value, changes, notes };
}

function left(note: string): Ingested {
  return { kind: 'left', notes: [note] };
}

/** The assessment a workbook belongs to, or why it is left alone. */
function recognise(organisation: Organisation, identity: WorkbookIdentity): Assessment | string {
  if (identity.organisation !== organisation.id) {
    return 'This workbook belongs to another organisation. Nothing was read from it. Move it to that organisation’s folder.';
  }
  const assessment = assessmentOf(organisation.core.image, identity.assessment);
  if (assessment === null) {
    return 'The assessment of this workbook does not exist (any more). Nothing was read from it. Keep the file as a record, or remove it.';
  }
  for (const { partition, epoch, position } of identity.cursors) {
    const image = organisation.partition(partition)?.image;
    if (image === undefined || image.epoch !== epoch || position > image.position) {
      return 'This is a stale copy: it was written from a history that the engine no longer has (a backup was restored since). Nothing was read from it. Take a fresh workbook of the assessment and copy your changes there.';
    }
  }
  return assessment;
}

export function readAssessmentWorkbook(
  organisation: Organisation,
  assessment: Assessment,
  file: ReadWorkbook,
): WorkbookReading {
  const { image } = organisation.core;
  const titles = citedActions(image, assessment).map(
    (action) => [action, actionOf(image, action)?.title ?? ''] as const,
  );
  return readWorkbook(file, {
    findUser: (name) => findUser(organisation.directory, name),
    titleByAction: new Map(titles),
  });
}

/** Who saved the file, as the file says: matched to the directory, else recorded as claimed and unverified. */
async function lastEditor(organisation: Organisation, file: ReadWorkbook): Promise<UserId> {
  const name = file.lastModifiedBy?.trim() ?? '';
  if (name === '' || name === 'Controlbook') return unknownEditor;
  const known = organisation.directory.find(name);
  if (known !== null) return known.id;
  const id = `claimed-${organisation.digest(name.toLocaleLowerCase('en')).slice(0, 16)}` as UserId; // of the id alphabet
  await organisation.directory.put({ id, name: name.slice(0, 200), email: null, source: 'claimed' });
  return id;
}

export const unknownEditor = 'unknown' as UserId; // a constant of the id alphabet

type Batch = {
  readonly partition: Partition;
  readonly lineage: string;
  readonly marker: Position;
  readonly changes: PlacedChange[];
  readonly held: { readonly mishap: Mishap; readonly changes: readonly HeldChange[] }[];
  readonly decisions: DecisionToTake[];
};
type DecisionToTake = Omit<DecisionReading, 'conflict' | 'other'> & {
  readonly conflict: NonNullable<ReturnType<typeof parseConflictRowId>>['conflict'];
  readonly value: FieldValue;
};

function isEmpty(batch: Batch): boolean {
  return batch.changes.length + batch.held.length + batch.decisions.length === 0;
}

/** What differs from what this copy last saw, by the partition it concerns. */
function planBatches(
  organisation: Organisation,
  assessment: Assessment,
  identity: WorkbookIdentity,
  reading: WorkbookReading,
  file: SettledFile,
  date1904: boolean,
): ReadonlyMap<PartitionId, Batch> {
  const batches = new Map<PartitionId, Batch>();
  const batchOf = (id: PartitionId): Batch | null => {
    const known = batches.get(id);
    if (known !== undefined) return known;
    const partition = organisation.partition(id);
    if (partition === null) return null;
    const marker = identity.cursors.find((cursor) => cursor.partition === id)?.position ?? 0;
    const copy = `${identity.workbook}/${organisation.digest(file.path).slice(0, 16)}`;
    const batch = { partition, lineage: `${copy}@${marker}`, marker, changes: [], held: [], decisions: [] };
    batches.set(id, batch);
    return batch;
  };
  const home = `group:${assessment.group}` as PartitionId; // a group's partition by its id
  batchOf(home);

  const differs: Differs = (batch, entity, field, fieldReading) => {
    const { image } = batch.partition;
    const current = image.entity(entity)?.fields[field];
    const base = baseOf(current, batch.marker, batch.lineage, initialValue(image, entity, field));
    const { value } = fieldReading;
    if (!value.ok) return value.error.code === 'formula' || fieldReading.raw === base.value ? null : base;
    return fieldsEqual(value.value, base.value) ? null : base;
  };

  const mishaps = findMishaps(batchColumns(organisation, assessment, reading, batchOf));
  for (const record of reading.records) {
    const batch = batchOf(organisation.scope(assessment.group, record.action));
    if (batch === null) continue;
    const entity = recordRef(record.action);
    for (const [field, fieldReading] of Object.entries(record.fields)) {
      const base = differs(batch, entity, field, fieldReading);
      if (base === null || mishaps.some((mishap) => mishap.field === field)) continue;
      batch.changes.push(toChange(batch, entity, field, fieldReading));
    }
  }
  for (const mishap of mishaps) holdColumn(organisation, assessment, reading, batchOf, differs, mishap);

  const organisationBatch = batchOf(organisation.core.id);
  for (const [field, fieldReading] of Object.entries(reading.overview)) {
    if (fieldReading === null || organisationBatch === null) continue;
    const entity = assessmentRef(assessment.id);
    if (differs(organisationBatch, entity, field, fieldReading) === null) continue;
    organisationBatch.changes.push(toChange(organisationBatch, entity, field, fieldReading));
  }
  for (const decision of reading.decisions) addDecision(organisation, batchOf, decision, date1904);
  return batches;
}

type BatchOf = (id: PartitionId) => Batch | null;
type Differs = (
  batch: Batch,
  entity: EntityRef,
  field: string,
  reading: FieldReading,
) => { readonly value: FieldValue; readonly at: Position } | null;

function toChange(batch: Batch, entity: EntityRef, field: string, { value, raw, place }: FieldReading): PlacedChange {
  return { entity, field, value: value.ok ? value.value : raw, base: batch.marker, place };
}

/** Every row of every column a person fills in, as the file has them from top to bottom. */
function batchColumns(
  organisation: Organisation,
  assessment: Assessment,
  reading: WorkbookReading,
  batchOf: BatchOf,
): readonly BatchColumn[] {
  return (Object.keys(recordFields) as RecordField[]).map((field) => ({
    field,
    cells: reading.records.flatMap((record) => {
      const cell = record.fields[field];
      const batch = batchOf(organisation.scope(assessment.group, record.action));
      if (cell === undefined || batch === null || !cell.value.ok) return [];
      const entity = recordRef(record.action);
      const { image } = batch.partition;
      const base = baseOf(
        image.entity(entity)?.fields[field],
        batch.marker,
        batch.lineage,
        initialValue(image, entity, field),
      );
      return [{ base: base.value, yours: cell.value.value, blank: cell.blank }];
    }),
  }));
}

function holdColumn(
  organisation: Organisation,
  assessment: Assessment,
  reading: WorkbookReading,
  batchOf: BatchOf,
  differs: Differs,
  mishap: Mishap,
): void {
  const byBatch = new Map<Batch, HeldChange[]>();
  for (const record of reading.records) {
    const batch = batchOf(organisation.scope(assessment.group, record.action));
    const cell = record.fields[mishap.field as RecordField]; // batchColumns named it
    if (batch === null || cell === undefined || !cell.value.ok) continue;
    const entity = recordRef(record.action);
    const base = differs(batch, entity, mishap.field, cell);
    if (base === null) continue;
    const held = byBatch.get(batch) ?? [];
    held.push({ entity, field: mishap.field, base: batch.marker, baseValue: base.value, yours: cell.value.value });
    byBatch.set(batch, held);
  }
  for (const [batch, changes] of byBatch) batch.held.push({ mishap, changes });
}

function addDecision(organisation: Organisation, batchOf: BatchOf, decision: DecisionReading, date1904: boolean): void {
  const row = parseConflictRowId(decision.conflict);
  const batch = row === null ? null : batchOf(row.partition);
  if (row === null || batch === null) return;
  const conflict = batch.partition.image.conflict(row.conflict);
  const kind = conflict?.kind === 'field' ? fieldKind(conflict.entity, conflict.field) : null;
  const { other } = decision;
  const normalized =
    other === null || kind === null
      ? null
      : normalizeField(kind, other.raw, {
          dateSystem: date1904 ? '1904' : '1900',
          shownAsDate: other.shownAsDate,
          findUser: (name) => findUser(organisation.directory, name),
        });
  const raw = Array.isArray(other?.raw) ? null : ((other?.raw ?? null) as FieldValue); // a cell holds no list
  const value = normalized?.ok === true ? normalized.value : raw;
  batch.decisions.push({ decision: decision.decision, place: decision.place, conflict: row.conflict, value });
}

/** Writes one partition's part; returns how many changes it had. */
async function write(
  organisation: Organisation,
  assessment: Assessment,
  file: SettledFile,
  batch: Batch,
  actor: UserId,
  isHome: boolean,
  notes: string[],
): Promise<number> {
  const group = await organisation.group(assessment.group);
  const sequence = (group.image.file(file.path)?.sequence ?? 0) + 1;
  const command = `file:${organisation.digest(file.path).slice(0, 16)}:${sequence}:${file.sha256.slice(0, 16)}`;
  const count = batch.changes.length + batch.held.length + batch.decisions.length;
  const result = await batch.partition.execute<readonly string[], never>({
    meta: organisation.meta(command, actor, 'file', batch.lineage),
    decide: (draft) => {
      const said = judge(draft, batch, contextFor(organisation, assessment, batch.partition.id));
      if (isHome)
        draft.emit({ kind: 'ingested', file: file.path, sha256: file.sha256, sequence, changes: count }, count);
      return ok(said);
    },
    recall: () => [],
  });
  if (!result.ok) throw new Error(result.error.message);
  notes.push(...result.value);
  return count;
}

/** A file of an archived assessment takes nothing, although its records may live on in its group. */
function contextFor(organisation: Organisation, assessment: Assessment, partition: PartitionId): ChangeContext {
  const context = changeContext(organisation, partition);
  if (assessment.archived === null) return context;
  const refusal = { code: 'archived', message: 'This assessment is archived. Activate it to change it.' };
  return { ...context, refuses: () => refusal };
}

function judge(draft: Draft, batch: Batch, context: ChangeContext): readonly string[] {
  const notes: string[] = [];
  const verdicts = decideChanges(draft, batch.changes, context);
  for (const [index, verdict] of verdicts.entries()) {
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
