import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { type ActionId, assessmentRef, recordRef, type UserId } from '#engine/contract/model/ids';
import { valueToSend } from '../sheets/cell-says.ts';
import type { LocalEdit } from '../sheets/edits.ts';
import { typedEdit } from '../sheets/typed-edit.ts';
import type { BulkChange, BulkPreview, BulkRow, FieldKey, Intent, PaneState } from '../state/model.ts';
import { actionFieldKey, fieldKey, shownValue } from '../state/select.ts';
import type { Bound } from './bound.ts';
import type { Joined } from './parts.ts';

type Wish = { readonly key: FieldKey; readonly value: FieldValue };

/** Edits made in the pane: written into their cells and sent like typing there. */
export interface Editing {
  change(intent: Extract<Intent, { do: 'changeField' | 'changeAssessment' | 'assign' }>): Promise<void>;
  preview(intent: Extract<Intent, { do: 'previewBulk' }>): Promise<void>;
  applyBulk(): Promise<void>;
}

export function createEditing({ state, tell, clock }: Joined, boundNow: () => Bound | null): Editing {
  const edit = async (wishes: readonly Wish[]): Promise<void> => {
    const bound = boundNow();
    if (bound === null) return;
    const { binding } = state();
    const edits: LocalEdit[] = [];
    for (const { key, value } of wishes) {
      const typed = typedEdit(bound.desk, key, value);
      if (typed.ok) {
        if (typed.value !== null) edits.push(typed.value);
        continue;
      }
      const subject = bound.desk.truth.subject(key);
      if (subject === null) continue;
      const { entity, field } = subject;
      const refused = { entity, field, value, since: clock.now(), code: typed.error.code, detail: typed.error.message };
      tell({ kind: 'refused', edit: refused });
    }
    if (edits.length === 0) return;
    await bound.record(edits);
    if (binding.kind !== 'bound' || binding.readOnly) return;
    bound.work.type(new Map(edits.map(({ key, says }) => [key, valueToSend(says)])));
  };

  return {
    async change(intent) {
      const { view } = state();
      if (view === null) return;
      switch (intent.do) {
        case 'changeField':
          return edit([{ key: actionFieldKey(intent.action, intent.field), value: intent.value }]);
        case 'changeAssessment':
          return edit([{ key: fieldKey(assessmentRef(view.workbook.assessment), intent.field), value: intent.value }]);
        case 'assign':
          return edit(assignments(state(), intent.actions, intent.to, intent.message));
      }
    },
    async preview({ actions, change }) {
      const { view } = state();
      const bulk = previewOf(state(), actions, change);
      tell({ kind: 'set', to: { bulk } });
      const counting = await import('./score-effect.ts').catch(() => null); // the preview is good without it
      const score = view === null || counting === null ? null : counting.scoreEffect(view, bulk);
      // Dropped or done meanwhile, or another one is shown.
      if (score !== null && state().bulk === bulk) tell({ kind: 'set', to: { bulk: { ...bulk, score } } });
    },
    async applyBulk() {
      const { bulk } = state();
      if (bulk === null) return;
      tell({ kind: 'set', to: { bulk: null } });
      const actions = bulk.rows.flatMap(({ action, effect }) => (effect === 'change' ? [action] : []));
      const { change } = bulk;
      if (change.kind === 'assign') return edit(assignments(state(), actions, change.to, change.message));
      return edit(actions.map((action) => ({ key: actionFieldKey(action, change.field), value: change.value })));
    },
  };
}

/** Whom it is assigned to, and the message on top of the notes, as the people it goes to look for it there. */
function assignments(
  state: PaneState,
  actions: readonly ActionId[],
  to: UserId | null,
  message: string,
): readonly Wish[] {
  const said = message.trim();
  return actions.flatMap((id): readonly Wish[] => {
    const action = state.view?.actions.find((one) => one.id === id);
    if (action === undefined) return [];
    const assigned = { key: actionFieldKey(id, 'assignedTo'), value: to };
    const notes = shownValue(state, action, 'implementationNotes');
    if (said === '') return [assigned];
    const text = typeof notes === 'string' && notes !== '' ? `${said}\n\n${notes}` : said;
    return [assigned, { key: actionFieldKey(id, 'implementationNotes'), value: text }];
  });
}

/** What a bulk change would do to each row, in the order of the assessment. */
export function previewOf(state: PaneState, actions: readonly ActionId[], change: BulkChange): BulkPreview {
  const wanted = new Set(actions);
  const field: RecordField = change.kind === 'assign' ? 'assignedTo' : change.field;
  const to = change.kind === 'assign' ? change.to : change.value;
  const rows = (state.view?.actions ?? []).flatMap((action): readonly BulkRow[] => {
    if (!wanted.has(action.id)) return [];
    const from = shownValue(state, action, field);
    const isPending = state.pending[fieldKey(recordRef(action.id), field)] !== undefined;
    const isEarly =
      field === 'testResult' &&
      to !== 'Not Assessed' &&
      shownValue(state, action, 'implementationStatus') === 'Not Implemented';
    const isKept = action.automatic?.fields.includes(field) === true;
    const effect = isKept
      ? 'automatic'
      : isPending
        ? 'pending'
        : from === to
          ? 'same'
          : isEarly
            ? 'too-early'
            : 'change';
    return [{ action: action.id, title: action.title, from, to, effect }];
  });
  return { change, rows, score: null };
}
