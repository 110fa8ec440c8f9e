import type { Assessment } from '../contract/model/assessment.ts';
import type { HeldChange } from '../contract/model/entry.ts';
import { type FieldValue, type RecordField, recordFields } from '../contract/model/field.ts';
import {
  type ActionId,
  assessmentRef,
  type ConflictId,
  type EntityRef,
  groupPartition,
  type PartitionId,
  type Position,
  recordRef,
} from '../contract/model/ids.ts';
import type { Decision } from '../contract/model/vocabulary.ts';
import { fieldsEqual } from '../domain/fields/equal.ts';
import { normalizeField } from '../domain/fields/normalize.ts';
import { fieldKind, initialValue, type PlacedChange } from '../domain/reconcile/decide-changes.ts';
import { type Base, baseOf } from '../domain/reconcile/merge.ts';
import { type BatchColumn, findMishaps, type Mishap } from '../domain/sheets/mishap.ts';
import type { DecisionReading, FieldReading, WorkbookReading } from '../domain/sheets/reading.ts';
import type { WorkbookIdentity } from '../domain/sheets/view.ts';
import { parseConflictRowId } from './activity-views.ts';
import { findUser } from './change-context.ts';
import type { Organisation } from './organisation.ts';
import type { Partition } from './partition.ts';

/** A workbook's reading, and where it comes from. */
export type FileReading = {
  readonly assessment: Assessment;
  readonly identity: WorkbookIdentity;
  readonly reading: WorkbookReading;
  /** Place in the watched folder. */
  readonly path: string;
  readonly date1904: boolean;
  /** True for what the editor may not do: it is refused like any cell, and nobody has to decide about it. */
  readonly isForbidden: (partition: PartitionId, entity: EntityRef, field: string) => boolean;
};

/** What a workbook has to say to one partition. */
export type FileBatch = {
  readonly partition: Partition;
  readonly lineage: string;
  /** The position this copy has seen. */
  readonly marker: Position;
  readonly changes: PlacedChange[];
  readonly held: { readonly mishap: Mishap; readonly changes: readonly HeldChange[] }[];
  readonly decisions: FileDecision[];
};

export type FileDecision = {
  readonly conflict: ConflictId;
  readonly decision: Decision;
  readonly value: FieldValue;
  readonly place: string;
};

/**
 * What differs from what this copy last saw, by the partition it concerns: the value at its position, or what it has
 * written itself since. The group's batch is always there and comes last, because its entry says that the content
 * was taken.
 */
export function planFileChanges(organisation: Organisation, file: FileReading): readonly FileBatch[] {
  const { assessment, reading } = file;
  const batches = createBatches(organisation, file);
  const batchOfAction = (action: ActionId) => batches.of(organisation.scope(assessment.group, action));
  const mishaps = findMishaps(columnsOf(reading, batchOfAction));

  for (const { action, fields } of reading.records) {
    const batch = batchOfAction(action);
    const entity = recordRef(action);
    for (const [field, cell] of Object.entries(fields)) {
      const isHeld =
        cell.value.ok &&
        mishaps.some((mishap) => mishap.field === field) &&
        !file.isForbidden(batch.partition.id, entity, field);
      if (!isHeld && differs(batch, entity, field, cell)) batch.changes.push(toChange(batch, entity, field, cell));
    }
  }
  for (const mishap of mishaps) hold(file, batchOfAction, mishap);

  const own = batches.of(organisation.core.id);
  const entity = assessmentRef(assessment.id);
  for (const [field, cell] of Object.entries(reading.overview)) {
    if (cell !== null && differs(own, entity, field, cell)) own.changes.push(toChange(own, entity, field, cell));
  }
  for (const decision of reading.decisions) {
    const row = parseConflictRowId(decision.conflict);
    if (row === null || organisation.partition(row.partition) === null) continue;
    const batch = batches.of(row.partition);
    const value = decidedValue(organisation, batch, row.conflict, decision, file.date1904);
    batch.decisions.push({ conflict: row.conflict, decision: decision.decision, value, place: decision.place });
  }
  return batches.all();
}

function createBatches(organisation: Organisation, { assessment, identity, path }: FileReading) {
  const byPartition = new Map<PartitionId, FileBatch>();
  const home = groupPartition(assessment.group);
  const of = (id: PartitionId): FileBatch => {
    const known = byPartition.get(id);
    if (known !== undefined) return known;
    const partition = organisation.partition(id);
    if (partition === null) throw new Error(`Partition ${id} is not open`);
    const marker = identity.cursors.find((cursor) => cursor.partition === id)?.position ?? 0;
    const lineage = `${identity.workbook}/${organisation.digest(path).slice(0, 16)}@${marker}`;
    const batch = { partition, lineage, marker, changes: [], held: [], decisions: [] };
    byPartition.set(id, batch);
    return batch;
  };
  const all = (): readonly FileBatch[] => {
    const last = of(home);
    return [...[...byPartition.values()].filter((batch) => batch !== last), last];
  };
  return { of, all };
}

function baseIn({ partition: { image }, marker, lineage }: FileBatch, entity: EntityRef, field: string): Base {
  return baseOf(image.entity(entity)?.fields[field], marker, lineage, initialValue(image, entity, field));
}

/** A formula in an input cell is the person's and says nothing; what is no value differs, so that it is refused by name. */
function differs(batch: FileBatch, entity: EntityRef, field: string, { value, raw }: FieldReading): boolean {
  const base = baseIn(batch, entity, field);
  if (value.ok) return !fieldsEqual(value.value, base.value);
  return value.error.code !== 'formula' && raw !== base.value;
}

function toChange({ marker }: FileBatch, entity: EntityRef, field: string, cell: FieldReading): PlacedChange {
  return { entity, field, value: cell.value.ok ? cell.value.value : cell.raw, base: marker, place: cell.place };
}

/** Every row of every column a person fills in, as the file has them from top to bottom. */
function columnsOf(reading: WorkbookReading, batchOf: (action: ActionId) => FileBatch): readonly BatchColumn[] {
  return (Object.keys(recordFields) as RecordField[]).map((field) => ({
    field,
    cells: reading.records.flatMap(({ action, fields }) => {
      const cell = fields[field];
      if (cell === undefined || !cell.value.ok) return [];
      const base = baseIn(batchOf(action), recordRef(action), field).value;
      return [{ base, yours: cell.value.value, blank: cell.blank }];
    }),
  }));
}

function hold({ reading, isForbidden }: FileReading, batchOf: (action: ActionId) => FileBatch, mishap: Mishap): void {
  const byBatch = new Map<FileBatch, HeldChange[]>();
  for (const { action, fields } of reading.records) {
    const cell = fields[mishap.field as RecordField]; // columnsOf named it
    const batch = batchOf(action);
    const entity = recordRef(action);
    if (cell === undefined || !cell.value.ok || !differs(batch, entity, mishap.field, cell)) continue;
    if (isForbidden(batch.partition.id, entity, mishap.field)) continue;
    const held = byBatch.get(batch) ?? [];
    byBatch.set(batch, held);
    const baseValue = baseIn(batch, entity, mishap.field).value;
    held.push({ entity, field: mishap.field, base: batch.marker, baseValue, yours: cell.value.value });
  }
  for (const [batch, changes] of byBatch) batch.held.push({ mishap, changes });
}

/** A third value as the conflict's field takes it; one that is none travels as it stands and is refused by name. */
function decidedValue(
  organisation: Organisation,
  { partition: { image } }: FileBatch,
  id: ConflictId,
  { other }: DecisionReading,
  date1904: boolean,
): FieldValue {
  const conflict = image.conflict(id);
  const kind = conflict?.kind === 'field' ? fieldKind(conflict.entity, conflict.field) : null;
  if (other === null) return null;
  const normalized =
    kind === null
      ? null
      : normalizeField(kind, other.raw, {
          dateSystem: date1904 ? '1904' : '1900',
          shownAsDate: other.shownAsDate,
          findUser: (name) => findUser(organisation.directory, name),
        });
  return normalized?.ok === true ? normalized.value : other.raw;
}
