import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActionId } from '#engine/contract/model/ids';
import { createHighWaterMark, findFinisher } from '#engine/domain/scoring/high-water-mark';
import { action, done, failed, id, outOfScope } from '#test/support/score-builders';

const parentsOf = (...titles: string[]) => ({ parents: titles.map(id) });
const lengths = [action('15', 9), action('12', 9, parentsOf('15')), action('10', 9, parentsOf('12'))];
const libraryOf = (actions: readonly ReturnType<typeof action>[]) => new Map(actions.map((each) => [each.id, each]));

describe('high-water mark', () => {
  it('[S5] finishing a parent finishes its children and theirs', () => {
    const mark = createHighWaterMark([id('12'), id('10')], libraryOf(lengths), (each) =>
      each === '15' ? done : undefined,
    );
    assert.deepEqual(
      [mark.isFinished(id('12')), mark.isFinished(id('10')), mark.isFinished(id('15'))],
      [true, true, false],
    );
    assert.equal(findFinisher(id('10'), libraryOf(lengths), (each) => (each === '15' ? done : undefined))?.id, '15');
  });

  it('[S5] an action between that failed or is out of scope does not stop the mark, a disabled parent finishes nothing', () => {
    for (const between of [failed, outOfScope]) {
      const recordOf = (each: ActionId) => (each === '15' ? done : each === '12' ? between : undefined);
      assert.equal(findFinisher(id('10'), libraryOf(lengths), recordOf)?.id, '15');
    }
    const disabled = [action('15', 9, { disabled: true }), ...lengths.slice(1)];
    assert.equal(findFinisher(id('10'), libraryOf(disabled), () => done)?.id, '12');
    assert.equal(
      findFinisher(id('12'), libraryOf(disabled), () => done),
      null,
    );
  });

  it('[S5] a ring of parents ends, and no action finishes itself', () => {
    const ring = libraryOf([
      action('A', 1, parentsOf('B')),
      action('B', 1, parentsOf('A')),
      action('C', 1, parentsOf('C')),
    ]);
    assert.equal(
      findFinisher(id('C'), ring, () => done),
      null,
    );
    const recordOf = (each: ActionId) => (each === 'A' ? done : undefined);
    assert.equal(findFinisher(id('B'), ring, recordOf)?.id, 'A');
    assert.equal(createHighWaterMark(ring.keys(), ring, recordOf).isFinished(id('B')), true);
  });

  it('[S5] kept up to date it always agrees with a search from scratch, rings and unknown parents included', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const oneOf = fc.constantFrom(...names);
    const graph = fc.tuple(...names.map(() => fc.uniqueArray(fc.constantFrom(...names, 'X'), { maxLength: 3 })));
    fc.assert(
      fc.property(graph, fc.array(fc.tuple(oneOf, fc.boolean()), { maxLength: 20 }), (parents, edits) => {
        const library = libraryOf(names.map((name, index) => action(name, 1, parentsOf(...(parents[index] ?? [])))));
        const records = new Map<ActionId, typeof done>();
        const recordOf = (each: ActionId) => records.get(each);
        const mark = createHighWaterMark(library.keys(), library, recordOf);
        for (const [name, isDone] of edits) {
          if (isDone) records.set(id(name), done);
          else records.delete(id(name));
          mark.update(id(name));
          for (const each of library.keys()) {
            // An action in a ring may be marked through itself; that counts only when it is done anyway.
            if (recordOf(each) !== done) {
              assert.equal(mark.isFinished(each), findFinisher(each, library, recordOf) !== null, each);
            }
          }
        }
      }),
    );
  });
});
