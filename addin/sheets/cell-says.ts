import type { FieldValue } from '#engine/contract/model/field';
import { fieldsEqual } from '#engine/domain/fields/equal';
import type { FieldReading } from '#engine/domain/sheets/reading';

/** What an input cell says: a value of its field, something that is none, or a formula, which says nothing. */
export type CellSays =
  | { readonly kind: 'value'; readonly value: FieldValue }
  | { readonly kind: 'unreadable'; readonly raw: FieldValue; readonly code: string; readonly message: string }
  | { readonly kind: 'formula' };

export function saysOf({ value, raw }: FieldReading): CellSays {
  if (value.ok) return { kind: 'value', value: value.value };
  const { code, message } = value.error;
  return code === 'formula' ? { kind: 'formula' } : { kind: 'unreadable', raw, code, message };
}

export function saysSame(a: CellSays, b: CellSays): boolean {
  if (a.kind === 'value' && b.kind === 'value') return fieldsEqual(a.value, b.value);
  if (a.kind === 'unreadable' && b.kind === 'unreadable') return a.raw === b.raw;
  return a.kind === b.kind;
}

/** What travels to the engine: a value that is none travels as it stands, so that it is refused by name and on record. */
export function valueToSend(says: Exclude<CellSays, { kind: 'formula' }>): FieldValue {
  return says.kind === 'value' ? says.value : says.raw;
}
