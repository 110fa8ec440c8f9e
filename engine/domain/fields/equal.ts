import type { FieldValue } from '../../contract/model/field.ts';

/** Whether two values of one field are the same; lists by their items in order, an empty one being no list at all. */
export function fieldsEqual(a: FieldValue, b: FieldValue): boolean {
  if (isList(a) || isList(b)) {
    const [left, right] = [toItems(a), toItems(b)];
    return (
      left !== null &&
      right !== null &&
      left.length === right.length &&
      left.every((item, index) => item === right[index])
    );
  }
  return a === b;
}

function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}

function toItems(value: FieldValue): readonly string[] | null {
  if (value === null) return [];
  return isList(value) ? value : null;
}
