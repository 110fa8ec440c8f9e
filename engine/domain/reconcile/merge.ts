import type { FieldConflict } from '../../contract/model/conflict.ts';
import type { FieldValue } from '../../contract/model/field.ts';
import type { Position } from '../../contract/model/ids.ts';
import type { FieldState } from '../state/entity.ts';

/** What a writer had before them: the value at the position they saw, or what their own copy has written since. */
export type Base = { readonly value: FieldValue; readonly at: Position };

/**
 * The value a writer started from. `seen` is the position their copy carries; `lineage` names the copy, whose own
 * earlier edits it has of course seen although its position does not say so (a file that is saved twice before the
 * engine could write back, a pane that types faster than the answers come). `initial` is the field's value before
 * anybody set it.
 */
export function baseOf(
  current: FieldState | undefined,
  seen: Position,
  lineage: string | null,
  initial: FieldValue,
): Base {
  for (let state = current ?? null; state !== null; state = state.before) {
    if (state.at <= seen || (lineage !== null && state.lineage === lineage)) return state;
  }
  return { value: initial, at: 0 };
}

export type Merge =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'conflicted' }
  /** The same value already waits as a conflict on this field. */
  | { readonly kind: 'waiting'; readonly conflict: FieldConflict };

/**
 * Field by field, three ways: equal values agree; a field that has not moved since the base is changed; two different
 * edits since the base are a conflict, in which the value in place stays and the other is kept. Total: every input is
 * decided. Symmetric: whichever of two edits comes first, both values survive and one conflict is open.
 */
export function merge(
  base: FieldValue,
  inPlace: FieldValue,
  yours: FieldValue,
  open: readonly FieldConflict[],
  equal: (a: FieldValue, b: FieldValue) => boolean,
): Merge {
  if (equal(inPlace, yours)) return { kind: 'agreed' };
  if (equal(base, inPlace)) return { kind: 'changed' };
  const waiting = open.find((conflict) => equal(conflict.yours, yours));
  return waiting === undefined ? { kind: 'conflicted' } : { kind: 'waiting', conflict: waiting };
}
