import type { FieldName, FieldValue, RecordField } from '#engine/contract/model/field';
import { recordFields } from '#engine/contract/model/field';
import type { EntityRef } from '#engine/contract/model/ids';
import { assessmentRef } from '#engine/contract/model/ids';
import type {
  AssessmentView,
  Busy,
  ConflictedEdit,
  EvidenceUpload,
  FieldKey,
  HeldEdit,
  PaneState,
  PendingEdit,
  Problem,
  RefusedEdit,
} from './model.ts';

/** A field's value as the engine has it now, arrived live. */
export type FieldNews = {
  readonly entity: EntityRef;
  readonly field: FieldName;
  readonly value: FieldValue;
  readonly by: string | null;
  readonly at: string | null;
};

/** What happened, as the session tells it; intents are what a person wants, these are what came of it. */
export type Happening =
  | { readonly kind: 'set'; readonly to: Partial<PaneState> }
  | { readonly kind: 'fieldsArrived'; readonly news: readonly FieldNews[] }
  | { readonly kind: 'edited'; readonly edits: readonly PendingEdit[] }
  /** The engine has judged the field's last edit. */
  | { readonly kind: 'settled'; readonly key: FieldKey }
  /** The field's conflict is no longer open. */
  | { readonly kind: 'resolved'; readonly key: FieldKey }
  | { readonly kind: 'refused'; readonly edit: RefusedEdit }
  | { readonly kind: 'conflicted'; readonly edit: ConflictedEdit }
  | { readonly kind: 'held'; readonly held: HeldEdit }
  | { readonly kind: 'released'; readonly held: string }
  | { readonly kind: 'dismissedRefused'; readonly key: FieldKey }
  /** An upload that is new, or stands differently; null when it is no more. */
  | { readonly kind: 'upload'; readonly id: string; readonly upload: EvidenceUpload | null }
  | { readonly kind: 'begun'; readonly busy: Busy }
  | { readonly kind: 'ended'; readonly busy: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'dismissed'; readonly problem: string };

/** As many problems as a person can take in; the oldest go first. */
const mostProblems = 20;

export function reduce(state: PaneState, happening: Happening): PaneState {
  switch (happening.kind) {
    case 'set':
      return { ...state, ...happening.to };
    case 'fieldsArrived':
      return state.view === null ? state : { ...state, view: withNews(state.view, happening.news) };
    case 'edited': {
      const pending = { ...state.pending };
      const refused = { ...state.refused };
      for (const edit of happening.edits) {
        const key: FieldKey = `${edit.entity}#${edit.field}`;
        pending[key] = edit;
        delete refused[key];
      }
      return { ...state, pending, refused };
    }
    case 'settled':
      return { ...state, pending: without(state.pending, happening.key) };
    case 'resolved':
      return { ...state, conflicted: without(state.conflicted, happening.key) };
    case 'refused': {
      const key: FieldKey = `${happening.edit.entity}#${happening.edit.field}`;
      return { ...state, pending: without(state.pending, key), refused: { ...state.refused, [key]: happening.edit } };
    }
    case 'conflicted': {
      const key: FieldKey = `${happening.edit.entity}#${happening.edit.field}`;
      return {
        ...state,
        pending: without(state.pending, key),
        conflicted: { ...state.conflicted, [key]: happening.edit },
      };
    }
    case 'held':
      return { ...state, held: [...state.held.filter(({ id }) => id !== happening.held.id), happening.held] };
    case 'released':
      return { ...state, held: state.held.filter(({ id }) => id !== happening.held) };
    case 'dismissedRefused':
      return { ...state, refused: without(state.refused, happening.key) };
    case 'upload': {
      const { uploads } = state.evidence;
      const { id, upload } = happening;
      const others = uploads.flatMap((one) => (one.id === id ? (upload === null ? [] : [upload]) : [one]));
      const isNew = upload !== null && !uploads.some((one) => one.id === id);
      return { ...state, evidence: { ...state.evidence, uploads: isNew ? [...uploads, upload] : others } };
    }
    case 'begun':
      return { ...state, busy: [...state.busy.filter(({ id }) => id !== happening.busy.id), happening.busy] };
    case 'ended':
      return { ...state, busy: state.busy.filter(({ id }) => id !== happening.busy) };
    case 'problem':
      return {
        ...state,
        problems: [...state.problems.filter((one) => !isSame(one, happening.problem)), happening.problem].slice(
          -mostProblems,
        ),
      };
    case 'dismissed':
      return { ...state, problems: state.problems.filter(({ id }) => id !== happening.problem) };
  }
}

function without<T>(record: Readonly<Record<FieldKey, T>>, key: FieldKey): Readonly<Record<FieldKey, T>> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}

/** The same thing said again replaces what was said before. */
function isSame(a: Problem, b: Problem): boolean {
  return (
    a.id === b.id || (a.code === b.code && a.detail === b.detail && JSON.stringify(a.data) === JSON.stringify(b.data))
  );
}

/** The view with these fields as they are now; scores and texts derived from them wait for a fresh view. */
function withNews(view: AssessmentView, news: readonly FieldNews[]): AssessmentView {
  const own = assessmentRef(view.workbook.assessment);
  const byAction = new Map<string, FieldNews[]>();
  let { title, inScopeServices } = view.assessment;
  for (const one of news) {
    if (one.entity === own && one.field === 'title') title = String(one.value);
    else if (one.entity === own && one.field === 'inScopeServices') {
      inScopeServices = Array.isArray(one.value) ? one.value : [];
    } else if (one.field in recordFields) {
      const fields = byAction.get(one.entity) ?? [];
      byAction.set(one.entity, fields);
      fields.push(one);
    }
  }
  const actions =
    byAction.size === 0
      ? view.actions
      : view.actions.map((action) => {
          const fields = byAction.get(`record/${action.id}`);
          if (fields === undefined) return action;
          const changed = Object.fromEntries(fields.map(({ field, value, by, at }) => [field, { value, by, at }]));
          return { ...action, fields: { ...action.fields, ...(changed as Partial<Record<RecordField, FieldNews>>) } };
        });
  return { ...view, actions, assessment: { ...view.assessment, title, inScopeServices } };
}
