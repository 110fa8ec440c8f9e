import type { Conflict } from '../contract/model/conflict.ts';
import type { Entry, JournalEvent } from '../contract/model/entry.ts';
import type { FieldName, FieldValue, RecordField } from '../contract/model/field.ts';
import { recordFields } from '../contract/model/field.ts';
import type { ConflictId, EntityRef, PartitionId, UserId } from '../contract/model/ids.ts';
import { columnByField } from '../contract/model/layout.ts';
import type { Comment } from '../contract/model/workflow.ts';
import { fieldValueOf } from '../domain/reconcile/decide-changes.ts';
import type { ConflictView, HistoryView } from '../domain/sheets/view.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { evidenceLine } from './evidence/evidence-views.ts';

/** How things are put for a person. */
export type Wording = {
  readonly item: (entity: EntityRef) => string;
  readonly person: (id: UserId) => string;
  readonly value: (field: FieldName, value: FieldValue) => string;
  /** Whether a comment was removed since, so that its text is not shown any more. */
  readonly isGone: (comment: EntityRef) => boolean;
};

/** The header people know a field by. */
export function fieldLabel(field: FieldName): string {
  if (Object.hasOwn(recordFields, field)) return columnByField(field as RecordField).header; // checked in the line above
  return Object.hasOwn(otherLabels, field) ? (otherLabels[field] ?? field) : field; // a refused one may be called anything
}

const otherLabels: Readonly<Record<string, string>> = {
  title: 'Title',
  name: 'Name',
  collectedOn: 'Collected On',
  expiresOn: 'Expires On',
  remindOn: 'Remind On',
  actions: 'Actions',
  inScopeServices: 'In-scope Services',
  attestation: 'Attestation',
  tester: 'Tester',
  notes: 'Notes',
  source: 'Source',
};

/** The open conflicts and held batches that concern these entities, oldest first. */
export function conflictViews(
  images: readonly ReadImage[],
  entities: ReadonlySet<EntityRef>,
  wording: Wording,
): readonly ConflictView[] {
  return images.flatMap((image) =>
    [...image.conflicts()]
      .filter((conflict) => concerned(conflict).some((entity) => entities.has(entity)))
      .sort((a, b) => a.raisedAt - b.raisedAt)
      .map((conflict) => conflictView(image, conflict, wording)),
  );
}

function concerned(conflict: Conflict): readonly EntityRef[] {
  return conflict.kind === 'field' ? [conflict.entity] : conflict.changes.map((change) => change.entity);
}

function conflictView(image: ReadImage, conflict: Conflict, wording: Wording): ConflictView {
  const common = {
    id: conflictRowId(image.partition, conflict.id),
    who: wording.person(conflict.by),
    when: conflict.time,
  };
  if (conflict.kind === 'held') {
    const rows = new Set(conflict.changes.map((change) => change.entity)).size;
    const fields = [...new Set(conflict.changes.map((change) => fieldLabel(change.field)))];
    return {
      ...common,
      item: `${conflict.changes.length} cells in ${rows} rows`,
      field: fields.join(', '),
      base: '',
      inPlace: '',
      yours: '',
      notice: heldNotices[conflict.reason],
    };
  }
  const { entity, field } = conflict;
  return {
    ...common,
    item: wording.item(entity),
    field: fieldLabel(field),
    base: wording.value(field, conflict.baseValue),
    inPlace: wording.value(field, fieldValueOf(image, entity, field)),
    yours: wording.value(field, conflict.yours),
    notice: '',
  };
}

/** Conflicts are numbered within their partition; on a sheet several partitions meet. */
export function conflictRowId(partition: PartitionId, conflict: ConflictId): ConflictId {
  return `${conflict}@${partition}` as ConflictId; // both of the id alphabet
}

export function parseConflictRowId(
  id: string,
): { readonly partition: PartitionId; readonly conflict: ConflictId } | null {
  const [conflict, partition] = id.split('@');
  if (conflict === undefined || partition === undefined) return null;
  return { partition: partition as PartitionId, conflict: conflict as ConflictId }; // looked up by the caller
}

const heldNotices = {
  'one-column-sort': 'This looks like one column sorted without the rest of its rows. Nothing was applied yet.',
  'shifted-paste': 'This looks like a paste that slipped by some rows. Nothing was applied yet.',
  'mass-clear': 'This would clear many cells at once. Nothing was applied yet.',
} as const;

/** What happened, a line each, newest first. */
export function historyViews(entries: readonly Entry[], wording: Wording): readonly HistoryView[] {
  return entries.flatMap((entry) => {
    const line = historyLine(entry, wording);
    if (line === null) return [];
    return [
      {
        id: `${entry.partition}@${entry.position}`,
        when: entry.time,
        who: wording.person(entry.actor),
        channel: entry.channel,
        ...line,
      },
    ];
  });
}

type Line = Pick<HistoryView, 'item' | 'field' | 'from' | 'to' | 'what'>;

function historyLine({ event }: Entry, wording: Wording): Line | null {
  switch (event.kind) {
    case 'changed':
      return { ...about(event, wording), ...move(event, wording, event.from, event.to), what: 'changed' };
    case 'conflicted':
      return { ...about(event, wording), ...move(event, wording, event.inPlace, event.yours), what: 'conflict' };
    case 'resolved':
      return { ...about(event, wording), ...move(event, wording, event.from, event.to), what: 'settled' };
    case 'refused':
      return { ...about(event, wording), ...move(event, wording, null, event.value), what: 'refused' };
    case 'removed':
      return {
        ...{ item: wording.item(event.entity), from: '', to: '', what: 'removed' },
        field: event.entity.startsWith('evidence/') ? 'Evidence' : '',
      };
    case 'put':
      return (
        evidenceLine(event, wording.item(event.entity)) ??
        commentLine(event, wording) ?? {
          item: wording.item(event.entity),
          field: '',
          from: '',
          to: '',
          what: 'saved',
        }
      );
    default:
      return null;
  }
}

const commentActs = { comment: 'commented', assignment: 'assigned', return: 'given back' } as const;

/** The line of a comment, or of its removal; null for what puts none. */
function commentLine(event: Extract<JournalEvent, { kind: 'put' }>, wording: Wording): Line | null {
  if (!event.entity.startsWith('comment/')) return null;
  const { purpose, text, removed } = event.value as unknown as Comment; // what is put under such a ref
  const common = { item: wording.item(event.entity), field: 'Comment', from: '' };
  if (removed !== null) return { ...common, to: '', what: 'removed' };
  return { ...common, to: wording.isGone(event.entity) ? '(removed)' : text, what: commentActs[purpose] };
}

function about(event: { readonly entity: EntityRef; readonly field: FieldName }, wording: Wording) {
  return { item: wording.item(event.entity), field: fieldLabel(event.field) };
}

function move(event: { readonly field: FieldName }, wording: Wording, from: FieldValue, to: FieldValue) {
  return { from: wording.value(event.field, from), to: wording.value(event.field, to) };
}

/** What a row has to say: its open conflicts, and values refused since the field was last set. */
export function noticesByEntity(
  images: readonly ReadImage[],
  entities: ReadonlySet<EntityRef>,
  history: readonly Entry[],
  wording: Wording,
): ReadonlyMap<EntityRef, string> {
  const lines = new Map<EntityRef, Set<string>>();
  const add = (entity: EntityRef, line: string): void =>
    void lines.set(entity, (lines.get(entity) ?? new Set()).add(line));
  for (const image of images) {
    for (const conflict of image.conflicts()) {
      if (conflict.kind !== 'field' || !entities.has(conflict.entity)) continue;
      const yours = wording.value(conflict.field, conflict.yours);
      add(
        conflict.entity,
        `Conflict in ${fieldLabel(conflict.field)}: ${wording.person(conflict.by)} wrote "${clip(yours)}". Settle it on the Conflicts sheet.`,
      );
    }
  }
  const settled = new Set<string>();
  for (const { event } of history) {
    if (!('field' in event)) continue;
    const key = `${event.entity}#${event.field}`;
    if (event.kind === 'refused' && !settled.has(key)) {
      add(
        event.entity,
        `Refused in ${fieldLabel(event.field)}: "${clip(wording.value(event.field, event.value))}" (${reasonWords(event.reason)}).`,
      );
    }
    settled.add(key);
  }
  return new Map([...lines].map(([entity, set]) => [entity, [...set].join('\n')]));
}

const reasons: Readonly<Record<string, string>> = {
  forbidden: 'whoever wrote it may not edit this',
  'not-implemented-yet': 'choose the implementation status first',
  'separate-duties': 'who implements does not test',
};

function reasonWords(code: string): string {
  return reasons[code] ?? code;
}

function clip(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
