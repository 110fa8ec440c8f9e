import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FieldValue } from '#engine/contract/model/field';
import { fieldsEqual } from '#engine/domain/fields/equal';

const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.constantFrom<FieldValue>(null, '', 'a', 'A', 0, 1, true, false, [], ['a'], ['a', 'b'], ['b', 'a']),
  fc.string(),
  fc.array(fc.string(), { maxLength: 3 }),
);

describe('fieldsEqual', () => {
  it('[F14] values are equal when they are the same; lists item by item in order, an empty one being none', () => {
    assert.ok(fieldsEqual(['a', 'b'], ['a', 'b']));
    assert.ok(!fieldsEqual(['a', 'b'], ['b', 'a']));
    assert.ok(fieldsEqual([], null));
    assert.ok(!fieldsEqual(['a'], 'a'));
    assert.ok(!fieldsEqual('a', 'A'));
    assert.ok(!fieldsEqual(0, false));
    assert.ok(!fieldsEqual([], ''));
  });

  it('[F14] equality holds for a value with itself, and whichever side is asked', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        assert.ok(fieldsEqual(a, a));
        assert.equal(fieldsEqual(a, b), fieldsEqual(b, a));
      }),
    );
  });
});
