import { config } from '../config.ts';
import type { FieldMark } from '../sheets/marks.ts';
import type { FieldKey, PaneState } from '../state/model.ts';
import { actionFieldKey, fieldOfLabel } from '../state/select.ts';

/**
 * Which cells are marked, and when to look again: an edit that is quickly taken is never marked, since every mark is a
 * change of the workbook.
 *
 * @param now milliseconds since 1970.
 */
export function cellMarks(
  { pending, refused, conflicted, view }: PaneState,
  now: number,
): { readonly marks: readonly FieldMark[]; readonly nextAt: number | null } {
  const marks = new Map<FieldKey, FieldMark>();
  let nextAt: number | null = null;
  for (const [key, { since }] of Object.entries(pending)) {
    const left = Date.parse(since) + config.markPendingAfter - now;
    if (left <= 0) marks.set(key, { key, kind: 'pending', note: null });
    else nextAt = Math.min(nextAt ?? left, left);
  }
  const actionByTitle = new Map(view?.actions.map(({ id, title }) => [title, id]) ?? []);
  for (const { item, field, who, yours } of view?.conflicts ?? []) {
    const [action, recordField] = [actionByTitle.get(item), fieldOfLabel(field)];
    if (action === undefined || recordField === null) continue;
    const key = actionFieldKey(action, recordField);
    marks.set(key, { key, kind: 'conflict', note: `${who}: ${yours}` });
  }
  for (const key of Object.keys(conflicted)) {
    if (!marks.has(key)) marks.set(key, { key, kind: 'conflict', note: null });
  }
  for (const [key, { detail }] of Object.entries(refused)) {
    marks.set(key, { key, kind: 'refused', note: detail === '' ? null : detail });
  }
  return { marks: [...marks.values()], nextAt };
}
