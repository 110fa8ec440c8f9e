import type { FieldValue } from '#engine/contract/model/field';
import { actionId } from '#engine/contract/model/ids';
import { saysSame, valueToSend } from '../sheets/cell-says.ts';
import type { Desk } from '../sheets/desk.ts';
import type { LocalEdit } from '../sheets/edits.ts';
import type { HeldColumn } from '../sheets/look.ts';
import type { FieldKey, HeldEdit } from '../state/model.ts';
import type { Happening } from '../state/reduce.ts';

/**
 * Batches that look like a slip of the hand. Their cells are the person's, nothing of them is sent; what is put back by
 * hand is no longer held.
 */
export interface Held {
  pending(key: FieldKey): { readonly value: FieldValue } | null;
  hold(columns: readonly HeldColumn[]): void;
  /** Lets go of cells that show again what they showed before. */
  review(desk: Desk): void;
  /** Takes a batch out; its edits are the caller's now. */
  release(id: string): readonly LocalEdit[];
}

export function createHeld(freshId: () => string, tell: (happening: Happening) => void): Held {
  const batches = new Map<string, HeldColumn>();

  const announce = (id: string, column: HeldColumn): void => tell({ kind: 'held', held: describe(id, column) });
  return {
    pending(key) {
      for (const { edits } of batches.values()) {
        const edit = edits.find((one) => one.key === key);
        if (edit !== undefined) return { value: valueToSend(edit.says) };
      }
      return null;
    },
    hold(columns) {
      for (const column of columns) {
        // The same column again: what is held grows or changes.
        const known = [...batches].find(([, one]) => one.field === column.field);
        const id = known?.[0] ?? freshId();
        const byKey = new Map([...(known?.[1].edits ?? []), ...column.edits].map((edit) => [edit.key, edit]));
        const whole = { ...column, edits: [...byKey.values()] };
        batches.set(id, whole);
        announce(id, whole);
      }
    },
    review(desk) {
      for (const [id, column] of batches) {
        const edits = column.edits.filter(({ key, was }) => !saysSame(desk.says.get(key) ?? was, was));
        if (edits.length === column.edits.length) continue;
        if (edits.length === 0) {
          batches.delete(id);
          tell({ kind: 'released', held: id });
        } else {
          batches.set(id, { ...column, edits });
          announce(id, { ...column, edits });
        }
      }
    },
    release(id) {
      const edits = batches.get(id)?.edits ?? [];
      batches.delete(id);
      tell({ kind: 'released', held: id });
      return edits;
    },
  };
}

function describe(id: string, { reason, field, edits }: HeldColumn): HeldEdit {
  const changes = edits.flatMap(({ key, says, was }) => {
    const action = actionId.safeParse(key.slice(key.indexOf('/') + 1, key.indexOf('#')));
    const from = was.kind === 'formula' ? null : valueToSend(was);
    return action.success ? [{ action: action.data, from, to: valueToSend(says) }] : [];
  });
  return { id, reason, field, changes };
}
