import type { FieldValue } from '#engine/contract/model/field';
import { fieldsEqual } from '#engine/domain/fields/equal';
import type { FieldKey } from '../state/model.ts';

/**
 * Values this pane is writing or has tried to write. Our own writes come back as events, sometimes without a sign that
 * they are ours, and a batch that failed may have been done in part: a cell with such a value is no edit of a person.
 */
export interface Echo {
  expect(key: FieldKey, value: FieldValue): void;
  /** The write has ended well, or the cell was looked at since. */
  settle(key: FieldKey): void;
  isExpected(key: FieldKey, value: FieldValue): boolean;
}

/** More failed tries than this of one cell are not told apart. */
const kept = 4;

export function createEcho(): Echo {
  const expected = new Map<FieldKey, readonly FieldValue[]>();
  return {
    expect(key, value) {
      expected.set(key, [...(expected.get(key) ?? []).slice(1 - kept), value]);
    },
    settle: (key) => void expected.delete(key),
    isExpected: (key, value) => (expected.get(key) ?? []).some((one) => fieldsEqual(one, value)),
  };
}
