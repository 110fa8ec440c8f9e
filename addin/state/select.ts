import type { FieldName, FieldValue, RecordField } from '#engine/contract/model/field';
import { type assessmentFields, recordFields } from '#engine/contract/model/field';
import { type ActionId, assessmentRef, type EntityRef, recordRef } from '#engine/contract/model/ids';
import { columnByField, comparableHeader } from '#engine/contract/model/layout';
import { type DueSpan, dueOf } from './due.ts';
import type {
  ActionView,
  AssessmentView,
  ConflictedEdit,
  ConflictView,
  ControlView,
  FieldKey,
  HistoryLine,
  PaneState,
  PendingEdit,
  Person,
  RefusedEdit,
} from './model.ts';

/** Names one field of one thing everywhere in the state. */
export function fieldKey(entity: EntityRef, field: FieldName): FieldKey {
  return `${entity}#${field}`;
}

export function actionFieldKey(action: ActionId, field: RecordField): FieldKey {
  return fieldKey(recordRef(action), field);
}

/** The action the sheet's selection stands on; null elsewhere. */
export function selectedAction({ selection, view }: PaneState): ActionView | null {
  return selection.kind === 'action' ? (view?.actions.find(({ id }) => id === selection.action) ?? null) : null;
}

/** The control the sheet's selection stands on; null elsewhere. */
export function selectedControl({ selection, view }: PaneState): ControlView | null {
  return selection.kind === 'control' ? (view?.controls.find(({ id }) => id === selection.control) ?? null) : null;
}

/** What a field shows to this person: the local edit where one is on its way, else what the engine has. */
export function shownValue(state: PaneState, action: ActionView, field: RecordField): FieldValue {
  const pending = state.pending[actionFieldKey(action.id, field)];
  return pending === undefined ? engineValue(action, field) : pending.value;
}

/** What the engine has, the word for nothing where nobody has filled the field in. */
export function engineValue(action: ActionView, field: RecordField): FieldValue {
  const value = action.fields[field]?.value;
  if (value !== undefined) return value;
  const kind = recordFields[field];
  if (kind === 'implementationStatus') return 'Not Implemented';
  return kind === 'testResult' ? 'Not Assessed' : null;
}

export type FieldStanding = {
  readonly pending: PendingEdit | null;
  readonly refused: RefusedEdit | null;
  readonly conflicted: ConflictedEdit | null;
};

/** How one field stands: on its way, refused, in conflict, or none of these. */
export function fieldStanding(state: PaneState, key: FieldKey): FieldStanding {
  return {
    pending: state.pending[key] ?? null,
    refused: state.refused[key] ?? null,
    conflicted: state.conflicted[key] ?? null,
  };
}

/** The open conflicts about an action, this person's and others'. */
export function conflictsOf(view: AssessmentView, action: ActionView): readonly ConflictView[] {
  return view.conflicts.filter(({ item }) => item === action.title);
}

/** The record field a conflict or a line of history names by its header; null for others and for held batches. */
export function fieldOfLabel(label: string): RecordField | null {
  const fields = Object.keys(recordFields) as RecordField[]; // the object has these keys alone
  return fields.find((field) => comparableHeader(columnByField(field).header) === comparableHeader(label)) ?? null;
}

/** What happened to an action, newest first, as far back as the view goes. */
export function historyOf(view: AssessmentView, action: ActionView): readonly HistoryLine[] {
  return view.history.filter(({ item }) => item === action.title);
}

/** The controls an action serves, in the template's order. */
export function controlsOf(view: AssessmentView, action: ActionView): readonly ControlView[] {
  const ids = new Set(action.controls);
  return view.controls.filter(({ id }) => ids.has(id));
}

/** The customer actions of a control, in its own order. */
export function actionsOf(view: AssessmentView, control: ControlView): readonly ActionView[] {
  const byTitle = new Map(view.actions.map((action) => [action.title, action]));
  return control.actions.flatMap((title) => byTitle.get(title) ?? []);
}

export function personById(view: AssessmentView, id: FieldValue): Person | null {
  return view.people.find((person) => person.id === id) ?? null;
}

/** Where the work on an action stands, as the Stage column says. */
export function stageOf(state: PaneState, action: ActionView): 'Review' | 'Implemented' | 'Test' {
  if (shownValue(state, action, 'testResult') !== 'Not Assessed') return 'Test';
  const status = shownValue(state, action, 'implementationStatus');
  return status === 'Implemented' || status === 'Alternative Implementation' ? 'Implemented' : 'Review';
}

/** Several values of one filter are alternatives; an empty or missing one lets everything through. */
export type ItemFilter = {
  /** User ids; `''` is nobody. */
  readonly assignedTo?: readonly string[];
  readonly status?: readonly string[];
  readonly result?: readonly string[];
  readonly family?: readonly string[];
  readonly control?: readonly string[];
  readonly owner?: readonly string[];
  readonly type?: readonly string[];
  readonly due?: readonly DueSpan[];
  /** Found in title, controls, description or notes, letter case aside. */
  readonly text?: string;
};

export type ItemOrder =
  | 'title'
  | 'points'
  | 'assignedTo'
  | 'status'
  | 'result'
  | 'dueDate'
  | 'implementationDate'
  | 'testDate';

export type ItemQuestion = {
  readonly filter: ItemFilter;
  readonly order: ItemOrder;
  readonly descending: boolean;
};

/**
 * The action items a filter lets through, in order; equal ones in the order of the assessment.
 *
 * @param today `YYYY-MM-DD`, where the reader is.
 */
export function actionItems(
  state: PaneState,
  { filter, order, descending }: ItemQuestion,
  today: string,
): readonly ActionView[] {
  const { view } = state;
  if (view === null) return [];
  const families = new Map(view.controls.map(({ id, family }) => [id, family]));
  const passes = (wanted: readonly string[] | undefined, has: readonly string[]): boolean =>
    wanted === undefined || wanted.length === 0 || has.some((value) => wanted.includes(value));
  const text = (filter.text ?? '').trim().toLowerCase();
  const shown = (action: ActionView, field: RecordField): string => String(shownValue(state, action, field) ?? '');
  const found = view.actions.filter(
    (action) =>
      passes(filter.assignedTo, [shown(action, 'assignedTo')]) &&
      passes(filter.status, [shown(action, 'implementationStatus')]) &&
      passes(filter.result, [shown(action, 'testResult')]) &&
      passes(
        filter.family,
        action.controls.flatMap((control) => families.get(control) ?? []),
      ) &&
      passes(filter.control, action.controls) &&
      passes(filter.owner, action.owners) &&
      passes(filter.type, [action.type]) &&
      passes(
        filter.due,
        dueOf((field) => shown(action, field), today),
      ) &&
      (text === '' ||
        [action.title, ...action.controls, action.description, shown(action, 'implementationNotes')].some((part) =>
          part.toLowerCase().includes(text),
        )),
  );
  const sortValue = (action: ActionView): string | number => {
    switch (order) {
      case 'title':
        return action.title.toLowerCase();
      case 'points':
        return action.points;
      case 'assignedTo':
        return (personById(view, shownValue(state, action, 'assignedTo'))?.name ?? '').toLowerCase();
      case 'status':
        return shown(action, 'implementationStatus');
      case 'result':
        return shown(action, 'testResult');
      case 'dueDate':
        return shown(action, order) || 'never'; // after every date
      case 'implementationDate':
      case 'testDate':
        return shown(action, order);
    }
  };
  const way = descending ? -1 : 1;
  return found
    .map((action) => ({ action, value: sortValue(action) }))
    .sort((a, b) => (a.value < b.value ? -way : a.value > b.value ? way : 0))
    .map(({ action }) => action);
}

/** The filter of `My action items`: what is assigned to me; everything unassigned where nobody knows who I am. */
export function myItems({ me }: PaneState): ItemFilter {
  return { assignedTo: [me?.id ?? ''] };
}

/** Edits that are not with the engine yet, and such as need a person. */
export function attention(state: PaneState): {
  readonly pending: number;
  readonly refused: number;
  readonly conflicts: number;
  readonly held: number;
} {
  return {
    pending: state.outbox.waiting,
    refused: Object.keys(state.refused).length,
    conflicts: state.view?.conflicts.length ?? 0,
    held: state.held.length,
  };
}

export function isBusy(state: PaneState, what: PaneState['busy'][number]['what']): boolean {
  return state.busy.some((busy) => busy.what === what);
}

/** The keys of the bound assessment's own fields. */
export function overviewKey(view: AssessmentView, field: keyof typeof assessmentFields): FieldKey {
  return fieldKey(assessmentRef(view.workbook.assessment), field);
}
