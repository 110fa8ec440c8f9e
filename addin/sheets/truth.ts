import type { TravellingEntry } from '#engine/contract/http/journal';
import type { DeepReadonly } from '#engine/contract/http/shape';
import { type AssessmentField, type FieldValue, type RecordField, recordFields } from '#engine/contract/model/field';
import {
  type ActionId,
  assessmentRef,
  type Cursor,
  type EntityRef,
  organisationPartition,
  type PartitionId,
  type Position,
  recordRef,
  sharedPartition,
} from '#engine/contract/model/ids';
import { fieldsEqual } from '#engine/domain/fields/equal';
import { blankValue } from '#engine/domain/fields/normalize';
import type { AssessmentView, FieldKey } from '../state/model.ts';
import type { FieldNews } from '../state/reduce.ts';
import { fieldKey } from '../state/select.ts';

/** A value the engine has, and the position of its partition by which it had it. */
export type Known = { readonly value: FieldValue; readonly position: Position };

export type Subject = {
  readonly key: FieldKey;
  readonly entity: EntityRef;
  readonly field: RecordField | AssessmentField;
  /** Null for the assessment's own fields. */
  readonly action: ActionId | null;
};

/** What entries or a view brought: fields whose value is another now, and whether more than fields changed. */
export type Brought = {
  readonly changed: readonly FieldNews[];
  /** Scores, conflicts, texts or rows may be others: load a fresh view. */
  readonly stale: boolean;
  readonly settings: boolean;
};

/**
 * What the engine has for one assessment, field by field: the last view, and what arrived live since. A field never
 * goes back: what is older than what is known is left out, in whatever order views, entries and verdicts arrive.
 */
export interface Truth {
  /** The view with everything that arrived since; the same object until something does. */
  view(): AssessmentView;
  known(key: FieldKey): Known;
  /** Whether the engine had this value for the field lately: such a value in a cell is old news and no edit. */
  hadLately(key: FieldKey, value: FieldValue, since: number): boolean;
  subjects(): readonly Subject[];
  subject(key: FieldKey): Subject | null;
  partitionOf(subject: Subject): PartitionId;
  /** Everything is shown that is known up to these. */
  cursors(): readonly Cursor[];
  takeView(view: AssessmentView, now: number): Brought;
  takeEntries(entries: readonly DeepReadonly<TravellingEntry>[], now: number): Brought;
  /** The fields of a partition as they are at a cursor. */
  takeFields(
    cursor: Cursor,
    fields: readonly {
      readonly entity: EntityRef;
      readonly field: string;
      readonly value: FieldValue;
      readonly position: Position;
    }[],
    now: number,
  ): Brought;
  /** A local edit was accepted: the field stands at this position now. */
  takeOwn(key: FieldKey, value: FieldValue, position: Position, now: number): void;
  shareTechnicalActions(shared: boolean): void;
}

type Past = { readonly value: FieldValue; readonly until: number };

const pastKept = 8;

export function createTruth(first: AssessmentView, sharesTechnical: boolean): Truth {
  let view = first;
  let shares = sharesTechnical;
  let cursors = new Map(first.workbook.cursors.map((cursor) => [cursor.partition, cursor]));
  /** What arrived after the view. */
  const live = new Map<FieldKey, Known>();
  const past = new Map<FieldKey, Past[]>();
  let index = indexView(view);

  const home = (): PartitionId =>
    view.workbook.cursors.find(({ partition }) => partition.startsWith('group:'))?.partition ?? organisationPartition;
  const partitionOf = ({ action }: Subject): PartitionId => {
    if (action === null) return organisationPartition;
    return shares && index.actions.get(action)?.type === 'Technical' ? sharedPartition : home();
  };
  let merged: AssessmentView | null = first;
  const viewNow = (): AssessmentView => {
    merged ??= withLive(view, live, index);
    return merged;
  };
  const viewCursor = (wanted: PartitionId): Position =>
    view.workbook.cursors.find(({ partition }) => partition === wanted)?.position ?? 0;
  const viewPosition = (subject: Subject): Position => viewCursor(partitionOf(subject));
  const known = (key: FieldKey): Known => {
    const arrived = live.get(key);
    if (arrived !== undefined) return arrived;
    const subject = index.subjects.get(key);
    if (subject === undefined) return { value: null, position: 0 };
    return { value: viewValue(view, index, subject), position: viewPosition(subject) };
  };

  const learn = (key: FieldKey, value: FieldValue, position: Position, now: number): boolean => {
    const before = known(key);
    if (!index.subjects.has(key) || position <= (live.get(key)?.position ?? before.position)) return false;
    live.set(key, { value, position });
    merged = null;
    if (fieldsEqual(before.value, value)) return false;
    remember(key, before.value, now);
    return true;
  };
  const remember = (key: FieldKey, value: FieldValue, now: number): void => {
    past.set(key, [...(past.get(key) ?? []).slice(1 - pastKept), { value, until: now }]);
  };
  const advance = (cursor: Cursor): void => {
    const known = cursors.get(cursor.partition);
    if (known === undefined || known.epoch !== cursor.epoch || known.position < cursor.position) {
      cursors.set(cursor.partition, cursor);
    }
  };

  return {
    view: viewNow,
    known,
    hadLately: (key, value, since) =>
      (past.get(key) ?? []).some((one) => one.until >= since && fieldsEqual(one.value, value)),
    subjects: () => [...index.subjects.values()],
    subject: (key) => index.subjects.get(key) ?? null,
    partitionOf,
    cursors: () => [...cursors.values()],
    takeView(next, now) {
      // Asked for earlier, answered later: what it says is known already, and more.
      if (isOlder(next, view)) return { changed: [], stale: true, settings: false };
      const before = new Map([...index.subjects.keys()].map((key) => [key, known(key).value]));
      const rows = rowsOf(view);
      view = next;
      merged = null;
      index = indexView(view);
      for (const [key, known] of live) {
        const subject = index.subjects.get(key);
        if (subject === undefined || known.position <= viewPosition(subject)) live.delete(key);
      }
      const epochs = new Map(next.workbook.cursors.map((cursor) => [cursor.partition, cursor]));
      cursors = new Map([...cursors].filter(([partition, { epoch }]) => epochs.get(partition)?.epoch === epoch));
      for (const cursor of next.workbook.cursors) advance(cursor);
      const changed: FieldNews[] = [];
      for (const { key, entity, field } of index.subjects.values()) {
        const { value } = known(key);
        const old = before.get(key);
        if (old === undefined || fieldsEqual(old, value)) continue;
        remember(key, old, now);
        changed.push({ entity, field, value, by: null, at: null });
      }
      return { changed, stale: rowsOf(view) !== rows, settings: false };
    },
    takeEntries(entries, now) {
      const changed: FieldNews[] = [];
      let [stale, settings] = [false, false];
      for (const { partition, epoch, position, event, actor, time } of entries) {
        advance({ partition, epoch, position });
        if (position <= viewCursor(partition)) continue;
        if (event.kind === 'put' || event.kind === 'removed') {
          stale ||= concerns(event.entity, view, index);
          settings ||= event.entity.startsWith('settings');
        } else if ('entity' in event) {
          const key = fieldKey(event.entity, event.field);
          const subject = index.subjects.get(key);
          if (subject === undefined || partitionOf(subject) !== partition) continue;
          stale = true;
          if (event.kind !== 'changed' && event.kind !== 'resolved') continue;
          if (!learn(key, event.to, position, now)) continue;
          const by = view.people.find(({ id }) => id === actor)?.name ?? null;
          changed.push({ entity: event.entity, field: event.field, value: event.to, by, at: time });
        } else if (event.kind === 'held' || event.kind === 'released') {
          stale = true;
        }
      }
      return { changed, stale, settings };
    },
    takeFields(cursor, fields, now) {
      const changed: FieldNews[] = [];
      for (const { entity, field, value, position } of fields) {
        if (learn(fieldKey(entity, field), value, position, now))
          changed.push({ entity, field, value, by: null, at: null });
      }
      advance(cursor);
      return { changed, stale: true, settings: false };
    },
    takeOwn(key, value, position, now) {
      learn(key, value, position, now);
    },
    shareTechnicalActions(shared) {
      shares = shared;
    },
  };
}

function withLive(view: AssessmentView, live: ReadonlyMap<FieldKey, Known>, { subjects }: Index): AssessmentView {
  const byAction = new Map<ActionId, Record<string, { value: FieldValue; by: null; at: null }>>();
  let { title, inScopeServices } = view.assessment;
  for (const [key, { value }] of live) {
    const subject = subjects.get(key);
    if (subject === undefined) continue;
    if (subject.action !== null) {
      const fields = byAction.get(subject.action) ?? {};
      byAction.set(subject.action, fields);
      fields[subject.field] = { value, by: null, at: null };
    } else if (subject.field === 'title') title = String(value);
    else inScopeServices = Array.isArray(value) ? value : [];
  }
  if (live.size === 0) return view;
  const actions = view.actions.map((action) => {
    const fields = byAction.get(action.id);
    return fields === undefined ? action : { ...action, fields: { ...action.fields, ...fields } };
  });
  return { ...view, actions, assessment: { ...view.assessment, title, inScopeServices } };
}

type Index = {
  readonly subjects: ReadonlyMap<FieldKey, Subject>;
  readonly actions: ReadonlyMap<ActionId, AssessmentView['actions'][number]>;
};

const recordFieldNames = Object.keys(recordFields) as readonly RecordField[]; // the object has these keys alone

function indexView(view: AssessmentView): Index {
  const subjects = new Map<FieldKey, Subject>();
  const own = assessmentRef(view.workbook.assessment);
  for (const field of ['title', 'inScopeServices'] as const) {
    subjects.set(fieldKey(own, field), { key: fieldKey(own, field), entity: own, field, action: null });
  }
  for (const { id } of view.actions) {
    const entity = recordRef(id);
    for (const field of recordFieldNames) {
      const key = fieldKey(entity, field);
      subjects.set(key, { key, entity, field, action: id });
    }
  }
  return { subjects, actions: new Map(view.actions.map((action) => [action.id, action])) };
}

function viewValue(view: AssessmentView, index: Index, { action, field }: Subject): FieldValue {
  if (action !== null) return index.actions.get(action)?.fields[field as RecordField]?.value ?? blankValue(field); // fields of actions are these
  return field === 'title' ? view.assessment.title : view.assessment.inScopeServices;
}

function isOlder(next: AssessmentView, than: AssessmentView): boolean {
  return next.workbook.cursors.some(({ partition, epoch, position }) =>
    than.workbook.cursors.some((one) => one.partition === partition && one.epoch === epoch && one.position > position),
  );
}

/** Documents a view is made of: its assessment and group, templates, actions, people's settings. */
function concerns(entity: EntityRef, view: AssessmentView, { actions }: Index): boolean {
  const [kind, id = ''] = entity.split('/');
  if (kind === 'assessment') return id === view.workbook.assessment;
  if (kind === 'action') return actions.has(id as ActionId); // looked up only
  return kind !== 'record';
}

/** Which actions there are, in order. */
function rowsOf(view: AssessmentView): string {
  return view.actions.map(({ id }) => id).join('\n');
}
