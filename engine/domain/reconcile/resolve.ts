import type { Conflict } from '../../contract/model/conflict.ts';
import type { FieldValue } from '../../contract/model/field.ts';
import type { ConflictId, Position } from '../../contract/model/ids.ts';
import type { Decision } from '../../contract/model/vocabulary.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import { type ChangeContext, decideChanges, fieldKind, fieldValueOf, type Refusal } from './decide-changes.ts';

export type Resolution = {
  readonly conflict: ConflictId;
  readonly decision: Decision;
  /** The third value; read only when the decision is `other`. */
  readonly value: FieldValue;
  /** What the person who decides had seen. */
  readonly base: Position;
};

export type ResolveProblem = Refusal;

/**
 * Settles a conflict by keeping the value in place, taking the other, or a third; refused when the value in place has
 * moved since the person looked, so that nobody decides about a value they never saw. A held batch is applied whole
 * (each change judged against its own base, so that later edits become conflicts of their own) or dropped.
 */
export function resolveConflict(
  draft: Draft,
  resolution: Resolution,
  context: ChangeContext,
): Result<Conflict, ResolveProblem> {
  const conflict = draft.image.conflict(resolution.conflict);
  if (conflict === undefined) {
    return err({ code: 'unknown-conflict', message: 'This conflict is not open: it has been settled already.' });
  }
  if (conflict.kind === 'held') {
    if (resolution.decision === 'other') {
      return err({ code: 'no-third-value', message: 'A held batch can be taken or kept out; it has no third value.' });
    }
    const closed = conflict.changes.map(({ entity, field }) => context.refuses(entity, field));
    const forbidden = closed.find((refusal) => refusal?.code === 'forbidden');
    if (forbidden !== undefined && forbidden !== null) return err(forbidden);
    draft.emit({ kind: 'released', conflict: conflict.id, decision: resolution.decision });
    if (resolution.decision === 'take') {
      decideChanges(
        draft,
        conflict.changes.map(({ yours, ...change }) => ({ ...change, value: yours })),
        context,
      );
    }
    return ok(conflict);
  }

  const closed = context.refuses(conflict.entity, conflict.field);
  if (closed !== null) return err(closed);
  const state = draft.image.entity(conflict.entity)?.fields[conflict.field];
  if (state !== undefined && state.at > resolution.base) {
    return err({
      code: 'changed-meanwhile',
      message: 'The value in place has changed since this decision was made. Look at it again and decide anew.',
    });
  }
  const from = fieldValueOf(draft.image, conflict.entity, conflict.field);
  const decided = decidedValue(conflict, resolution, from, context);
  if (!decided.ok) return decided;
  const forbidden = context.forbids(conflict.entity, conflict.field, decided.value, draft.image);
  if (forbidden !== null) return err(forbidden);
  const { id, entity, field } = conflict;
  const since = draft.image.position;
  draft.emit({ kind: 'resolved', conflict: id, entity, field, decision: resolution.decision, from, to: decided.value });
  if (resolution.decision !== 'keep') context.follow?.(draft, entity, field, 0, since);
  return ok(conflict);
}

function decidedValue(
  conflict: Extract<Conflict, { kind: 'field' }>,
  { decision, value }: Resolution,
  inPlace: FieldValue,
  context: ChangeContext,
): Result<FieldValue, ResolveProblem> {
  if (decision === 'keep') return ok(inPlace);
  if (decision === 'take') return ok(conflict.yours);
  const kind = fieldKind(conflict.entity, conflict.field);
  return kind === null
    ? err({ code: 'unknown-field', message: `There is no field ${conflict.field} to settle.` })
    : context.normalize(kind, value);
}
