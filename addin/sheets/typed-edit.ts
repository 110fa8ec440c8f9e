import type { FieldValue } from '#engine/contract/model/field';
import { fieldsEqual } from '#engine/domain/fields/equal';
import { kindOfField, normalizeField } from '#engine/domain/fields/normalize';
import { err, ok, type Result } from '#engine/domain/result';
import type { FieldKey } from '../state/model.ts';
import { type Desk, engineSays } from './desk.ts';
import type { LocalEdit } from './edits.ts';
import { userFinder } from './find-user.ts';
import { dateSystemOf } from './mirror.ts';

/** What a person typed or chose in the pane as an edit of its field; null when that is what the cell shows already. */
export function typedEdit(
  desk: Desk,
  key: FieldKey,
  raw: FieldValue,
): Result<LocalEdit | null, { readonly code: string; readonly message: string }> {
  const subject = desk.truth.subject(key);
  const kind = subject === null ? null : kindOfField(subject.field);
  if (kind === null) return err({ code: 'unknown-field', message: `There is no field ${key}.` });
  const normal = normalizeField(kind, raw, {
    dateSystem: dateSystemOf(desk.mirror),
    shownAsDate: false,
    findUser: userFinder(desk.truth.view().people),
  });
  if (!normal.ok) return normal;
  const pending = desk.pendingValue(key);
  const before = pending?.value ?? desk.truth.known(key).value;
  if (fieldsEqual(before, normal.value)) return ok(null);
  const shown = desk.shown.get(key) ?? engineSays(desk, key);
  return ok({ key, says: { kind: 'value', value: normal.value }, was: shown.says, base: shown.position });
}
