import type { Change, Verdict } from '../../contract/model/change.ts';
import type { FieldConflict } from '../../contract/model/conflict.ts';
import { type EvidenceField, evidenceFields } from '../../contract/model/evidence.ts';
import {
  type AssessmentField,
  assessmentFields,
  type FieldKind,
  type FieldValue,
  recordFields,
} from '../../contract/model/field.ts';
import type { ConflictId, EntityRef, Position } from '../../contract/model/ids.ts';
import { blankValue } from '../fields/normalize.ts';
import type { Draft } from '../journal/draft.ts';
import type { Result } from '../result.ts';
import { type ReadImage, refKind } from '../state/image.ts';
import { baseOf, merge } from './merge.ts';

/** What a decision about changes must be told, because the partition alone does not know it. */
export type ChangeContext = {
  /** Turns a raw value into a field's value, or says what is wrong with it and what to do. */
  readonly normalize: (kind: FieldKind, raw: FieldValue) => Result<FieldValue, { code: string; message: string }>;
  readonly equal: (a: FieldValue, b: FieldValue) => boolean;
  /** Why a field of an entity takes no change from this writer now (forbidden, unknown, archived ...), or null when it does. */
  readonly refuses: (ref: EntityRef, field: string) => Refusal | null;
  /** Why a field cannot take a value that is a value of its kind (a title somebody has, a step out of turn), or null. */
  readonly forbids: (ref: EntityRef, field: string, value: FieldValue, image: ReadImage) => Refusal | null;
  /** Writes what follows from a field that has just changed; `since` is the position before all that came with it. */
  readonly follow?: (draft: Draft, ref: EntityRef, field: string, index: number, since: Position) => void;
};

export type Refusal = { readonly code: string; readonly message: string };

export type PlacedChange = Change & { readonly place?: string };

/**
 * Judges changes one after the other and writes one entry for each: changed, agreed, conflicted or refused, so that
 * everything a person typed is on record whatever became of it. A change sees what the ones before it did; test results
 * come last, because they are judged by the status that came with them.
 */
export function decideChanges(
  draft: Draft,
  changes: readonly PlacedChange[],
  context: ChangeContext,
): readonly Verdict[] {
  const since = draft.image.position;
  const decide = (change: PlacedChange, index: number): Verdict => decideChange(draft, change, index, context, since);
  if (changes.length === 1 || !changes.some(isTestResult)) return changes.map(decide);
  const before = changes.map((change, index) => (isTestResult(change) ? null : decide(change, index)));
  return before.map((verdict, index) => verdict ?? decide(changes[index] as PlacedChange, index)); // as many as changes
}

function isTestResult({ field }: PlacedChange): boolean {
  return field === 'testResult';
}

function decideChange(
  draft: Draft,
  change: PlacedChange,
  index: number,
  context: ChangeContext,
  since: Position,
): Verdict {
  const { image, meta } = draft;
  const { entity: ref, field } = change;
  const refuse = (code: string, message: string): Verdict => {
    const place = change.place ?? null;
    draft.emit({ kind: 'refused', entity: ref, field, value: change.value, reason: code, place }, index);
    return { outcome: 'refused', code, message };
  };

  const kind = fieldKind(ref, field);
  if (kind === null) return refuse('unknown-field', `${ref} has no field ${field} that can be edited.`);
  const closed = context.refuses(ref, field);
  if (closed !== null) return refuse(closed.code, closed.message);
  if (change.base > image.position) {
    return refuse(
      'unknown-base',
      `The edit refers to revision ${change.base}, but this history ends at ${image.position}.`,
    );
  }
  const normalized = context.normalize(kind, change.value);
  if (!normalized.ok) return refuse(normalized.error.code, normalized.error.message);
  const forbidden = context.forbids(ref, field, normalized.value, image);
  if (forbidden !== null) return refuse(forbidden.code, forbidden.message);

  const yours = normalized.value;
  const current = image.entity(ref)?.fields[field];
  const inPlace = fieldValueOf(image, ref, field);
  const base = baseOf(current, change.base, meta.lineage, initialValue(image, ref, field));
  const open = openConflicts(image, ref, field);
  const result = merge(base.value, inPlace, yours, open, context.equal);
  switch (result.kind) {
    case 'agreed':
      draft.emit({ kind: 'agreed', entity: ref, field, value: yours, base: base.at }, index);
      settleAgreeing(draft, open, yours, index, context);
      return { outcome: 'agreed', position: current?.at ?? 0 };
    case 'changed':
      draft.emit({ kind: 'changed', entity: ref, field, from: inPlace, to: yours, base: base.at }, index);
      settleAgreeing(draft, open, yours, index, context);
      context.follow?.(draft, ref, field, index, since);
      return { outcome: 'accepted', position: draft.image.entity(ref)?.fields[field]?.at ?? draft.image.position };
    case 'waiting':
      return { outcome: 'conflict', conflict: result.conflict.id, inPlace, position: current?.at ?? 0 };
    case 'conflicted': {
      // A writer who goes on typing into a field that is already in conflict replaces what waits; the journal keeps both.
      const own = open.find((conflict) => meta.lineage !== null && conflict.lineage === meta.lineage);
      const conflict = own?.id ?? nextConflictId(image.position);
      const { at, value: baseValue } = own === undefined ? base : { at: own.base, value: own.baseValue };
      draft.emit({ kind: 'conflicted', conflict, entity: ref, field, base: at, baseValue, inPlace, yours }, index);
      return { outcome: 'conflict', conflict, inPlace, position: current?.at ?? 0 };
    }
  }
}

/** A field that now shows what somebody's conflicting edit wanted settles that conflict. */
function settleAgreeing(
  draft: Draft,
  open: readonly FieldConflict[],
  value: FieldValue,
  index: number,
  context: ChangeContext,
): void {
  for (const conflict of open) {
    if (context.equal(conflict.yours, value)) {
      const { id, entity, field } = conflict;
      draft.emit({ kind: 'resolved', conflict: id, entity, field, decision: 'keep', from: value, to: value }, index);
    }
  }
}

/** Conflicts are named after the position they were raised at, so that a replay gives them the same names. */
export function nextConflictId(position: Position): ConflictId {
  return `c${position + 1}` as ConflictId; // of the id alphabet by construction
}

export function openConflicts(image: ReadImage, ref: EntityRef, field: string): readonly FieldConflict[] {
  const all = image.conflictsOf(ref);
  if (all.length === 0) return noConflicts;
  return all.filter((conflict) => conflict.kind === 'field' && conflict.field === field) as FieldConflict[]; // the filter's first half
}

const noConflicts: readonly FieldConflict[] = [];

/** The kind of a field that people may edit, or null when there is no such field. */
export function fieldKind(ref: EntityRef, field: string): FieldKind | null {
  const fields = fieldsByKind.get(refKind(ref));
  return fields !== undefined && Object.hasOwn(fields, field) ? (fields[field] ?? null) : null;
}

const fieldsByKind = new Map<string, Readonly<Record<string, FieldKind>>>([
  ['record', recordFields],
  ['assessment', assessmentFields],
  ['evidence', evidenceFields],
]);

/** A field's value before anybody set it. */
export function initialValue(image: ReadImage, ref: EntityRef, field: string): FieldValue {
  switch (refKind(ref)) {
    case 'record':
      return blankValue(field);
    case 'assessment':
    case 'evidence': {
      type Document = Readonly<Partial<Record<AssessmentField | EvidenceField, FieldValue>>>;
      const document = image.entity(ref)?.value as Document | null | undefined; // put with the fields it begins with
      return document?.[field as keyof Document] ?? null; // fieldKind has admitted the name
    }
    default:
      return null;
  }
}

/** What a field shows now. */
export function fieldValueOf(image: ReadImage, ref: EntityRef, field: string): FieldValue {
  const state = image.entity(ref)?.fields[field];
  return state === undefined ? initialValue(image, ref, field) : state.value;
}

/** What a field showed at a position, for an archived assessment or the base of a file. */
export function fieldValueAt(image: ReadImage, ref: EntityRef, field: string, at: Position): FieldValue {
  return baseOf(image.entity(ref)?.fields[field], at, null, initialValue(image, ref, field)).value;
}
